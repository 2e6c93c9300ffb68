using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search.Language;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Search;

/// <summary>Where somebody who is still typing may want to go.</summary>
/// <param name="Label">A title, or a name.</param>
/// <param name="Group">What it is: «praktyka», «dział», «miejsce».</param>
/// <param name="Path">From the site's root, without the language.</param>
public sealed record Suggestion(string Label, string Group, string Path);

/// <summary>Suggestions while typing: categories, places, practices whose title holds words that begin so.</summary>
public sealed class Suggestions(SearchIndex index, PracticeBaseDbContext db, LocalGovernmentFinder places, Words words)
{
    public const int MinLength = 2;

    private const int MaxCategories = 3;
    private const int MaxPlaces = 3;
    private const int MaxPractices = 6;

    public async Task<IReadOnlyList<Suggestion>> FindAsync(string text, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var tokens = new List<Token>();
        PolishAnalyzer.Instance.Tokenize(text, tokens);
        var typed = tokens.Take(8).Select(t => PolishAnalyzer.Fold(t.Form)).ToList();
        if (typed.Count == 0 || typed.Sum(w => w.Length) < MinLength)
        {
            return [];
        }

        return [.. Categories(catalogue, typed), .. await PlacesAsync(text, catalogue, typed, cancellationToken), .. await PracticesAsync(catalogue, typed, cancellationToken)];
    }

    private IEnumerable<Suggestion> Categories(Catalogue catalogue, List<string> typed) =>
        catalogue.Sectors.SelectMany(s => catalogue.ChildrenOf(s).Prepend(s))
            .Where(c => catalogue.CountOf(c) > 0 && Holds(Text.Fold(words.Name(c)), typed))
            .OrderByDescending(catalogue.CountOf).Take(MaxCategories)
            .Select(c => new Suggestion(words.Name(c), words.PlainCount("Search.SuggestedCategory", catalogue.CountOf(c)), catalogue.PathOf(c)!));

    /// <summary>Those with practices: a suggestion leads to something.</summary>
    private async Task<IEnumerable<Suggestion>> PlacesAsync(string text, Catalogue catalogue, List<string> typed, CancellationToken cancellationToken)
    {
        var found = await places.SuggestAsync(text, cancellationToken, p => catalogue.Has(FacetOf(p), p.Id) && Holds(Text.Fold(LocalGovernmentFinder.Label(p)), typed));
        return found.Take(MaxPlaces).Select(p => new Suggestion(
            LocalGovernmentFinder.Label(p), words.PlainCount("Search.SuggestedPlace", catalogue.CountOf(FacetOf(p), p.Id)), SearchController.Path + AddressOf(p, catalogue).ToQueryString()));
    }

    private static string FacetOf(LocalGovernment place) => place.Type switch
    {
        LocalGovernmentType.Voivodeship => ListingKeys.Voivodeship,
        LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights => ListingKeys.County,
        _ => ListingKeys.Place,
    };

    private static ListingQuery AddressOf(LocalGovernment place, Catalogue catalogue) => new ListingQuery().With(FacetOf(place), Facet.Of(FacetOf(place)).Format(catalogue.Lists, place.Id)!);

    private async Task<IEnumerable<Suggestion>> PracticesAsync(Catalogue catalogue, List<string> typed, CancellationToken cancellationToken)
    {
        await index.CatchUpAsync(db, wait: true, cancellationToken);
        if (!index.TryRead(s => s.Reader.Titles(MatchExpression.AllOf(typed, lastIsPrefix: true), MaxPractices * 2), out var ids))
        {
            return [];
        }

        return ids!.Select(catalogue.Find).OfType<CatalogueEntry>().Take(MaxPractices)
            .Select(e => new Suggestion(e.Title, words.Plain(e.Kind == PracticeKind.Practice ? "Search.SuggestedPractice" : "Search.SuggestedResult"), $"/praktyka/{PermanentAddress.Format(e.PracticeId, e.Slug)}"));
    }

    /// <summary>Each typed word begins a word of the name.</summary>
    private static bool Holds(string name, List<string> typed)
    {
        var parts = name.Split([' ', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return typed.TrueForAll(w => parts.Any(p => p.StartsWith(w, StringComparison.Ordinal)));
    }
}
