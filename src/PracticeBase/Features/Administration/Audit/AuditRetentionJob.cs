using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration.Audit;

/// <summary>Once a day deletes the entries of the audit log that are past their time.</summary>
public sealed class AuditRetentionJob(PracticeBaseDbContext db, TimeProvider clock, ILogger<AuditRetentionJob> logger) : IJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // A day more than asked for: the database refuses to delete a younger entry by its own clock.
        var expired = clock.GetUtcNow().AddYears(-AuditEntry.KeptYears).AddDays(-1);
        var deleted = await db.Audit.Where(e => e.At < expired).ExecuteDeleteAsync(cancellationToken);
        logger.LogInformation("{Count} entries of the audit log were older than {Years} years and are deleted", deleted, AuditEntry.KeptYears);
    }
}
