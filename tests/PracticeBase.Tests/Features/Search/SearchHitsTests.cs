using System.Text;
using AngleSharp.Dom;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

/// <summary>A name that holds what was looked for is shown before a file; one that holds less is not.</summary>
public sealed class SearchHitsTests(SearchHitsTests.Portal portal) : IClassFixture<SearchHitsTests.Portal>
{
    [Fact]
    public async Task Hit_InANameAndAFile_ShowsTheName()
    {
        var result = await FindAsync("kajakarstwo");
        Assert.Contains("Skrót i Metryka: Centrum Kajakarstwa", result.Words(), StringComparison.Ordinal);
        Assert.Equal(["Kajakarstwa"], result.QuerySelectorAll("mark").Select(m => m.Words()));
    }

    [Fact]
    public async Task Hit_FileWithMoreWordsThanTheName_ShowsTheFile()
    {
        var result = await FindAsync("kajakarstwo bosman");
        Assert.Contains("Załączniki, Regulamin", result.Words(), StringComparison.Ordinal);
        Assert.Equal(["kajakarstwa", "bosmana"], result.QuerySelectorAll("mark").Select(m => m.Words()));
    }

    [Fact]
    public async Task Hit_InSeveralFiles_ShowsTheOneWithMostWords()
    {
        var result = await FindAsync("przystań bosman");
        Assert.Contains("Załączniki, Regulamin", result.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hit_InSeveralNames_ShowsTheOneWithMostWords()
    {
        var result = await FindAsync("projekt centrum żeglugi");
        Assert.Contains("Skrót i Metryka: Centrum Żeglugi", result.Words(), StringComparison.Ordinal);
    }

    private async Task<IElement> FindAsync(string text) => (await portal.GetPageAsync("/szukaj?q=" + Uri.EscapeDataString(text))).Main.QuerySelector("article")!;

    public sealed class Portal : PortalFactory
    {
        protected override async Task SeedAsync(PortalSeed seed)
        {
            var price = await FileAsync(seed, "Cennik", "Przystań jest czynna latem.", 0);
            var rules = await FileAsync(seed, "Regulamin", "Miłośnicy kajakarstwa pytają bosmana, gdzie jest przystań.", 1);
            await seed.AddAsync("Wypożyczalnia", r =>
            {
                r.Summary = "Sprzęt dla mieszkańców.";
                r.Metryka = new Metryka { UnitName = "Centrum Kajakarstwa" };
                r.Attachments.AddRange([price, rules]);
            });
            await seed.AddAsync("Rejsy", r =>
            {
                r.Summary = "Wycieczki po jeziorze.";
                r.Metryka = new Metryka { UnitName = "Projekt Woda", Locality = "Centrum Żeglugi" };
            });
        }

        private static Task<Attachment> FileAsync(PortalSeed seed, string title, string text, int order) =>
            seed.FileAsync($"{title}.txt", Encoding.UTF8.GetBytes(text), order, title, text);
    }
}
