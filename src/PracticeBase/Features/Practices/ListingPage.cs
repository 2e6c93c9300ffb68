using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Practices;

public sealed record FacetOption(string Value, string Label, int Count, bool IsChosen);

/// <summary>One facet as the page shows it: the first options at once, the others on demand.</summary>
public sealed record FacetView(string Key, string Title, IReadOnlyList<FacetOption> Options)
{
    private const int AtOnce = 6;

    public IEnumerable<FacetOption> First => Options.Take(AtOnce);

    public IReadOnlyList<FacetOption> Rest => [.. Options.Skip(AtOnce)];

    public bool IsOpen => Key is ListingKeys.Voivodeship or ListingKeys.UnitType || Options.Any(o => o.IsChosen);
}

/// <summary>A listing page: practices of everything, a sector or a category, or programme results.</summary>
public sealed record ListingPage
{
    public const int PageSize = 10;

    public required Catalogue Catalogue { get; init; }

    public required ListingQuery Query { get; init; }

    public required PracticeKind Kind { get; init; }

    public Category? Category { get; init; }

    public required PageInfo Page { get; init; }

    public required IReadOnlyList<PracticeCard> Cards { get; init; }

    public required IReadOnlyList<FacetView> Facets { get; init; }

    /// <summary>How many there are without filters and text.</summary>
    public required int Unfiltered { get; init; }

    /// <summary>The listing's path from the site's root, without the language.</summary>
    public required string Path { get; init; }

    /// <summary>What to follow: the listing without its page and order.</summary>
    public string WatchedAddress => Link(Query with { Page = 1, Sort = default });

    public string Link(ListingQuery query) => Path + query.ToQueryString();

    /// <summary>A removable filter each: its label and the listing without it.</summary>
    public IEnumerable<(string Label, ListingQuery Without)> Chips(Words words)
    {
        if (Query.Text.Length > 0)
        {
            yield return (words.Plain("Listing.TextChip", Query.Text), Query with { Text = "", Page = 1 });
        }

        foreach (var facet in Facets)
        {
            foreach (var option in facet.Options.Where(o => o.IsChosen))
            {
                yield return (option.Label, Query.Toggle(facet.Key, option.Value));
            }
        }
    }

    /// <exception cref="PageNotFoundException">The page lies beyond the last one.</exception>
    public static async Task<ListingPage> CreateAsync(
        PracticeQueries queries, Words words, IQueryCollection address, PracticeKind kind, Category? category, string path, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var query = ListingQuery.Read(address, catalogue);
        var result = ListingFilter.Run(catalogue, query, kind, category, await queries.FindTextAsync(query.Text, cancellationToken));
        var page = new PageInfo(query.Page, PageSize, result.Matches.Count);
        if (query.Page > page.PageCount)
        {
            throw new PageNotFoundException(path + (query with { Page = page.PageCount }).ToQueryString());
        }

        return new ListingPage
        {
            Catalogue = catalogue,
            Query = query,
            Kind = kind,
            Category = category,
            Page = page,
            Cards = await queries.CardsAsync(result.Matches.Skip((query.Page - 1) * PageSize).Take(PageSize), cancellationToken),
            Facets = [.. ListingKeys.Facets.Select(f => MakeFacet(f, catalogue, query, kind, result.Counts[f], words)).Where(f => f.Options.Count > 0)],
            Unfiltered = category is null ? (kind == PracticeKind.Practice ? catalogue.PracticeCount : catalogue.ResultCount) : catalogue.CountOf(category),
            Path = path,
        };
    }

    /// <summary>Counties of the chosen voivodeships; all 380 at once would be no choice at all. Chosen ones stay.</summary>
    private static IEnumerable<LocalGovernment> CountiesToOffer(Catalogue catalogue, ListingQuery query, IReadOnlyDictionary<string, int> counts)
    {
        var voivodeships = query.Of(ListingKeys.Voivodeship).Select(slug => catalogue.Voivodeships.First(v => v.Slug == slug).Id).ToHashSet();
        return counts.Keys.Select(teryt => catalogue.CountiesByTeryt[teryt]).Where(c => c.VoivodeshipId is { } id && voivodeships.Contains(id))
            .UnionBy(query.Of(ListingKeys.County).Select(teryt => catalogue.CountiesByTeryt[teryt]), c => c.Id);
    }

    private static FacetView MakeFacet(string key, Catalogue catalogue, ListingQuery query, PracticeKind kind, IReadOnlyDictionary<string, int> counts, Words words)
    {
        IEnumerable<(string Value, string Label)> all = key switch
        {
            ListingKeys.Voivodeship => catalogue.Voivodeships.Select(v => (v.Slug, v.Name)),
            ListingKeys.County => CountiesToOffer(catalogue, query, counts)
                .Select(c => (c.Teryt!, c.Type == LocalGovernmentType.County ? c.Name : words.Plain("Place.City", c.Name))),
            ListingKeys.UnitType => Enum.GetValues<LocalGovernmentType>().Select(t => (ListingQuery.UnitTypeValue(t), words.UnitType(t))),
            ListingKeys.Population => PopulationBand.All.Select(b => (b.Slug, words.Plain($"Population.{b.Slug}"))),
            ListingKeys.Year => counts.Keys.Union(query.Of(key)).OrderDescending(StringComparer.Ordinal).Select(y => (y, y)),
            ListingKeys.TargetGroup => catalogue.TargetGroups.Select(g => (g.Slug, words.Name(g))),
            _ => [(ListingKeys.Yes, words.Plain(kind == PracticeKind.Practice ? "Listing.Recommended.Practice" : "Listing.Recommended.Result"))],
        };
        var chosen = query.Of(key);
        var options = all.Select(o => new FacetOption(o.Value, o.Label, counts.GetValueOrDefault(o.Value), chosen.Contains(o.Value)))
            .Where(o => o.Count > 0 || o.IsChosen || key == ListingKeys.Voivodeship);
        if (key is ListingKeys.Voivodeship or ListingKeys.County or ListingKeys.TargetGroup)
        {
            options = options.OrderByDescending(o => o.IsChosen).ThenByDescending(o => o.Count).ThenBy(o => o.Label, StringComparer.CurrentCulture);
        }

        return new FacetView(key, words.Plain($"Facet.{key}"), [.. options]);
    }
}
