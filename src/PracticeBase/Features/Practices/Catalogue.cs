using System.Collections.Concurrent;
using System.Numerics;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>How much a voivodeship has to show.</summary>
/// <param name="Practices">Published ones.</param>
/// <param name="Units">The implementing units they come from.</param>
public sealed record RegionCount(int Practices, int Units);

/// <summary>
/// All published practices of a moment in memory, with the sets they are filtered by and the orders they are listed in. Immutable: a change
/// makes a new one that shares what it did not touch. 100,000 entries take about 40 MB. Its sets are shared too: copy one before changing it.
/// </summary>
public sealed class Catalogue
{
    private static long made;

    private readonly CatalogueEntry?[] entries;
    private readonly FacetSets facets;
    private readonly Dictionary<ListingSort, SortOrder> orders;
    private readonly Lazy<Dictionary<int, List<int>>> units;
    private readonly Lazy<Dictionary<int, List<int>>> places;
    private readonly Lazy<int> unitCount;
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<int, RegionCount>> regions = new();
    private readonly Dictionary<int, int> countsByCategory;
    private readonly int[] countsByGroup;

    internal Catalogue(CatalogueLists lists, IEnumerable<CatalogueEntry> published)
        : this(lists, Newest(published).Values, byTitle: false)
    {
    }

    /// <param name="lists">Read after the entries were.</param>
    /// <param name="entries">One a practice.</param>
    /// <param name="byTitle">True when they are in <see cref="ListingSort.Title"/>'s order: to sort by the rules of the alphabet takes longer than all the rest.</param>
    internal Catalogue(CatalogueLists lists, IReadOnlyCollection<CatalogueEntry> entries, bool byTitle)
        : this(lists, ByNumber(entries), FacetSets.Of(entries, Size(entries)), SortOrder.Kept.ToDictionary(s => s, s => SortOrder.Of(s, entries, Size(entries), byTitle && s == ListingSort.Title)))
    {
    }

    private Catalogue(CatalogueLists lists, CatalogueEntry?[] entries, FacetSets facets, Dictionary<ListingSort, SortOrder> orders)
    {
        Lists = lists;
        this.entries = entries;
        this.facets = facets;
        this.orders = orders;
        Practices = Having(ListingKeys.Kind, (int)PracticeKind.Practice);
        Results = Having(ListingKeys.Kind, (int)PracticeKind.ProgrammeResult);
        All = Practices.Copy(entries.Length);
        All.UnionWith(Results);
        PracticeCount = Practices.Count();
        ResultCount = Results.Count();
        countsByCategory = facets.Of(Facet.Of(ListingKeys.Section)).ToDictionary(s => s.Key, s => s.Value.CountWith(Practices));
        countsByGroup = [.. lists.TargetGroups.Select((_, i) => Having(ListingKeys.TargetGroup, i).CountWith(Practices))];
        AttachmentCount = entries.Sum(e => e?.AttachmentCount ?? 0);
        units = new(() => NewestBy(e => e.ImplementingUnitId));
        places = new(() => NewestBy(e => e.LocalGovernmentId));
        unitCount = new(() => units.Value.Values.Count(ids => ids.Exists(Practices.Contains)));
    }

    /// <summary>A later catalogue has a larger one, within this process: what is made of catalogues must not go back to an older one.</summary>
    public long Number { get; } = Interlocked.Increment(ref made);

    public CatalogueLists Lists { get; }

    /// <inheritdoc cref="CatalogueLists.Sectors"/>
    public IReadOnlyList<Category> Sectors => Lists.Sectors;

    /// <inheritdoc cref="CatalogueLists.Categories"/>
    public IReadOnlyDictionary<int, Category> Categories => Lists.Categories;

    /// <inheritdoc cref="CatalogueLists.TargetGroups"/>
    public IReadOnlyList<TargetGroup> TargetGroups => Lists.TargetGroups;

    /// <inheritdoc cref="CatalogueLists.Voivodeships"/>
    public IReadOnlyList<LocalGovernment> Voivodeships => Lists.Voivodeships;

    /// <inheritdoc cref="CatalogueLists.Counties"/>
    public IReadOnlyDictionary<int, LocalGovernment> Counties => Lists.Counties;

    /// <inheritdoc cref="CatalogueLists.CountiesByTeryt"/>
    public IReadOnlyDictionary<string, LocalGovernment> CountiesByTeryt => Lists.CountiesByTeryt;

    /// <inheritdoc cref="CatalogueLists.Funders"/>
    public IReadOnlyList<Funder> Funders => Lists.Funders;

    /// <summary>One more than the largest practice number: the size of a set that can hold any of them.</summary>
    public int Capacity => entries.Length;

    /// <summary>Practices and programme results.</summary>
    public PracticeSet All { get; }

    public PracticeSet Practices { get; }

    public PracticeSet Results { get; }

    public int PracticeCount { get; }

    public int ResultCount { get; }

    public int AttachmentCount { get; }

    /// <summary>Implementing units with at least one practice.</summary>
    public int UnitCount => unitCount.Value;

    public CatalogueEntry? Find(int practiceId) => (uint)practiceId < (uint)entries.Length ? entries[practiceId] : null;

    /// <summary>Those of one kind; all for null.</summary>
    public PracticeSet Of(PracticeKind? kind) => kind switch { null => All, PracticeKind.Practice => Practices, _ => Results };

    /// <summary>Those of a sector or category, both kinds.</summary>
    public PracticeSet Of(Category category) => Having(ListingKeys.Section, category.Id);

    /// <summary>Those of a voivodeship, both kinds.</summary>
    public PracticeSet Of(LocalGovernment voivodeship) => Having(ListingKeys.Voivodeship, voivodeship.Id);

    /// <summary>All that are recommended, both kinds.</summary>
    public PracticeSet Recommended => Having(ListingKeys.Recommended, 1);

    /// <summary>A part of the set in order; without a search, «relevance» is the newest first.</summary>
    public IReadOnlyList<CatalogueEntry> Take(ListingSort sort, PracticeSet set, int skip, int take) =>
        Take(sort, set, set.Count(), skip, take);

    /// <inheritdoc cref="Take(ListingSort, PracticeSet, int, int)"/>
    internal IReadOnlyList<CatalogueEntry> Take(ListingSort sort, PracticeSet set, int count, int skip, int take) =>
        OrderOf(sort).Take(set, count, skip, take).ConvertAll(id => entries[id]!);

    /// <summary>Published by an implementing unit, both kinds, the newest first.</summary>
    public IReadOnlyList<CatalogueEntry> OfUnit(int unitId) => units.Value.TryGetValue(unitId, out var ids) ? ids.ConvertAll(id => entries[id]!) : [];

    public bool HasUnit(int unitId) => units.Value.ContainsKey(unitId);

    /// <summary>Published practices of a category, those of its children included.</summary>
    public int CountOf(Category category) => countsByCategory.GetValueOrDefault(category.Id);

    /// <summary>By voivodeship, of everything or of a sector or category. Worked out once.</summary>
    public IReadOnlyDictionary<int, RegionCount> CountsByVoivodeship(Category? category) => regions.GetOrAdd(category?.Id ?? 0, _ =>
    {
        var scope = Practices.Copy();
        if (category is not null)
        {
            scope.IntersectWith(Of(category));
        }

        return Voivodeships.ToDictionary(v => v.Id, v =>
        {
            var own = scope.Copy();
            own.IntersectWith(Of(v));
            var unitIds = new HashSet<int>();
            foreach (var id in own)
            {
                if (entries[id]!.ImplementingUnitId is { } unit)
                {
                    unitIds.Add(unit);
                }
            }

            return new RegionCount(own.Count(), unitIds.Count);
        });
    });

    /// <summary>The target groups with the most published practices, best first.</summary>
    public IEnumerable<TargetGroup> LargestGroups(int count) =>
        TargetGroups.Select((g, i) => (Group: g, Count: countsByGroup[i])).Where(g => g.Count > 0).OrderByDescending(g => g.Count).Take(count).Select(g => g.Group);

    /// <inheritdoc cref="CatalogueLists.ChildrenOf"/>
    public IEnumerable<Category> ChildrenOf(Category sector) => Lists.ChildrenOf(sector);

    /// <summary>«/praktyki/uslugi-spoleczne/kultura»; null for a category that is hidden or lies in a hidden sector.</summary>
    public string? PathOf(Category category) => Lists.SlugsOf(category) is { } slugs ? $"/praktyki/{slugs}" : null;

    public IEnumerable<TargetGroup> GroupsOf(CatalogueEntry entry) =>
        TargetGroups.Where((_, i) => (entry.TargetGroups & (1UL << i)) != 0);

    public Category? SectorOf(CatalogueEntry entry) => entry.SectorId is { } id ? Categories.GetValueOrDefault(id) : null;

    public Category? CategoryOf(CatalogueEntry entry) => entry.CategoryId is { } id ? Categories.GetValueOrDefault(id) : null;

    /// <summary>Those of the same kind that another office did.</summary>
    public PracticeSet OthersThan(CatalogueEntry entry)
    {
        var others = Of(entry.Kind).Copy();
        others.Remove(entry.PracticeId);
        foreach (var own in entry.ImplementingUnitId is { } unit ? OfUnit(unit) : [])
        {
            others.Remove(own.PracticeId);
        }

        return others;
    }

    /// <summary>The newest of the same category from other units; the sector's fill up what is missing. Without a category, the newest for the same target groups.</summary>
    public IReadOnlyList<CatalogueEntry> Related(CatalogueEntry entry, int count)
    {
        var others = OthersThan(entry);
        var category = In(entry.CategoryId);
        var closest = Take(ListingSort.Newest, category, 0, count);
        var sector = In(entry.SectorId);
        sector.ExceptWith(category);
        return closest.Count == count ? closest : [.. closest, .. Take(ListingSort.Newest, sector, 0, count - closest.Count)];

        PracticeSet In(int? categoryId)
        {
            var result = new PracticeSet(Capacity);
            if (categoryId is { } id)
            {
                result.UnionWith(Having(ListingKeys.Section, id));
            }
            else
            {
                for (var mask = entry.TargetGroups; mask != 0; mask &= mask - 1)
                {
                    result.UnionWith(Having(ListingKeys.TargetGroup, BitOperations.TrailingZeroCount(mask)));
                }
            }

            result.IntersectWith(others);
            return result;
        }
    }

    /// <summary>Those that have a value of a facet.</summary>
    internal PracticeSet Having(string facet, int value) =>
        facet == ListingKeys.Place ? AtPlace(value) : facets.Of(Facet.Of(facet)).GetValueOrDefault(value) ?? new PracticeSet(0);

    /// <summary>How many have a value of a facet, without making a set of them.</summary>
    internal int CountOf(string facet, int value) =>
        facet == ListingKeys.Place ? places.Value.GetValueOrDefault(value)?.Count ?? 0 : facets.Of(Facet.Of(facet)).GetValueOrDefault(value)?.Count() ?? 0;

    /// <summary>Whether anybody has a value of a facet.</summary>
    internal bool Has(string facet, int value) => facet == ListingKeys.Place ? places.Value.ContainsKey(value) : facets.Of(Facet.Of(facet)).ContainsKey(value);

    /// <summary>Value → those that have it, of a facet's values that somebody has. Of those in <see cref="Facet.WithSets"/>.</summary>
    internal IReadOnlyDictionary<int, PracticeSet> Values(Facet facet) => facets.Of(facet);

    internal SortOrder OrderOf(ListingSort sort) => orders[sort == ListingSort.Relevance ? ListingSort.Newest : sort];

    /// <summary>The same after some practices were published, changed or withdrawn.</summary>
    /// <param name="practiceIds">All that a change was announced for.</param>
    /// <param name="published">Those of them that are published now.</param>
    internal Catalogue With(IReadOnlyCollection<int> practiceIds, IEnumerable<CatalogueEntry> published)
    {
        var present = Newest(published);
        var size = Math.Max(entries.Length, Size(present.Values));
        var (after, changed) = (new CatalogueEntry?[size], new PracticeSet(size));
        entries.CopyTo(after, 0);
        foreach (var id in practiceIds.Where(id => id < size))
        {
            after[id] = present.GetValueOrDefault(id);
            changed.Add(id);
        }

        return new Catalogue(
            Lists,
            after,
            facets.With([.. changed.ToList().Select(id => (Find(id), after[id]))], size),
            orders.ToDictionary(o => o.Key, o => o.Value.With(changed, after, present.Values)));
    }

    /// <summary>Read while another node publishes, a practice can stand there twice: the newer revision counts.</summary>
    private static Dictionary<int, CatalogueEntry> Newest(IEnumerable<CatalogueEntry> entries)
    {
        var byId = new Dictionary<int, CatalogueEntry>();
        foreach (var entry in entries)
        {
            if (!byId.TryGetValue(entry.PracticeId, out var known) || known.RevisionId < entry.RevisionId)
            {
                byId[entry.PracticeId] = entry;
            }
        }

        return byId;
    }

    private static int Size(IReadOnlyCollection<CatalogueEntry> entries) => entries.Count == 0 ? 0 : entries.Max(e => e.PracticeId) + 1;

    private static CatalogueEntry?[] ByNumber(IReadOnlyCollection<CatalogueEntry> entries)
    {
        var byNumber = new CatalogueEntry?[Size(entries)];
        foreach (var entry in entries)
        {
            byNumber[entry.PracticeId] = entry;
        }

        return byNumber;
    }

    private PracticeSet AtPlace(int localGovernmentId)
    {
        var result = new PracticeSet(Capacity);
        foreach (var id in places.Value.GetValueOrDefault(localGovernmentId, []))
        {
            result.Add(id);
        }

        return result;
    }

    /// <summary>The practices of each unit or place, the newest first.</summary>
    private Dictionary<int, List<int>> NewestBy(Func<CatalogueEntry, int?> keyOf)
    {
        var result = new Dictionary<int, List<int>>();
        foreach (var entry in Take(ListingSort.Newest, All, 0, int.MaxValue))
        {
            if (keyOf(entry) is { } key)
            {
                if (!result.TryGetValue(key, out var ids))
                {
                    result.Add(key, ids = []);
                }

                ids.Add(entry.PracticeId);
            }
        }

        return result;
    }
}
