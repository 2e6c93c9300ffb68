using System.Globalization;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Units;

/// <summary>The names of the query parameters of /jednostki-podobne: part of its permanent address.</summary>
public static class SimilarKeys
{
    /// <summary>The chosen unit: <see cref="CataloguePlace.Key"/>.</summary>
    public const string Unit = "jst";

    /// <summary>What somebody typed to choose it; leads to an address with <see cref="Unit"/>.</summary>
    public const string Name = "nazwa";

    /// <summary>Residents of the chosen unit, where the portal does not know their number.</summary>
    public const string Population = "mieszkancy";

    public const string Problem = "problem";
    public const string TargetGroup = ListingKeys.TargetGroup;
    public const string Conditions = "kryteria";
}

/// <summary>What the other units must have in common with the chosen one.</summary>
public enum UnitCondition
{
    /// <summary>The same type or a related one.</summary>
    Type,

    /// <summary>At most twice as many residents, or half as many.</summary>
    Population,

    Voivodeship,

    /// <summary>Something about the chosen problems.</summary>
    Problem,
}

/// <summary>The problems somebody works on: areas are alternatives, so are groups; both together must hold.</summary>
/// <param name="Areas">Sectors and categories.</param>
/// <param name="GroupMask">One bit an entry of <see cref="Catalogue.TargetGroups"/>.</param>
public sealed record ProblemChoice(IReadOnlyList<Category> Areas, ulong GroupMask)
{
    public static ProblemChoice None { get; } = new([], 0);

    public bool IsEmpty => Areas.Count == 0 && GroupMask == 0;

    public Category? AreaOf(CatalogueEntry entry) => Areas.FirstOrDefault(c => c.Id == entry.CategoryId) ?? Areas.FirstOrDefault(c => c.Id == entry.SectorId);

    public bool Matches(CatalogueEntry entry) =>
        !IsEmpty && (Areas.Count == 0 || AreaOf(entry) is not null) && (GroupMask == 0 || (entry.TargetGroups & GroupMask) != 0);
}

/// <summary>The address of /jednostki-podobne, read and checked. Immutable; a change of the question makes another address.</summary>
public sealed record SimilarQuery
{
    /// <summary>More than the largest voivodeship has.</summary>
    private const int MaxPopulation = 10_000_000;

    /// <summary>Null while no unit is chosen.</summary>
    public LocalGovernment? Place { get; init; }

    /// <summary>What the visitor says of it; counts only while the portal knows no number.</summary>
    public int? Population { get; init; }

    public IReadOnlyList<Category> Areas { get; init; } = [];

    public IReadOnlyList<TargetGroup> Groups { get; init; } = [];

    public IReadOnlySet<UnitCondition> Conditions { get; init; } = new HashSet<UnitCondition>();

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public bool HasChoices => Areas.Count > 0 || Groups.Count > 0 || Conditions.Count > 0;

    /// <exception cref="BadRequestException">A value that is malformed or does not exist, the unit excepted: its <paramref name="place"/> is looked up before.</exception>
    public static SimilarQuery Read(IQueryCollection query, Catalogue catalogue, LocalGovernment? place)
    {
        var listing = ListingQuery.Read(query, catalogue);
        var areas = Values(query, SimilarKeys.Problem).Select(v => catalogue.Lists.FindBySlugs(v) ?? BySlug(catalogue, v) ?? throw new BadRequestException(SimilarKeys.Problem, v)).Distinct();
        var conditions = Values(query, SimilarKeys.Conditions).Select(v => Enum.GetValues<UnitCondition>().Where(c => ValueOf(c) == v).Select(c => (UnitCondition?)c).SingleOrDefault()
            ?? throw new BadRequestException(SimilarKeys.Conditions, v));
        return new SimilarQuery
        {
            Place = place,
            Population = ReadPopulation(query[SimilarKeys.Population].FirstOrDefault()),
            Areas = [.. areas],
            Groups = [.. catalogue.TargetGroups.Where(g => listing.Of(SimilarKeys.TargetGroup).Contains(g.Slug))],
            Conditions = conditions.ToHashSet(),
            Page = listing.Page,
        };
    }

    /// <summary>All that can be chosen: each sector, followed by its categories.</summary>
    public static IEnumerable<Category> Shown(Catalogue catalogue) => catalogue.Sectors.SelectMany(s => catalogue.ChildrenOf(s).Prepend(s));

    public static string ValueOf(UnitCondition condition) => condition switch
    {
        UnitCondition.Type => ListingKeys.UnitType,
        UnitCondition.Population => ListingKeys.Population,
        UnitCondition.Voivodeship => ListingKeys.Voivodeship,
        _ => "dziedzina",
    };

    public ProblemChoice Problems(Catalogue catalogue) =>
        new(Areas, catalogue.TargetGroups.Select((g, i) => Groups.Contains(g) ? 1UL << i : 0).Aggregate(0UL, (a, b) => a | b));

    /// <summary>The path with the query string; defaults are left out, so that one question has one address.</summary>
    public string ToAddress(Catalogue catalogue)
    {
        var pairs = new List<KeyValuePair<string, string?>>();
        void Add(string key, IEnumerable<string> values) => pairs.AddRange(values.Select(v => new KeyValuePair<string, string?>(key, v)));
        if (Place is not null)
        {
            Add(SimilarKeys.Unit, [CataloguePlace.KeyOf(Place)]);
        }

        if (Population is { } population)
        {
            Add(SimilarKeys.Population, [population.ToString(CultureInfo.InvariantCulture)]);
        }

        Add(SimilarKeys.Problem, Areas.Select(c => catalogue.Lists.SlugsOf(c)!));
        Add(SimilarKeys.TargetGroup, Groups.Select(g => g.Slug));
        Add(SimilarKeys.Conditions, Conditions.Order().Select(ValueOf));
        if (Page > 1)
        {
            Add(ListingKeys.Page, [Page.ToString(CultureInfo.InvariantCulture)]);
        }

        return SimilarController.Address + QueryString.Create(pairs).ToUriComponent();
    }

    /// <summary>As people write it: «5 870».</summary>
    private static int? ReadPopulation(string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c)));
        return digits.Length == 0 ? null
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var population) && population is > 0 and <= MaxPopulation ? population
            : throw new BadRequestException(SimilarKeys.Population, typed);
    }

    /// <summary>«problem=kultura» is enough where one category has that name.</summary>
    private static Category? BySlug(Catalogue catalogue, string slug) => Shown(catalogue).Where(c => c.Slug == slug).Take(2).ToList() is [var only] ? only : null;

    /// <summary>«kryteria=typ,ludnosc» and «kryteria=typ&amp;kryteria=ludnosc» are the same.</summary>
    private static List<string> Values(IQueryCollection query, string key)
    {
        var values = query[key].OfType<string>().SelectMany(v => v.Split(',')).Where(v => v.Length > 0).Distinct().Take(ListingQuery.MaxValues + 1).ToList();
        return values.Count <= ListingQuery.MaxValues ? values : throw new BadRequestException(key, "…");
    }
}
