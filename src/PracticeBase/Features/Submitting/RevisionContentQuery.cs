using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;

namespace PracticeBase.Features.Submitting;

public static class RevisionContentQuery
{
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

    /// <summary>With what the inputs of one step and the completeness of the whole read; not what a page shows beside them.</summary>
    public static IQueryable<PracticeRevision> WithFieldsOf(this IQueryable<PracticeRevision> revisions, SubmissionStep step)
    {
        var needed = revisions
            .Include(r => r.Practice)
            .Include(r => r.TargetGroups)
            .Include(r => r.Contacts).ThenInclude(c => c.Contact)
            .Include(r => r.Attachments)
            .AsSplitQuery();
        return step switch
        {
            SubmissionStep.Unit => needed.Include(r => r.LocalGovernment!.County).Include(r => r.LocalGovernment!.Voivodeship),
            SubmissionStep.Presentation => needed.Include(r => r.Partners),
            _ => needed,
        };
    }
}
