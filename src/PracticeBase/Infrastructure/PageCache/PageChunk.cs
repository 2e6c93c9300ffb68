using System.Runtime.InteropServices;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>What is known of a kept page. There may be hundreds of thousands: each byte here counts.</summary>
[StructLayout(LayoutKind.Auto)]
public struct PageEntry
{
    public PageKey Key;
    public long Offset;
    public int Length;
    public int BodyStart;
    public int BodyLength;

    /// <summary>Seconds since 1970.</summary>
    public uint Expires;
    public int TagStart;
    public ushort TagCount;

    /// <summary>How it goes out before anything else is looked at; not set when it does not.</summary>
    public PageEntryAnswer Answer;

    /// <summary>Of <see cref="PageIndex"/>, by each of its two keys.</summary>
    public int NextByKey;

    /// <inheritdoc cref="NextByKey"/>
    public int NextByAddress;

    /// <summary>It is written whole, and found.</summary>
    public bool IsShown;
    public bool IsGone;
}

/// <summary>A <see cref="PageAnswer"/> in 40 bytes instead of 56, and without references: the collector passes over it.</summary>
/// <param name="Headers">A number of <see cref="PageTable"/>'s, from 1.</param>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
public readonly record struct PageEntryAnswer(PageKey Key, ulong TagFirst, uint TagLast, uint Seconds, int Visit, int Headers)
{
    /// <summary>Counted, and no practice is read. 0 is not counted.</summary>
    private const int VisitOnly = -1;

    public bool IsSet => Headers != 0;

    public static PageEntryAnswer Of(in PageAnswer answer, int headers) =>
        new(answer.Key, answer.Tag.First, answer.Tag.Last, answer.Seconds, answer.Visit is { Counts: true } visit ? visit.ReadId ?? VisitOnly : 0, headers);

    public PageAnswer With(PageHeaders headers) =>
        new(Key, headers, new PageETag(TagFirst, TagLast), Seconds, new Visit(Visit != 0, Visit > 0 ? Visit : null));
}

/// <summary>Some hundred pages that were written one after the other, and their tags: two pieces of memory instead of four for each page.</summary>
/// <param name="number">Among the chunks of its table.</param>
public sealed class PageChunk(int number)
{
    /// <summary>Pages; small enough that the collector takes it back like any object.</summary>
    public const int Size = 512;

    private const int TagsAPage = 12;

    private PageTag[] tags = new PageTag[Size * TagsAPage];
    private int tagCount;

    public int Number => number;

    public PageEntry[] Entries { get; } = new PageEntry[Size];

    /// <summary>Behind those that were overwritten in the file.</summary>
    public int First { get; set; }

    public int Count { get; private set; }

    public ReadOnlySpan<PageTag> TagsOf(in PageEntry entry) => tags.AsSpan(entry.TagStart, entry.TagCount);

    /// <param name="entry">Its tags are put in.</param>
    /// <param name="itsTags">What it depends on.</param>
    public CachedPage Append(in PageEntry entry, ReadOnlySpan<PageTag> itsTags)
    {
        var needed = tagCount + itsTags.Length;
        var isLast = Count + 1 == Size;
        if (isLast || needed > tags.Length)
        {
            // Whoever has the tags of another page at hand goes on with those.
            Array.Resize(ref tags, isLast ? needed : Math.Max(needed, tags.Length * 3 / 2));
        }

        itsTags.CopyTo(tags.AsSpan(tagCount));
        Entries[Count] = entry with { TagStart = tagCount, TagCount = checked((ushort)itsTags.Length) };
        tagCount += itsTags.Length;
        return new CachedPage(this, Count++);
    }
}
