using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Submitting;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>What somebody asks to be done with a revision.</summary>
public sealed record MoveRequest(int RevisionId, ReviewAction Action)
{
    /// <summary>The version that the person saw; null where they need not have seen it.</summary>
    public int? Version { get; init; }

    /// <summary>The message to the author, the reason, or the question to the expert.</summary>
    public string? Remark { get; init; }

    /// <summary>The editor it is handed over to, or the expert who is asked.</summary>
    public int? AccountId { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>Signed opinions that become public with it.</summary>
    public IReadOnlyCollection<int> PublicOpinions { get; init; } = [];
}

/// <summary>Why a move did not take place; the page says it as `Review.Refused.{refusal}`.</summary>
public enum MoveRefusal
{
    /// <summary>No such revision for this account.</summary>
    NotFound,

    /// <summary>The move exists, but not for this account.</summary>
    NotAllowed,

    /// <summary>The revision's status has no such move (any more).</summary>
    NotNow,

    /// <summary>Somebody else changed it in the meantime.</summary>
    Stale,
    OwnWork,
    NeedsRemark,
    NeedsReason,
    Incomplete,
    OpenRemarks,
    BelongingUnconfirmed,
    NoSuchAccount,
    AlreadyAsked,
    PastDate,
}

/// <param name="Refusal">Null when it was done.</param>
/// <param name="Revision">As it stands now; null when there is none for this account.</param>
/// <param name="Missing">The fields to complete, when that is the reason.</param>
public sealed record MoveOutcome(MoveRefusal? Refusal, PracticeRevision? Revision, IReadOnlyList<RevisionField> Missing)
{
    public bool IsDone => Refusal is null;

    /// <summary>403, 404, 409 or 422.</summary>
    public int StatusCode => Refusal switch
    {
        null => StatusCodes.Status200OK,
        MoveRefusal.NotFound => StatusCodes.Status404NotFound,
        MoveRefusal.NotAllowed or MoveRefusal.OwnWork or MoveRefusal.BelongingUnconfirmed => StatusCodes.Status403Forbidden,
        MoveRefusal.NotNow or MoveRefusal.Stale => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}

/// <summary>
/// Makes the moves of <see cref="ReviewWorkflow"/>: status, history, letters, audit and change feed in one transaction. Nothing else sets a status
/// (the import has its own two moves).
/// </summary>
public sealed class RevisionMoves(PracticeBaseDbContext db, CurrentAccount account, Letters letters, AuditLog audit, Publisher publisher, TimeProvider clock)
{
    public const int MaxRemark = 4000;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What this account may do with the revision now, for the buttons.</summary>
    public IReadOnlyList<ReviewMove> MovesOf(PracticeRevision revision) =>
        [.. ReviewWorkflow.MovesFrom(revision.Status, account.ActorFor(revision), account.HasWrittenIn(revision))];

    /// <summary>Makes the move or says why not; a refused move changes nothing.</summary>
    public async Task<MoveOutcome> MakeAsync(MoveRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await db.InTransactionAsync<MoveOutcome>(async () =>
            {
                // Two who press a button at once, or one who adds a remark while the other publishes.
                await db.HoldAsync(db.PracticeOf(request.RevisionId), cancellationToken);
                var revision = await db.Revisions.VisibleTo(account).Where(r => r.Id == request.RevisionId).WithContent(files: false)
                    .Include(r => r.Author).Include(r => r.Assignee).SingleOrDefaultAsync(cancellationToken);
                if (revision is null)
                {
                    return new(MoveRefusal.NotFound, null, []);
                }

                if (await RefuseAsync(revision, request, cancellationToken) is { } refusal)
                {
                    return new(refusal, revision, refusal == MoveRefusal.Incomplete ? RevisionField.Missing(revision, revision.Practice.Kind) : []);
                }

                await ApplyAsync(revision, request, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                return new(null, revision, []);
            }, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            var now = await db.Revisions.AsNoTracking().VisibleTo(account).Where(r => r.Id == request.RevisionId).WithContent()
                .Include(r => r.Author).Include(r => r.Assignee).SingleOrDefaultAsync(cancellationToken);
            return new(now is null ? MoveRefusal.NotFound : MoveRefusal.Stale, now, []);
        }
    }

    private async Task<MoveRefusal?> RefuseAsync(PracticeRevision revision, MoveRequest request, CancellationToken cancellationToken)
    {
        var actor = account.ActorFor(revision);
        var isWriter = account.HasWrittenIn(revision);
        var move = ReviewWorkflow.MovesFrom(revision.Status, actor, isWriter).FirstOrDefault(m => m.Action == request.Action);
        if (move is null)
        {
            return WhyNot(revision.Status, request.Action, actor, isWriter);
        }

        if (request.Version is { } version && version != revision.Version)
        {
            return MoveRefusal.Stale;
        }

        switch (request.Action)
        {
            case ReviewAction.Submit when account.IsOfficer && !account.IsEditor && account.UnitId is null:
                return MoveRefusal.BelongingUnconfirmed;
            case ReviewAction.Submit or ReviewAction.Approve or ReviewAction.Schedule when RevisionField.Missing(revision, revision.Practice.Kind).Count > 0:
                return MoveRefusal.Incomplete;
            case ReviewAction.Approve or ReviewAction.Schedule when await OpenRemarks(revision).AnyAsync(r => r.IsBlocking, cancellationToken):
                return MoveRefusal.OpenRemarks;
            case ReviewAction.Schedule when request.PublishAt is null || request.PublishAt <= Now:
                return MoveRefusal.PastDate;
            case ReviewAction.Return when !await OpenRemarks(revision).AnyAsync(cancellationToken):
                return MoveRefusal.NeedsRemark;
            case ReviewAction.Return when request.DueOn is { } due && due < DateOnly.FromDateTime(clock.GetLocalNow().DateTime):
                return MoveRefusal.PastDate;
            case ReviewAction.Archive when revision.Practice.ArchivedAt is not null:
            case ReviewAction.Restore when revision.Practice.ArchivedAt is null:
                return MoveRefusal.NotNow;
            case ReviewAction.HandOver when request.AccountId == revision.AssigneeId || !await db.Accounts.Open(AccountRoles.Editor).AnyAsync(a => a.Id == request.AccountId, cancellationToken):
            case ReviewAction.AskExpert when !await db.Accounts.Open(AccountRoles.Expert).AnyAsync(a => a.Id == request.AccountId, cancellationToken):
                return MoveRefusal.NoSuchAccount;
            case ReviewAction.AskExpert when await db.Opinions.AnyAsync(o => o.RevisionId == revision.Id && o.ExpertId == request.AccountId, cancellationToken):
                return MoveRefusal.AlreadyAsked;
        }

        return move.NeedsRemark && request.Action != ReviewAction.Return && string.IsNullOrWhiteSpace(request.Remark) ? MoveRefusal.NeedsReason : null;
    }

    private static MoveRefusal WhyNot(RevisionStatus status, ReviewAction action, ReviewActor actor, bool isWriter) =>
        isWriter && ReviewWorkflow.MovesFrom(status, actor, isAuthor: false).Any(m => m.Action == action) ? MoveRefusal.OwnWork
        : ReviewWorkflow.Moves.Any(m => m.Action == action && m.From == status) ? MoveRefusal.NotAllowed
        : ReviewWorkflow.Moves.Any(m => m.Action == action && (m.By & (actor | (actor.HasFlag(ReviewActor.Editor) ? ReviewActor.AssignedEditor : 0))) != 0) ? MoveRefusal.NotNow
        : MoveRefusal.NotAllowed;

    private async Task ApplyAsync(PracticeRevision revision, MoveRequest request, CancellationToken cancellationToken)
    {
        var actor = account.ActorFor(revision);
        var move = ReviewWorkflow.Demand(revision.Status, request.Action, actor, account.HasWrittenIn(revision));
        var remark = string.IsNullOrWhiteSpace(request.Remark) ? null : request.Remark.Trim();
        db.History.Add(EntryOf(revision, move, actor, remark));
        var practice = revision.Practice;
        var pageOfAuthor = $"/panel/praktyka/{revision.Id}";
        var pageOfEditor = $"/redakcja/wersja/{revision.Id}";
        switch (request.Action)
        {
            case ReviewAction.Submit:
                revision.SubmittedAt = Now;
                practice.OwnerId ??= account.UnitId;
                revision.DueOn = null;
                await WriteToAuthorsAsync(MessageKind.Submitted, revision, $"/panel/podglad/{revision.Id}", cancellationToken);
                if (revision.Assignee is { } editor)
                {
                    letters.Write(MessageKind.NewSubmission, editor, pageOfEditor, revision, revision.Title, practice.Signature);
                }

                break;
            case ReviewAction.Withdraw:
                break;
            case ReviewAction.Take:
                revision.AssigneeId = account.Id;
                await WriteToAuthorsAsync(MessageKind.Taken, revision, $"/panel/podglad/{revision.Id}", cancellationToken, account.Account.Name);
                break;
            case ReviewAction.HandOver:
                revision.AssigneeId = request.AccountId;
                var next = await db.Accounts.SingleAsync(a => a.Id == request.AccountId, cancellationToken);
                letters.Write(MessageKind.HandedOver, next, pageOfEditor, revision, revision.Title, practice.Signature, account.Account.Name, remark ?? "");
                break;
            case ReviewAction.Release:
                revision.AssigneeId = null;
                break;
            case ReviewAction.AskExpert:
                var expert = await db.Accounts.SingleAsync(a => a.Id == request.AccountId, cancellationToken);
                db.Opinions.Add(new ExpertOpinion
                {
                    PracticeId = revision.PracticeId,
                    RevisionId = revision.Id,
                    ExpertId = expert.Id,
                    Expert = expert.Name,
                    ExpertTitle = expert.Post,
                    Question = remark,
                    AskedAt = Now,
                    Text = "",
                });
                letters.Write(MessageKind.ExpertAsked, expert, "/panel/opinie", revision, revision.Title, practice.Signature, account.Account.Name, remark ?? "");
                break;
            case ReviewAction.Return:
                revision.DueOn = request.DueOn;
                await WriteToAuthorsAsync(MessageKind.Returned, revision, pageOfAuthor, cancellationToken,
                    await OpenRemarks(revision).CountAsync(cancellationToken), remark ?? "", request.DueOn is { } due ? Letters.Date(due) : "—");
                break;
            case ReviewAction.Decline:
                await WriteToAuthorsAsync(MessageKind.Declined, revision, $"/panel/podglad/{revision.Id}", cancellationToken, remark);
                break;
            case ReviewAction.Schedule:
                revision.ScheduledFor = request.PublishAt;
                await ChooseOpinionsAsync(revision, request.PublicOpinions, cancellationToken);
                await WriteToAuthorsAsync(MessageKind.Scheduled, revision, $"/panel/podglad/{revision.Id}", cancellationToken, Letters.Date(LocalDay(request.PublishAt!.Value)));
                break;
            case ReviewAction.Unschedule:
                revision.ScheduledFor = null;
                break;
            case ReviewAction.Approve:
                await ChooseOpinionsAsync(revision, request.PublicOpinions, cancellationToken);
                await publisher.PublishAsync(revision, cancellationToken);
                await WriteToAuthorsAsync(MessageKind.Published, revision, PublicPage(practice), cancellationToken, remark ?? "");
                break;
            case ReviewAction.Archive:
                practice.ArchivedAt = Now;
                practice.ArchiveReason = remark;
                db.Changes.Add(new Change { PracticeId = practice.Id, At = Now });
                await WriteToAuthorsAsync(MessageKind.Archived, revision, "/panel", cancellationToken, remark);
                break;
            case ReviewAction.Restore:
                practice.ArchivedAt = null;
                practice.ArchiveReason = null;
                db.Changes.Add(new Change { PracticeId = practice.Id, At = Now });
                await WriteToAuthorsAsync(MessageKind.Restored, revision, PublicPage(practice), cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"«{request.Action}» is no move that a person makes here.");
        }

        if (!ReviewWorkflow.IsFrozen(revision.Status))
        {
            revision.Status = move.To;
            revision.ChangedAt = Now;
        }

        if ((move.By & ReviewActor.UnitOfficer) == 0)
        {
            audit.Add($"revision.{char.ToLowerInvariant(move.Action.ToString()[0])}{move.Action.ToString()[1..]}", $"PracticeRevision {revision.Id}", revision.Title,
                new { move.From }, new { move.To, revision.AssigneeId, Remark = remark });
        }
    }

    private HistoryEntry EntryOf(PracticeRevision revision, ReviewMove move, ReviewActor actor, string? remark)
    {
        var role = (move.By & actor) switch
        {
            var by when by.HasFlag(ReviewActor.UnitOfficer) => AccountRoles.Officer,
            ReviewActor.Administrator => AccountRoles.Administrator,
            _ => AccountRoles.Editor,
        };
        return new HistoryEntry { RevisionId = revision.Id, At = Now, Actor = role.ToString(), AccountId = account.Id, Action = move.Action, From = move.From, To = move.To, Remark = remark };
    }

    /// <summary>To who started it, or to the unit's officers when that account is gone.</summary>
    private async Task WriteToAuthorsAsync(MessageKind kind, PracticeRevision revision, string? link, CancellationToken cancellationToken, params object?[] more)
    {
        foreach (var reader in await db.AuthorsOfAsync(revision, cancellationToken))
        {
            letters.Write(kind, reader, link, revision, [revision.Title, revision.Practice.Signature, .. more]);
        }
    }

    private async Task ChooseOpinionsAsync(PracticeRevision revision, IReadOnlyCollection<int> chosen, CancellationToken cancellationToken)
    {
        // With a date they wait for it; the publisher shows what was chosen.
        foreach (var opinion in await db.Opinions.Where(o => o.RevisionId == revision.Id && o.SignedOn != null).ToListAsync(cancellationToken))
        {
            opinion.IsChosen = chosen.Contains(opinion.Id);
        }
    }

    private IQueryable<Remark> OpenRemarks(PracticeRevision revision) => db.Remarks.Where(r => r.RevisionId == revision.Id && r.ParentId == null && r.ResolvedAt == null);

    private DateOnly LocalDay(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone).DateTime);

    private static string PublicPage(Practice practice) => string.Create(CultureInfo.InvariantCulture, $"/praktyka/{PermanentAddress.Format(practice.Id, practice.Slug)}");
}
