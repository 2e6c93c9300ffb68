namespace PracticeBase.Domain;

public enum RevisionStatus
{
    Draft,
    Submitted,
    InReview,
    Returned,
    Declined,
    Scheduled,
    Published,
    Superseded,
}

public enum ReviewAction
{
    Start,
    Edit,
    Submit,
    Withdraw,
    Take,
    HandOver,
    Release,
    AskExpert,
    Return,
    Decline,
    Approve,
    Schedule,
    Unschedule,
    PublishScheduled,
    Supersede,
    Archive,
    Restore,
    ImportDraft,
    ImportPublished,
}

/// <summary>Whom a move asks for: what somebody is to this very revision, not a role alone.</summary>
[Flags]
public enum ReviewActor
{
    None = 0,

    /// <summary>Author or co-worker: an officer of the practice's own unit whose belonging is confirmed, or whoever started the revision.</summary>
    UnitOfficer = 1,
    Editor = 2,

    /// <summary>The editor who took the revision.</summary>
    AssignedEditor = 4,
    Administrator = 8,
    System = 16,

    /// <summary>Who runs commands on the machine itself.</summary>
    Operator = 32,
}

/// <summary>A row of the table. <see cref="From"/> null: the revision does not exist yet.</summary>
public sealed record ReviewMove(RevisionStatus? From, ReviewAction Action, ReviewActor By, RevisionStatus To, bool NeedsRemark = false, bool ForbiddenToAuthor = false);

/// <summary>Thrown for a move the table does not hold; nothing was changed.</summary>
public sealed class IllegalMoveException(RevisionStatus? from, ReviewAction action, ReviewActor by)
    : InvalidOperationException($"A revision in status {from?.ToString() ?? "none"} allows no «{action}» by {by}.");

/// <summary>The one table of every allowed move; buttons, checks, mail and tests come from it.</summary>
public static class ReviewWorkflow
{
    public static IReadOnlyList<ReviewMove> Moves { get; } =
    [
        new(null, ReviewAction.Start, ReviewActor.UnitOfficer | ReviewActor.Editor, RevisionStatus.Draft),
        new(null, ReviewAction.ImportDraft, ReviewActor.Operator, RevisionStatus.Draft),
        new(null, ReviewAction.ImportPublished, ReviewActor.Operator, RevisionStatus.Published),
        new(RevisionStatus.Draft, ReviewAction.Edit, ReviewActor.UnitOfficer, RevisionStatus.Draft),
        new(RevisionStatus.Returned, ReviewAction.Edit, ReviewActor.UnitOfficer, RevisionStatus.Returned),
        new(RevisionStatus.Draft, ReviewAction.Submit, ReviewActor.UnitOfficer, RevisionStatus.Submitted),
        new(RevisionStatus.Returned, ReviewAction.Submit, ReviewActor.UnitOfficer, RevisionStatus.Submitted),
        new(RevisionStatus.Submitted, ReviewAction.Withdraw, ReviewActor.UnitOfficer, RevisionStatus.Draft),
        new(RevisionStatus.Submitted, ReviewAction.Take, ReviewActor.Editor, RevisionStatus.InReview),
        new(RevisionStatus.InReview, ReviewAction.HandOver, ReviewActor.AssignedEditor | ReviewActor.Administrator, RevisionStatus.InReview),
        new(RevisionStatus.InReview, ReviewAction.Release, ReviewActor.AssignedEditor | ReviewActor.Administrator, RevisionStatus.Submitted),
        new(RevisionStatus.InReview, ReviewAction.AskExpert, ReviewActor.AssignedEditor, RevisionStatus.InReview),
        new(RevisionStatus.InReview, ReviewAction.Return, ReviewActor.AssignedEditor, RevisionStatus.Returned, NeedsRemark: true),
        new(RevisionStatus.InReview, ReviewAction.Decline, ReviewActor.AssignedEditor, RevisionStatus.Declined, NeedsRemark: true),
        new(RevisionStatus.InReview, ReviewAction.Approve, ReviewActor.AssignedEditor, RevisionStatus.Published, ForbiddenToAuthor: true),
        new(RevisionStatus.InReview, ReviewAction.Schedule, ReviewActor.AssignedEditor, RevisionStatus.Scheduled, ForbiddenToAuthor: true),
        new(RevisionStatus.Scheduled, ReviewAction.Unschedule, ReviewActor.AssignedEditor | ReviewActor.Administrator, RevisionStatus.InReview),
        new(RevisionStatus.Scheduled, ReviewAction.PublishScheduled, ReviewActor.System, RevisionStatus.Published),
        new(RevisionStatus.Published, ReviewAction.Supersede, ReviewActor.System, RevisionStatus.Superseded),
        // The whole practice leaves the public pages or comes back; its published revision stays what it is.
        new(RevisionStatus.Published, ReviewAction.Archive, ReviewActor.Editor, RevisionStatus.Published, NeedsRemark: true),
        new(RevisionStatus.Published, ReviewAction.Restore, ReviewActor.Editor, RevisionStatus.Published),
    ];

    /// <summary>Being worked on: at most one such revision a practice.</summary>
    public static IReadOnlyList<RevisionStatus> Working { get; } =
        [RevisionStatus.Draft, RevisionStatus.Submitted, RevisionStatus.InReview, RevisionStatus.Returned, RevisionStatus.Scheduled];

    public static bool IsFrozen(RevisionStatus status) => status is RevisionStatus.Published or RevisionStatus.Superseded;

    /// <summary>What may <paramref name="by"/> do now?</summary>
    public static IEnumerable<ReviewMove> MovesFrom(RevisionStatus? from, ReviewActor by, bool isAuthor) =>
        Moves.Where(m => m.From == from && (m.By & by) != 0 && !(m.ForbiddenToAuthor && isAuthor));

    /// <exception cref="IllegalMoveException">The table has no such move.</exception>
    public static ReviewMove Demand(RevisionStatus? from, ReviewAction action, ReviewActor by, bool isAuthor = false) =>
        MovesFrom(from, by, isAuthor).FirstOrDefault(m => m.Action == action) ?? throw new IllegalMoveException(from, action, by);
}
