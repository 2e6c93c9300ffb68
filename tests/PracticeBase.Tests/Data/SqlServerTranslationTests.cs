using System.Data;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Data.SqlServer;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Alerts;
using PracticeBase.Features.People;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Review;
using PracticeBase.Features.Search;
using PracticeBase.Features.Statistics;
using PracticeBase.Features.Submitting;
using PracticeBase.Features.Verification;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What queries become on SQL Server, where that matters: translated as for a server, answered with no rows, sent nowhere. That all can be translated is watched over by the test host.</summary>
public sealed class SqlServerTranslationTests(PracticePortal portal) : IClassFixture<PracticePortal>
{
    private readonly NoServer noServer = new();

    [Fact]
    public async Task Catalogue_OverSqlServer_IsTranslated()
    {
        await using var services = new ServiceCollection().AddScoped<PracticeBaseDbContext>(_ => Create()).BuildServiceProvider();
        using var source = new CatalogueSource(services.GetRequiredService<IServiceScopeFactory>());
        await using var db = Create();
        var catalogue = await source.GetAsync(db, TestContext.Current.CancellationToken);
        Assert.Equal(0, catalogue.PracticeCount);
        Assert.Contains(noServer.Commands, sql => sql.Contains("[Metryka_Locality]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SearchTexts_OverSqlServer_AreTranslated()
    {
        await using var db = Create();
        var cancelled = TestContext.Current.CancellationToken;
        var documents = new SearchDocuments(db);
        Assert.Empty(await documents.PublishedAsync(cancelled));
        Assert.Empty(await documents.PublishedAsync([1, 2], cancelled));
        Assert.Empty(await documents.LoadAsync([new PublishedRevision(1, 1)], cancelled));
        Assert.Contains(noServer.Commands, sql => sql.Contains("SUBSTRING([f].[ExtractedText]", StringComparison.Ordinal));
        Assert.All(noServer.Commands, sql => Assert.StartsWith("SELECT", sql, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statistics_OverSqlServer_AreTranslated()
    {
        await using var db = Create();
        using var source = new StatisticsSource(TimeProvider.System);
        var catalogue = await portal.Services.GetRequiredService<CatalogueSource>().GetAsync(db, TestContext.Current.CancellationToken);
        Assert.Empty((await source.GetAsync(catalogue, db, TestContext.Current.CancellationToken)).Trends);
        Assert.Equal(0, (await new DeskStatisticsQueries(db, TimeProvider.System).GetAsync(TestContext.Current.CancellationToken)).Unread.Total);
        Assert.Contains(noServer.Commands, sql => sql.Contains("DATEPART(month", StringComparison.Ordinal));
        Assert.All(noServer.Commands, sql => Assert.StartsWith("SELECT", sql, StringComparison.Ordinal));
    }

    [Fact]
    public async Task People_OverSqlServer_AreLookedFor()
    {
        await using var db = Create();
        var people = new PersonQueries(db);
        var cancelled = TestContext.Current.CancellationToken;
        Assert.Equal(0, (await people.SearchAsync("anna", cancelled)).Total);
        Assert.Null(await people.FindAsync(1, cancelled));
        Assert.Empty(await people.TextsNamingAsync("Anna [_%] Próbna", cancelled));
        Assert.Contains(noServer.Commands, sql => sql.Contains("t.[Metryka_UnitName] COLLATE Latin1_General_100_BIN2 LIKE @p0 ESCAPE '\\'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("retention", "DELETE FROM [c]")]
    [InlineData("still true", "[VerifiedOn] <")]
    [InlineData("scheduled", "[ScheduledFor] <=")]
    [InlineData("alerts", "[ToldUntil] <")]
    public async Task Job_OverSqlServer_IsTranslated(string name, string expected)
    {
        await using var db = Create();
        IJob job = name switch
        {
            "retention" => new RetentionJob(db, TimeProvider.System),
            "still true" => ActivatorUtilities.CreateInstance<StillTrueJob>(portal.Services.CreateScope().ServiceProvider, db),
            "alerts" => ActivatorUtilities.CreateInstance<AlertJob>(portal.Services.CreateScope().ServiceProvider, db, ActivatorUtilities.CreateInstance<Subscriptions>(portal.Services.CreateScope().ServiceProvider, db)),
            _ => ActivatorUtilities.CreateInstance<PublishScheduledJob>(portal.Services.CreateScope().ServiceProvider, db),
        };
        await job.RunAsync(TestContext.Current.CancellationToken);
        Assert.Contains(noServer.Commands, sql => sql.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Panel_OverSqlServer_IsTranslated()
    {
        await using var db = Create();
        var account = new CurrentAccount();
        var officer = new Account { Id = 7, Name = "Anna Zielna", Roles = AccountRoles.Officer, LocalGovernmentId = 3, BelongingConfirmedAt = PortalSeed.Moment, CreatedAt = PortalSeed.Moment };
        account.Set(new AccountSession { AccountId = 7, Account = officer, CreatedAt = PortalSeed.Moment, SeenAt = PortalSeed.Moment, ExpiresAt = PortalSeed.Moment, Device = "Test", IsStrong = false });
        Assert.Empty((await new PanelQueries(db, account).FindAsync(null, TestContext.Current.CancellationToken)).Rows);
        // Two sets, each with its index; for an «or» of them the server reads the whole table.
        var listing = Assert.Single(noServer.Commands, sql => sql.Contains("[OwnerId] = @unit", StringComparison.Ordinal));
        Assert.Contains("UNION", listing, StringComparison.Ordinal);
        Assert.DoesNotContain(" OR ", listing, StringComparison.Ordinal);
    }

    /// <summary>The test host's own watch: what only SQLite can do, and what only SQLite would keep.</summary>
    [Fact]
    public async Task Query_ThatSqlServerCannotAnswer_FailsItsTest() => await portal.UseDatabaseAsync(async db =>
    {
        Assert.SkipUnless(db.Database.IsSqlite(), "SQL Server says so itself.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.TargetGroups.AnyAsync(g => EF.Functions.Glob(g.Slug, "sen*"), TestContext.Current.CancellationToken));
        db.TargetGroups.Add(new TargetGroup { Slug = new string('s', 61), NamePl = "", NameEn = "" });
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
        Assert.Contains("TargetGroup.Slug", refused.Message, StringComparison.Ordinal);
        return true;
    });

    /// <summary>Of two who decide about one practice at once, the second waits for the first and sees what is left to do.</summary>
    [Fact]
    public async Task Practice_ThatIsHeld_IsLockedByItsRow()
    {
        await using var db = Create();
        await db.HoldAsync(db.PracticeOf(7), TestContext.Current.CancellationToken);
        var sql = Assert.Single(noServer.Commands);
        Assert.StartsWith("UPDATE [p]\nSET [p].[Uid] = [p].[Uid]\n", sql.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("[r].[Id] = @revisionId", sql, StringComparison.Ordinal);
    }

    /// <summary>The pool hands a connection on as its last transaction left it.</summary>
    [Theory]
    [InlineData(IsolationLevel.Serializable, 1)]
    [InlineData(IsolationLevel.Unspecified, 0)]
    public async Task Transaction_OfAnotherIsolation_GivesTheConnectionBackAsItWas(IsolationLevel isolation, int times)
    {
        await using var db = Create();
        // There is no server to begin one on.
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync(() => Task.FromResult(0), TestContext.Current.CancellationToken, isolation));
        Assert.Equal(times, noServer.Commands.Count(sql => sql == "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    public async Task LongList_OverSqlServer_KeepsWithinTheNumberOfParameters(int count)
    {
        await using var db = Create();
        var ids = Enumerable.Range(1, count).ToList();
        Assert.Empty(await db.Practices.Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(TestContext.Current.CancellationToken));
        Assert.InRange(Regex.Matches(Assert.Single(noServer.Commands), @"@\w+").Count, 1, 2_000);
    }

    [Fact]
    public async Task Leases_OverSqlServer_AreTranslated()
    {
        await using var services = new ServiceCollection().AddScoped<PracticeBaseDbContext>(_ => Create()).BuildServiceProvider();
        var leases = new JobLeases(services.GetRequiredService<IServiceScopeFactory>(), Options.Create(new JobOptions()), TimeProvider.System, NullLogger<JobLeases>.Instance);
        await leases.GiveBackAsync("AlertJob");
        await leases.FinishAsync("AlertJob", DateTimeOffset.UtcNow, TimeSpan.Zero, TimeSpan.FromHours(1), null);
        Assert.Equal(2, noServer.Commands.Count(sql => sql.StartsWith("UPDATE [j]", StringComparison.Ordinal)));
        Assert.Contains(noServer.Commands, sql => sql.Contains("[j].[LeaseUntil] IS NOT NULL", StringComparison.Ordinal));
    }

    private SqlServerPracticeBaseDbContext Create() => noServer.Create();
}
