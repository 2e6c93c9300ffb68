using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Features.Verification;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>
/// One passing failure of the database, at each command in turn, at the commit, and after a commit whose answer is lost: what people and jobs do
/// takes place, and once.
/// </summary>
public sealed class RetryTests(RetryPortal portal) : IClassFixture<RetryPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_WithOneFailure_TakesPlaceOnce()
    {
        var officer = await portal.AtAsync(portal.Officer);
        await EachFailureAsync(async fail =>
        {
            var revision = await portal.AddRevisionAsync(RevisionStatus.Draft);
            var page = await officer.GetAsync($"/panel/praktyka/{revision.Id}/wyslanie");
            fail();
            Assert.Equal(HttpStatusCode.SeeOther, (await officer.SubmitAsync(page, "Zgłoś do redakcji")).Status);
            portal.Quiet();
            await AssertMovedAsync(revision.Id, ReviewAction.Submit, RevisionStatus.Submitted, letters: 1);
        });
    }

    [Fact]
    public async Task Approve_WithOneFailure_TakesPlaceOnce()
    {
        var editor = await portal.AtAsync(portal.Assigned);
        await EachFailureAsync(async fail =>
        {
            var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
            var page = await editor.GetAsync(ReviewPortal.Path(revision));
            fail();
            Assert.Equal(HttpStatusCode.SeeOther, (await editor.SubmitAsync(page, "Wyślij decyzję", [("Decision", "Approve"), ("Message", "Dobre.")])).Status);
            portal.Quiet();
            await AssertMovedAsync(revision.Id, ReviewAction.Approve, RevisionStatus.Published, letters: 1);
            // The one it was seeded with, and its own.
            Assert.Equal(2, await CountAsync(db => db.Changes.Where(c => c.PracticeId == revision.PracticeId)));
            Assert.Equal(1, await CountAsync(db => db.Audit.Where(e => e.Action == "revision.approve" && e.Subject == $"PracticeRevision {revision.Id}")));
        });
    }

    [Fact]
    public Task PublishScheduledJob_WithOneFailure_PublishesOnce() => EachFailureAsync(async fail =>
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.Scheduled, content: r => r.ScheduledFor = null);
        await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.ScheduledFor, portal.Time.Now), Cancelled));
        fail();
        await portal.RunAsync<PublishScheduledJob>();
        portal.Quiet();
        await AssertMovedAsync(revision.Id, ReviewAction.PublishScheduled, RevisionStatus.Published, letters: 1);
    });

    [Fact]
    public Task StillTrueJob_WithOneFailure_AsksOnce() => EachFailureAsync(async fail =>
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.Published);
        fail();
        await portal.RunAsync<StillTrueJob>();
        portal.Quiet();
        Assert.Equal(1, await CountAsync(db => db.Messages.Where(m => m.RevisionId == revision.Id && m.Kind == MessageKind.StillTrue)));
    });

    [Fact]
    public async Task NewDraft_WithOneFailure_IsOne()
    {
        var officer = await portal.AtAsync(portal.Officer);
        var page = await officer.GetAsync("/panel/nowa");
        await EachFailureAsync(async fail =>
        {
            var title = $"Szkic {Guid.NewGuid():N}";
            fail();
            Assert.Equal(HttpStatusCode.SeeOther, (await officer.SubmitAsync(page, "Zacznij pisać", [("Title", title)])).Status);
            portal.Quiet();
            Assert.Equal(1, await CountAsync(db => db.Revisions.Where(r => r.Title == title)));
            Assert.Equal(1, await CountAsync(db => db.Practices.Where(p => p.Slug == Text.Slug(title))));
        });
    }

    [Fact]
    public async Task NewRow_WithOneFailure_IsOneWithItsAuditEntry()
    {
        var administrator = await portal.AtAsync(portal.Administrator);
        var page = await administrator.GetAsync("/administracja/tresci/synonimy/nowe");
        await EachFailureAsync(async fail =>
        {
            var words = $"{Letters()}, {Letters()}";
            fail();
            Assert.Equal(HttpStatusCode.SeeOther, (await administrator.SubmitAsync(page, "Zapisz", [("Words", words)])).Status);
            portal.Quiet();
            var row = await portal.UseDatabaseAsync(db => db.Synonyms.SingleAsync(s => s.Words == words, Cancelled));
            Assert.Equal(1, await CountAsync(db => db.Audit.Where(e => e.Action == "synonymGroup.add" && e.Subject == $"SynonymGroup {row.Id}")));
        });
    }

    [Fact]
    public async Task ChangedRow_WithOneFailure_IsChangedOnce()
    {
        var administrator = await portal.AtAsync(portal.Administrator);
        var id = await portal.UseDatabaseAsync(db => db.Synonyms.OrderBy(s => s.Id).Select(s => s.Id).FirstAsync(Cancelled));
        await EachFailureAsync(async fail =>
        {
            var words = $"{Letters()}, {Letters()}";
            var before = await CountAsync(db => db.Audit.Where(e => e.Action == "synonymGroup.edit"));
            var page = await administrator.GetAsync($"/administracja/tresci/synonimy/{id}");
            fail();
            Assert.Equal(HttpStatusCode.SeeOther, (await administrator.SubmitAsync(page, "Zapisz", [("Words", words)])).Status);
            portal.Quiet();
            Assert.Equal(words, await portal.UseDatabaseAsync(db => db.Synonyms.Where(s => s.Id == id).Select(s => s.Words).SingleAsync(Cancelled)));
            Assert.Equal(before + 1, await CountAsync(db => db.Audit.Where(e => e.Action == "synonymGroup.edit")));
        });
    }

    [Fact]
    public Task ForgottenPassword_WithOneFailure_WritesOneLetter() => EachFailureAsync(async fail =>
    {
        var account = await portal.AddAccountAsync($"Jan {Letters()}", AccountRoles.Officer, ReviewPortal.Unit);
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync("/konto/haslo");
        fail();
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Wyślij odnośnik", [("Email", account.Email)])).Status);
        portal.Quiet();
        Assert.Equal(1, await CountAsync(db => db.Messages.Where(m => m.AccountId == account.Id)));
    });

    /// <summary>Where several write at once, the other may have written the same between our look and our save.</summary>
    [Fact]
    public async Task DoubledRow_IsLookedForOnceMore()
    {
        var runs = 0;
        var found = await portal.UseDatabaseAsync(db => db.InTransactionAsync(
            async () =>
            {
                if (++runs > 1)
                {
                    return await db.TargetGroups.CountAsync(g => g.Slug == "seniorzy", Cancelled);
                }

                db.TargetGroups.Add(new TargetGroup { Slug = "seniorzy", NamePl = "seniorzy", NameEn = "older people" });
                return await db.SaveChangesAsync(Cancelled);
            },
            Cancelled));
        Assert.Equal((2, 1), (runs, found));
        runs = 0;
        await portal.UseDatabaseAsync(db => Assert.ThrowsAsync<DbUpdateException>(() => db.InTransactionAsync(
            () =>
            {
                runs++;
                db.TargetGroups.Add(new TargetGroup { Slug = "seniorzy", NamePl = "seniorzy", NameEn = "older people" });
                return db.SaveChangesAsync(Cancelled);
            },
            Cancelled)));
        Assert.Equal(2, runs);
    }

    [Fact]
    public void Transactions_AreBegunInOnePlace()
    {
        var others = Directory.EnumerateFiles(Repository.Portal, "*.cs", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "Transactions.cs" && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f) is var text && new[] { "Database.BeginTransaction", "Database.UseTransaction", "TransactionScope" }.Any(w => text.Contains(w, StringComparison.Ordinal)));
        Assert.Empty(others.Select(f => Path.GetRelativePath(Repository.Portal, f)));
    }

    /// <summary>Does it with a failure at the first command, at the second and so on until none was reached, and with the two of the commit.</summary>
    private async Task EachFailureAsync(Func<Action, Task> act)
    {
        Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "The failures are made for SQLite.");
        var n = 0;
        do
        {
            n++;
            await act(() => portal.Failures.FailCommand(n));
        }
        while (portal.HasFailed);

        Assert.InRange(n, 3, 100);
        await act(portal.Failures.FailCommit);
        Assert.True(portal.HasFailed);
        await act(portal.Failures.LoseAnswerToCommit);
        Assert.True(portal.HasFailed);
    }

    private async Task AssertMovedAsync(int revision, ReviewAction action, RevisionStatus status, int letters)
    {
        Assert.Equal(status, await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision).Select(r => r.Status).SingleAsync(Cancelled)));
        Assert.Equal(1, await CountAsync(db => db.History.Where(h => h.RevisionId == revision && h.Action == action)));
        Assert.Equal(letters, await CountAsync(db => db.Messages.Where(m => m.RevisionId == revision)));
    }

    private Task<int> CountAsync<T>(Func<PracticeBaseDbContext, IQueryable<T>> rows) => portal.UseDatabaseAsync(db => rows(db).CountAsync(Cancelled));

    private static string Letters() => string.Concat(Guid.NewGuid().ToByteArray().Select(b => (char)('a' + b % 26)));
}

/// <summary>A <see cref="ReviewPortal"/> whose time stands still.</summary>
public sealed class RetryPortal : ReviewPortal
{
    public TestClock Time { get; } = new();

    /// <summary>The failure wanted last has taken place.</summary>
    public bool HasFailed { get; private set; }

    protected override TimeProvider Clock => Time;

    /// <summary>The failures that are wanted are no news.</summary>
    protected override IEnumerable<string> Settings => ["--Serilog:MinimumLevel:Override:Microsoft=Fatal"];

    /// <inheritdoc cref="ClockPortal.RunAsync"/>
    public async Task RunAsync<T>()
        where T : IJob
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<T>().RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What follows looks at what came of it.</summary>
    public void Quiet()
    {
        HasFailed = Failures.HasFailed;
        Failures.Stop();
    }
}
