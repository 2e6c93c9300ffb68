using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;

namespace PracticeBase.Changes;

/// <summary>How far a store has followed the feed.</summary>
/// <param name="Newest">The newest change numbers it knows, the largest first; at most <see cref="ChangeFeed.Overlap"/>.</param>
public sealed record FeedPosition(IReadOnlyList<long> Newest);

/// <summary>What a store does not know yet.</summary>
/// <param name="Position">Where it stands once it has followed this.</param>
/// <param name="IsComplete">False when too much was missed to tell: read everything.</param>
/// <param name="SiteWide">True when something changed that touches every page: a category's name, a local government's population.</param>
/// <param name="PracticeIds">Practices that were published, changed or withdrawn, each once. Following a change twice does no harm.</param>
public sealed record FeedDelta(FeedPosition Position, bool IsComplete, bool SiteWide, IReadOnlyList<int> PracticeIds)
{
    public bool IsEmpty => IsComplete && !SiteWide && PracticeIds.Count == 0;
}

/// <summary>
/// What was published, withdrawn or changed, for the stores that are derived from the database: the catalogue, the search index, the page
/// cache. A change's number is given when its row is written, not when it is committed, so that one may appear after others with higher
/// numbers. A position therefore remembers the last <see cref="Overlap"/> numbers, not the highest alone, and asking again looks at
/// everything from the lowest of them on: what is there and not remembered is new.
/// </summary>
public static class ChangeFeed
{
    /// <summary>More changes than are ever under way at once.</summary>
    public const int Overlap = 64;

    /// <summary>Beyond so many new changes, reading everything is quicker.</summary>
    public const int MaxChanges = 1_000;

    private static readonly CompiledQuery<Func<PracticeBaseDbContext, IAsyncEnumerable<long>>> Newest =
        new(() => EF.CompileAsyncQuery((PracticeBaseDbContext db) => db.Changes.OrderByDescending(c => c.Id).Select(c => c.Id).Take(Overlap)));

    /// <summary>
    /// The changes since a position; null for a store that knows nothing yet. Read the rows they tell of afterwards: those are then as new as
    /// the answer, or newer. When nothing has changed this is one look at the primary key.
    /// </summary>
    public static async Task<FeedDelta> SinceAsync(PracticeBaseDbContext db, FeedPosition? position, CancellationToken cancellationToken)
    {
        var newest = await Newest.For(db)(db).ToListAsync(cancellationToken);
        if (position is null)
        {
            return new FeedDelta(new FeedPosition(newest), IsComplete: false, SiteWide: true, []);
        }

        if (position.Newest.SequenceEqual(newest))
        {
            return new FeedDelta(position, IsComplete: true, SiteWide: false, []);
        }

        // A position that remembers fewer knew the whole feed.
        var from = position.Newest.Count < Overlap ? 0 : position.Newest[^1];
        var changes = await db.Changes.Where(c => c.Id >= from).OrderByDescending(c => c.Id).Select(c => new { c.Id, c.PracticeId })
            .Take(MaxChanges + Overlap + 1).ToListAsync(cancellationToken);
        var known = position.Newest.ToHashSet();
        var unknown = changes.Where(c => !known.Contains(c.Id)).ToList();
        return new FeedDelta(
            new FeedPosition([.. changes.Take(Overlap).Select(c => c.Id)]),
            // A remembered change that is not there: the list was cut, or this is another database than before, restored from a copy.
            IsComplete: unknown.Count <= MaxChanges && changes.Count == unknown.Count + known.Count,
            unknown.Exists(c => c.PracticeId is null),
            [.. unknown.Select(c => c.PracticeId).OfType<int>().Distinct()]);
    }

    /// <summary>When the changes of a position were made, in their order: tells two databases apart that number theirs alike.</summary>
    public static async Task<IReadOnlyList<DateTimeOffset>> TimesAsync(PracticeBaseDbContext db, FeedPosition position, CancellationToken cancellationToken)
    {
        var numbers = position.Newest;
        return await db.Changes.Where(c => numbers.Contains(c.Id)).OrderByDescending(c => c.Id).Select(c => c.At).ToListAsync(cancellationToken);
    }
}
