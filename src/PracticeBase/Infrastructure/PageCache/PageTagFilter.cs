namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Tells whether a page depends on one of some tags. An eviction looks at a dozen tags of each of hundreds of thousands of pages, and nearly
/// all of them are told apart by a bit: some milliseconds instead of a tenth of a second.
/// </summary>
public sealed class PageTagFilter
{
    private const int Words = 1024;

    private readonly ulong[] bits = new ulong[Words];
    private readonly IReadOnlySet<PageTag> tags;

    public PageTagFilter(IReadOnlySet<PageTag> tags)
    {
        this.tags = tags;
        foreach (var tag in tags)
        {
            var (word, bit) = Place(tag);
            bits[word] |= bit;
        }
    }

    public bool HasAnyOf(ReadOnlySpan<PageTag> page)
    {
        foreach (var tag in page)
        {
            var (word, bit) = Place(tag);
            if ((bits[word] & bit) != 0 && tags.Contains(tag))
            {
                return true;
            }
        }

        return false;
    }

    private static (uint Word, ulong Bit) Place(PageTag tag)
    {
        // Fibonacci hashing: the upper 16 bits.
        var place = ((uint)tag.GetHashCode() * 2_654_435_769u) >> 16;
        return (place / 64, 1ul << (int)(place % 64));
    }
}
