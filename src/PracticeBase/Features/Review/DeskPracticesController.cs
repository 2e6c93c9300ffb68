using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>All practices as the editors see them, and what they do with a whole one.</summary>
[Authorize(Policies.Review)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DeskPracticesController(DeskPracticeQueries queries, RevisionMoves moves, AuditLog audit, PracticeBaseDbContext db, Words words, TimeProvider clock) : ReviewDeskController
{
    public const int MaxReason = 1000;

    [HttpGet("/redakcja/praktyki")]
    public async Task<IActionResult> List(CancellationToken cancellationToken) => Page("Practices", await queries.ListAsync(Request.Query, cancellationToken));

    [HttpGet("/redakcja/praktyka/{id:int}")]
    public async Task<IActionResult> Show(int id, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, Request.Query, cancellationToken) is { } page ? Page("Practice", page) : NotFound();

    [HttpPost("/redakcja/praktyka/{id:int}/archiwum")]
    public async Task<IActionResult> Archive(int id, string? reason, CancellationToken cancellationToken)
    {
        var text = InputText.Clean(reason);
        return text?.Length > MaxReason
            ? await RefuseAsync(id, reason, words.Plain("Review.TooLong", words.Number(MaxReason), words.Number(text.Length)), StatusCodes.Status422UnprocessableEntity, cancellationToken)
            : await MoveAsync(id, ReviewAction.Archive, text, reason, cancellationToken);
    }

    [HttpPost("/redakcja/praktyka/{id:int}/przywroc")]
    public Task<IActionResult> Restore(int id, CancellationToken cancellationToken) => MoveAsync(id, ReviewAction.Restore, null, null, cancellationToken);

    /// <summary>An editor found out that the practice is still as described.</summary>
    [HttpPost("/redakcja/praktyka/{id:int}/sprawdzona")]
    [Authorize(Policies.Editor)]
    public async Task<IActionResult> MarkVerified(int id, CancellationToken cancellationToken)
    {
        var published = await db.Revisions.Include(r => r.Practice).SingleOrDefaultAsync(r => r.PracticeId == id && r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null, cancellationToken);
        if (published is null)
        {
            return NotFound();
        }

        var practice = published.Practice;
        var before = new { practice.VerifiedOn, practice.VerificationAskedAt };
        practice.VerifiedOn = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        practice.VerificationAskedAt = null;
        audit.Add("practice.verify", $"Practice {id}", published.Title, before, new { practice.VerifiedOn });
        await db.SaveChangesAsync(cancellationToken);
        return this.RedirectTo($"/redakcja/praktyka/{id}", "Review.Notice.Verified");
    }

    private async Task<IActionResult> MoveAsync(int id, ReviewAction action, string? remark, string? typed, CancellationToken cancellationToken)
    {
        var published = await db.Revisions.Where(r => r.PracticeId == id && r.Status == RevisionStatus.Published).Select(r => (int?)r.Id).SingleOrDefaultAsync(cancellationToken);
        if (published is not { } revisionId)
        {
            return NotFound();
        }

        var outcome = await moves.MakeAsync(new MoveRequest(revisionId, action) { Remark = remark }, cancellationToken);
        return outcome.IsDone
            ? this.RedirectTo($"/redakcja/praktyka/{id}", $"Review.Notice.{action}")
            : await RefuseAsync(id, typed, words.Plain(outcome.Refusal == MoveRefusal.NotNow ? $"Review.Practice.{action}Twice" : $"Review.Refused.{outcome.Refusal}"), outcome.StatusCode, cancellationToken);
    }

    private async Task<IActionResult> RefuseAsync(int id, string? typed, string error, int status, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, Request.Query, cancellationToken) is not { } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        ModelState.AddModelError("reason", error);
        Response.StatusCode = status;
        return Page("Practice", page with { Reason = typed });
    }
}
