using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Counts guests and readings without cookies and without stored addresses: a guest is known within one day by a hash of network and
/// agent (<see cref="OncePerDay"/>). The database gets numbers alone.
/// </summary>
public sealed class VisitorCounter(IServiceScopeFactory scopes, TimeProvider clock, IOptionsMonitor<PortalOptions> options, ILogger<VisitorCounter> logger)
    : BatchedCounter<(DateOnly Day, int? PracticeId)>(scopes, clock, logger)
{
    /// <summary>Beyond this many guests a day on one node, further ones are not counted.</summary>
    private const int MaxGuests = 1_000_000;

    private static readonly object LastGuest = new();

    private readonly OncePerDay guests = new(clock, MaxGuests);
    private long stored;
    private DateOnly? first;

    /// <summary>All guests so far, those of an earlier portal included.</summary>
    public long Total => options.CurrentValue.VisitorsBefore + Interlocked.Read(ref stored) + Unwritten;

    /// <summary>From when they are counted: as configured, else from the first guest of this portal.</summary>
    public DateOnly Since => options.CurrentValue.VisitorsSince ?? first ?? Today;

    /// <summary>Counts what a person sees; of programs nothing.</summary>
    public void Count(HttpRequest request, Visit visit)
    {
        if (!visit.Counts || !Browsers.IsPerson(request))
        {
            return;
        }

        CountVisit(request);
        if (visit.ReadId is { } id)
        {
            CountRead(id);
        }
    }

    public void CountVisit(HttpRequest request)
    {
        var guest = new Guest(Today, request.HttpContext.Connection.RemoteIpAddress, request.Headers.UserAgent.ToString());
        if (request.HttpContext.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
        {
            CountGuest(request, guest);
            return;
        }

        // One guest asks for many pages over one connection, some of them at once; hashing it once is enough.
        lock (items)
        {
            if (items.TryGetValue(LastGuest, out var last) && guest.Equals(last))
            {
                return;
            }

            items[LastGuest] = guest;
        }

        CountGuest(request, guest);
    }

    public void CountRead(int practiceId) => Add((Today, practiceId));

    private void CountGuest(HttpRequest request, Guest guest)
    {
        if (guests.IsNew(Browsers.GuestOf(request)))
        {
            Add((guest.Day, null));
        }
    }

    protected override bool IsTotalled((DateOnly Day, int? PracticeId) key) => key.PracticeId is null;

    protected override async Task AddToRowsAsync(PracticeBaseDbContext db, IReadOnlyList<KeyValuePair<(DateOnly Day, int? PracticeId), int>> counts, CancellationToken cancellationToken)
    {
        foreach (var day in counts.GroupBy(c => c.Key.Day))
        {
            foreach (var (_, guests) in day.Where(c => c.Key.PracticeId is null))
            {
                await AddGuestsAsync(db, day.Key, guests, cancellationToken);
            }

            await AddReadsAsync(db, day.Key, day.Where(c => c.Key.PracticeId is not null).Select(c => KeyValuePair.Create(c.Key.PracticeId!.Value, c.Value)), cancellationToken);
        }
    }

    protected override async Task WrittenAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        first = await db.VisitDays.MinAsync(v => (DateOnly?)v.Day, cancellationToken);
        Interlocked.Exchange(ref stored, await db.VisitDays.SumAsync(v => (long)v.Visitors, cancellationToken));
    }

    private static async Task AddGuestsAsync(PracticeBaseDbContext db, DateOnly day, int count, CancellationToken cancellationToken)
    {
        if (await db.VisitDays.Where(v => v.Day == day).ExecuteUpdateAsync(s => s.SetProperty(v => v.Visitors, v => v.Visitors + count), cancellationToken) == 0)
        {
            db.VisitDays.Add(new VisitDay { Day = day, Visitors = count });
        }
    }

    private static async Task AddReadsAsync(PracticeBaseDbContext db, DateOnly day, IEnumerable<KeyValuePair<int, int>> reads, CancellationToken cancellationToken)
    {
        var pairs = JsonSerializer.Serialize(reads.Select(r => new[] { r.Key, r.Value }));
        if (pairs == "[]")
        {
            return;
        }

        var statements = db.Database.IsSqlite() ? ReadingStatements.Sqlite : ReadingStatements.SqlServer;
        await db.Database.ExecuteSqlRawAsync(statements.Totals, [pairs], cancellationToken);
        await db.Database.ExecuteSqlRawAsync(statements.Days, [pairs, day], cancellationToken);
    }

    private sealed record Guest(DateOnly Day, IPAddress? Address, string Agent);
}
