using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Every action in every status by every kind of person: allowed ones through the rendered form, forbidden ones with the form that somebody else was given.</summary>
public sealed class WorkflowMatrixTests(ReviewPortal portal) : IClassFixture<ReviewPortal>
{
    /// <summary>The moves that people make with a button; Start and Edit have pages of their own, the others are the system's and the operator's.</summary>
    private static readonly Dictionary<ReviewAction, (RevisionStatus Status, string Button)> Actions = new()
    {
        [ReviewAction.Submit] = (RevisionStatus.Draft, "Zgłoś do redakcji"),
        [ReviewAction.Withdraw] = (RevisionStatus.Submitted, "Wycofaj: {0}"),
        [ReviewAction.Take] = (RevisionStatus.Submitted, "Weź do oceny"),
        [ReviewAction.HandOver] = (RevisionStatus.InReview, "Przekaż"),
        [ReviewAction.Release] = (RevisionStatus.InReview, "Oddaj do kolejki"),
        [ReviewAction.AskExpert] = (RevisionStatus.InReview, "Wyślij prośbę"),
        [ReviewAction.Return] = (RevisionStatus.InReview, "Wyślij decyzję"),
        [ReviewAction.Decline] = (RevisionStatus.InReview, "Wyślij decyzję"),
        [ReviewAction.Approve] = (RevisionStatus.InReview, "Wyślij decyzję"),
        [ReviewAction.Schedule] = (RevisionStatus.InReview, "Wyślij decyzję"),
        [ReviewAction.Unschedule] = (RevisionStatus.Scheduled, "Wstrzymaj publikację"),
        [ReviewAction.Archive] = (RevisionStatus.Published, "Przenieś do archiwum"),
        [ReviewAction.Restore] = (RevisionStatus.Published, "Przywróć do bazy"),
    };

    private static readonly string[] People = ["officer of the unit", "officer of another unit", "editor who wrote it", "another editor", "editor in charge", "administrator", "expert", "nobody"];

    /// <summary>The action's form as somebody who may do it gets it, and the revision it is about.</summary>
    private (Form Form, PracticeRevision Revision)? allowed;

    public static IEnumerable<TheoryDataRow<RevisionStatus, ReviewAction>> Cells =>
        Enum.GetValues<RevisionStatus>().SelectMany(s => Actions.Keys.Select(a => new TheoryDataRow<RevisionStatus, ReviewAction>(s, a)));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Action_InStatus_IsDoneByThoseAllowedAlone(RevisionStatus status, ReviewAction action)
    {
        foreach (var person in People)
        {
            var (account, actor, isAuthor) = Who(person, status);
            var revision = await AddAsync(person, status, action);
            var move = ReviewWorkflow.MovesFrom(status, actor, isAuthor).FirstOrDefault(m => m.Action == action);
            var before = await SnapshotAsync(revision);
            var where = $"{action} in {status} by {person}";
            if (move is not null)
            {
                var done = await DoAsync(await portal.AtAsync(account!), revision, action);
                Assert.True(done.Status == HttpStatusCode.SeeOther, $"{where}: {done.Status}");
                var after = await portal.UseDatabaseAsync(db => db.Revisions.AsNoTracking().Include(r => r.Practice).SingleAsync(r => r.Id == revision.Id));
                Assert.True(after.Status == move.To, $"{where}: {after.Status}");
                Assert.Equal(action == ReviewAction.Archive, after.Practice.ArchivedAt is not null);
                Assert.NotEqual(before, await SnapshotAsync(revision));
                continue;
            }

            using var anonymous = portal.Visit();
            var visitor = account is null ? anonymous : await portal.AtAsync(account);
            var refused = await visitor.SubmitAsync(await ForgeAsync(visitor, revision, action));
            if (account is null)
            {
                Assert.True(refused.Status == HttpStatusCode.Found && refused.Headers["Location"].StartsWith("/konto/zaloguj", StringComparison.Ordinal), $"{where}: {refused.Status}");
            }
            else
            {
                Assert.True(refused.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Conflict, $"{where}: {refused.Status}");
            }

            Assert.True(before == await SnapshotAsync(revision), $"{where}: something changed");
        }
    }

    [Fact]
    public void Actions_OfPeople_AreAllTried() =>
        Assert.Equal(
            ReviewWorkflow.Moves.Where(m => (m.By & (ReviewActor.System | ReviewActor.Operator)) == 0).Select(m => m.Action).Except([ReviewAction.Start, ReviewAction.Edit]).Distinct().Order(),
            Actions.Keys.Order());

    private (Account? Account, ReviewActor Actor, bool IsAuthor) Who(string person, RevisionStatus status) => person switch
    {
        "officer of the unit" => (portal.Officer, ReviewActor.UnitOfficer, true),
        "officer of another unit" => (portal.Stranger, ReviewActor.None, false),
        "editor who wrote it" => (portal.AuthorEditor, ReviewActor.UnitOfficer | ReviewActor.Editor | (HasAssignee(status) ? ReviewActor.AssignedEditor : 0), true),
        "another editor" => (portal.Editor, status == RevisionStatus.Draft ? ReviewActor.None : ReviewActor.Editor, false),
        "editor in charge" => (portal.Assigned, status == RevisionStatus.Draft ? ReviewActor.None : ReviewActor.Editor | (HasAssignee(status) ? ReviewActor.AssignedEditor : 0), false),
        "administrator" => (portal.Administrator, ReviewActor.Administrator, false),
        "expert" => (portal.Expert, ReviewActor.None, false),
        _ => (null, ReviewActor.None, false),
    };

    private static bool HasAssignee(RevisionStatus status) => status is not (RevisionStatus.Draft or RevisionStatus.Submitted);

    private async Task<PracticeRevision> AddAsync(string person, RevisionStatus status, ReviewAction action)
    {
        var writer = person == "editor who wrote it" ? portal.AuthorEditor : portal.Officer;
        var assignee = !HasAssignee(status) ? null : person == "editor who wrote it" ? portal.AuthorEditor : portal.Assigned;
        var revision = await portal.AddRevisionAsync(status, writer, assignee, title: $"Praktyka {Guid.NewGuid():N}", also: p => p.ArchivedAt = action == ReviewAction.Restore ? PortalSeed.Moment : null);
        if (person == "expert")
        {
            await portal.UseDatabaseAsync(db =>
            {
                db.Opinions.Add(new ExpertOpinion { PracticeId = revision.PracticeId, RevisionId = revision.Id, ExpertId = portal.Expert.Id, AskedAt = PortalSeed.Moment, Text = "" });
                return db.SaveChangesAsync();
            });
        }

        return revision;
    }

    private async Task<Page> DoAsync(Visitor visitor, PracticeRevision revision, ReviewAction action)
    {
        var page = await visitor.GetAsync(PagePath(revision, action));
        var answer = await visitor.SubmitAsync(page, string.Format(CultureInfo.InvariantCulture, Actions[action].Button, revision.Title), Typed(action));
        return action == ReviewAction.Decline && answer.Status == HttpStatusCode.OK ? await visitor.SubmitAsync(answer, "Tak, odrzuć") : answer;
    }

    /// <summary>The form of somebody who may, about this revision as it stands, with the sender's own token.</summary>
    private async Task<Form> ForgeAsync(Visitor visitor, PracticeRevision revision, ReviewAction action)
    {
        if (allowed is null)
        {
            var (status, button) = Actions[action];
            var other = await AddAsync("editor in charge", status, action);
            var page = await (await portal.AtAsync(OfThePanel(action) ? portal.Officer : portal.Assigned)).GetAsync(PagePath(other, action));
            allowed = (Form.Of(Assert.Single(page.Document.QuerySelectorAll("button"), b => b.Words() == string.Format(CultureInfo.InvariantCulture, button, other.Title))), other);
        }

        var (form, theirs) = allowed.Value;
        var (from, to) = OnPractice(action) ? (theirs.PracticeId, revision.PracticeId) : (theirs.Id, revision.Id);
        var token = (await visitor.GetAsync("/")).Document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value");
        return form with
        {
            Action = form.Action.Replace($"/{from}/", $"/{to}/", StringComparison.Ordinal),
            Fields = form.With([.. Typed(action), ("__RequestVerificationToken", token), ("Confirmed", "true"), (OfThePanel(action) ? "version" : "Version", revision.Version.ToString(CultureInfo.InvariantCulture))]),
        };
    }

    private (string Name, string? Value)[] Typed(ReviewAction action) => action switch
    {
        ReviewAction.HandOver => [("AccountId", Id(portal.Editor))],
        ReviewAction.AskExpert => [("AccountId", Id(portal.OtherExpert)), ("Message", "Czy to działa?")],
        ReviewAction.Return or ReviewAction.Approve => [("Decision", action.ToString())],
        ReviewAction.Decline => [("Decision", "Decline"), ("Message", "Nie dotyczy samorządu.")],
        ReviewAction.Schedule => [("Decision", "Schedule"), ("PublishOn", DateTime.Now.AddDays(3).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)), ("PublishAt", "9:30")],
        ReviewAction.Archive => [("reason", "Program wygasł.")],
        _ => [],
    };

    private static string Id(Account account) => account.Id.ToString(CultureInfo.InvariantCulture);

    private static bool OnPractice(ReviewAction action) => action is ReviewAction.Archive or ReviewAction.Restore;

    private static bool OfThePanel(ReviewAction action) => action is ReviewAction.Submit or ReviewAction.Withdraw;

    private static string PagePath(PracticeRevision revision, ReviewAction action) => action switch
    {
        ReviewAction.Submit => $"/panel/praktyka/{revision.Id}/wyslanie",
        ReviewAction.Withdraw => "/panel",
        ReviewAction.Archive or ReviewAction.Restore => $"/redakcja/praktyka/{revision.PracticeId}",
        _ => ReviewPortal.Path(revision),
    };

    /// <summary>All that a move touches.</summary>
    private Task<string> SnapshotAsync(PracticeRevision revision) => portal.UseDatabaseAsync(async db =>
    {
        var id = revision.Id;
        var now = await db.Revisions.AsNoTracking().Where(r => r.Id == id)
            .Select(r => new { r.Status, r.Version, r.AssigneeId, r.ScheduledFor, r.DueOn, r.PublishedAt, r.SubmittedAt, r.ChangedAt, r.Practice.ArchivedAt, r.Practice.ArchiveReason, r.Practice.VerifiedOn }).SingleAsync();
        var counts = new
        {
            History = await db.History.CountAsync(h => h.RevisionId == id),
            Letters = await db.Messages.CountAsync(m => m.RevisionId == id),
            Opinions = await db.Opinions.CountAsync(o => o.PracticeId == revision.PracticeId),
            Changes = await db.Changes.CountAsync(c => c.PracticeId == revision.PracticeId),
            Audit = await db.Audit.CountAsync(a => a.Subject == $"PracticeRevision {id}"),
        };
        return $"{now} {counts}";
    });
}
