using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Review;

/// <summary>What the public may know of a practice's past: the revisions that were public, and how they differ. No people, no drafts.</summary>
public sealed record PublicHistoryPage(PracticePage Practice, IReadOnlyList<RevisionLine> Revisions, RevisionComparison? Comparison);

[CountsVisit]
public sealed class HistoryController(PracticeQueries practices, RevisionHistory history, PageParts parts, PracticeBaseDbContext db) : ReviewDeskController
{
    [HttpGet("/praktyka/" + PermanentAddress.Pattern + "/historia")]
    [CachedPage("od", "do")]
    public async Task<IActionResult> Show(string key, CancellationToken cancellationToken)
    {
        var id = PermanentAddress.IdOf(key);
        parts.DependsOn(PageTagKind.Practice, id);
        if (await practices.FindAsync(id, cancellationToken) is not { } practice)
        {
            if (await practices.FindArchivedAsync(id, cancellationToken) is not { } archived)
            {
                return NotFound();
            }

            Response.StatusCode = StatusCodes.Status410Gone;
            return View("/Features/Practices/Archived.cshtml", archived);
        }

        var canonical = PermanentAddress.Format(id, practice.Entry.Slug);
        if (key != canonical)
        {
            return RedirectPermanent($"{Request.PathBase}/praktyka/{canonical}/historia{Request.QueryString}");
        }

        var revisions = db.Revisions.AsNoTracking().Where(r => r.PracticeId == id && (r.Status == RevisionStatus.Published || r.Status == RevisionStatus.Superseded));
        var comparison = await history.CompareAsync(revisions, RevisionDiff.PublicFields(practice.Entry.Kind), Request.Query, cancellationToken);
        return comparison is null && Request.Query.ContainsKey("od") && Request.Query.ContainsKey("do")
            ? NotFound()
            : Page("History", new PublicHistoryPage(practice, await revisions.ToLinesAsync(cancellationToken), comparison));
    }
}
