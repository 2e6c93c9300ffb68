using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Statistics;

/// <summary>The published practices counted, once for each catalogue. Programme results are not among them.</summary>
public sealed record CatalogueCounts
{
    /// <summary>Younger ones are up to date.</summary>
    public const int FreshMonths = 24;

    private static readonly string[] Facets =
    [
        ListingKeys.Year, ListingKeys.Voivodeship, ListingKeys.UnitType, ListingKeys.Population, ListingKeys.TargetGroup, ListingKeys.Recommended, ListingKeys.WithoutFunding,
    ];

    /// <summary>Facet → value as in the listing's address → how many practices have it; of the values that at least one has.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ByFacet { get; init; }

    public int Recommended => ByFacet[ListingKeys.Recommended].GetValueOrDefault(ListingKeys.Yes);

    /// <summary>Known to work without external funding.</summary>
    public int WithoutFunding => ByFacet[ListingKeys.WithoutFunding].GetValueOrDefault(ListingKeys.Yes);

    /// <summary>Known to work without it, or known not to.</summary>
    public required int FundingKnown { get; init; }

    /// <summary>Introduced or changed within the last <see cref="FreshMonths"/> months.</summary>
    public required int Fresh { get; init; }

    public static CatalogueCounts Of(Catalogue catalogue, DateOnly today)
    {
        var freshFrom = today.AddMonths(-FreshMonths);
        var (known, fresh) = (0, 0);
        foreach (var id in catalogue.Practices)
        {
            var entry = catalogue.Find(id)!;
            known += entry.WorksWithoutFunding is null ? 0 : 1;
            fresh += entry.UpdatedOn >= freshFrom ? 1 : 0;
        }

        return new CatalogueCounts { ByFacet = Facets.ToDictionary(f => f, f => Count(catalogue, Facet.Of(f))), FundingKnown = known, Fresh = fresh };
    }

    private static IReadOnlyDictionary<string, int> Count(Catalogue catalogue, Facet facet)
    {
        var counts = new Dictionary<string, int>();
        foreach (var (value, practices) in catalogue.Values(facet))
        {
            if (facet.Format(catalogue.Lists, value) is { } name && practices.CountWith(catalogue.Practices) is > 0 and var count)
            {
                counts.Add(name, count);
            }
        }

        return counts;
    }
}
