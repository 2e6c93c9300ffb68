using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Submitting;

namespace PracticeBase.Features.Review;

/// <summary>What an account may do with the remarks of a revision.</summary>
/// <param name="CanAdd">Begin a thread: the editor in charge and administrators, while it is in review.</param>
/// <param name="CanReply">Both sides, as long as it is being worked on.</param>
/// <param name="CanResolve">The authors while the text is theirs, the desk always.</param>
/// <param name="CanReopen">The desk.</param>
public sealed record RemarkRights(bool CanAdd, bool CanReply, bool CanResolve, bool CanReopen)
{
    public bool Any => CanAdd || CanReply;

    /// <param name="account">Who.</param>
    /// <param name="revision">With its practice.</param>
    public static RemarkRights Of(CurrentAccount account, PracticeRevision revision)
    {
        var isWorking = ReviewWorkflow.Working.Contains(revision.Status);
        // Who wrote in it stands on the authors' side, editor or not.
        var isDesk = (account.IsEditor || account.IsAdministrator) && !account.HasWrittenIn(revision) && revision.Status != RevisionStatus.Draft;
        var isAuthor = !isDesk && account.ActorFor(revision).HasFlag(ReviewActor.UnitOfficer);
        return new(
            isDesk && revision.Status == RevisionStatus.InReview && (account.IsAdministrator || revision.AssigneeId == account.Id),
            isWorking && (isDesk || isAuthor),
            isWorking && (isDesk || (isAuthor && revision.Status is RevisionStatus.Draft or RevisionStatus.Returned)),
            isWorking && isDesk);
    }
}

/// <summary>A remark on a field with what was said about it.</summary>
public sealed record RemarkThread(Remark First, IReadOnlyList<Remark> Replies, RemarkRights Rights)
{
    /// <summary>Of the form that carries the thread's controls.</summary>
    public string FormId => FormattableString.Invariant($"rozmowa-{First.Id}");

    public bool IsOpen => First.ResolvedAt is null;
}

public sealed class RemarkQueries(PracticeBaseDbContext db, CurrentAccount account)
{
    /// <summary>The threads of a revision by the key of their field, oldest first; empty when this account knows of no such revision.</summary>
    public async Task<ILookup<string, RemarkThread>> ThreadsAsync(int revisionId, CancellationToken cancellationToken)
    {
        var revision = await db.Revisions.AsNoTracking().VisibleTo(account).Include(r => r.Practice).SingleOrDefaultAsync(r => r.Id == revisionId, cancellationToken);
        return revision is null ? Array.Empty<RemarkThread>().ToLookup(t => t.First.Field) : await ThreadsAsync(revision, cancellationToken);
    }

    /// <param name="revision">One that the account may see, with its practice.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ILookup<string, RemarkThread>> ThreadsAsync(PracticeRevision revision, CancellationToken cancellationToken)
    {
        var rights = RemarkRights.Of(account, revision);
        var remarks = await db.Remarks.AsNoTracking().Where(r => r.RevisionId == revision.Id).Include(r => r.Author).Include(r => r.ResolvedBy)
            .OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        var replies = remarks.ToLookup(r => r.ParentId);
        return replies[null].Select(r => new RemarkThread(r, [.. replies[r.Id]], rights)).ToLookup(t => t.First.Field);
    }
}
