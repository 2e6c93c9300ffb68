using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A catalogue that follows change by change, against one that is read as a whole.</summary>
public sealed class CatalogueSourceTests(CatalogueSourceTests.Portal portal) : IClassFixture<CatalogueSourceTests.Portal>
{
    private static readonly DateOnly Day = new(2015, 1, 1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Catalogue_AfterAnyChanges_EqualsOneReadAnew(int seed) => portal.UseDatabaseAsync(async db =>
    {
        var random = new Random(seed);
        using var source = NewSource();
        var first = await source.GetAsync(db, Cancelled);
        for (var round = 0; round < 12; round++)
        {
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                await ChangeAsync(db, random);
            }

            var followed = await source.GetAsync(db, Cancelled);
            using var fresh = NewSource();
            AssertSame(await fresh.GetAsync(db, Cancelled), followed);
            // What no practice's change touches is shared: nothing was read as a whole.
            Assert.Same(first.Lists, followed.Lists);
        }

        return true;
    });

    [Fact]
    public Task Catalogue_Unchanged_IsTheSame() => portal.UseDatabaseAsync(async db =>
    {
        using var source = NewSource();
        Assert.Same(await source.GetAsync(db, Cancelled), await source.GetAsync(db, Cancelled));
        return true;
    });

    [Fact]
    public Task Catalogue_ChangedAnew_LeavesTheOldOneAlone() => portal.UseDatabaseAsync(async db =>
    {
        using var source = NewSource();
        var before = await source.GetAsync(db, Cancelled);
        var (count, ids) = (before.PracticeCount, before.All.ToList());
        var revision = await new PortalSeed(db, null!).AddAsync("Świeżo opublikowana", r => r.Metryka = new Metryka { IntroducedOn = Day });
        var after = await source.GetAsync(db, Cancelled);
        Assert.Equal(revision.Id, after.Find(revision.PracticeId)?.RevisionId);
        Assert.Equal(count + 1, after.PracticeCount);
        Assert.Equal((count, null), (before.PracticeCount, before.Find(revision.PracticeId)));
        Assert.Equal(ids, before.All.ToList());
        return true;
    });

    [Fact]
    public Task Catalogue_ASiteWideChange_IsReadAnew() => portal.UseDatabaseAsync(async db =>
    {
        using var source = NewSource();
        var before = await source.GetAsync(db, Cancelled);
        db.Changes.Add(new Change { At = PortalSeed.Moment });
        await db.SaveChangesAsync(Cancelled);
        var after = await source.GetAsync(db, Cancelled);
        Assert.NotSame(before.Lists, after.Lists);
        AssertSame(before, after);
        return true;
    });

    [Fact]
    public Task Catalogue_APracticeInAnUnknownCategory_IsReadAnew() => portal.UseDatabaseAsync(async db =>
    {
        using var source = NewSource();
        var before = await source.GetAsync(db, Cancelled);
        var category = new Category { Slug = "nowa-dziedzina", NamePl = "Nowa", NameEn = "New", Theme = "jst", Icon = "p-jst", Order = 99 };
        var revision = await new PortalSeed(db, null!).AddAsync("W nowej dziedzinie", r => r.Category = category);
        var after = await source.GetAsync(db, Cancelled);
        Assert.NotSame(before.Lists, after.Lists);
        Assert.Equal(category.Id, after.Find(revision.PracticeId)?.SectorId);
        return true;
    });

    [Fact]
    public Task Catalogue_ALateCommit_IsFollowed() => portal.UseDatabaseAsync(async db =>
    {
        Assert.SkipUnless(db.Database.IsSqlite(), "SQL Server gives the numbers itself.");
        using var source = NewSource();
        var late = await new PortalSeed(db, null!).AddAsync("Zatwierdzona później");
        var number = await db.Changes.MaxAsync(c => c.Id, Cancelled);
        // As another node sees it before the transaction is committed.
        await db.Changes.Where(c => c.Id == number).ExecuteDeleteAsync(Cancelled);
        await db.Practices.Where(p => p.Id == late.PracticeId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ArchivedAt, PortalSeed.Moment), Cancelled);
        await new PortalSeed(db, null!).AddAsync("Zatwierdzona wcześniej");
        Assert.Null((await source.GetAsync(db, Cancelled)).Find(late.PracticeId));
        await db.Practices.Where(p => p.Id == late.PracticeId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ArchivedAt, (DateTimeOffset?)null), Cancelled);
        db.ChangeTracker.Clear();
        db.Changes.Add(new Change { Id = number, PracticeId = late.PracticeId, At = PortalSeed.Moment });
        await db.SaveChangesAsync(Cancelled);
        Assert.NotNull((await source.GetAsync(db, Cancelled)).Find(late.PracticeId));
        return true;
    });

    internal static void AssertSame(Catalogue expected, Catalogue actual)
    {
        Assert.Equal(expected.All.ToList(), actual.All.ToList());
        Assert.Equal(expected.All.ToList().Select(expected.Find), actual.All.ToList().Select(actual.Find));
        Assert.All(Enum.GetValues<ListingSort>(), sort =>
            Assert.Equal(expected.Take(sort, expected.All, 0, int.MaxValue).Select(e => e.PracticeId), actual.Take(sort, actual.All, 0, int.MaxValue).Select(e => e.PracticeId)));
        Assert.Equal((expected.PracticeCount, expected.ResultCount, expected.AttachmentCount, expected.UnitCount), (actual.PracticeCount, actual.ResultCount, actual.AttachmentCount, actual.UnitCount));
        Assert.All(expected.Categories.Values, c => Assert.Equal(expected.CountOf(c), actual.CountOf(actual.Categories[c.Id])));
        Assert.Equal(expected.CountsByVoivodeship(null).OrderBy(c => c.Key), actual.CountsByVoivodeship(null).OrderBy(c => c.Key));
        Assert.Equal(expected.LargestGroups(5).Select(g => g.Slug), actual.LargestGroups(5).Select(g => g.Slug));
        var everywhere = new ListingQuery { Values = new Dictionary<string, IReadOnlyList<string>> { [ListingKeys.Voivodeship] = [.. expected.Voivodeships.Select(v => v.Slug)] } };
        var (one, other) = (ListingFilter.Run(expected, everywhere, null, null, null), ListingFilter.Run(actual, everywhere, null, null, null));
        Assert.Equal(one.Count, other.Count);
        Assert.All(one.Counts, facet => Assert.Equal(facet.Value.OrderBy(v => v.Key, StringComparer.Ordinal), other.Counts[facet.Key].OrderBy(v => v.Key, StringComparer.Ordinal)));
    }

    /// <summary>Publishes something new, a new revision, or withdraws or brings back something.</summary>
    internal static async Task ChangeAsync(PracticeBaseDbContext db, Random random)
    {
        db.ChangeTracker.Clear();
        var seed = new PortalSeed(db, null!);
        var practices = await db.Practices.Include(p => p.Revisions).OrderBy(p => p.Id).ToListAsync(Cancelled);
        var practice = practices[random.Next(practices.Count)];
        switch (random.Next(4))
        {
            case 0:
                await seed.AddAsync(Title(random), r => Fill(db, r, random), random.Next(3) == 0 ? PracticeKind.ProgrammeResult : PracticeKind.Practice);
                break;
            case 1:
                practice.ArchivedAt = practice.ArchivedAt is null ? PortalSeed.Moment : null;
                await seed.SaveAsync(practice);
                break;
            default:
                practice.Revisions.Single(r => r.Status == RevisionStatus.Published).Status = RevisionStatus.Superseded;
                await db.SaveChangesAsync(Cancelled);
                var revision = PortalSeed.Revision(practice, Title(random), RevisionStatus.Published, practice.Revisions.Count + 1);
                Fill(db, revision, random);
                practice.Revisions.Add(revision);
                await seed.SaveAsync(practice);
                break;
        }
    }

    private static string Title(Random random) => $"{new[] { "Świetlica", "Łąka", "„Zielony dach”", "Szkoła" }[random.Next(4)]} {random.Next(20)}";

    private static void Fill(PracticeBaseDbContext db, PracticeRevision revision, Random random)
    {
        var categories = db.Categories.OrderBy(c => c.Id).ToList();
        var places = db.LocalGovernments.Where(g => g.Id % 50 == 0).OrderBy(g => g.Id).ToList();
        revision.Category = random.Next(6) == 0 ? null : categories[random.Next(categories.Count)];
        revision.LocalGovernment = random.Next(6) == 0 ? null : places[random.Next(places.Count)];
        revision.ImplementingUnit = db.ImplementingUnits.OrderBy(u => u.Id).Skip(random.Next(3)).First();
        revision.WorksWithoutFunding = random.Next(2) == 0;
        revision.Metryka = new Metryka { IntroducedOn = Day.AddDays(random.Next(4000)), Population = random.Next(3) == 0 ? random.Next(200_000) : null };
        revision.TargetGroups.AddRange(db.TargetGroups.OrderBy(g => g.Id).Skip(random.Next(5)).Take(random.Next(4)).ToList().Select(g => new RevisionTargetGroup { TargetGroup = g }));
    }

    private CatalogueSource NewSource() => new(portal.Services.GetRequiredService<IServiceScopeFactory>());

    public class Portal : PortalFactory
    {
        protected override async Task SeedAsync(PortalSeed seed)
        {
            seed.Db.ImplementingUnits.AddRange(new[] { "Urząd Gminy", "Ośrodek Kultury", "Biblioteka" }.Select(name => new ImplementingUnit { Name = name, Slug = Text.Slug(name) }));
            await seed.Db.SaveChangesAsync();
            var random = new Random(0);
            for (var i = 0; i < 30; i++)
            {
                await seed.AddAsync(Title(random), r => Fill(seed.Db, r, random), i % 4 == 0 ? PracticeKind.ProgrammeResult : PracticeKind.Practice);
            }
        }
    }
}
