using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Units;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>When the grouping of practices by unit is made anew, and what it shows until then.</summary>
public sealed class UnitIndexSourceTests : IAsyncLifetime
{
    private readonly Portal portal = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => portal.InitializeAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Publication_LeavesTheIndexForHalfAMinute()
    {
        using var source = NewSource();
        var first = await source.GetAsync(await CatalogueAsync(), Cancelled);
        await PublishAsync("Kolejna");
        var catalogue = await CatalogueAsync();
        portal.Time.Pass(UnitIndexSource.MaxAge - TimeSpan.FromSeconds(1));
        Assert.Same(first, await source.GetAsync(catalogue, Cancelled));

        portal.Time.Pass(TimeSpan.FromSeconds(1));
        var second = await source.GetAsync(catalogue, Cancelled);
        Assert.Same(catalogue, second.Catalogue);
        portal.Time.Pass(UnitIndexSource.MaxAge);
        Assert.Same(second, await source.GetAsync(catalogue, Cancelled));
    }

    [Fact]
    public async Task RequestThatBeganBefore_DoesNotTakeTheIndexBack()
    {
        using var source = NewSource();
        var before = await CatalogueAsync();
        await PublishAsync("Kolejna");
        var after = await CatalogueAsync();
        var index = await source.GetAsync(after, Cancelled);
        portal.Time.Pass(UnitIndexSource.MaxAge);

        Assert.Same(index, await source.GetAsync(before, Cancelled));
        Assert.Same(index, await source.GetAsync(after, Cancelled));
    }

    [Fact]
    public async Task SiteWideChange_CountsAtOnce_AndOlderRequestsGetTheirOwn()
    {
        using var source = NewSource();
        var before = await CatalogueAsync();
        await source.GetAsync(before, Cancelled);
        await portal.UseDatabaseAsync(async db =>
        {
            await new PortalSeed(db, null!).SaveAsync();
            return 0;
        });
        var after = await CatalogueAsync();

        var index = await source.GetAsync(after, Cancelled);
        Assert.Same(after, index.Catalogue);
        Assert.Same(before, (await source.GetAsync(before, Cancelled)).Catalogue);
        Assert.Same(index, await source.GetAsync(after, Cancelled));
    }

    [Fact]
    public async Task OverdueIndex_IsMadeByOne_WhileOthersGetTheOldOne()
    {
        using var source = NewSource();
        var old = await source.GetAsync(await CatalogueAsync(), Cancelled);
        await PublishAsync("Kolejna");
        var catalogue = await CatalogueAsync();
        portal.Time.Pass(UnitIndexSource.MaxAge);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => source.GetAsync(catalogue, Cancelled))));

        Assert.All(answers, a => Assert.True(a == old || a.Catalogue == catalogue));
        Assert.Single(answers.Where(a => a != old).Distinct());
    }

    [Fact]
    public async Task Withdrawn_IsGoneAtOnce()
    {
        const string Address = "/jednostki-podobne?jst=020105";
        Assert.Equal(["Druga", "Pierwsza"], (await portal.GetPageAsync(Address)).Titles.Order(StringComparer.Ordinal));
        await WithdrawAsync("Pierwsza");
        Assert.Equal(["Druga"], (await portal.GetPageAsync(Address)).Titles);
        await WithdrawAsync("Druga");
        var page = await portal.GetPageAsync(Address);
        Assert.Empty(page.Titles);
        Assert.StartsWith("0 praktyk", page.Sections[0], StringComparison.Ordinal);
        Assert.DoesNotContain("z 1 jednostki", page.Sections[0], StringComparison.Ordinal);
    }

    private UnitIndexSource NewSource() => new(portal.Services.GetRequiredService<LocalGovernmentFinder>(), portal.Services.GetRequiredService<IServiceScopeFactory>(), portal.Time);

    private Task<Catalogue> CatalogueAsync() => portal.UseDatabaseAsync(db => portal.Services.GetRequiredService<CatalogueSource>().GetAsync(db, Cancelled));

    private Task<int> PublishAsync(string title) => portal.UseDatabaseAsync(async db =>
    {
        await Portal.AddAsync(new PortalSeed(db, null!), title);
        return 0;
    });

    private Task<int> WithdrawAsync(string title) => portal.UseDatabaseAsync(async db =>
    {
        var practice = await db.Practices.SingleAsync(p => p.Revisions.Any(r => r.Title == title), Cancelled);
        practice.ArchivedAt = PortalSeed.Moment;
        await new PortalSeed(db, null!).SaveAsync(practice);
        return 0;
    });

    private sealed class Portal : ClockPortal
    {
        protected override async Task SeedAsync(PortalSeed seed)
        {
            await AddAsync(seed, "Pierwsza");
            await AddAsync(seed, "Druga");
        }

        public static Task AddAsync(PortalSeed seed, string title) => seed.AddAsync(title, r => r.LocalGovernment = seed.Place("020106"));
    }
}
