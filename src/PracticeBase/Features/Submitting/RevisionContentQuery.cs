using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using DraftQuery = PracticeBase.Data.CompiledQuery<System.Func<PracticeBase.Data.PracticeBaseDbContext, int, System.Threading.CancellationToken, System.Threading.Tasks.Task<PracticeBase.Domain.PracticeRevision?>>>;

namespace PracticeBase.Features.Submitting;

public static class RevisionContentQuery
{
    // A form saves itself every few seconds. Each is written out, for a compiled query cannot call a method of ours.

    /// <summary>Inputs of the title and the costs stand in the revision itself.</summary>
    private static readonly DraftQuery Alone = Query((db, id, _) => db.Revisions.Include(r => r.Practice).SingleOrDefault(r => r.Id == id));

    private static readonly DraftQuery WithUnit = Query((db, id, _) => db.Revisions
        .Include(r => r.Practice).Include(r => r.LocalGovernment!.County).Include(r => r.LocalGovernment!.Voivodeship).Include(r => r.Contacts).ThenInclude(c => c.Contact)
        .AsSplitQuery().SingleOrDefault(r => r.Id == id));

    private static readonly DraftQuery WithGroupsAndPartners = Query((db, id, _) => db.Revisions
        .Include(r => r.Practice).Include(r => r.TargetGroups).Include(r => r.Partners)
        .AsSplitQuery().SingleOrDefault(r => r.Id == id));

    private static readonly DraftQuery WithRequiredLists = Query((db, id, _) => db.Revisions
        .Include(r => r.Practice).Include(r => r.TargetGroups).Include(r => r.Contacts).ThenInclude(c => c.Contact).Include(r => r.Attachments)
        .AsSplitQuery().SingleOrDefault(r => r.Id == id));

    /// <summary>With everything that <see cref="RevisionField.Text"/> and the public views read; one query for each list.</summary>
    /// <param name="revisions">What to load.</param>
    /// <param name="files">False leaves out the attachments' files, whose texts may be long: enough for saving, completeness and moves.</param>
    public static IQueryable<PracticeRevision> WithContent(this IQueryable<PracticeRevision> revisions, bool files = true)
    {
        var content = revisions
            .Include(r => r.Practice)
            .Include(r => r.Category!.Parent)
            .Include(r => r.LocalGovernment!.County)
            .Include(r => r.LocalGovernment!.Voivodeship)
            .Include(r => r.ImplementingUnit)
            .Include(r => r.TargetGroups).ThenInclude(g => g.TargetGroup)
            .Include(r => r.Contacts).ThenInclude(c => c.Contact)
            .Include(r => r.Partners)
            .Include(r => r.Attachments)
            .AsSplitQuery();
        return files ? content.Include(r => r.Attachments).ThenInclude(a => a.File) : content;
    }

    /// <summary>A draft with what the inputs of one step read and what makes them complete; not what a page shows beside them. Null when there is none.</summary>
    public static Task<PracticeRevision?> FindWithFieldsOfAsync(this PracticeBaseDbContext db, int revisionId, SubmissionStep step, CancellationToken cancellationToken) => (step switch
    {
        SubmissionStep.Unit => WithUnit,
        SubmissionStep.Presentation => WithGroupsAndPartners,
        SubmissionStep.Title or SubmissionStep.Costs => Alone,
        _ => WithRequiredLists,
    }).For(db)(db, revisionId, cancellationToken);

    /// <summary>Adds what <see cref="RevisionField.Completeness"/> reads to a tracked draft.</summary>
    public static Task LoadRequiredListsAsync(this PracticeBaseDbContext db, PracticeRevision revision, CancellationToken cancellationToken) =>
        WithRequiredLists.For(db)(db, revision.Id, cancellationToken);

    private static DraftQuery Query(Expression<Func<PracticeBaseDbContext, int, CancellationToken, PracticeRevision?>> query) => new(() => EF.CompileAsyncQuery(query));
}
