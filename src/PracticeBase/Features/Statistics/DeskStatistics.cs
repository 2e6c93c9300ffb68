using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Statistics;

/// <summary>Practices to look after: how many, and the first of them.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="First">At most <see cref="DeskStatisticsQueries.MaxRows"/>: number, all readings, when they were last said to be true.</param>
public sealed record Neglected(int Total, IReadOnlyList<(int PracticeId, long Reads, DateOnly? VerifiedOn)> First);

/// <summary>What editors know beside the <see cref="PublicStatistics"/>.</summary>
public sealed record DeskStatistics
{
    /// <summary>How many months of searches are shown, and kept.</summary>
    public const int SearchMonths = 24;

    /// <summary>Not read by anybody for so long.</summary>
    public const int UnreadYears = 1;

    /// <summary>Not said to be true for so long.</summary>
    public const int UnverifiedYears = 2;

    /// <summary>Revisions being worked on, by status.</summary>
    public required IReadOnlyDictionary<RevisionStatus, int> Working { get; init; }

    /// <summary>From the first submission to publication, of the last revisions published; null before the first.</summary>
    public required int? MedianDays { get; init; }

    public required IReadOnlyList<(DateOnly Month, long Searches)> EmptySearches { get; init; }

    /// <summary>What was looked for in vain within the last <see cref="SearchMonths"/> months, most often first.</summary>
    public required IReadOnlyList<(string Text, long Searches)> Needs { get; init; }

    public required Neglected Unread { get; init; }

    public required Neglected Unverified { get; init; }
}

/// <summary>The editors' questions, asked anew for each page; a constant number of queries.</summary>
public sealed class DeskStatisticsQueries(PracticeBaseDbContext db, TimeProvider clock)
{
    /// <summary>Of each list, in the file as well.</summary>
    public const int MaxRows = 500;

    private const int PublishedForMedian = 200;

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    private IQueryable<Practice> Public => db.Practices.Where(p => p.ArchivedAt == null && p.Revisions.Any(r => r.Status == RevisionStatus.Published));

    public async Task<DeskStatistics> GetAsync(CancellationToken cancellationToken)
    {
        var working = ReviewWorkflow.Working;
        var from = Calendar.Month(Today).AddMonths(1 - DeskStatistics.SearchMonths);
        var searches = db.EmptySearches.Where(s => s.Month >= from);
        var months = await searches.GroupBy(s => s.Month).Select(g => new { Month = g.Key, Count = g.Sum(s => (long)s.Count) }).ToDictionaryAsync(m => m.Month, m => m.Count, cancellationToken);
        var needs = await searches.GroupBy(s => s.Text).Select(g => new { Text = g.Key, Count = g.Sum(s => (long)s.Count) })
            .OrderByDescending(n => n.Count).ThenBy(n => n.Text).Take(MaxRows).ToListAsync(cancellationToken);
        return new DeskStatistics
        {
            Working = await db.Revisions.Where(r => working.Contains(r.Status)).GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken),
            MedianDays = await MedianDaysAsync(cancellationToken),
            EmptySearches = Calendar.Fill(months, Today),
            Needs = needs.ConvertAll(n => (n.Text, n.Count)),
            Unread = await UnreadAsync(cancellationToken),
            Unverified = await UnverifiedAsync(cancellationToken),
        };
    }

    /// <summary>Younger practices have had no year to be read in.</summary>
    private async Task<Neglected> UnreadAsync(CancellationToken cancellationToken)
    {
        var day = Today.AddYears(-DeskStatistics.UnreadYears);
        var moment = clock.GetUtcNow().AddYears(-DeskStatistics.UnreadYears);
        return await FirstAsync(
            Public.Where(p => p.CreatedAt < moment && !db.PracticeReads.Any(r => r.PracticeId == p.Id && r.Day >= day)),
            q => q.OrderBy(p => p.ReadCount).ThenBy(p => p.Id),
            cancellationToken);
    }

    /// <summary>A practice that was never verified counts from its publication, like the yearly question to its authors.</summary>
    private async Task<Neglected> UnverifiedAsync(CancellationToken cancellationToken)
    {
        var day = Today.AddYears(-DeskStatistics.UnverifiedYears);
        var moment = clock.GetUtcNow().AddYears(-DeskStatistics.UnverifiedYears);
        return await FirstAsync(
            Public.Where(p => p.VerifiedOn != null ? p.VerifiedOn < day : p.Revisions.Any(r => r.Status == RevisionStatus.Published && (r.PublishedAt == null || r.PublishedAt < moment))),
            q => q.OrderBy(p => p.VerifiedOn).ThenBy(p => p.Id),
            cancellationToken);
    }

    private static async Task<Neglected> FirstAsync(IQueryable<Practice> found, Func<IQueryable<Practice>, IQueryable<Practice>> order, CancellationToken cancellationToken)
    {
        var rows = await order(found).Take(MaxRows).Select(p => new { p.Id, p.ReadCount, p.VerifiedOn }).ToListAsync(cancellationToken);
        var total = rows.Count < MaxRows ? rows.Count : await found.CountAsync(cancellationToken);
        return new Neglected(total, rows.ConvertAll(r => (r.Id, r.ReadCount, r.VerifiedOn)));
    }

    private async Task<int?> MedianDaysAsync(CancellationToken cancellationToken)
    {
        var published = await db.History.Where(h => h.Action == ReviewAction.Approve || h.Action == ReviewAction.PublishScheduled).OrderByDescending(h => h.Id).Take(PublishedForMedian)
            .Select(h => new { h.At, SubmittedAt = db.History.Where(s => s.RevisionId == h.RevisionId && s.Action == ReviewAction.Submit).Min(s => (DateTimeOffset?)s.At) })
            .ToListAsync(cancellationToken);
        var days = published.Where(d => d.SubmittedAt is not null).Select(d => (d.At - d.SubmittedAt!.Value).TotalDays).Order().ToList();
        return days.Count == 0 ? null : (int)Math.Round((days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2, MidpointRounding.AwayFromZero);
    }
}
