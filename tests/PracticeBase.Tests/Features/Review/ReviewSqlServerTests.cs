using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The desk's questions in the other provider's SQL.</summary>
public sealed class ReviewSqlServerTests(QueuePortal portal) : IClassFixture<QueuePortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("?stan=nowe&wiek=14&opiekun=nikt")]
    [InlineData("?stan=w-ocenie&dziedzina=smup&opiekun=moje&sort=najnowsze")]
    [InlineData("?stan=u-eksperta&wojewodztwo=slaskie")]
    public Task Queue_OverSqlServer_IsTranslated(string query) => AskAsync(async (queue, _, _) => Assert.Empty((await queue.PageAsync(Query(query), Cancelled)).Rows));

    [Theory]
    [InlineData("?q=żaba")]
    [InlineData("?q=17&stan=do-sprawdzenia")]
    [InlineData("?stan=archiwalne")]
    [InlineData("?stan=zaplanowane")]
    public Task Practices_OverSqlServer_AreTranslated(string query) => AskAsync(async (_, desk, _) => Assert.Empty((await desk.ListAsync(Query(query), Cancelled)).Rows));

    [Fact]
    public async Task Practices_WithAWord_AreComparedAsWritten()
    {
        var asked = await AskAsync(async (_, desk, _) => Assert.Empty((await desk.ListAsync(Query("?q=żaba"), Cancelled)).Rows));
        Assert.Contains(asked, sql => sql.Contains("[SearchText] COLLATE Latin1_General_100_BIN2 LIKE", StringComparison.Ordinal));
    }

    [Fact]
    public Task Others_OverSqlServer_AreTranslated() => AskAsync(async (queue, desk, remarks) =>
    {
        Assert.Empty(await queue.WaitingAsync(5, Cancelled));
        Assert.Null(await desk.FindAsync(1, Query(""), Cancelled));
        Assert.Empty(await remarks.ThreadsAsync(1, Cancelled));
    });

    private async Task<IReadOnlyList<string>> AskAsync(Func<QueueQueries, DeskPracticeQueries, RemarkQueries, Task> ask)
    {
        var noServer = new NoServer();
        await using var db = noServer.Create();
        var account = new CurrentAccount();
        account.Set(new AccountSession { AccountId = portal.Assigned.Id, Account = portal.Assigned, CreatedAt = PortalSeed.Moment, SeenAt = PortalSeed.Moment, ExpiresAt = PortalSeed.Moment, Device = "Test", IsStrong = true });
        await using var scope = portal.Services.CreateAsyncScope();
        // The catalogue comes from the real database; it has a translation test of its own.
        var practices = scope.ServiceProvider.GetRequiredService<PracticeQueries>();
        var moves = ActivatorUtilities.CreateInstance<RevisionMoves>(scope.ServiceProvider, db, account);
        var desk = new DeskPracticeQueries(db, account, practices, new RevisionHistory(db, scope.ServiceProvider.GetRequiredService<Words>()), moves, TimeProvider.System);
        await ask(new QueueQueries(db, account, practices, desk, TimeProvider.System), desk, new RemarkQueries(db, account));
        Assert.NotEmpty(noServer.Commands);
        Assert.All(noServer.Commands, sql => Assert.StartsWith("SELECT", sql, StringComparison.Ordinal));
        return noServer.Commands;
    }

    private static QueryCollection Query(string query) => new(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).ToDictionary(p => p.Key, p => p.Value));
}
