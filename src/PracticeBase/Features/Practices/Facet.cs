using System.Globalization;
using System.Numerics;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>Writes an entry's values of a facet into a span of 64 and returns how many there are.</summary>
internal delegate int FacetValues(CatalogueEntry entry, Span<int> values);

/// <summary>One facet: which values an entry has, as small integers, and how an address writes them.</summary>
internal sealed class Facet
{
    private readonly Func<CatalogueLists, int, string?> format;
    private readonly Func<CatalogueLists, string, int?> parse;

    private Facet(string key, FacetValues valuesOf, Func<CatalogueLists, int, string?> format, Func<CatalogueLists, string, int?> parse)
    {
        Key = key;
        ValuesOf = valuesOf;
        this.format = format;
        this.parse = parse;
    }

    /// <summary>Its name in the address.</summary>
    public string Key { get; }

    public FacetValues ValuesOf { get; }

    /// <summary>In the order of <see cref="ListingKeys.Facets"/>.</summary>
    public static IReadOnlyList<Facet> All { get; } = [.. ListingKeys.Facets.Select(Make)];

    public static Facet Of(string key) => All.First(f => f.Key == key);

    /// <summary>A value as the address writes it; null for one that nobody may choose, such as a hidden category.</summary>
    public string? Format(CatalogueLists lists, int value) => format(lists, value);

    /// <summary>The value; null when the address holds none of this facet's.</summary>
    public int? Parse(CatalogueLists lists, string value) => parse(lists, value);

    private static Facet Make(string key) => key switch
    {
        ListingKeys.Kind => new(key, One(e => (int)e.Kind), (_, v) => ListingQuery.KindValue((PracticeKind)v), (_, s) => Find<PracticeKind>(s, ListingQuery.KindValue)),
        ListingKeys.Section => new(key, Sections, (lists, v) => lists.Categories.TryGetValue(v, out var c) ? lists.SlugsOf(c) : null, (lists, s) => lists.FindBySlugs(s)?.Id),
        ListingKeys.Voivodeship => new(key, One(e => e.VoivodeshipId), (lists, v) => lists.Voivodeships.FirstOrDefault(p => p.Id == v)?.Slug, (lists, s) => lists.Voivodeships.FirstOrDefault(p => p.Slug == s)?.Id),
        ListingKeys.County => new(key, One(e => e.CountyId), (lists, v) => lists.Counties.GetValueOrDefault(v)?.Teryt, (lists, s) => lists.CountiesByTeryt.GetValueOrDefault(s)?.Id),
        ListingKeys.UnitType => new(key, One(e => (int?)e.UnitType), (_, v) => ListingQuery.UnitTypeValue((LocalGovernmentType)v), (_, s) => Find<LocalGovernmentType>(s, ListingQuery.UnitTypeValue)),
        ListingKeys.Population => new(key, One(e => BandOf(e.Population)), (_, v) => PopulationBand.All[v].Slug, (_, s) => IndexOf(PopulationBand.All, b => b.Slug == s)),
        ListingKeys.Year => new(key, One(e => e.IntroducedOn.Year), (_, v) => IsYear(v) ? v.ToString(CultureInfo.InvariantCulture) : null, (_, s) => ParseYear(s)),
        ListingKeys.TargetGroup => new(key, Groups, (lists, v) => lists.TargetGroups[v].Slug, (lists, s) => IndexOf(lists.TargetGroups, g => g.Slug == s)),
        ListingKeys.Recommended => Flag(key, e => e.Recommended),
        ListingKeys.WithoutFunding => Flag(key, e => e.WorksWithoutFunding == true),
        ListingKeys.Attachments => Flag(key, e => e.AttachmentCount > 0),
        _ => throw new ArgumentException($"«{key}» is no facet.", nameof(key)),
    };

    private static Facet Flag(string key, Func<CatalogueEntry, bool> has) =>
        new(key, One(e => has(e) ? 1 : null), (_, _) => ListingKeys.Yes, (_, s) => s == ListingKeys.Yes ? 1 : null);

    private static FacetValues One(Func<CatalogueEntry, int?> valueOf) => (entry, values) =>
    {
        if (valueOf(entry) is not { } value)
        {
            return 0;
        }

        values[0] = value;
        return 1;
    };

    /// <summary>The category and the sector it lies in.</summary>
    private static int Sections(CatalogueEntry entry, Span<int> values)
    {
        var count = 0;
        if (entry.CategoryId is { } category)
        {
            values[count++] = category;
        }

        if (entry.SectorId is { } sector && sector != entry.CategoryId)
        {
            values[count++] = sector;
        }

        return count;
    }

    private static int Groups(CatalogueEntry entry, Span<int> values)
    {
        var count = 0;
        for (var mask = entry.TargetGroups; mask != 0; mask &= mask - 1)
        {
            values[count++] = BitOperations.TrailingZeroCount(mask);
        }

        return count;
    }

    private static int? BandOf(int? population) => population is { } value ? IndexOf(PopulationBand.All, b => b.Contains(value)) : null;

    private static int? ParseYear(string value) =>
        value.Length == 4 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && IsYear(year) ? year : null;

    private static bool IsYear(int year) => year is >= 1900 and <= 2100;

    private static int? Find<T>(string value, Func<T, string> valueOf)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(t => valueOf(t) == value).Select(t => (int?)Convert.ToInt32(t, CultureInfo.InvariantCulture)).FirstOrDefault();

    private static int? IndexOf<T>(IReadOnlyList<T> list, Func<T, bool> matches)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (matches(list[i]))
            {
                return i;
            }
        }

        return null;
    }
}
