using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Counts guests and readings without cookies and without stored addresses: a guest is known within one day by a hash of address and
/// agent with a salt that never leaves memory and changes daily. Counts reach the database in batches.
/// </summary>
public sealed class VisitorCounter(IServiceScopeFactory scopes, TimeProvider clock, IOptionsMonitor<PortalOptions> options, ILogger<VisitorCounter> logger) : BackgroundService
{
    /// <summary>Beyond this many guests a day on one node, further ones are not told apart.</summary>
    private const int MaxGuests = 1_000_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly HashSet<long> guests = [];
    private byte[] salt = RandomNumberGenerator.GetBytes(32);
    private DateOnly today;
    private Dictionary<(DateOnly Day, int PracticeId), int> reads = [];
    private Dictionary<DateOnly, int> visitors = [];
    private long stored = -1;
    private DateOnly? first;

    /// <summary>All guests so far, those of an earlier portal included.</summary>
    public long Total
    {
        get
        {
            lock (gate)
            {
                return options.CurrentValue.VisitorsBefore + Math.Max(0, Interlocked.Read(ref stored)) + visitors.Values.Sum(v => (long)v);
            }
        }
    }

    /// <summary>From when they are counted: as configured, else from the first guest of this portal.</summary>
    public DateOnly Since => options.CurrentValue.VisitorsSince ?? first ?? DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    public void CountVisit(string? address, string? agent)
    {
        var day = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        lock (gate)
        {
            if (day != today)
            {
                today = day;
                guests.Clear();
                salt = RandomNumberGenerator.GetBytes(32);
            }

            var hash = HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes($"{address}|{agent}"));
            if (guests.Count < MaxGuests && guests.Add(BitConverter.ToInt64(hash)))
            {
                Add(visitors, day, 1);
            }
        }

    }

    public void CountRead(int practiceId)
    {
        var day = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        lock (gate)
        {
            Add(reads, (day, practiceId), 1);
        }
    }

    /// <summary>Writes what was counted since the last time, in one transaction; what could not be written waits for the next time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<(DateOnly Day, int PracticeId), int> newReads;
        Dictionary<DateOnly, int> newVisitors;
        lock (gate)
        {
            (newReads, reads, newVisitors, visitors) = (reads, [], visitors, []);
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
            if (newReads.Count + newVisitors.Count > 0)
            {
                await WriteAsync(db, newReads, newVisitors, cancellationToken);
                (newReads, newVisitors) = ([], []);
            }

            first = await db.VisitDays.MinAsync(v => (DateOnly?)v.Day, cancellationToken);
            Interlocked.Exchange(ref stored, await db.VisitDays.SumAsync(v => (long)v.Visitors, cancellationToken));
        }
        catch (Exception e)
        {
            // Whatever it was, what is not written yet is kept; only a stop goes on up.
            lock (gate)
            {
                foreach (var (key, count) in newReads)
                {
                    Add(reads, key, count);
                }

                foreach (var (key, count) in newVisitors)
                {
                    Add(visitors, key, count);
                }
            }

            if (e is OperationCanceledException)
            {
                throw;
            }

            logger.LogWarning(e, "Visits could not be written; they will be with the next batch");
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

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
        catch (OperationCanceledException)
        {
            // Stopping; StopAsync writes the rest.
        }
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key, int count)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + count;

    private static async Task WriteAsync(
        PracticeBaseDbContext db,
        IReadOnlyDictionary<(DateOnly Day, int PracticeId), int> reads,
        IReadOnlyDictionary<DateOnly, int> visitors,
        CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (day, count) in visitors)
        {
            if (await db.VisitDays.Where(v => v.Day == day).ExecuteUpdateAsync(s => s.SetProperty(v => v.Visitors, v => v.Visitors + count), cancellationToken) == 0)
            {
                db.VisitDays.Add(new VisitDay { Day = day, Visitors = count });
            }
        }

        foreach (var ((day, id), count) in reads)
        {
            await db.Practices.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.ReadCount, p => p.ReadCount + count), cancellationToken);
            if (await db.PracticeReads.Where(r => r.PracticeId == id && r.Day == day).ExecuteUpdateAsync(s => s.SetProperty(r => r.Reads, r => r.Reads + count), cancellationToken) == 0)
            {
                db.PracticeReads.Add(new PracticeReads { PracticeId = id, Day = day, Reads = count });
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>Marks an action whose pages count as visits.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CountsVisitAttribute : Attribute;

/// <summary>Counts a guest for each successful page read by a person's browser.</summary>
public sealed class VisitCounting(RequestDelegate next, VisitorCounter counter)
{
    private static readonly string[] Machines = ["bot", "crawl", "spider", "slurp", "curl", "wget", "python", "monitor", "headlesschrome", "preview", "http"];

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status200OK && HttpMethods.IsGet(context.Request.Method)
            && context.GetEndpoint()?.Metadata.GetMetadata<CountsVisitAttribute>() is not null && IsPerson(context.Request))
        {
            counter.CountVisit(context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent);
        }
    }

    /// <summary>A browser; programs name themselves in the agent or send none.</summary>
    public static bool IsPerson(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return agent.StartsWith("Mozilla/", StringComparison.Ordinal) && !Machines.Any(m => agent.Contains(m, StringComparison.OrdinalIgnoreCase));
    }
}
