using System.Numerics;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Statistics;

/// <summary>The published practices counted in one pass over the catalogue. Programme results are not among them.</summary>
public sealed record CatalogueCounts
{
    /// <summary>Younger ones are up to date.</summary>
    public const int FreshMonths = 24;

    public required int Recommended { get; init; }

    /// <summary>Known to work without external funding.</summary>
    public required int WithoutFunding { get; init; }

    /// <summary>Known to work without it, or known not to.</summary>
    public required int FundingKnown { get; init; }

    /// <summary>Introduced or changed within the last <see cref="FreshMonths"/> months.</summary>
    public required int Fresh { get; init; }

    public required IReadOnlyDictionary<int, int> ByYear { get; init; }

    public required IReadOnlyDictionary<int, int> ByVoivodeship { get; init; }

    public required IReadOnlyDictionary<LocalGovernmentType, int> ByUnitType { get; init; }

    /// <summary>In the order of <see cref="PopulationBand.All"/>.</summary>
    public required IReadOnlyList<int> ByBand { get; init; }

    /// <summary>In the order of <see cref="Catalogue.TargetGroups"/>.</summary>
    public required IReadOnlyList<int> ByGroup { get; init; }

    public static CatalogueCounts Of(Catalogue catalogue, DateOnly today)
    {
        var freshFrom = today.AddMonths(-FreshMonths);
        var (recommended, without, known, fresh) = (0, 0, 0, 0);
        var years = new Dictionary<int, int>();
        var voivodeships = new Dictionary<int, int>();
        var types = new Dictionary<LocalGovernmentType, int>();
        var bands = new int[PopulationBand.All.Count];
        var groups = new int[catalogue.TargetGroups.Count];
        foreach (var entry in catalogue.Sorted(ListingSort.Newest).Where(e => e.Kind == PracticeKind.Practice))
        {
            recommended += entry.Recommended ? 1 : 0;
            without += entry.WorksWithoutFunding == true ? 1 : 0;
            known += entry.WorksWithoutFunding is null ? 0 : 1;
            fresh += entry.UpdatedOn >= freshFrom ? 1 : 0;
            Add(years, entry.IntroducedOn.Year);
            if (entry.VoivodeshipId is { } voivodeship)
            {
                Add(voivodeships, voivodeship);
            }

            if (entry.UnitType is { } type)
            {
                Add(types, type);
            }

            for (var i = 0; entry.Population is { } population && i < bands.Length; i++)
            {
                bands[i] += PopulationBand.All[i].Contains(population) ? 1 : 0;
            }

            for (var mask = entry.TargetGroups; mask != 0; mask &= mask - 1)
            {
                groups[BitOperations.TrailingZeroCount(mask)]++;
            }
        }

        return new CatalogueCounts
        {
            Recommended = recommended,
            WithoutFunding = without,
            FundingKnown = known,
            Fresh = fresh,
            ByYear = years,
            ByVoivodeship = voivodeships,
            ByUnitType = types,
            ByBand = bands,
            ByGroup = groups,
        };
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
