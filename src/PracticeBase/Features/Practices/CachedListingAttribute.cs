using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Practices;

/// <summary>A listing, its feed, or whatever else is chosen by the same parameters.</summary>
/// <param name="further">Parameters beside those of a listing.</param>
public sealed class CachedListingAttribute(params string[] further)
    : CachedPageAttribute([ListingKeys.Text, .. ListingKeys.Facets, ListingKeys.Sort, ListingKeys.Page, .. further]);
