using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;

namespace PracticeBase.Features.Submitting;

/// <summary>Which revisions an account may know of at all; every query of the panel and the review starts here.</summary>
public static class RevisionAccess
{
    /// <summary>An officer: their unit's and their own. An editor or administrator: all but other people's drafts. An expert: those they were asked about.</summary>
    public static IQueryable<PracticeRevision> VisibleTo(this IQueryable<PracticeRevision> revisions, CurrentAccount account)
    {
        var id = account.Id;
        var unit = account.UnitId;
        var reviews = account.IsEditor || account.IsAdministrator;
        return revisions.Where(r => r.AuthorId == id
            || (unit != null && r.Practice.OwnerId == unit)
            || (reviews && r.Status != RevisionStatus.Draft)
            || r.Practice.Opinions.Any(o => o.RevisionId == r.Id && o.ExpertId == id));
    }

    /// <summary>Those that the account may write in, in whatever status they are now.</summary>
    public static IQueryable<PracticeRevision> WrittenBy(this PracticeBaseDbContext db, CurrentAccount account)
    {
        var id = account.Id;
        var unit = account.UnitId;
        // In two sets, each with an index to find it by.
        return db.Revisions.Where(r => r.AuthorId == id || (unit != null && db.Practices.Where(p => p.OwnerId == unit).Select(p => p.Id).Contains(r.PracticeId)));
    }

    /// <summary>The same to go through: two sets of numbers, each found by an index, where SQL Server would read the whole table for an «or» of them.</summary>
    public static IQueryable<PracticeRevision> AllWrittenBy(this PracticeBaseDbContext db, CurrentAccount account)
    {
        var id = account.Id;
        var unit = account.UnitId;
        var own = db.Revisions.Where(r => r.AuthorId == id).Select(r => r.Id);
        var ids = unit is null ? own : own.Union(db.Practices.Where(p => p.OwnerId == unit).SelectMany(p => p.Revisions).Select(r => r.Id));
        return db.Revisions.Where(r => ids.Contains(r.Id));
    }

    /// <summary>The practice of a revision, to be held.</summary>
    public static IQueryable<Practice> PracticeOf(this PracticeBaseDbContext db, int revisionId) =>
        db.Practices.Where(p => db.Revisions.Where(r => r.Id == revisionId).Select(r => r.PracticeId).Contains(p.Id));
}
