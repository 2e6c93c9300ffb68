using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PracticeBase.Data;

namespace PracticeBase.Infrastructure;

/// <summary>Ready means: the database answers with the schema of this program, and the storage directory is there.</summary>
public sealed class ReadinessCheck(PracticeBaseDbContext db, FileStore files) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = await db.Categories.OrderBy(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(cancellationToken);
            return Directory.Exists(files.StorageDirectory) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The storage directory is gone.");
        }
        catch (Exception e) when (e is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
    }
}
