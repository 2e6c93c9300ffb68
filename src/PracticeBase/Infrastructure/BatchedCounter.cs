using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Counts in memory and adds to the database every 15 seconds and when the portal stops, a hundred rows a transaction, so that others can
/// write in between. Nodes add to the same rows; what could not be written waits for the next time.
/// </summary>
/// <typeparam name="TKey">What is counted: the key of a row.</typeparam>
public abstract class BatchedCounter<TKey>(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger) : BackgroundService
    where TKey : notnull
{
    /// <summary>The second time, the row that another node added at the same moment is there to be updated.</summary>
    private const int Tries = 2;

    /// <summary>Written within a millisecond or two; on a busy day tens of thousands wait.</summary>
    private const int MaxRows = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Between two transactions, so that a small machine answers visitors meanwhile instead of having them wait for all.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private Dictionary<TKey, int> pending = [];
    private long unwritten;
    private long written;

    /// <summary>In the portal's time zone.</summary>
    protected DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>The sum of what is <see cref="IsTotalled"/> and was not in the database at the last <see cref="WrittenAsync"/>. Every page shows it.</summary>
    protected long Unwritten => Interlocked.Read(ref unwritten);

    /// <summary>Adds what waits, without a pause.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => FlushAsync(TimeSpan.Zero, cancellationToken);

    private async Task FlushAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        Dictionary<TKey, int> rest;
        lock (gate)
        {
            (rest, pending) = (pending, []);
        }

        try
        {
            // In one order on all nodes, so that they seldom wait for each other.
            foreach (var rows in rest.OrderBy(c => c.Key).Chunk(MaxRows))
            {
                await WriteAsync(rows, cancellationToken);
                foreach (var (key, count) in rows)
                {
                    rest.Remove(key);
                    Interlocked.Add(ref written, IsTotalled(key) ? count : 0);
                }

                await Task.Delay(pause, cancellationToken);
            }

            await using var scope = scopes.CreateAsyncScope();
            await WrittenAsync(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>(), cancellationToken);
            Interlocked.Add(ref unwritten, -Interlocked.Exchange(ref written, 0));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "{Counter} could not write; its counts will be with the next batch", GetType().Name);
        }
        finally
        {
            lock (gate)
            {
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

        if (IsTotalled(key))
        {
            Interlocked.Add(ref unwritten, count);
        }
    }

    /// <summary>Whether it is a part of <see cref="Unwritten"/>.</summary>
    protected virtual bool IsTotalled(TKey key) => false;

    /// <summary>Adds to rows, or makes them, within one transaction and without saving at its end.</summary>
    /// <param name="db">Of the transaction.</param>
    /// <param name="counts">Each key once, in order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    protected abstract Task AddToRowsAsync(PracticeBaseDbContext db, IReadOnlyList<KeyValuePair<TKey, int>> counts, CancellationToken cancellationToken);

    /// <summary>After each batch, an empty one as well.</summary>
    protected virtual Task WrittenAsync(PracticeBaseDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await FlushAsync(Pause, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping, and StopAsync writes the rest.
        }
    }

    private async Task WriteAsync(IReadOnlyList<KeyValuePair<TKey, int>> rows, CancellationToken cancellationToken)
    {
        for (var left = Tries - 1; ; left--)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
            try
            {
                await db.InTransactionAsync(async () =>
                {
                    await AddToRowsAsync(db, rows, cancellationToken);
                    await db.SaveChangesAsync(cancellationToken);
                }, cancellationToken);
                return;
            }
            catch (Exception e) when (left > 0 && e is DbUpdateException or DbException && !Outage.Is(e))
            {
                // Another node was first; nothing of this try is kept.
            }
        }
    }
}
