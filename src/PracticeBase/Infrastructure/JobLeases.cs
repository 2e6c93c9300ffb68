using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Which node runs a job: a row of JobRuns, claimed by one conditional update and held by renewing it. What a node that died had in hand is
/// free when its lease is over. A moment further ahead than any right clock would write it counts as none, so a clock that jumps stops no job;
/// and a node begins a job once in its period by its own watch, whatever other clocks wrote.
/// </summary>
public sealed class JobLeases(IServiceScopeFactory scopes, IOptions<JobOptions> options, TimeProvider clock, ILogger<JobLeases> logger)
{
    private const int UsualPeriod = 60;

    /// <summary>Beats of a lease, so that two may fail.</summary>
    private const int Beats = 3;

    /// <summary>When this node last began each job, by a watch that nobody sets.</summary>
    private readonly ConcurrentDictionary<string, long> begun = new();

    private readonly TimeSpan lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Names this process, another one after each start.</summary>
    public string Node { get; } = $"{Shortened(Environment.MachineName, 60)} {Environment.ProcessId} {Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>How often nodes look.</summary>
    public TimeSpan Tick { get; } = TimeSpan.FromSeconds(options.Value.PeriodSeconds is 0 ? UsualPeriod : options.Value.PeriodSeconds);

    /// <summary>A look that comes a moment early counts: else a job of one tick would come every second time.</summary>
    private TimeSpan Early => Tick / 10;

    /// <summary>Clocks of two nodes may differ by as much.</summary>
    private TimeSpan Tolerance => lease;

    /// <summary>True when the job is due and now this node's.</summary>
    public async Task<bool> TryTakeAsync(string job, TimeSpan period, CancellationToken cancellationToken)
    {
        if (begun.TryGetValue(job, out var last) && clock.GetElapsedTime(last) < period - Early)
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var now = clock.GetUtcNow();
        var row = await db.JobRuns.AsNoTracking().SingleOrDefaultAsync(j => j.Name == job, cancellationToken) ?? await AddAsync(db, job, now, cancellationToken);
        if (row is null || !IsDue(row, period, now) || !IsFree(row, now))
        {
            return false;
        }

        var until = now + lease;
        if (await db.JobRuns.Where(j => j.Name == job && j.NextAt == row.NextAt && j.LeaseUntil == row.LeaseUntil && j.Node == row.Node)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.Node, Node).SetProperty(j => j.LeaseUntil, until), cancellationToken) == 0)
        {
            return false;
        }

        begun[job] = clock.GetTimestamp();
        return true;
    }

    /// <summary>Renews the lease until the job is over; cancels the job when it cannot be kept.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="running">Cancelled when another node has it, or when it could not be renewed for a whole lease.</param>
    /// <param name="over">The job has ended.</param>
    public async Task KeepAsync(string job, CancellationTokenSource running, CancellationToken over)
    {
        using var timer = new PeriodicTimer(lease / Beats, clock);
        var renewed = clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                var isKept = false;
                try
                {
                    isKept = await UpdateOwnAsync(job, s => s.SetProperty(j => j.LeaseUntil, clock.GetUtcNow() + lease), over);
                    if (!isKept)
                    {
                        await running.CancelAsync();
                        return;
                    }

                    renewed = clock.GetTimestamp();
                }
                catch (Exception e) when (!over.IsCancellationRequested)
                {
                    logger.LogWarning(e, "The lease of {Job} could not be renewed; it is tried again", job);
                }

                if (clock.GetElapsedTime(renewed) >= lease)
                {
                    await running.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended.
        }
    }

    /// <summary>Notes a whole run and lets the job go until its next time.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="at">When it began.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="period">Until the next run, from its beginning.</param>
    /// <param name="error">Kind of the exception; null when it went well.</param>
    public Task FinishAsync(string job, DateTimeOffset at, TimeSpan took, TimeSpan period, string? error)
    {
        var (next, milliseconds) = (at + period, (int)Math.Min(took.TotalMilliseconds, int.MaxValue));
        return UpdateOwnAsync(job, s => s.SetProperty(j => j.NextAt, next).SetProperty(j => j.LeaseUntil, (DateTimeOffset?)null).SetProperty(j => j.LastRunAt, at)
            .SetProperty(j => j.LastMilliseconds, milliseconds).SetProperty(j => j.LastError, error is null ? null : Shortened(error, JobRun.MaxText)), CancellationToken.None);
    }

    /// <summary>A run that was cut off: the job stays due, for any node.</summary>
    public async Task GiveBackAsync(string job)
    {
        begun.TryRemove(job, out _);
        try
        {
            await UpdateOwnAsync(job, s => s.SetProperty(j => j.LeaseUntil, (DateTimeOffset?)null), CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "{Job} could not be handed back; another node has it when the lease is over", job);
        }
    }

    private bool IsDue(JobRun row, TimeSpan period, DateTimeOffset now) => row.NextAt <= now + Early || row.NextAt > now + period + Tolerance;

    private bool IsFree(JobRun row, DateTimeOffset now) => row.LeaseUntil is not { } until || until <= now || until > now + lease + Tolerance;

    private async Task<bool> UpdateOwnAsync(string job, Action<UpdateSettersBuilder<JobRun>> set, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var runs = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().JobRuns;
        return await runs.Where(j => j.Name == job && j.Node == Node && j.LeaseUntil != null).ExecuteUpdateAsync(set, cancellationToken) == 1;
    }

    /// <summary>A job that no node has run yet; null when another node was first.</summary>
    private static async Task<JobRun?> AddAsync(PracticeBaseDbContext db, string job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = new JobRun { Name = job, NextAt = now };
        db.JobRuns.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return row;
        }
        catch (DbUpdateException) when (db.JobRuns.AsNoTracking().Any(j => j.Name == job))
        {
            return null;
        }
    }

    private static string Shortened(string text, int length) => text.Length > length ? text[..length] : text;
}
