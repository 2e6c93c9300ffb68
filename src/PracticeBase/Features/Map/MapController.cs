using Microsoft.AspNetCore.Mvc;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Map;

[CountsVisit]
public sealed class MapController(PracticeQueries queries, MapQueries map) : Controller
{
    /// <summary>What <see cref="ListingKeys.Section"/> was called once, for sectors alone.</summary>
    private const string FormerSectionKey = "dziedzina";

    [HttpGet(MapQuery.Path)]
    [CachedListing(MapQuery.MeasureKey, FormerSectionKey)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        if (Request.Query[FormerSectionKey] is { Count: > 0 } former)
        {
            return RedirectPermanent(Url.Content("~" + Renamed(former[0] ?? "", catalogue)));
        }

        var query = MapQuery.Read(Request.Query, catalogue);
        if (Request.Query.Any(p => p.Value.Contains("")))
        {
            // The form sends what was left open as well.
            return Redirect(Url.Content("~" + query.Map(query.Filters)));
        }

        return await map.FindAsync(query, cancellationToken) switch
        {
            WaitingPage page => View("Waiting", page),
            VoivodeshipPage page => View("Voivodeship", page),
            var page => View("Poland", page),
        };
    }

    /// <exception cref="BadRequestException">There is no such sector.</exception>
    private string Renamed(string sector, Catalogue catalogue)
    {
        var query = MapQuery.Read(Request.Query, catalogue);
        if (sector.Length > 0 && catalogue.Lists.FindBySlugs(sector) is null)
        {
            throw new BadRequestException(FormerSectionKey, sector);
        }

        return query.Map(sector.Length == 0 ? query.Filters : query.Filters.With(ListingKeys.Section, sector));
    }
}
