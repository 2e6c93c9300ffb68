using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class PublishScheduledTests(ClockPortal portal) : IClassFixture<ClockPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Revision_BeforeItsDate_WaitsAndThenIsPublishedWithEverything()
    {
        var author = await portal.AddAccountAsync("Anna Zielna", AccountRoles.Officer, "2477");
        var (practice, scheduled) = await AddAsync("Zaplanowana", author, portal.Time.Now.AddHours(1));
        await portal.RunAsync<PublishScheduledJob>();
        Assert.Equal(RevisionStatus.Scheduled, await StatusAsync(scheduled));

        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.RunAsync<PublishScheduledJob>();

        var page = await portal.GetPageAsync($"/praktyka/{practice}-zaplanowana-nowa");
        Assert.Equal("Zaplanowana: nowa", page.Heading);
        var history = await portal.UseDatabaseAsync(db => db.History.Where(h => h.RevisionId == scheduled).SingleAsync(Cancelled));
        Assert.Equal(("System", ReviewAction.PublishScheduled, RevisionStatus.Scheduled, RevisionStatus.Published, null), (history.Actor, history.Action, history.From, history.To, history.AccountId));
        var letter = await portal.UseDatabaseAsync(db => db.Messages.SingleAsync(m => m.RevisionId == scheduled, Cancelled));
        Assert.Equal((MessageKind.Published, author.Id, $"/praktyka/{practice}-zaplanowana-nowa"), (letter.Kind, letter.AccountId, letter.Link));
        Assert.Equal(1, await portal.UseDatabaseAsync(db => db.Audit.CountAsync(e => e.Action == "revision.publishScheduled" && e.Subject == $"PracticeRevision {scheduled}", Cancelled)));
    }

    [Fact]
    public async Task Revision_WithTwoNodesAtOnce_IsPublishedOnce()
    {
        var author = await portal.AddAccountAsync("Piotr Zielny", AccountRoles.Officer, "2477");
        var due = new List<(int Practice, int Revision)>();
        for (var i = 0; i < 5; i++)
        {
            due.Add(await AddAsync($"Wyścig {i}", author, portal.Time.Now));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.RunAsync<PublishScheduledJob>())));

        foreach (var (practice, revision) in due)
        {
            Assert.Equal(RevisionStatus.Published, await StatusAsync(revision));
            Assert.Equal(1, await portal.UseDatabaseAsync(db => db.Messages.CountAsync(m => m.RevisionId == revision, Cancelled)));
            // One step of each: the new one's and that of the one before it.
            Assert.Equal(2, await portal.UseDatabaseAsync(db => db.History.CountAsync(h => db.Revisions.Any(r => r.Id == h.RevisionId && r.PracticeId == practice), Cancelled)));
        }
    }

    [Fact]
    public async Task Revision_ThatCannotBePublished_HoldsUpNoOther()
    {
        Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "The trigger is SQLite's.");
        var author = await portal.AddAccountAsync("Ewa Zielna", AccountRoles.Officer, "2477");
        var (_, broken) = await AddAsync("Zepsuta", author, portal.Time.Now.AddMinutes(-5));
        var (_, sound) = await AddAsync("Zdrowa", author, portal.Time.Now);
        // The database itself takes no change of it.
        var trigger = "CREATE TRIGGER broken BEFORE UPDATE ON Revisions WHEN OLD.Title = 'Zepsuta: nowa' BEGIN SELECT RAISE(ABORT, 'broken'); END";
        await portal.UseDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(trigger, Cancelled));
        await portal.RunAsync<PublishScheduledJob>();
        await portal.UseDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER broken", Cancelled));
        Assert.Equal(RevisionStatus.Scheduled, await StatusAsync(broken));
        Assert.Equal(RevisionStatus.Published, await StatusAsync(sound));
    }

    private Task<RevisionStatus> StatusAsync(int revision) => portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision).Select(r => r.Status).SingleAsync(Cancelled));

    private Task<(int Practice, int Revision)> AddAsync(string title, Account author, DateTimeOffset date) => portal.UseDatabaseAsync(async db =>
    {
        var seed = new PortalSeed(db, portal.Services.GetRequiredService<FileStore>());
        var published = await seed.AddAsync(title, also: p => p.OwnerId = author.LocalGovernmentId);
        var next = new PracticeRevision
        {
            Practice = published.Practice,
            Number = 2,
            Status = RevisionStatus.Scheduled,
            CreatedAt = date,
            ChangedAt = date,
            Title = $"{title}: nowa",
            Summary = "Nowa treść.",
            AuthorId = author.Id,
            ScheduledFor = date,
            LocalGovernmentId = author.LocalGovernmentId,
        };
        db.Revisions.Add(next);
        await db.SaveChangesAsync();
        return (published.PracticeId, next.Id);
    });
}
