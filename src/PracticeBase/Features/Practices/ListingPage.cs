using PracticeBase.Domain;
using PracticeBase.Features.Search;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Practices;

/// <summary>A listing page: practices of everything, a sector or a category; programme results; or both.</summary>
public sealed record ListingPage
{
    public const int PageSize = 10;

    public required Catalogue Catalogue { get; init; }

    public required ListingQuery Query { get; init; }

    /// <summary>Null for practices and programme results together.</summary>
    public required PracticeKind? Kind { get; init; }

    public Category? Category { get; init; }

    /// <summary>How the text was understood; null for a listing without one.</summary>
    public required Understood? Understood { get; init; }

    /// <summary>How many the text alone would find here: with none it is not the filters that leave the list empty.</summary>
    public required int TextCount { get; init; }

    public required PageInfo Page { get; init; }

    public required IReadOnlyList<PracticeCard> Cards { get; init; }

    public required IReadOnlyList<FacetView> Facets { get; init; }

    /// <summary>How many there are without filters and text.</summary>
    public required int Unfiltered { get; init; }

    /// <summary>The listing's path from the site's root, without the language.</summary>
    public required string Path { get; init; }

    /// <summary>The orders one can choose from, the default one first.</summary>
    public IEnumerable<ListingSort> Sorts => new[] { ListingSort.Relevance, ListingSort.Newest, ListingSort.Updated, ListingSort.Title, ListingSort.Population }
        .Where(s => (s != ListingSort.Relevance || Query.Text.Length > 0) && (s != ListingSort.Population || Kind != PracticeKind.ProgrammeResult));

    /// <summary>Of a feed or an alert: the listing without its page and order.</summary>
    public string WatchedAddress => Link(Query.ToFollow());

    public string Link(ListingQuery query) => Path + query.ToQueryString();

    /// <summary>A removable filter each: its label and the listing without it.</summary>
    public IEnumerable<(string Label, ListingQuery Without)> Chips(Words words) => FacetView.Chips(Query, Facets, words);

    /// <exception cref="PageNotFoundException">The page lies beyond the last one.</exception>
    public static async Task<ListingPage> CreateAsync(
        PracticeQueries queries, Words words, IQueryCollection address, PracticeKind? kind, Category? category, string path, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var query = ListingQuery.Read(address, catalogue).Only(ListingFilter.FacetsOf(kind, category));
        var search = await queries.SearchAsync(query.Text, cancellationToken);
        var result = ListingFilter.Run(catalogue, query, kind, category, search?.Matches);
        var isReady = search is not { IsReady: false };
        // While the index is being made nobody knows how many pages there are.
        var page = new PageInfo(isReady ? query.Page : 1, PageSize, result.Count);
        if (page.PageNumber > page.PageCount)
        {
            throw new PageNotFoundException(path + (query with { Page = page.PageCount }).ToQueryString());
        }

        var shown = ListingFilter.Page(catalogue, query, result, (page.PageNumber - 1) * PageSize, PageSize);
        return new ListingPage
        {
            Catalogue = catalogue,
            Query = query,
            Kind = kind,
            Category = category,
            Page = page,
            Understood = Understood.Of(search, result, query, q => path + q.ToQueryString()),
            TextCount = search is null ? 0 : ListingFilter.Matches(catalogue, new ListingQuery(), kind, category, search.Matches).Count(),
            Cards = search is null ? await queries.CardsAsync(shown, cancellationToken) : await queries.CardsAsync(shown, search.Highlights, cancellationToken),
            Facets = FacetView.Of(catalogue, query, kind, result, words),
            Unfiltered = category is not null ? catalogue.CountOf(category) : catalogue.Of(kind).Count(),
            Path = path,
        };
    }
}
