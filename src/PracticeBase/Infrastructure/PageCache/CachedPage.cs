namespace PracticeBase.Infrastructure.PageCache;

/// <summary>A rendered page in the file, in one of its variants.</summary>
/// <param name="offset">In the file.</param>
/// <param name="length">In bytes, headers included.</param>
/// <param name="tags">What it depends on.</param>
/// <param name="expires">From when on it is rendered anew.</param>
public sealed class CachedPage(long offset, int length, PageTag[] tags, DateTimeOffset expires)
{
    private volatile bool isGone;
    private int reads;

    public long Offset => offset;

    public int Length => length;

    public IReadOnlyList<PageTag> Tags => tags;

    public DateTimeOffset Expires => expires;

    /// <summary>How often it came out of the file.</summary>
    public int Reads => reads;

    /// <summary>No longer true, or overwritten. It never comes back.</summary>
    public bool IsGone => isGone;

    public void Remove() => isGone = true;

    public void CountRead() => Interlocked.Increment(ref reads);
}
