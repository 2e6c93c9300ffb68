using System.Globalization;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>The answer to a listing's question: the matching practices in order, and for each facet how many each value would give.</summary>
public sealed record ListingResult(IReadOnlyList<CatalogueEntry> Matches, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Counts);

/// <summary>
/// One pass over the catalogue. Values of one facet are alternatives, facets add up. A value's count leaves out its own facet's
/// choice: it says what one would get by choosing it too.
/// </summary>
public static class ListingFilter
{
    /// <param name="catalogue">What to filter.</param>
    /// <param name="query">The question.</param>
    /// <param name="kind">Practices or programme results.</param>
    /// <param name="category">A sector or category to stay in; null for all.</param>
    /// <param name="textMatches">Ids that hold the text of the question; null when it has none.</param>
    public static ListingResult Run(Catalogue catalogue, ListingQuery query, PracticeKind kind, Category? category, IReadOnlySet<int>? textMatches)
    {
        var facets = ListingKeys.Facets.Select(f => new Facet(f, query.Of(f), catalogue)).ToArray();
        var matches = new List<CatalogueEntry>();
        foreach (var entry in catalogue.Sorted(query.Sort))
        {
            if (entry.Kind != kind
                || (category is not null && entry.CategoryId != category.Id && entry.SectorId != category.Id)
                || (textMatches is not null && !textMatches.Contains(entry.PracticeId)))
            {
                continue;
            }

            var misses = 0;
            var missed = -1;
            for (var i = 0; i < facets.Length && misses < 2; i++)
            {
                if (!facets[i].Matches(entry))
                {
                    misses++;
                    missed = i;
                }
            }

            if (misses == 0)
            {
                matches.Add(entry);
                foreach (var facet in facets)
                {
                    facet.Count(entry);
                }
            }
            else if (misses == 1)
            {
                facets[missed].Count(entry);
            }
        }

        return new ListingResult(matches, facets.ToDictionary(f => f.Name, f => f.Counts()));
    }

    /// <summary>One facet: its values as small integers, so that a pass makes no strings.</summary>
    private sealed class Facet
    {
        private readonly Catalogue catalogue;
        private readonly Func<CatalogueEntry, int?> valueOf;
        private readonly HashSet<int> chosen;
        private readonly ulong chosenGroups;
        private readonly Dictionary<int, int> counts = [];
        private readonly int[] groupCounts = new int[64];

        public Facet(string name, IReadOnlyList<string> values, Catalogue catalogue)
        {
            Name = name;
            this.catalogue = catalogue;
            valueOf = name switch
            {
                ListingKeys.Voivodeship => e => e.VoivodeshipId,
                ListingKeys.County => e => e.CountyId,
                ListingKeys.UnitType => e => (int?)e.UnitType,
                ListingKeys.Population => e => BandOf(e.Population),
                ListingKeys.Year => e => e.IntroducedOn.Year,
                ListingKeys.Recommended => e => e.Recommended ? 1 : null,
                _ => _ => null,
            };
            if (IsGroups)
            {
                chosen = [];
                chosenGroups = catalogue.TargetGroups.Select((g, i) => values.Contains(g.Slug) ? 1UL << i : 0).Aggregate(0UL, (a, b) => a | b);
            }
            else
            {
                chosen = [.. values.Select(Parse)];
            }
        }

        public string Name { get; }

        private bool IsGroups => Name == ListingKeys.TargetGroup;

        public bool Matches(CatalogueEntry entry) =>
            IsGroups
                ? chosenGroups == 0 || (entry.TargetGroups & chosenGroups) != 0
                : chosen.Count == 0 || (valueOf(entry) is { } value && chosen.Contains(value));

        public void Count(CatalogueEntry entry)
        {
            if (IsGroups)
            {
                for (var mask = entry.TargetGroups; mask != 0; mask &= mask - 1)
                {
                    groupCounts[System.Numerics.BitOperations.TrailingZeroCount(mask)]++;
                }
            }
            else if (valueOf(entry) is { } value)
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
            }
        }

        public IReadOnlyDictionary<string, int> Counts() => IsGroups
            ? catalogue.TargetGroups.Select((g, i) => (g.Slug, Count: groupCounts[i])).ToDictionary(g => g.Slug, g => g.Count)
            : counts.ToDictionary(c => Format(c.Key), c => c.Value);

        private static int? BandOf(int? population)
        {
            for (var i = 0; population is { } value && i < PopulationBand.All.Count; i++)
            {
                if (PopulationBand.All[i].Contains(value))
                {
                    return i;
                }
            }

            return null;
        }

        private int Parse(string value) => Name switch
        {
            ListingKeys.Voivodeship => catalogue.Voivodeships.First(v => v.Slug == value).Id,
            ListingKeys.County => catalogue.CountiesByTeryt[value].Id,
            ListingKeys.UnitType => (int)Enum.GetValues<LocalGovernmentType>().First(t => ListingQuery.UnitTypeValue(t) == value),
            ListingKeys.Population => PopulationBand.All.TakeWhile(b => b.Slug != value).Count(),
            ListingKeys.Year => int.Parse(value, CultureInfo.InvariantCulture),
            _ => 1,
        };

        private string Format(int value) => Name switch
        {
            ListingKeys.Voivodeship => catalogue.Voivodeships.First(v => v.Id == value).Slug,
            ListingKeys.County => catalogue.Counties[value].Teryt!,
            ListingKeys.UnitType => ListingQuery.UnitTypeValue((LocalGovernmentType)value),
            ListingKeys.Population => PopulationBand.All[value].Slug,
            ListingKeys.Year => value.ToString(CultureInfo.InvariantCulture),
            _ => ListingKeys.Yes,
        };
    }
}
