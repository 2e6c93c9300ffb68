using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Practices;

/// <summary>A value one can choose.</summary>
/// <param name="Value">As in the address.</param>
/// <param name="Label">As on the page.</param>
/// <param name="Count">How many it would give.</param>
/// <param name="IsChosen">True for one that filters now.</param>
/// <param name="IsNested">True for a category under its sector.</param>
public sealed record FacetOption(string Value, string Label, int Count, bool IsChosen, bool IsNested = false);

/// <summary>One facet as the page shows it: the first options at once, the others on demand.</summary>
public sealed record FacetView(string Key, string Title, IReadOnlyList<FacetOption> Options)
{
    private const int AtOnce = 6;

    public IEnumerable<FacetOption> First => Options.Take(Shown);

    public IReadOnlyList<FacetOption> Rest => [.. Options.Skip(Shown)];

    public bool IsOpen => Key is ListingKeys.Kind or ListingKeys.Voivodeship or ListingKeys.UnitType || Options.Any(o => o.IsChosen);

    /// <summary>A sector's categories stand below it, wherever that is.</summary>
    private int Shown => Key == ListingKeys.Section ? Options.Count : AtOnce;

    /// <summary>The facets of a listing that have something to choose, and those to show in any case. A value that gives nothing stays where the list is short and known.</summary>
    internal static IReadOnlyList<FacetView> Of(Catalogue catalogue, ListingQuery query, PracticeKind? kind, ListingResult result, Words words, params IEnumerable<string> always) =>
        [.. result.Counts.Select(c => Make(c.Key, catalogue, query, kind, c.Value, words)).Where(f => f.Options.Any(o => o.Count > 0 || o.IsChosen) || always.Contains(f.Key))];

    /// <summary>A removable filter each: its label and the question without it.</summary>
    public static IEnumerable<(string Label, ListingQuery Without)> Chips(ListingQuery query, IReadOnlyList<FacetView> facets, Words words)
    {
        if (query.Text.Length > 0)
        {
            yield return (words.Plain("Listing.TextChip", query.Text), query with { Text = "", Page = 1 });
        }

        foreach (var facet in facets)
        {
            foreach (var option in facet.Options.Where(o => o.IsChosen))
            {
                yield return (option.Label, query.Toggle(facet.Key, option.Value));
            }
        }
    }

    private static FacetView Make(string key, Catalogue catalogue, ListingQuery query, PracticeKind? kind, IReadOnlyDictionary<string, int> counts, Words words)
    {
        var chosen = query.Of(key);
        var options = Values(key, catalogue, chosen, kind, counts, words)
            .Select(o => new FacetOption(o.Value, o.Label, counts.GetValueOrDefault(o.Value), chosen.Contains(o.Value), key == ListingKeys.Section && o.Value.Contains('/', StringComparison.Ordinal)));
        if (key is ListingKeys.County or ListingKeys.Year)
        {
            options = options.Where(o => o.Count > 0 || o.IsChosen);
        }

        if (key is ListingKeys.Voivodeship or ListingKeys.County or ListingKeys.TargetGroup)
        {
            options = options.OrderByDescending(o => o.IsChosen).ThenByDescending(o => o.Count).ThenBy(o => o.Label, StringComparer.CurrentCulture);
        }

        return new FacetView(key, words.Plain($"Facet.{key}"), [.. options]);
    }

    private static IEnumerable<(string Value, string Label)> Values(
        string key, Catalogue catalogue, IReadOnlyList<string> chosen, PracticeKind? kind, IReadOnlyDictionary<string, int> counts, Words words) => key switch
        {
            ListingKeys.Kind => Enum.GetValues<PracticeKind>().Select(k => (ListingQuery.KindValue(k), words.Plain($"Kind.{k}"))),
            ListingKeys.Section => catalogue.Sectors.SelectMany(s => Sections(catalogue, s, chosen)).Select(c => (catalogue.Lists.SlugsOf(c)!, words.Name(c))),
            ListingKeys.Voivodeship => catalogue.Voivodeships.Select(v => (v.Slug, v.Name)),
            ListingKeys.County => counts.Keys.Union(chosen).Select(teryt => catalogue.CountiesByTeryt[teryt])
                .Select(c => (c.Teryt!, c.Type == LocalGovernmentType.County ? c.Name : words.Plain("Place.City", c.Name))),
            ListingKeys.UnitType => Enum.GetValues<LocalGovernmentType>().Select(t => (ListingQuery.UnitTypeValue(t), words.UnitType(t))),
            ListingKeys.Population => PopulationBand.All.Select(b => (b.Slug, words.Plain($"Population.{b.Slug}"))),
            ListingKeys.Year => counts.Keys.Union(chosen).OrderDescending(StringComparer.Ordinal).Select(y => (y, y)),
            ListingKeys.TargetGroup => catalogue.TargetGroups.Select(g => (g.Slug, words.Name(g))),
            ListingKeys.Place => chosen.Select(key => (key, catalogue.Lists.FindPlace(key)!.Label)),
            ListingKeys.Recommended => [(ListingKeys.Yes, words.Plain($"Listing.Recommended.{Gender(kind)}"))],
            ListingKeys.WithoutFunding => [(ListingKeys.Yes, words.Plain($"Listing.WithoutFunding.{Gender(kind)}"))],
            _ => [(ListingKeys.Yes, words.Plain("Listing.WithAttachments"))],
        };

    /// <summary>«rekomendowana» praktyka, «rekomendowany» rezultat, «rekomendowane» both.</summary>
    private static string Gender(PracticeKind? kind) => kind?.ToString() ?? "Both";

    /// <summary>The sector; its categories too, once it or one of them is chosen.</summary>
    private static IEnumerable<Category> Sections(Catalogue catalogue, Category sector, IReadOnlyList<string> chosen)
    {
        var isOpen = chosen.Any(c => c == sector.Slug || c.StartsWith($"{sector.Slug}/", StringComparison.Ordinal));
        return isOpen ? [sector, .. catalogue.ChildrenOf(sector)] : [sector];
    }
}
