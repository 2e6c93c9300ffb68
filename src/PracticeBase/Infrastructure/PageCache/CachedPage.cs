namespace PracticeBase.Infrastructure.PageCache;

/// <summary>A rendered page in the file, in one of its encodings. There may be hundreds of thousands: each byte here counts.</summary>
/// <param name="offset">In the file.</param>
/// <param name="length">In bytes, headers included.</param>
/// <param name="body">Where the body lies in it: from the beginning on, and its length; none where that is not known.</param>
/// <param name="tags">What it depends on.</param>
/// <param name="expires">From when on it is rendered anew.</param>
public sealed class CachedPage(long offset, int length, (int Start, int Length) body, PageTag[] tags, DateTimeOffset expires)
{
    private readonly long expires = expires.UtcTicks;
    private volatile bool isGone;

    public long Offset => offset;

    public int Length => length;

    /// <summary>In the file.</summary>
    public long BodyOffset => offset + body.Start;

    public int BodyLength => body.Length;

    public PageTag[] Tags => tags;

    public DateTimeOffset Expires => new(expires, TimeSpan.Zero);

    /// <summary>How it goes out before anything else is looked at; not set when it does not.</summary>
    public PageAnswer Answer { get; set; }

    /// <summary>No longer true, or overwritten. It never comes back.</summary>
    public bool IsGone => isGone;

    public void Remove() => isGone = true;
}
