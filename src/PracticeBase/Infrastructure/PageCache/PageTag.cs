using System.Globalization;

namespace PracticeBase.Infrastructure.PageCache;

public enum PageTagKind
{
    /// <summary>Everything that any published practice may change: listings of all, search, map, home, statistics, feeds.</summary>
    AnyPractice,
    Practice,

    /// <summary>A sector or category: whatever is listed under it.</summary>
    Category,

    /// <summary>An implementing unit.</summary>
    Unit,
    LocalGovernment,

    /// <summary>Whatever the search index had a part in.</summary>
    Search,
}

/// <summary>
/// What a cached page depends on: a kind and a row's number, 0 where the kind says it all. «p217» as a text. A page has a dozen, and there are
/// hundreds of thousands of pages: four bytes each.
/// </summary>
public readonly record struct PageTag
{
    private const string Letters = "apcugs";
    private const int IdBits = 28;

    private readonly uint packed;

    /// <param name="kind">Of what.</param>
    /// <param name="id">Its number; numbers beyond 268 million are taken for lower ones, which throws away too much and never too little.</param>
    public PageTag(PageTagKind kind, int id = 0) => packed = ((uint)kind << IdBits) | ((uint)id & ((1u << IdBits) - 1));

    public static PageTag Parse(string text) => new((PageTagKind)Letters.IndexOf(text[0], StringComparison.Ordinal), int.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letters[(int)(packed >> IdBits)]}{packed & ((1u << IdBits) - 1)}");
}
