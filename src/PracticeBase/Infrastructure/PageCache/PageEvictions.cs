namespace PracticeBase.Infrastructure.PageCache;

/// <summary>What was thrown away of late: a page that was begun before that was over is not kept when it concerns it. Not for several threads at once, but for <see cref="Finished"/>.</summary>
public sealed class PageEvictions
{
    /// <summary>A request that takes longer than so many evictions does not get its page kept.</summary>
    private const int Remembered = 256;

    private readonly Queue<(long Number, IReadOnlySet<PageTag>? Tags)> latest = new();
    private long begun;
    private long finished;

    /// <summary>Grows with each eviction, when that is over: whoever reads a page that is about to go has read what is older.</summary>
    public long Finished => Interlocked.Read(ref finished);

    /// <param name="tags">Of the pages that go; null for all.</param>
    public void Begin(IReadOnlySet<PageTag>? tags)
    {
        begun++;
        latest.Enqueue((begun, tags));
        if (latest.Count > Remembered)
        {
            latest.Dequeue();
        }
    }

    public void Finish() => Interlocked.Exchange(ref finished, begun);

    /// <summary>Whether a page must not be kept.</summary>
    /// <param name="tags">What it depends on.</param>
    /// <param name="asOf">What was <see cref="Finished"/> when it was begun.</param>
    public bool Concern(ReadOnlySpan<PageTag> tags, long asOf)
    {
        if (asOf == begun)
        {
            return false;
        }

        if (latest.Peek().Number > asOf + 1)
        {
            return true;
        }

        var since = latest.Where(e => e.Number > asOf).Select(e => e.Tags).ToList();
        foreach (var tag in tags)
        {
            if (since.Exists(evicted => evicted is not null && evicted.Contains(tag)))
            {
                return true;
            }
        }

        return since.Contains(null);
    }
}
