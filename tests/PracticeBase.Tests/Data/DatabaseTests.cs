using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Data.SqlServer;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed partial class ModelTests
{
    [Fact]
    public void Model_Sqlite_HasItsMigrations()
    {
        using var db = new SqliteDesignTimeFactory().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Model_SqlServer_HasItsMigrations()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Migrations_BothProviders_GoInLockStep()
    {
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var sqlServer = new SqlServerDesignTimeFactory().CreateDbContext([]);
        Assert.NotEmpty(Names(sqlite));
        Assert.Equal(Names(sqlite), Names(sqlServer));

        // The number before the name is the moment at which each was made.
        static IEnumerable<string> Names(DbContext db) => db.Database.GetMigrations().Select(m => m[(m.IndexOf('_') + 1)..]);
    }

    [Fact]
    public void Migrations_SqlServer_MakeAnIdempotentScript()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent).ReplaceLineEndings("\n");
        var batches = script.Split("\nGO\n").Select(b => b.Trim()).Where(b => b.Length > 0).ToList();
        Assert.StartsWith("IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL\nBEGIN\n", batches[0], StringComparison.Ordinal);
        // One migration a batch, all of it or nothing, and every statement of it under the question whether it was made.
        Assert.Equal(db.Database.GetMigrations(), batches.Skip(1).Select(batch =>
        {
            Assert.StartsWith("BEGIN TRANSACTION;\n", batch, StringComparison.Ordinal);
            Assert.EndsWith("\nCOMMIT;", batch, StringComparison.Ordinal);
            var statements = Guarded().Matches(batch);
            Assert.Equal("", Guarded().Replace(batch["BEGIN TRANSACTION;".Length..^"COMMIT;".Length], "").Trim());
            // A batch is compiled as a whole, when the columns that it makes are not there yet: what uses them is hidden from that.
            Assert.All(statements, s => Assert.DoesNotMatch(@"^\s*(UPDATE|DELETE|SELECT|WITH|MERGE|INSERT(?! INTO \[__EFMigrationsHistory\]))\b", s.Groups["body"].Value));
            return Assert.Single(statements.Select(s => s.Groups["migration"].Value).Distinct());
        }));
    }

    [GeneratedRegex(@"IF NOT EXISTS \(\s+SELECT \* FROM \[__EFMigrationsHistory\]\s+WHERE \[MigrationId\] = N'(?<migration>\w+)'\s+\)\nBEGIN\n(?<body>.*?)\nEND;(?=\n|$)", RegexOptions.Singleline)]
    private static partial Regex Guarded();

    [Fact]
    public void Columns_TextOfSqlServer_IsBoundedWhereItIsIndexed()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var tooWide = db.Model.GetEntityTypes().SelectMany(e => e.GetIndexes()).SelectMany(i => i.Properties)
            .Where(p => p.ClrType == typeof(string) && p.GetColumnType() == "nvarchar(max)");
        Assert.Empty(tooWide.Select(p => $"{p.DeclaringType.ShortName()}.{p.Name}"));
    }
}

public sealed class DatabaseTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RevisionStatus.Published, RevisionStatus.Published)]
    [InlineData(RevisionStatus.Draft, RevisionStatus.Draft)]
    [InlineData(RevisionStatus.Draft, RevisionStatus.InReview)]
    [InlineData(RevisionStatus.Returned, RevisionStatus.Scheduled)]
    public Task SaveChanges_TwoPublishedOrTwoWorkingRevisions_AreRefused(RevisionStatus first, RevisionStatus second) => InDatabaseAsync(async db =>
    {
        var practice = Add(db, "Dwie wersje", first);
        practice.Revisions.Add(PortalSeed.Revision(practice, "Dwie wersje", second, 2));
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Theory]
    [InlineData(RevisionStatus.Published, RevisionStatus.Draft)]
    [InlineData(RevisionStatus.Superseded, RevisionStatus.Published)]
    [InlineData(RevisionStatus.Superseded, RevisionStatus.Superseded)]
    [InlineData(RevisionStatus.Declined, RevisionStatus.Draft)]
    public Task SaveChanges_RevisionsThatMayStandTogether_AreKept(RevisionStatus first, RevisionStatus second) => InDatabaseAsync(async db =>
    {
        var practice = Add(db, "Dwie wersje", first);
        practice.Revisions.Add(PortalSeed.Revision(practice, "Dwie wersje", second, 2));
        Assert.Equal(3, await db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_OfAChangedDraft_LooksForChangesOnce() => InDatabaseAsync(async db =>
    {
        var draft = Add(db, "Szkic", RevisionStatus.Draft).Revisions[0];
        await db.SaveChangesAsync(Cancelled);
        var (looks, version) = (0, draft.Version);
        db.ChangeTracker.DetectingAllChanges += (_, _) => looks++;
        draft.Title = "Żłobek w świetlicy";
        await db.SaveChangesAsync(Cancelled);
        Assert.Equal((1, true), (looks, db.ChangeTracker.AutoDetectChangesEnabled));
        // What the guards set is stored too.
        var stored = await db.Revisions.AsNoTracking().SingleAsync(r => r.Id == draft.Id, Cancelled);
        Assert.Equal(("Żłobek w świetlicy", version + 1), (stored.Title, stored.Version));
        Assert.Contains(Text.Fold("Żłobek w świetlicy"), stored.SearchText, StringComparison.Ordinal);
    });

    [Fact]
    public Task SaveChanges_SameNumberTwice_IsRefused() => InDatabaseAsync(async db =>
    {
        var practice = Add(db, "Ten sam numer", RevisionStatus.Published);
        practice.Revisions.Add(PortalSeed.Revision(practice, "Ten sam numer", RevisionStatus.Draft, 1));
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_ImportKeyTwice_IsRefused() => InDatabaseAsync(async db =>
    {
        Add(db, "Pierwsza", RevisionStatus.Published).ImportKey = "klucz";
        await db.SaveChangesAsync(Cancelled);
        Add(db, "Druga", RevisionStatus.Published).ImportKey = "klucz";
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_NoImportKeyTwice_IsKept() => InDatabaseAsync(async db =>
    {
        Add(db, "Pierwsza", RevisionStatus.Published);
        Add(db, "Druga", RevisionStatus.Published);
        Assert.Equal(4, await db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_CategoryThatIsNotThere_IsRefused() => InDatabaseAsync(async db =>
    {
        Add(db, "Bez działu", RevisionStatus.Draft).Revisions[0].CategoryId = 99_999;
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_DeletedCategoryInUse_IsRefused() => InDatabaseAsync(async db =>
    {
        var category = await db.Categories.SingleAsync(c => c.Slug == "kultura", Cancelled);
        Add(db, "W kulturze", RevisionStatus.Draft).Revisions[0].Category = category;
        await db.SaveChangesAsync(Cancelled);
        db.ChangeTracker.Clear();
        db.Categories.Remove(category);
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Theory]
    [InlineData(RevisionStatus.Published)]
    [InlineData(RevisionStatus.Superseded)]
    public Task SaveChanges_FrozenRevision_NeverChanges(RevisionStatus status) => InDatabaseAsync(async db =>
    {
        var revision = Add(db, "Zamrożona", status).Revisions[0];
        await db.SaveChangesAsync(Cancelled);
        revision.Title = "Inny tytuł";
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_FrozenRevisionsCard_NeverChanges() => InDatabaseAsync(async db =>
    {
        var revision = Add(db, "Zamrożona", RevisionStatus.Published).Revisions[0];
        await db.SaveChangesAsync(Cancelled);
        revision.Metryka.Locality = "Gdzie indziej";
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_FrozenRevisionDeleted_IsRefused() => InDatabaseAsync(async db =>
    {
        var revision = Add(db, "Zamrożona", RevisionStatus.Published).Revisions[0];
        await db.SaveChangesAsync(Cancelled);
        db.Revisions.Remove(revision);
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_PublishedToSuperseded_IsKept() => InDatabaseAsync(async db =>
    {
        var revision = Add(db, "Zastąpiona", RevisionStatus.Published).Revisions[0];
        await db.SaveChangesAsync(Cancelled);
        revision.Status = RevisionStatus.Superseded;
        Assert.Equal(1, await db.SaveChangesAsync(Cancelled));
    });

    [Theory]
    [InlineData("title")]
    [InlineData("card")]
    [InlineData("list")]
    public Task SaveChanges_SupersededWithAnotherChange_IsRefused(string change) => InDatabaseAsync(async db =>
    {
        var revision = Add(db, "Zastąpiona", RevisionStatus.Published).Revisions[0];
        await db.SaveChangesAsync(Cancelled);
        revision.Status = RevisionStatus.Superseded;
        switch (change)
        {
            case "title":
                revision.Title = "Inny tytuł";
                break;
            case "card":
                revision.Metryka.Locality = "Gdzie indziej";
                break;
            default:
                revision.SpecificGoals.Add("Nowy cel");
                break;
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_OlderVersionOfADraft_IsRefused() => InDatabaseAsync(async db =>
    {
        var draft = Add(db, "Szkic", RevisionStatus.Draft).Revisions[0];
        await db.SaveChangesAsync(Cancelled);
        await portal.UseDatabaseAsync(async other =>
        {
            (await other.Revisions.SingleAsync(r => r.Id == draft.Id, Cancelled)).Title = "Zmienił kto inny";
            return await other.SaveChangesAsync(Cancelled);
        });
        draft.Title = "Zmieniam ja";
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(Cancelled));
    });

    [Fact]
    public Task SaveChanges_Draft_GetsANewVersionEachTime() => InDatabaseAsync(async db =>
    {
        var draft = Add(db, "Szkic", RevisionStatus.Draft).Revisions[0];
        await db.SaveChangesAsync(Cancelled);
        Assert.Equal(1, draft.Version);
        draft.Title = "Szkic drugi";
        await db.SaveChangesAsync(Cancelled);
        Assert.Equal(2, draft.Version);
    });

    [Fact]
    public Task SaveChanges_Revision_KeepsItsSearchText() => InDatabaseAsync(async db =>
    {
        var draft = Add(db, "Żłobek", RevisionStatus.Draft).Revisions[0];
        draft.Metryka = new Metryka { UnitName = "Urząd Łęczyca", Locality = "Łódź" };
        await db.SaveChangesAsync(Cancelled);
        Assert.Equal("zlobek\nopis: zlobek.\nurzad leczyca\nlodz", draft.SearchText);
        foreach (var (change, text) in new (Action, string)[]
        {
            (() => draft.Title = "Świetlica", "swietlica\nopis: zlobek.\nurzad leczyca\nlodz"),
            (() => draft.Summary = "Dla Żółwi", "swietlica\ndla zolwi\nurzad leczyca\nlodz"),
            (() => draft.Metryka.UnitName = "Dom Kultury Śródka", "swietlica\ndla zolwi\ndom kultury srodka\nlodz"),
            (() => draft.Metryka.Locality = "Wąbrzeźno", "swietlica\ndla zolwi\ndom kultury srodka\nwabrzezno"),
            (() => draft.Metryka = new Metryka { UnitName = "Urząd", Locality = "Łódź" }, "swietlica\ndla zolwi\nurzad\nlodz"),
        })
        {
            change();
            await db.SaveChangesAsync(Cancelled);
            Assert.Equal(text, draft.SearchText);
        }
    });

    [Fact]
    public Task SaveChanges_ListsAndDates_ComeBackAsTheyWere() => InDatabaseAsync(async db =>
    {
        var draft = Add(db, "Szkic", RevisionStatus.Draft).Revisions[0];
        draft.SpecificGoals = ["Cel «ą»", "Drugi"];
        draft.Periods = [new Period { Label = "1. grupa", From = new PartialDate(2005, 6), Ongoing = true }];
        draft.Indicators = [new Indicator { Name = "Czas", Baseline = 1.5m, Evidence = Evidence.Monitoring }];
        draft.Cost = 1234.56m;
        draft.PublishedAt = new DateTimeOffset(2024, 1, 1, 1, 0, 0, TimeSpan.FromHours(2));
        await db.SaveChangesAsync(Cancelled);
        var read = await portal.UseDatabaseAsync(other => other.Revisions.AsNoTracking().SingleAsync(r => r.Id == draft.Id, Cancelled));
        Assert.Equal(draft.SpecificGoals, read.SpecificGoals);
        Assert.Equal(draft.Periods, read.Periods);
        Assert.Equal(draft.Indicators, read.Indicators);
        Assert.Equal((1234.56m, draft.PublishedAt), (read.Cost, read.PublishedAt));
        Assert.Equal(TimeSpan.Zero, read.PublishedAt!.Value.Offset);
    });

    [Fact]
    public async Task PrepareDatabase_SecondTime_ChangesNothing()
    {
        var before = await portal.UseDatabaseAsync(db => db.LocalGovernments.CountAsync(Cancelled));
        Assert.False(await portal.Services.PrepareDatabaseAsync(Cancelled));
        Assert.Equal(before, await portal.UseDatabaseAsync(db => db.LocalGovernments.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task ReferenceData_LocalGovernments_AreWhole()
    {
        var counts = await portal.UseDatabaseAsync(db => db.LocalGovernments.GroupBy(g => g.Type).ToDictionaryAsync(g => g.Key, g => g.Count(), Cancelled));
        Assert.Equal((16, 314, 66), (counts[LocalGovernmentType.Voivodeship], counts[LocalGovernmentType.County], counts[LocalGovernmentType.CityWithCountyRights]));
    }

    private static Practice Add(PracticeBaseDbContext db, string title, RevisionStatus status)
    {
        var practice = new Practice { Kind = PracticeKind.Practice, Slug = Text.Slug(title), CreatedAt = PortalSeed.Moment };
        practice.Revisions.Add(PortalSeed.Revision(practice, title, status, 1));
        db.Practices.Add(practice);
        return practice;
    }

    private Task InDatabaseAsync(Func<PracticeBaseDbContext, Task> test) => portal.UseDatabaseAsync(async db =>
    {
        await test(db);
        return true;
    });
}
