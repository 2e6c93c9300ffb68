using System.Globalization;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>What the listings need of one published practice: enough to filter, count, sort and link without a query.</summary>
public sealed record CatalogueEntry
{
    public required int PracticeId { get; init; }

    /// <summary>The published revision.</summary>
    public required int RevisionId { get; init; }

    public required PracticeKind Kind { get; init; }

    public required string Title { get; init; }

    public required string Slug { get; init; }

    public required int? CategoryId { get; init; }

    public required int? SectorId { get; init; }

    public required int? VoivodeshipId { get; init; }

    /// <summary>The county, or the city that is its own county.</summary>
    public required int? CountyId { get; init; }

    public required LocalGovernmentType? UnitType { get; init; }

    public required string? Place { get; init; }

    public required int? ImplementingUnitId { get; init; }

    public required string? UnitName { get; init; }

    public required int? Population { get; init; }

    public required DateOnly IntroducedOn { get; init; }

    public required DateOnly UpdatedOn { get; init; }

    /// <summary>When the published revision was published; not set in a preview.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>When the first one was: then the practice was new to readers.</summary>
    public DateTimeOffset FirstPublishedAt { get; init; }

    /// <summary>One bit an entry of <see cref="Catalogue.TargetGroups"/>, in its order.</summary>
    public required ulong TargetGroups { get; init; }

    public required bool Recommended { get; init; }

    public required bool? WorksWithoutFunding { get; init; }

    public required int AttachmentCount { get; init; }

    public required int PartnerCount { get; init; }

    /// <summary>As of the last change of the catalogue; a hint for «most read», not a statistic.</summary>
    public required long ReadCount { get; init; }

    public string Signature => Practice.FormatSignature(Kind, PracticeId);
}

public enum ListingSort
{
    Newest,
    Updated,
    Title,
    Population,
}

/// <summary>
/// All published practices of a moment in memory, with the lists they are filtered by. Immutable: a change makes a new one.
/// 10,000 entries take about 4 MB.
/// </summary>
public sealed class Catalogue
{
    private static readonly StringComparer Polish = StringComparer.Create(CultureInfo.GetCultureInfo("pl-PL"), ignoreCase: true);

    private readonly Dictionary<int, CatalogueEntry> byId;
    private readonly Dictionary<ListingSort, CatalogueEntry[]> sorted;
    private readonly Dictionary<int, int> countsByCategory;
    private readonly int[] countsByGroup;
    private readonly Merges categoryMerges;

    internal Catalogue(IReadOnlyList<CatalogueEntry> entries, IReadOnlyList<Category> categories, Merges categoryMerges, IReadOnlyList<TargetGroup> targetGroups, IReadOnlyList<LocalGovernment> places, IReadOnlyList<Funder> funders)
    {
        byId = [];
        foreach (var entry in entries)
        {
            // Read while another node publishes, a practice can stand there twice: the newer revision counts.
            if (!byId.TryGetValue(entry.PracticeId, out var known) || known.RevisionId < entry.RevisionId)
            {
                byId[entry.PracticeId] = entry;
            }
        }

        entries = [.. byId.Values];
        sorted = new Dictionary<ListingSort, CatalogueEntry[]>
        {
            [ListingSort.Newest] = [.. entries.OrderByDescending(e => e.IntroducedOn).ThenByDescending(e => e.PracticeId)],
            [ListingSort.Updated] = [.. entries.OrderByDescending(e => e.UpdatedOn).ThenByDescending(e => e.PracticeId)],
            [ListingSort.Title] = [.. entries.OrderBy(e => e.Title.TrimStart('„', '«', '»', '"'), Polish).ThenBy(e => e.PracticeId)],
            [ListingSort.Population] = [.. entries.OrderByDescending(e => e.Population ?? -1).ThenByDescending(e => e.PracticeId)],
        };
        this.categoryMerges = categoryMerges;
        Sectors = [.. categories.Where(c => c.ParentId is null && IsShown(c)).OrderBy(c => c.Order)];
        Categories = categories.ToDictionary(c => c.Id);
        TargetGroups = targetGroups;
        Funders = funders;
        Voivodeships = [.. places.Where(p => p.Type == LocalGovernmentType.Voivodeship).OrderBy(p => p.Name, Polish)];
        Counties = places.Where(p => p.Type is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights).ToDictionary(p => p.Id);
        CountiesByTeryt = Counties.Values.ToDictionary(p => p.Teryt!);
        countsByCategory = entries.Where(e => e.Kind == PracticeKind.Practice)
            .SelectMany(e => new[] { e.CategoryId, e.SectorId == e.CategoryId ? null : e.SectorId }).OfType<int>()
            .GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count());
        countsByGroup = new int[targetGroups.Count];
        foreach (var entry in entries.Where(e => e.Kind == PracticeKind.Practice))
        {
            for (var mask = entry.TargetGroups; mask != 0; mask &= mask - 1)
            {
                countsByGroup[System.Numerics.BitOperations.TrailingZeroCount(mask)]++;
            }
        }

        PracticeCount = entries.Count(e => e.Kind == PracticeKind.Practice);
        ResultCount = entries.Count - PracticeCount;
        AttachmentCount = entries.Sum(e => e.AttachmentCount);
        UnitCount = entries.Where(e => e.Kind == PracticeKind.Practice).Select(e => e.ImplementingUnitId).OfType<int>().Distinct().Count();
    }

    /// <summary>In the order of the navigation.</summary>
    public IReadOnlyList<Category> Sectors { get; }

    public IReadOnlyDictionary<int, Category> Categories { get; }

    public IReadOnlyList<TargetGroup> TargetGroups { get; }

    /// <summary>Sixteen, in alphabetical order.</summary>
    public IReadOnlyList<LocalGovernment> Voivodeships { get; }

    public IReadOnlyDictionary<int, LocalGovernment> Counties { get; }

    public IReadOnlyDictionary<string, LocalGovernment> CountiesByTeryt { get; }

    /// <summary>Shown at the foot of every page, so they are at hand here.</summary>
    public IReadOnlyList<Funder> Funders { get; }

    public int PracticeCount { get; }

    public int ResultCount { get; }

    public int AttachmentCount { get; }

    public int UnitCount { get; }

    public CatalogueEntry? Find(int practiceId) => byId.GetValueOrDefault(practiceId);

    public IReadOnlyList<CatalogueEntry> Sorted(ListingSort sort) => sorted[sort];

    /// <summary>Published practices of a category, those of its children included.</summary>
    public int CountOf(Category category) => countsByCategory.GetValueOrDefault(category.Id);

    /// <summary>The target groups with the most published practices, best first.</summary>
    public IEnumerable<TargetGroup> LargestGroups(int count) =>
        TargetGroups.Select((g, i) => (Group: g, Count: countsByGroup[i])).Where(g => g.Count > 0).OrderByDescending(g => g.Count).Take(count).Select(g => g.Group);

    public IEnumerable<Category> ChildrenOf(Category sector) =>
        Categories.Values.Where(c => c.ParentId == sector.Id && IsShown(c)).OrderBy(c => c.Order);

    /// <summary>The category that stands for this one now: itself, or the one that took it over.</summary>
    public Category Current(Category category) => Categories[categoryMerges.Resolve(category.Id)];

    /// <summary>«/praktyki/uslugi-spoleczne/kultura»; null for a category that is hidden or lies in a hidden sector.</summary>
    public string? PathOf(Category category) =>
        !IsShown(category) ? null
        : category.ParentId is not { } parent ? $"/praktyki/{category.Slug}"
        : IsShown(Categories[parent]) ? $"/praktyki/{Categories[parent].Slug}/{category.Slug}"
        : null;

    public IEnumerable<TargetGroup> GroupsOf(CatalogueEntry entry) =>
        TargetGroups.Where((_, i) => (entry.TargetGroups & (1UL << i)) != 0);

    public Category? SectorOf(CatalogueEntry entry) => entry.SectorId is { } id ? Categories.GetValueOrDefault(id) : null;

    public Category? CategoryOf(CatalogueEntry entry) => entry.CategoryId is { } id ? Categories.GetValueOrDefault(id) : null;

    /// <summary>The newest of the same category from other units; the sector's fill up what is missing.</summary>
    public IReadOnlyList<CatalogueEntry> Related(CatalogueEntry entry, int count)
    {
        var others = Sorted(ListingSort.Newest)
            .Where(e => e.PracticeId != entry.PracticeId && e.Kind == entry.Kind && (e.ImplementingUnitId is null || e.ImplementingUnitId != entry.ImplementingUnitId));
        return [.. others.Where(e => e.CategoryId == entry.CategoryId).Concat(others.Where(e => e.SectorId == entry.SectorId && e.CategoryId != entry.CategoryId)).Take(count)];
    }

    private static bool IsShown(Category category) => category is { IsHidden: false, MergedIntoId: null };
}
