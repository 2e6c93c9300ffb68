using PracticeBase.Domain;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Alerts;

/// <summary>A search or listing that can be followed, as a feed or by mail: always its first page, in no order of its own.</summary>
public sealed record WatchedListing
{
    /// <summary>Characters of the longest address that is kept.</summary>
    public const int MaxAddress = 1000;

    /// <summary>Of a feed's address, after the listing's path.</summary>
    public const string FeedName = "/kanal.atom";

    /// <summary>Everything, practices and results.</summary>
    public const string Everything = "/";

    /// <summary>The listing's path from the site's root, without the language: «/praktyki/kultura», «/» for everything.</summary>
    public required string Path { get; init; }

    public required ListingQuery Query { get; init; }

    /// <summary>Null for both.</summary>
    public PracticeKind? Kind { get; init; }

    /// <summary>A sector or category to stay in.</summary>
    public Category? Category { get; init; }

    /// <summary>An implementing unit to stay with; its successor when it was merged.</summary>
    public ImplementingUnit? Unit { get; init; }

    /// <summary>One listing has one address: «/szukaj?q=senior&amp;wojewodztwo=slaskie».</summary>
    public string Address => Path + Query.ToQueryString();

    public string FeedAddress => FeedOf(Address);

    /// <summary>«/szukaj?q=senior» → «/szukaj/kanal.atom?q=senior».</summary>
    public static string FeedOf(string address)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (address, "") : (address[..mark], address[mark..]);
        return path.TrimEnd('/') + FeedName + query;
    }
}
