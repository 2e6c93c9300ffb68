namespace PracticeBase.Infrastructure.PageCache;

/// <summary>A rendered page in the file, in one of its encodings: its place in the list of pages. What it says of the page stays as it is, but for <see cref="IsGone"/>.</summary>
public readonly record struct CachedPage
{
    private readonly PageChunk chunk;
    private readonly int index;

    public CachedPage(PageChunk chunk, int index) => (this.chunk, this.index) = (chunk, index);

    public long Offset => Entry.Offset;

    /// <summary>In bytes, headers included.</summary>
    public int Length => Entry.Length;

    /// <summary>In the file.</summary>
    public long BodyOffset => Entry.Offset + Entry.BodyStart;

    /// <summary>0 where it is not known where the body lies.</summary>
    public int BodyLength => Entry.BodyLength;

    /// <summary>What it depends on.</summary>
    public ReadOnlySpan<PageTag> Tags => chunk.TagsOf(Entry);

    /// <summary>From when on it is rendered anew.</summary>
    public DateTimeOffset Expires => DateTimeOffset.FromUnixTimeSeconds(Entry.Expires);

    /// <summary>No longer true, or overwritten. It never comes back.</summary>
    public bool IsGone => Volatile.Read(ref Entry.IsGone);

    /// <summary>By what the list of pages finds it.</summary>
    public int Number => (chunk.Number * PageChunk.Size) + index;

    public ref PageEntry Entry => ref chunk.Entries[index];
}
