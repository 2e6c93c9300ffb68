using System.Globalization;

namespace PracticeBase.Infrastructure.PageCache;

public enum PageTagKind : byte
{
    /// <summary>Everything that any published practice may change: listings of all, search, map, home, statistics, feeds.</summary>
    AnyPractice = (byte)'a',
    Practice = (byte)'p',

    /// <summary>A sector or category: whatever is listed under it.</summary>
    Category = (byte)'c',

    /// <summary>An implementing unit.</summary>
    Unit = (byte)'u',
    LocalGovernment = (byte)'g',

    /// <summary>Whatever the search index had a part in.</summary>
    Search = (byte)'s',
}

/// <summary>What a cached page depends on: a kind and a row's number, 0 where the kind says it all. «p217» as a text.</summary>
public readonly record struct PageTag(PageTagKind Kind, int Id = 0)
{
    public static PageTag Parse(string text) => new((PageTagKind)text[0], int.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(char)Kind}{Id}");
}
