using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Administration.Audit;

/// <summary>Once a day deletes the entries of the audit log that are past their time. Deleting by age is the same on one node and on ten.</summary>
public sealed class AuditRetention(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <summary>How many were deleted.</summary>
    public async Task<int> DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        // A day more than asked for: the database refuses to delete a younger entry by its own clock.
        var expired = clock.GetUtcNow().AddYears(-AuditEntry.KeptYears).AddDays(-1);
        return await db.Audit.Where(e => e.At < expired).ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var deleted = await DeleteExpiredAsync(cancellationToken);
            logger.LogInformation("{Count} entries of the audit log were older than {Years} years and are deleted", deleted, AuditEntry.KeptYears);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException)
        {
            logger.LogWarning(e, "Old entries of the audit log could not be deleted; tomorrow again");
        }
    }
}
