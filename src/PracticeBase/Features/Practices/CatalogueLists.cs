using System.Globalization;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>What the catalogue knows beside practices: categories, places, target groups, funders. Immutable, and shared by the catalogues between two changes of it.</summary>
public sealed class CatalogueLists
{
    private static readonly StringComparer Polish = StringComparer.Create(CultureInfo.GetCultureInfo("pl-PL"), ignoreCase: true);

    private readonly Merges categoryMerges;

    internal CatalogueLists(IReadOnlyList<Category> categories, IReadOnlyList<TargetGroup> targetGroups, IReadOnlyList<LocalGovernment> places, IReadOnlyList<Funder> funders)
    {
        categoryMerges = new Merges(categories.Where(c => c.MergedIntoId is not null).ToDictionary(c => c.Id, c => c.MergedIntoId!.Value));
        Categories = categories.ToDictionary(c => c.Id);
        Sectors = [.. categories.Where(c => c.ParentId is null && IsShown(c)).OrderBy(c => c.Order)];
        TargetGroups = targetGroups;
        Funders = funders;
        Voivodeships = [.. places.Where(p => p.Type == LocalGovernmentType.Voivodeship).OrderBy(p => p.Name, Polish)];
        Counties = places.Where(p => p.Type is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights).ToDictionary(p => p.Id);
        CountiesByTeryt = Counties.Values.ToDictionary(p => p.Teryt!);
    }

    /// <summary>In the order of the navigation.</summary>
    public IReadOnlyList<Category> Sectors { get; }

    /// <summary>All of them, the hidden and the merged ones too.</summary>
    public IReadOnlyDictionary<int, Category> Categories { get; }

    /// <summary>At most 64: an entry holds a bit for each.</summary>
    public IReadOnlyList<TargetGroup> TargetGroups { get; }

    /// <summary>Sixteen, in alphabetical order.</summary>
    public IReadOnlyList<LocalGovernment> Voivodeships { get; }

    public IReadOnlyDictionary<int, LocalGovernment> Counties { get; }

    public IReadOnlyDictionary<string, LocalGovernment> CountiesByTeryt { get; }

    /// <summary>Shown at the foot of every page, so they are at hand here.</summary>
    public IReadOnlyList<Funder> Funders { get; }

    public IEnumerable<Category> ChildrenOf(Category sector) =>
        Categories.Values.Where(c => c.ParentId == sector.Id && IsShown(c)).OrderBy(c => c.Order);

    /// <summary>The category that stands for this one now: itself, or the one that took it over.</summary>
    public Category Current(Category category) => Categories[categoryMerges.Resolve(category.Id)];

    /// <inheritdoc cref="Current"/>
    internal int? Current(int? categoryId) => categoryMerges.Resolve(categoryId);

    /// <summary>«uslugi-spoleczne/kultura»; null for a category that is hidden or lies in a hidden sector.</summary>
    public string? SlugsOf(Category category) =>
        !IsShown(category) ? null
        : category.ParentId is not { } parent ? category.Slug
        : IsShown(Categories[parent]) ? $"{Categories[parent].Slug}/{category.Slug}"
        : null;

    /// <summary>The shown category with these slugs: «kultura» is none, «uslugi-spoleczne/kultura» is one.</summary>
    public Category? FindBySlugs(string slugs)
    {
        var parts = slugs.Split('/');
        var sector = Sectors.FirstOrDefault(s => s.Slug == parts[0]);
        return parts.Length == 1 ? sector
            : parts.Length == 2 && sector is not null ? ChildrenOf(sector).FirstOrDefault(c => c.Slug == parts[1])
            : null;
    }

    private static bool IsShown(Category category) => category is { IsHidden: false, MergedIntoId: null };
}
