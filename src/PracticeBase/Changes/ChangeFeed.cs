using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;

namespace PracticeBase.Changes;

/// <summary>Stub until merged.</summary>
public sealed record FeedPosition(IReadOnlyList<long> Newest);

public sealed record FeedDelta(FeedPosition Position, bool IsComplete, bool SiteWide, IReadOnlyList<int> PracticeIds);

public static class ChangeFeed
{
    public static async Task<FeedDelta> SinceAsync(PracticeBaseDbContext db, FeedPosition? position, CancellationToken cancellationToken)
    {
        var rows = await db.Changes.OrderByDescending(c => c.Id).Select(c => new { c.Id, c.PracticeId }).Take(64).ToListAsync(cancellationToken);
        var fresh = rows.Where(r => position?.Newest.Contains(r.Id) != true).ToList();
        return new FeedDelta(new FeedPosition([.. rows.Select(r => r.Id)]), position is not null && (fresh.Count < rows.Count || rows.Count == 0), fresh.Exists(r => r.PracticeId is null), [.. fresh.Select(r => r.PracticeId).OfType<int>().Distinct()]);
    }
}
