using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Verification;

/// <param name="IsOpen">The question waits for its answer.</param>
public sealed record VerificationPage(string Title, string Path, string Signature, DateOnly? VerifiedOn, bool IsOpen);

/// <summary>The answer to «Czy to nadal aktualne?», by the link of the letter. Programs that look at links open them, so opening changes nothing.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class VerificationController(PracticeBaseDbContext db, VerificationLink link, AuditLog audit, TimeProvider clock) : Controller
{
    private const string Address = "/potwierdzenie/{token}";

    [HttpGet(Address)]
    public async Task<IActionResult> Show(string token, CancellationToken cancellationToken)
    {
        if (Refuse(token, out var id) is { } refusal)
        {
            return refusal;
        }

        return await Published.Where(r => r.PracticeId == id)
            .Select(r => new { r.Title, r.Practice }).SingleOrDefaultAsync(cancellationToken) is { } found
            ? View(new VerificationPage(
                found.Title, $"/praktyka/{PermanentAddress.Format(id, found.Practice.Slug)}", found.Practice.Signature, found.Practice.VerifiedOn, found.Practice.VerificationAskedAt is not null))
            : NotFound();
    }

    [HttpPost(Address)]
    public async Task<IActionResult> Confirm(string token, CancellationToken cancellationToken)
    {
        if (Refuse(token, out var id) is { } refusal)
        {
            return refusal;
        }

        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await Published.Where(r => r.PracticeId == id).Select(r => new { r.Title, r.Practice.VerifiedOn }).SingleOrDefaultAsync(cancellationToken) is not { } practice)
            {
                return NotFound();
            }

            // A second use, or a new revision in the meantime, finds nothing to answer.
            if (await db.Practices.Where(p => p.Id == id && p.VerificationAskedAt != null)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.VerifiedOn, today).SetProperty(p => p.VerificationAskedAt, (DateTimeOffset?)null), cancellationToken) == 1)
            {
                db.Changes.Add(new Change { PracticeId = id, At = clock.GetUtcNow() });
                audit.Add("practice.verify", $"Practice {id}", practice.Title, new { practice.VerifiedOn }, new { VerifiedOn = today });
                await db.SaveChangesAsync(cancellationToken);
            }

            return this.RedirectTo(Request.Path.Value!);
        }, cancellationToken);
    }

    private IQueryable<PracticeRevision> Published => db.Revisions.AsNoTracking().Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null);

    /// <summary>404 for a forged link, 410 for one that was good once; null for a good one.</summary>
    private IActionResult? Refuse(string token, out int id)
    {
        var read = link.Read(token);
        id = read?.PracticeId ?? 0;
        if (read is null)
        {
            return NotFound();
        }

        if (!read.Value.IsExpired)
        {
            return null;
        }

        Response.StatusCode = StatusCodes.Status410Gone;
        return View("Expired");
    }
}
