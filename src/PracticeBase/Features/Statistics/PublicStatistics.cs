using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Statistics;

/// <summary>How often a practice was read in the last days and in as many before them.</summary>
public sealed record ReadTrend(int PracticeId, long Now, long Before);

/// <summary>What everybody may know, as of a moment: numbers only, so that both languages share it.</summary>
public sealed record PublicStatistics
{
    /// <summary>The days of a <see cref="ReadTrend"/>.</summary>
    public const int TrendDays = 30;

    /// <summary>How many months of guests are shown.</summary>
    public const int Months = 24;

    public required DateTimeOffset At { get; init; }

    public required CatalogueCounts Counts { get; init; }

    /// <summary>Of the last <see cref="TrendDays"/> days, most read first.</summary>
    public required IReadOnlyList<ReadTrend> Trends { get; init; }

    /// <summary>Since the beginning, most read first.</summary>
    public required IReadOnlyList<(int PracticeId, long Reads)> Reads { get; init; }

    /// <summary>Guests, each once a day, by the first day of the month; at most <see cref="Months"/>, none left out between the first and now.</summary>
    public required IReadOnlyList<(DateOnly Month, long Guests)> Guests { get; init; }
}

/// <summary>
/// The node's public statistics, counted anew when the catalogue has changed or after five minutes: whoever reloads the page costs nothing.
/// They go with their catalogue.
/// </summary>
public sealed class StatisticsSource(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>How many practices a ranking holds at most.</summary>
    private const int MaxRanked = 100;

    private readonly ConditionalWeakTable<Catalogue, PublicStatistics> known = [];
    private readonly SemaphoreSlim gate = new(1, 1);

    public async Task<PublicStatistics> GetAsync(Catalogue catalogue, PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        if (Find(catalogue) is { } fresh)
        {
            return fresh;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Find(catalogue) is not { } statistics)
            {
                statistics = await CountAsync(catalogue, db, cancellationToken);
                known.AddOrUpdate(catalogue, statistics);
            }

            return statistics;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private PublicStatistics? Find(Catalogue catalogue) => known.TryGetValue(catalogue, out var found) && (clock.GetUtcNow() - found.At).Duration() < Lifetime ? found : null;

    private async Task<PublicStatistics> CountAsync(Catalogue catalogue, PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        return new PublicStatistics
        {
            At = clock.GetUtcNow(),
            Counts = CatalogueCounts.Of(catalogue, today),
            Trends = await TrendsAsync(db, today, cancellationToken),
            Reads = await ReadsAsync(db, cancellationToken),
            Guests = await GuestsAsync(db, today, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<ReadTrend>> TrendsAsync(PracticeBaseDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var from = today.AddDays(1 - PublicStatistics.TrendDays);
        var before = from.AddDays(-PublicStatistics.TrendDays);
        var rows = await db.PracticeReads.Where(r => r.Day >= before && r.Day <= today)
            .Where(r => db.Practices.Any(p => p.Id == r.PracticeId && p.Kind == PracticeKind.Practice && p.ArchivedAt == null))
            .GroupBy(r => r.PracticeId)
            .Select(g => new { Id = g.Key, Now = g.Sum(r => r.Day >= from ? (long)r.Reads : 0), Before = g.Sum(r => r.Day >= from ? 0 : (long)r.Reads) })
            .Where(t => t.Now > 0).OrderByDescending(t => t.Now).ThenBy(t => t.Id).Take(MaxRanked).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new ReadTrend(r.Id, r.Now, r.Before));
    }

    private static async Task<IReadOnlyList<(int, long)>> ReadsAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Practices.Where(p => p.Kind == PracticeKind.Practice && p.ReadCount > 0 && p.ArchivedAt == null)
            .OrderByDescending(p => p.ReadCount).ThenBy(p => p.Id).Take(MaxRanked).Select(p => new { p.Id, p.ReadCount }).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => (r.Id, r.ReadCount));
    }

    private static async Task<IReadOnlyList<(DateOnly, long)>> GuestsAsync(PracticeBaseDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var from = Calendar.Month(today).AddMonths(1 - PublicStatistics.Months);
        var rows = await db.VisitDays.Where(v => v.Day >= from && v.Day <= today).GroupBy(v => new { v.Day.Year, v.Day.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, Guests = g.Sum(v => (long)v.Visitors) }).ToListAsync(cancellationToken);
        return Calendar.Fill(rows.ToDictionary(r => new DateOnly(r.Year, r.Month, 1), r => r.Guests), today);
    }
}

internal static class Calendar
{
    /// <summary>The first day of the month.</summary>
    public static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>Every month from the first counted to this one; nothing for no counts at all.</summary>
    public static IReadOnlyList<(DateOnly Month, long Count)> Fill(IReadOnlyDictionary<DateOnly, long> counts, DateOnly today)
    {
        var months = new List<(DateOnly, long)>();
        if (counts.Count > 0)
        {
            for (var month = counts.Keys.Min(); month <= Month(today); month = month.AddMonths(1))
            {
                months.Add((month, counts.GetValueOrDefault(month)));
            }
        }

        return months;
    }
}
