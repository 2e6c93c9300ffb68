using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Units;

/// <summary>The page before a unit is chosen.</summary>
public sealed record SimilarStartPage(SimilarQuery Query, Catalogue Catalogue, LocalGovernmentField Field);

/// <summary>Units like the one that a page is about.</summary>
public sealed record LikeUnitsPart(LocalGovernment Place, UnitTraits Traits, IReadOnlyList<LikeUnit> Units)
{
    /// <summary>A row of them.</summary>
    private const int Count = 4;

    /// <summary>Null where nobody is alike, or nothing is known of the unit.</summary>
    public static LikeUnitsPart? Of(UnitIndex index, Catalogue catalogue, int? placeId) =>
        placeId is { } id && index.FindPlace(id) is { } place && index.FindLike(place, catalogue, Count) is { Count: > 0 } units ? new LikeUnitsPart(place, index.TraitsOf(place), units) : null;

    public string Address => $"{SimilarController.Address}?{SimilarKeys.Unit}={CataloguePlace.KeyOf(Place)}";
}

/// <summary>A practice of a unit like the chosen one.</summary>
/// <param name="HasMore">True for the last one shown of a unit that has more.</param>
public sealed record SimilarRecord(PracticeCard Card, KnownUnit Unit, bool HasMore);

/// <summary>Practices of the units most like the chosen one.</summary>
public sealed record SimilarPage
{
    public const int PageSize = 10;

    /// <summary>Likeness wears thin beyond.</summary>
    public const int MaxUnits = 40;

    /// <summary>A large unit must not fill the pages alone: a link leads to its others.</summary>
    public const int MaxPracticesOfUnit = 3;

    public required SimilarQuery Query { get; init; }

    public required Catalogue Catalogue { get; init; }

    public required LocalGovernment Place { get; init; }

    public required UnitTraits Traits { get; init; }

    /// <summary>False when only the visitor can tell it.</summary>
    public required bool KnowsPopulation { get; init; }

    /// <summary>The chosen unit's own practices and offices; null when it has none.</summary>
    public required KnownUnit? Own { get; init; }

    /// <summary>How many units the practices are of.</summary>
    public required int UnitCount { get; init; }

    public required PageInfo Page { get; init; }

    public required IReadOnlyList<SimilarRecord> Records { get; init; }

    public string Link(SimilarQuery query) => query.ToAddress(Catalogue);

    /// <summary>A removable choice each: its label and the question without it.</summary>
    public IEnumerable<(string Label, SimilarQuery Without)> Chips(Words words)
    {
        var first = Query with { Page = 1 };
        return Query.Areas.Select(a => (words.Name(a), first with { Areas = [.. Query.Areas.Where(x => x != a)] }))
            .Concat(Query.Groups.Select(g => (words.Name(g), first with { Groups = [.. Query.Groups.Where(x => x != g)] })))
            .Concat(Query.Conditions.Order().Select(c => (words.Plain($"Similar.Condition.{c}"), first with { Conditions = Query.Conditions.Where(x => x != c).ToHashSet() })));
    }

    /// <exception cref="PageNotFoundException">The page lies beyond the last one.</exception>
    public static async Task<SimilarPage> CreateAsync(PracticeQueries queries, Words words, UnitIndex index, SimilarQuery query, LocalGovernment place, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var problems = query.Problems(catalogue);
        var known = index.TraitsOf(place);
        var traits = known with { Population = known.Population ?? query.Population };
        var units = index.FindLike(place, traits, problems, query.Conditions, catalogue, MaxUnits);
        var shown = units.SelectMany(u => PracticesOf(u, problems)).ToList();
        var page = new PageInfo(query.Page, PageSize, shown.Count);
        if (query.Page > page.PageCount)
        {
            throw new PageNotFoundException((query with { Page = page.PageCount }).ToAddress(catalogue));
        }

        var reasons = new UnitReasons(words, traits, UnitReasons.Voice.Yours);
        var here = shown.Skip(page.FirstItemOnPage - 1).Take(PageSize).ToList();
        var cards = (await queries.CardsAsync(here.Select(s => s.Entry), cancellationToken)).ToDictionary(c => c.Entry.PracticeId);
        return new SimilarPage
        {
            Query = query,
            Catalogue = catalogue,
            Place = place,
            Traits = traits,
            KnowsPopulation = known.Population is not null,
            Own = index.Find(place)?.In(catalogue),
            UnitCount = units.Count,
            Page = page,
            Records = [.. here.Where(s => cards.ContainsKey(s.Entry.PracticeId)).Select(s => new SimilarRecord(
                cards[s.Entry.PracticeId] with { Reasons = reasons.Of(s.Unit, s.Entry, problems, catalogue) }, s.Unit.Unit, s.HasMore))],
        };
    }

    /// <summary>Recommended ones first, then the newest; of a unit that works on the chosen problems those about them.</summary>
    private static IEnumerable<(LikeUnit Unit, CatalogueEntry Entry, bool HasMore)> PracticesOf(LikeUnit unit, ProblemChoice problems)
    {
        var all = unit.Unit.Practices;
        var shown = (unit.Matching == 0 ? all : all.Where(problems.Matches)).Take(MaxPracticesOfUnit).ToList();
        return shown.Select((e, i) => (unit, e, i == shown.Count - 1 && all.Count > shown.Count));
    }
}
