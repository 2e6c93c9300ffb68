using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

public sealed class SuggestionsTests(SuggestionsTests.Portal portal) : IClassFixture<SuggestionsTests.Portal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Places_TextThatManyLabelsHold_CostsNoSetForEach()
    {
        Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "SQL Server gives the numbers itself.");
        await using var scope = portal.Services.CreateAsyncScope();
        var suggestions = scope.ServiceProvider.GetRequiredService<Suggestions>();
        var catalogue = await scope.ServiceProvider.GetRequiredService<PracticeQueries>().CatalogueAsync(Cancelled);
        // The first one reads the list of places and makes the index.
        Assert.Equal(["gmina Łabunie, pow. zamojski, lubelskie", "gmina Osiecznica, pow. bolesławiecki, dolnośląskie"], (await suggestions.FindAsync("gmina", catalogue, Cancelled)).Select(s => s.Label));

        var before = GC.GetTotalAllocatedBytes();
        await suggestions.FindAsync("gmina", catalogue, Cancelled);
        var spent = GC.GetTotalAllocatedBytes() - before;

        // A set is as large as the largest practice number: one for each of 2,000 communes would be 2,000 times this.
        Assert.True(spent < 400L * (catalogue.Capacity / 8), $"{spent} bytes");
    }

    public sealed class Portal : PortalFactory
    {
        protected override async Task SeedAsync(PortalSeed seed)
        {
            await seed.AddAsync("Świetlica", r => r.LocalGovernment = seed.Place("020105"));
            await seed.AddAsync("Biblioteka", r => r.LocalGovernment = seed.Place("062005"), also: p =>
            {
                // SQL Server gives the numbers itself.
                if (seed.Db.Database.IsSqlite())
                {
                    seed.Db.Entry(p).Property(e => e.Id).CurrentValue = 2_000_000;
                }
            });
        }
    }
}
