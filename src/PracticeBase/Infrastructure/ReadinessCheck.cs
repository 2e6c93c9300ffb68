using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PracticeBase.Data;

namespace PracticeBase.Infrastructure;

/// <summary>Ready means: the database answers with the schema of this program, and the storage is there.</summary>
public sealed class ReadinessCheck(PracticeBaseDbContext db, StorageDirectory storage, FileStore files) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = await db.Categories.OrderBy(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(cancellationToken);
            await files.ReachAsync(cancellationToken);
            return Directory.Exists(storage.FullPath) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The storage directory is gone.");
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
        catch (FileStoreException e)
        {
            return HealthCheckResult.Unhealthy("The storage of files does not answer.", e);
        }
    }
}
