using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration.Overview;

/// <param name="Statuses">Revisions in each status; superseded ones are history and not counted.</param>
/// <param name="Archived">Practices taken out of the portal.</param>
/// <param name="Waiting">Officers whose belonging nobody has confirmed.</param>
/// <param name="Queued">Letters on their way.</param>
/// <param name="Alerts">Confirmed alerts of people without an account.</param>
/// <param name="FailedCount">Letters given up.</param>
/// <param name="Failed">The newest of them.</param>
/// <param name="Entries">The newest of the audit log.</param>
/// <param name="Files">Stored files, each content once.</param>
/// <param name="FileBytes">Their size.</param>
/// <param name="FreeBytes">Left on the storage's disk.</param>
/// <param name="Jobs">Jobs that some node has run, by name.</param>
public sealed record OverviewPage(
    IReadOnlyDictionary<RevisionStatus, int> Statuses, int Archived, int Waiting, int Queued, int Alerts, int FailedCount, IReadOnlyList<Message> Failed, IReadOnlyList<AuditEntry> Entries,
    int Files, long FileBytes, long FreeBytes, IReadOnlyList<JobRun> Jobs);

/// <summary>How the portal is doing: what waits, what failed, what was done last.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OverviewController(PracticeBaseDbContext db, StorageDirectory storage, AuditLog audit, IEnumerable<JobSchedule> schedules, TimeProvider clock) : Controller
{
    private const string Path = "/administracja";
    private const int FailedShown = 10;
    private const int EntriesShown = 8;

    /// <summary>Of this program; a former one may have had others.</summary>
    private readonly string[] names = [.. schedules.Select(s => s.Type.Name)];

    [HttpGet(Path)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) => View(new OverviewPage(
        await db.Revisions.Where(r => r.Practice.ArchivedAt == null && r.Status != RevisionStatus.Superseded).GroupBy(r => r.Status)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken),
        await db.Practices.CountAsync(p => p.ArchivedAt != null, cancellationToken),
        await db.Accounts.CountAsync(
            a => (a.Roles & AccountRoles.Officer) != 0 && a.LocalGovernmentId != null && a.BelongingConfirmedAt == null && a.EmailConfirmed && a.ClosedAt == null && a.ErasedAt == null, cancellationToken),
        await db.Messages.CountAsync(m => m.SentAt == null && m.FailedAt == null && m.Address != null, cancellationToken),
        await db.Alerts.CountAsync(a => a.ConfirmedAt != null, cancellationToken),
        await Failed.CountAsync(cancellationToken),
        await Failed.AsNoTracking().OrderByDescending(m => m.FailedAt).Take(FailedShown).ToListAsync(cancellationToken),
        await db.Audit.AsNoTracking().Include(e => e.Account).OrderByDescending(e => e.Id).Take(EntriesShown).ToListAsync(cancellationToken),
        await db.Files.CountAsync(cancellationToken),
        await db.Files.SumAsync(f => f.Size, cancellationToken),
        new DriveInfo(storage.FullPath).AvailableFreeSpace,
        await db.JobRuns.AsNoTracking().Where(j => names.Contains(j.Name)).OrderBy(j => j.Name).ToListAsync(cancellationToken)));

    /// <summary>Puts a letter that was given up back into the outbox; without a number all of them.</summary>
    [HttpPost(Path + "/listy/ponow")]
    public async Task<IActionResult> Retry([FromForm] int? id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            var retried = await Failed.Where(m => id == null || m.Id == id).ExecuteUpdateAsync(
                s => s.SetProperty(m => m.FailedAt, (DateTimeOffset?)null).SetProperty(m => m.Attempts, 0).SetProperty(m => m.NextAttemptAt, now), cancellationToken);
            if (retried > 0)
            {
                audit.Add("message.retry", id is null ? "Message" : $"Message {id}", null, null, new { Count = retried });
                await db.SaveChangesAsync(cancellationToken);
            }

            return this.RedirectTo(Path, retried > 0 ? "Admin.Notice.Retried" : null);
        }, cancellationToken);
    }

    private IQueryable<Message> Failed => db.Messages.Where(m => m.FailedAt != null && m.SentAt == null && m.Address != null);
}
