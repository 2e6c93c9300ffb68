using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
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

    internal Catalogue(IReadOnlyList<CatalogueEntry> entries, IReadOnlyList<Category> categories, IReadOnlyList<TargetGroup> targetGroups, IReadOnlyList<LocalGovernment> places, IReadOnlyList<Funder> funders)
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
        Sectors = [.. categories.Where(c => c.ParentId is null && !c.IsHidden).OrderBy(c => c.Order)];
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
        Categories.Values.Where(c => c.ParentId == sector.Id && !c.IsHidden).OrderBy(c => c.Order);

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
}

/// <summary>The node's current <see cref="Catalogue"/>. It follows the change feed: each use asks for the newest change and reads anew when there is one.</summary>
public sealed class CatalogueSource(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>More than are ever under way at once.</summary>
    private const int Window = 64;

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Loaded? current;

    public async Task<Catalogue> GetAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var newest = await NewestChanges(db).ToListAsync(cancellationToken);
        if (current is { } loaded && loaded.LastChanges.SequenceEqual(newest))
        {
            return loaded.Catalogue;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var own = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
            newest = await NewestChanges(own).ToListAsync(cancellationToken);
            if (current is null || !current.LastChanges.SequenceEqual(newest))
            {
                current = new Loaded(newest, await LoadAsync(own, cancellationToken));
            }

            return current.Catalogue;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Not the highest number alone: a change may be committed after one with a higher number.</summary>
    private static IQueryable<long> NewestChanges(PracticeBaseDbContext db) => db.Changes.OrderByDescending(c => c.Id).Select(c => c.Id).Take(Window);

    private static async Task<Catalogue> LoadAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var categories = await db.Categories.AsNoTracking().ToListAsync(cancellationToken);
        var targetGroups = await db.TargetGroups.AsNoTracking().OrderBy(g => g.Order).ToListAsync(cancellationToken);
        var places = await db.LocalGovernments.AsNoTracking()
            .Where(p => p.Type == LocalGovernmentType.Voivodeship || p.Type == LocalGovernmentType.County || p.Type == LocalGovernmentType.CityWithCountyRights)
            .ToListAsync(cancellationToken);
        var published = db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null);
        var groups = (await published.SelectMany(r => r.TargetGroups).Select(g => new { g.RevisionId, g.TargetGroupId }).ToListAsync(cancellationToken))
            .ToLookup(g => g.RevisionId, g => g.TargetGroupId);
        var bits = targetGroups.Select((g, i) => (g.Id, Bit: 1UL << i)).ToDictionary(g => g.Id, g => g.Bit);
        var voivodeshipIds = places.Where(p => p.Type == LocalGovernmentType.Voivodeship).ToDictionary(p => p.Name, p => (int?)p.Id);
        var opinions = (await db.Opinions.Where(o => o.IsPublic).Select(o => new { o.PracticeId, o.Recommended, o.WorksWithoutFunding }).ToListAsync(cancellationToken))
            .ToLookup(o => o.PracticeId);

        var rows = await published.Select(r => new
        {
            r.Id,
            r.PracticeId,
            r.Practice.Kind,
            r.Practice.Slug,
            r.Practice.ReadCount,
            r.Title,
            r.CategoryId,
            r.LocalGovernmentId,
            r.ImplementingUnitId,
            r.WorksWithoutFunding,
            r.PublishedAt,
            PlaceName = r.LocalGovernment!.Name,
            PlaceType = (LocalGovernmentType?)r.LocalGovernment!.Type,
            PlaceVoivodeshipId = r.LocalGovernment.VoivodeshipId,
            PlaceCountyId = r.LocalGovernment.CountyId,
            PlacePopulation = r.LocalGovernment.Population,
            r.Metryka.UnitType,
            r.Metryka.Voivodeship,
            r.Metryka.Locality,
            r.Metryka.UnitName,
            r.Metryka.Population,
            r.Metryka.IntroducedOn,
            r.Metryka.UpdatedOn,
            Attachments = r.Attachments.Count,
            Partners = r.Partners.Count,
        }).ToListAsync(cancellationToken);

        var parents = categories.ToDictionary(c => c.Id, c => c.ParentId);
        var entries = rows.Select(r =>
        {
            var published = DateOnly.FromDateTime((r.PublishedAt ?? DateTimeOffset.MinValue).Date);
            return new CatalogueEntry
            {
                PracticeId = r.PracticeId,
                RevisionId = r.Id,
                Kind = r.Kind,
                Title = r.Title,
                Slug = r.Slug,
                CategoryId = r.CategoryId,
                SectorId = r.CategoryId is { } category ? parents[category] ?? category : null,
                VoivodeshipId = r.PlaceType == LocalGovernmentType.Voivodeship ? r.LocalGovernmentId
                    : r.PlaceVoivodeshipId ?? (r.Voivodeship is null ? null : voivodeshipIds.GetValueOrDefault(r.Voivodeship)),
                CountyId = r.PlaceType is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights ? r.LocalGovernmentId : r.PlaceCountyId,
                UnitType = r.UnitType ?? r.PlaceType,
                Place = PlaceLabel(r.PlaceType, r.PlaceName) ?? r.Locality,
                ImplementingUnitId = r.ImplementingUnitId,
                UnitName = r.UnitName,
                Population = r.Population ?? r.PlacePopulation,
                IntroducedOn = r.IntroducedOn ?? published,
                UpdatedOn = r.UpdatedOn ?? r.IntroducedOn ?? published,
                TargetGroups = groups[r.Id].Aggregate(0UL, (mask, id) => mask | bits[id]),
                Recommended = opinions[r.PracticeId].Any(o => o.Recommended == true),
                WorksWithoutFunding = r.WorksWithoutFunding ?? opinions[r.PracticeId].Select(o => o.WorksWithoutFunding).FirstOrDefault(w => w is not null),
                AttachmentCount = r.Attachments,
                PartnerCount = r.Partners,
                ReadCount = r.ReadCount,
            };
        }).ToList();
        var funders = await db.Funders.AsNoTracking().OrderBy(f => f.Order).ToListAsync(cancellationToken);
        return new Catalogue(entries, categories, targetGroups, places, funders);
    }

    /// <summary>«gmina Łabunie», «powiat limanowski»; a town goes by its name alone.</summary>
    private static string? PlaceLabel(LocalGovernmentType? type, string? name) => type switch
    {
        LocalGovernmentType.RuralCommune or LocalGovernmentType.UrbanRuralCommune => $"gmina {name}",
        LocalGovernmentType.County => $"powiat {name}",
        LocalGovernmentType.Voivodeship => $"województwo {name}",
        _ => name,
    };

    private sealed record Loaded(IReadOnlyList<long> LastChanges, Catalogue Catalogue);
}
