using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Map;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;

namespace PracticeBase.Benchmarks;

/// <summary>What is asked, in kinds, so that the hard ones show. All words stand in the generated practices, but for mistakes.</summary>
internal sealed class SearchSet
{
    public const string SuggestionsPath = SearchController.Path + "/podpowiedzi";

    private const string SearchTarget = "25 ms";
    private const string SuggestionsTarget = "8 ms";
    private const int FarPage = 200;

    /// <summary>Each stands in the titles of one topic of sixty and in some other texts.</summary>
    private static readonly string[] TopicWords = ["regranting", "remiza", "mediator", "pustostan", "deszczówka", "schronisko", "gimnastyka", "kompost"];

    private static readonly string[] TwoWords = ["biblioteka wieczorem", "koszt usługi", "szkolenie wolontariuszy", "opieka sąsiedzka", "budżet gminy", "zakup energii"];

    private static readonly string[] ThreeWords =
        ["wspólny zakup energii", "mieszkania bez barier", "remont pustostanów przez najemców", "jak skrócić czas oczekiwania w urzędzie", "młodzieżowa rada gminy", "spotkania z mieszkańcami i partnerami"];

    private static readonly string[] Mistakes = ["bibloteka", "termomodernizcja", "kompostwanie", "przedszkloe", "stowarzyszneie", "gimnastkya"];

    private static readonly string[] Prefixes = ["bibliot", "termomod", "przedsz", "wolontar", "oświetl", "wykluczen"];

    private static readonly string[] Nowhere = ["\"regranting remizy\"", "\"deszczówka mediatora\"", "\"schronisko energii\" kompost -gmina"];

    private static readonly string[] Typed = ["biblioteka", "kompost", "mieszkania", "park kieszonkowy", "wspólny zakup", "opieka sąsiedzka", "przedszkole w remizie", "mazowieckie", "kraków", "rada młodzieżowa"];

    private SearchSet(IReadOnlyList<string> places, IReadOnlyList<string> voivodeships, IReadOnlyList<string> targetGroups, int practices)
    {
        Rare = new("Search, a place's name", i => Search(places[i * 7 % places.Count]), SearchTarget);
        string TwoFacets(int i) => $"&{ListingKeys.Voivodeship}={Of(voivodeships, i)}&{ListingKeys.UnitType}=gmina-wiejska";
        string ThreeFilters(int i) => $"{ListingKeys.Voivodeship}={Of(voivodeships, i)}&{ListingKeys.UnitType}=gmina-wiejska&{ListingKeys.TargetGroup}={Of(targetGroups, i)}";
        var far = Math.Min(FarPage, practices / ListingPage.PageSize);
        All =
        [
            Rare,
            Searches("a word of one topic", TopicWords),
            .. CommonWords.Take(4).Select(For),
            Searches("two words", TwoWords),
            Searches("three words and more", ThreeWords),
            Searches("a phrase in quotes", Phrases),
            Searches("a mistake", Mistakes),
            Searches("a beginning", Prefixes),
            Searches("nothing found, other questions offered", Nowhere),
            new("Search, two facets chosen", i => Search(Of(CommonWords, i)) + TwoFacets(i), SearchTarget),
            new("Search, by date", i => Search(Of(CommonWords, i)) + $"&{ListingKeys.Sort}={ListingQuery.SortValue(ListingSort.Newest)}", SearchTarget),
            new("Search, page 20", i => Search(Of(CommonWords, i)) + $"&{ListingKeys.Page}=20", SearchTarget),
            Suggestions("2 letters", t => t[..2]),
            Suggestions("3 letters", t => t[..3]),
            Suggestions("5 letters", t => t[..5]),
            // As typed: one question a letter, from the second word's first one on.
            Suggestions("two words", [.. Typed.Where(t => t.Contains(' ', StringComparison.Ordinal)).SelectMany(t => Enumerable.Range(t.IndexOf(' ', StringComparison.Ordinal) + 2, 4).Select(n => t[..n]))]),
            new("Listing", _ => "/praktyki", SearchTarget),
            new("Listing, three filters", i => $"/praktyki?{ThreeFilters(i)}", SearchTarget),
            new($"Listing, page {far}", _ => $"/praktyki?{ListingKeys.Page}={far}", SearchTarget),
            new("Map", _ => MapQuery.Path, SearchTarget),
            new("Map of a voivodeship", i => $"{MapQuery.Path}?{ListingKeys.Voivodeship}={Of(voivodeships, i)}", SearchTarget),
            new("Map, a text", i => $"{MapQuery.Path}?{ListingKeys.Text}={Uri.EscapeDataString(Of(CommonWords, i))}", SearchTarget),
        ];
    }

    /// <summary>Each stands in a tenth of all practices at least.</summary>
    public static IReadOnlyList<string> CommonWords { get; } =
        ["gmina", "mieszkańcy", "program", "urząd", "koszt", "osoba", "szkoła", "partner", "jednostka", "usługa", "spotkanie", "budżet"];

    public static IReadOnlyList<string> Phrases { get; } = ["\"rada młodzieżowa\"", "\"mały koszt\"", "\"w zasięgu domowego budżetu\"", "\"spotkań otwartych\" gmina", "\"budżet jednostki\""];

    /// <summary>What people ask for on any day, the most common first.</summary>
    public static IReadOnlyList<string> Ordinary { get; } = [.. CommonWords, .. TopicWords, .. TwoWords, .. ThreeWords];

    public IReadOnlyList<MeasuredPage> All { get; }

    /// <summary>Names of communes: few practices each; short names are often common words as well.</summary>
    public MeasuredPage Rare { get; }

    public static MeasuredPage For(string word) => new($"Search, «{word}»", _ => Search(word), SearchTarget);

    public static async Task<SearchSet> ReadAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        await using var app = MeasuredPortal.Build(workspace);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        return new SearchSet(
            await db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.RuralCommune && g.Teryt != null && g.Name.Length > 7).OrderBy(g => g.Teryt).Select(g => g.Name).Take(300).ToListAsync(cancellationToken),
            await db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.Voivodeship).OrderBy(g => g.Teryt).Select(g => g.Slug).ToListAsync(cancellationToken),
            await db.TargetGroups.OrderBy(g => g.Order).Select(g => g.Slug).ToListAsync(cancellationToken),
            await db.Practices.CountAsync(cancellationToken));
    }

    private static MeasuredPage Searches(string kind, IReadOnlyList<string> texts) => new($"Search, {kind}", i => Search(Of(texts, i)), SearchTarget);

    private static MeasuredPage Suggestions(string kind, Func<string, string> typed) => Suggestions(kind, [.. Typed.Select(typed).Distinct()]);

    private static MeasuredPage Suggestions(string kind, string[] texts) =>
        new($"Suggestions, {kind}", i => $"{SuggestionsPath}?{ListingKeys.Text}={Uri.EscapeDataString(Of(texts, i))}", SuggestionsTarget);

    private static string Search(string text) => $"{SearchController.Path}?{ListingKeys.Text}={Uri.EscapeDataString(text)}";

    private static string Of(IReadOnlyList<string> list, int i) => list[i % list.Count];
}
