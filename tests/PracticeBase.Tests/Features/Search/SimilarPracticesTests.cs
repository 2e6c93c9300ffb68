using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

public sealed class SimilarPortal : PortalFactory
{
    public PracticeRevision Honey { get; private set; } = null!;

    protected override async Task SeedAsync(PortalSeed seed)
    {
        var office = new ImplementingUnit { Name = "Urząd Gminy Próbnej", Slug = "urzad-gminy-probnej" };
        Honey = await seed.AddAsync("Pasieka na dachu ratusza", r =>
        {
            r.Summary = "Ule na dachu ratusza i lekcje o pszczołach dla uczniów.";
            r.Category = seed.Category("kultura");
            r.ImplementingUnit = office;
        });
        await seed.AddAsync("Druga pasieka na dachu, ule i pszczoły", r =>
        {
            r.Summary = "Ta sama jednostka.";
            r.ImplementingUnit = office;
        });
        await seed.AddAsync("Ule w ogrodzie szkolnym", r => r.Summary = "Uczniowie zakładają pasiekę i uczą się o pszczołach.");
        await seed.AddAsync("Łąka kwietna dla pszczół", r => r.Summary = "Pas zieleni przy drodze, obok stanęły ule.");
        for (var i = 0; i < 12; i++)
        {
            await seed.AddAsync($"Kino plenerowe numer {i}", r =>
            {
                r.Summary = "Pokazy filmów w parku.";
                r.Category = seed.Category("kultura");
            });
        }
    }
}

public sealed class SimilarPracticesTests(SimilarPortal portal) : IClassFixture<SimilarPortal>
{
    [Fact]
    public async Task Practice_WithTellingWords_LeadsToOthersThatShareThem()
    {
        await portal.GetPageAsync("/szukaj?q=ule");
        var section = (await portal.GetPageAsync($"/praktyka/{portal.Honey.PracticeId}-pasieka-na-dachu-ratusza")).Landmark("section", "Podobne praktyki");

        var cards = section.QuerySelectorAll("article").Select(a => a.Words()).ToList();
        Assert.Contains("Ule w ogrodzie szkolnym", cards[0], StringComparison.Ordinal);
        Assert.Contains("Łąka kwietna dla pszczół", cards[1], StringComparison.Ordinal);
        Assert.Contains("ul", cards[0], StringComparison.Ordinal);
        Assert.Contains("pszczoła", cards[0], StringComparison.Ordinal);
        // The category fills up what is missing; the same office is never shown.
        Assert.Contains("Kino plenerowe", cards[2], StringComparison.Ordinal);
        Assert.DoesNotContain(cards, c => c.Contains("Druga pasieka", StringComparison.Ordinal));
    }
}
