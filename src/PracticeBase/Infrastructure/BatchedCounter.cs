using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Counts in memory and adds to the database every 15 seconds and when the portal stops, each batch in one transaction. Nodes add to
/// the same rows; what could not be written waits for the next batch.
/// </summary>
/// <typeparam name="TKey">What is counted: the key of a row.</typeparam>
public abstract class BatchedCounter<TKey>(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger) : BackgroundService
    where TKey : notnull
{
    /// <summary>The second time, the row that another node added at the same moment is there to be updated.</summary>
    private const int Tries = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private Dictionary<TKey, int> pending = [];
    private Dictionary<TKey, int> writing = [];

    /// <summary>In the portal's time zone.</summary>
    protected DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            (writing, pending) = (pending, []);
        }

        var rest = writing;
        try
        {
            if (rest.Count > 0)
            {
                await WriteAsync(rest, cancellationToken);
                rest = [];
            }

            await using var scope = scopes.CreateAsyncScope();
            await WrittenAsync(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>(), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not ObjectDisposedException)
        {
            logger.LogWarning(e, "{Counter} could not write; its counts will be with the next batch", GetType().Name);
        }
        finally
        {
            lock (gate)
            {
                writing = [];
                foreach (var (key, count) in rest)
                {
                    pending[key] = pending.GetValueOrDefault(key) + count;
                }
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected void Add(TKey key, int count = 1)
    {
        lock (gate)
        {
            pending[key] = pending.GetValueOrDefault(key) + count;
        }
    }

    /// <summary>What is not in the database yet.</summary>
    protected long Unwritten(Func<TKey, bool> which)
    {
        lock (gate)
        {
            return pending.Concat(writing).Where(c => which(c.Key)).Sum(c => (long)c.Value);
        }
    }

    /// <summary>Adds to one row, or makes it, within the transaction of the batch.</summary>
    protected abstract Task AddToRowAsync(PracticeBaseDbContext db, TKey key, int count, CancellationToken cancellationToken);

    /// <summary>After each batch, an empty one as well.</summary>
    protected virtual Task WrittenAsync(PracticeBaseDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await FlushAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Stopping, and StopAsync writes the rest; or the program ends because it could not start.
        }
    }

    private async Task WriteAsync(Dictionary<TKey, int> counts, CancellationToken cancellationToken)
    {
        for (var left = Tries - 1; ; left--)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
            try
            {
                await db.InTransactionAsync(async () =>
                {
                    // In one order on all nodes, so that none waits for the other.
                    foreach (var (key, count) in counts.OrderBy(c => c.Key))
                    {
                        await AddToRowAsync(db, key, count, cancellationToken);
                        await db.SaveChangesAsync(cancellationToken);
                    }
                }, cancellationToken);
                return;
            }
            catch (DbUpdateException) when (left > 0)
            {
                // Another node was first; nothing of this try is kept.
            }
        }
    }
}
