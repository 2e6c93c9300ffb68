using System.Net;
using AngleSharp.Dom;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

/// <summary>While there is no index, a page with a text says so: nothing was looked for, so nothing was «not found».</summary>
public sealed class UnavailableIndexTests(UnavailableIndexTests.Portal portal) : IClassFixture<UnavailableIndexTests.Portal>
{
    [Theory]
    [InlineData("/szukaj")]
    [InlineData("/praktyki")]
    [InlineData("/praktyki/uslugi-spoleczne")]
    [InlineData("/rezultaty")]
    [InlineData("/mapa")]
    public async Task Page_WithAText_SaysThatTheSearchIsBeingRebuilt(string path)
    {
        var page = await portal.GetPageAsync($"{path}?q=rynek&typ=gmina-wiejska");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var notice = page.Main.QuerySelector("[data-testid=rebuilding]")!;
        Assert.EndsWith($"{path}?q=rynek&typ=gmina-wiejska", notice.Link("Spróbuj ponownie").Href(), StringComparison.Ordinal);
        Assert.Empty(page.Titles);
        foreach (var untrue in new[] { "Nie znaleziono", "Nie ma tego", "Nic nie pasuje", "Z wybranymi filtrami", "Nikt jeszcze", "0 praktyk", "0 rezultatów" })
        {
            Assert.DoesNotContain(untrue, page.Main.Words(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/praktyki?q=rynek&strona=2")]
    [InlineData("/szukaj?q=rynek&strona=2")]
    public async Task LaterPage_WithAText_IsNotMissing(string address) =>
        Assert.NotNull((await portal.GetPageAsync(address)).Main.QuerySelector("[data-testid=rebuilding]"));

    [Theory]
    [InlineData("/praktyki")]
    [InlineData("/mapa")]
    public async Task Page_WithoutAText_IsAsUsual(string path)
    {
        var page = await portal.GetPageAsync(path);
        Assert.Null(page.Main.QuerySelector("[data-testid=rebuilding]"));
        Assert.Contains("1 praktyka", page.Main.Words(), StringComparison.Ordinal);
    }

    public sealed class Portal : PortalFactory
    {
        private string Occupied => Path.Combine(StorageDirectory, "zajete");

        /// <summary>Where the index's directory should be stands a file: it can never be made.</summary>
        protected override IEnumerable<string> Settings => [$"--Search:Directory={Occupied}", $"--PageCache:Directory={StorageDirectory}"];

        protected override async Task SeedAsync(PortalSeed seed)
        {
            await File.WriteAllTextAsync(Occupied, "");
            await seed.AddAsync("Rynek");
        }
    }
}
