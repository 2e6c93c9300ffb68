using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Map;

/// <summary>
/// What the map shows. Counts come from the catalogue's sets: of 100,000 practices only those of the voivodeship in view are looked at
/// one by one, for their points.
/// </summary>
public sealed class MapQueries(PracticeQueries queries, Words words)
{
    /// <summary>So many of those without a point are named.</summary>
    private const int Named = 10;

    /// <summary>A point is the largest for this count, or for the largest count when that is more.</summary>
    private const int LargestPointOf = 6;

    public async Task<MapPage> FindAsync(MapQuery query, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var answer = await queries.SearchSetAsync(query.Filters.Text, cancellationToken);
        var result = ListingFilter.Run(catalogue, query.Filters, PracticeKind.Practice, category: null, answer?.Matches);
        // Where to go from a map with nothing on it: the chosen values say.
        string[] always = query.Filters.HasFilters || answer is not null ? [ListingKeys.Section, ListingKeys.UnitType] : [];
        var facets = FacetView.Of(catalogue, query.Filters, PracticeKind.Practice, result, words, always);
        var understood = Understood.Of(answer, result, query.Filters, query.Map);
        MapPage page = understood is { IsReady: false } ? new WaitingPage { Catalogue = catalogue, Query = query, Facets = facets, Total = 0, Unplaced = [], UnplacedCount = 0 }
            : query.Voivodeship is { } voivodeship ? Zoom(catalogue, query, voivodeship, result.Matches, facets)
            : Poland(catalogue, query, result.Matches, facets);
        return page with { Understood = understood };
    }

    /// <summary>The sixteen in alphabetical order with all that is published.</summary>
    public static IReadOnlyList<MapRegion> Regions(Catalogue catalogue)
    {
        var counts = catalogue.CountsByVoivodeship(category: null);
        return [.. catalogue.Voivodeships.Select(v => Region(v, counts[v.Id]))];
    }

    private static PolandPage Poland(Catalogue catalogue, MapQuery query, PracticeSet matches, IReadOnlyList<FacetView> facets)
    {
        var regions = query.Filters.HasFilters || query.Filters.Text.Length > 0 ? [.. catalogue.Voivodeships.Select(v => Region(catalogue, v, matches))] : Regions(catalogue);
        var elsewhere = matches.Copy();
        foreach (var voivodeship in catalogue.Voivodeships)
        {
            elsewhere.ExceptWith(catalogue.Of(voivodeship));
        }

        var knowsInhabitants = regions.All(r => r.Rate is not null);
        var measure = knowsInhabitants ? query.Measure : MapMeasure.Practices;
        return new PolandPage
        {
            Catalogue = catalogue,
            Query = query with { Measure = measure },
            Facets = facets,
            Total = matches.Count(),
            Unplaced = catalogue.Take(ListingSort.Newest, elsewhere, 0, Named),
            UnplacedCount = elsewhere.Count(),
            Regions = regions,
            Shades = new Shades(regions.Max(r => measure == MapMeasure.Practices ? r.Count : r.Rate!.Value)),
            KnowsInhabitants = knowsInhabitants,
        };
    }

    private static MapRegion Region(Catalogue catalogue, LocalGovernment voivodeship, PracticeSet matches)
    {
        var here = matches.Copy();
        here.IntersectWith(catalogue.Of(voivodeship));
        var units = new HashSet<int>();
        foreach (var id in here)
        {
            if (catalogue.Find(id)!.ImplementingUnitId is { } unit)
            {
                units.Add(unit);
            }
        }

        return Region(voivodeship, new RegionCount(here.Count(), units.Count));
    }

    private static MapRegion Region(LocalGovernment voivodeship, RegionCount counts) => new(
        voivodeship,
        Outlines.Instance.Voivodeships[voivodeship.Teryt!],
        counts.Practices,
        counts.Units,
        voivodeship.Population is > 0 and { } people ? 100_000.0 * counts.Practices / people : null);

    private VoivodeshipPage Zoom(Catalogue catalogue, MapQuery query, LocalGovernment voivodeship, PracticeSet matches, IReadOnlyList<FacetView> facets)
    {
        var outline = Outlines.Instance.Voivodeships[voivodeship.Teryt!];
        var view = MapView.Of(outline.Box);
        IReadOnlyList<MapCounty> counties = [.. Outlines.Instance.CountiesOf(outline.Teryt)
            .Select(o => County(catalogue, view, o, matches))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Name, StringComparer.CurrentCulture)];
        var (places, unplaced) = Places(catalogue, view, matches);
        return new VoivodeshipPage
        {
            Catalogue = catalogue,
            Query = query,
            Facets = facets,
            Total = matches.Count(),
            Unplaced = catalogue.Take(ListingSort.Newest, unplaced, 0, Named),
            UnplacedCount = unplaced.Count(),
            Voivodeship = voivodeship,
            Outline = outline,
            View = view,
            Neighbours = [.. catalogue.Voivodeships.Where(v => v != voivodeship).Select(v => (v, Outlines.Instance.Voivodeships[v.Teryt!])).Where(n => n.Item2.Box.Overlaps(view.Shown))],
            Counties = counties,
            Places = places,
            Shades = new Shades(counties.Max(c => c.Count)),
        };
    }

    private MapCounty County(Catalogue catalogue, MapView view, Outline outline, PracticeSet matches)
    {
        var county = catalogue.CountiesByTeryt[outline.Teryt];
        var isCity = county.Type == LocalGovernmentType.CityWithCountyRights;
        return new MapCounty(
            county,
            outline,
            isCity ? At(view, county.Latitude, county.Longitude) ?? view.Place(outline.Box.Middle.X, outline.Box.Middle.Y) : null,
            isCity ? words.Plain("Place.City", county.Name) : county.Name,
            catalogue.Having(ListingKeys.County, county.Id).CountWith(matches));
    }

    /// <summary>The local governments of the practices, the fullest first, and the practices that get no point.</summary>
    private static (IReadOnlyList<MapPlace> Places, PracticeSet Unplaced) Places(Catalogue catalogue, MapView view, PracticeSet matches)
    {
        var unplaced = new PracticeSet(catalogue.Capacity);
        var counts = new Dictionary<int, (int Count, CatalogueEntry First)>();
        foreach (var id in matches)
        {
            var entry = catalogue.Find(id)!;
            if (entry.LocalGovernmentId is not { } place || !HasPoint(catalogue.Lists.Places[place]))
            {
                unplaced.Add(id);
            }

            if (entry.LocalGovernmentId is { } known)
            {
                counts[known] = counts.TryGetValue(known, out var before) ? (before.Count + 1, before.First) : (1, entry);
            }
        }

        var largest = Math.Max(LargestPointOf, counts.Values.Select(c => c.Count).DefaultIfEmpty().Max());
        // Fewer points may be larger without hiding each other.
        var radius = Math.Clamp(200 / Math.Sqrt(Math.Max(1, counts.Count)), 12, 40);
        return ([.. counts.Select(c => Place(catalogue.Lists.Places[c.Key], c.Value)).OrderByDescending(p => p.Count).ThenBy(p => p.Name, StringComparer.CurrentCulture)], unplaced);

        MapPlace Place(CataloguePlace place, (int Count, CatalogueEntry First) has) => new(
            place.Key,
            place.Label,
            At(view, place.Latitude, place.Longitude),
            Math.Max(7, radius * Math.Sqrt((double)has.Count / largest)),
            has.Count,
            has.Count == 1 ? has.First : null);
    }

    private static bool HasPoint(CataloguePlace place) => place is { Latitude: not null, Longitude: not null };

    private static (double X, double Y)? At(MapView view, double? latitude, double? longitude) =>
        latitude is { } north && longitude is { } east ? view.PlaceEarth(north, east) : null;
}
