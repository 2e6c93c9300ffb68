using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Statistics;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Search;

/// <summary>The page of results.</summary>
public sealed record SearchPage
{
    public required ListingPage Listing { get; init; }

    /// <summary>Questions that ask for less than one that found nothing, with how much each finds.</summary>
    public required IReadOnlyList<(string Text, int Count)> Broader { get; init; }

    public string Text => Listing.Query.Text;
}

/// <summary>Searching everything, and suggestions while typing.</summary>
[CountsVisit]
public sealed partial class SearchController(PracticeQueries queries, Suggestions suggestions, EmptySearchCounter emptySearches, PageParts parts, Words words) : Controller
{
    public const string Path = "/szukaj";

    private const int MaxBroader = 4;

    [HttpGet(Path)]
    [CachedListing]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var listing = await ListingPage.CreateAsync(queries, words, Request.Query, kind: null, category: null, Path, cancellationToken);
        if (FindBySignature(listing) is { } entry)
        {
            return Redirect($"{Request.PathBase}/praktyka/{PermanentAddress.Format(entry.PracticeId, entry.Slug)}");
        }

        if (listing.Page.TotalItemCount == 0)
        {
            // Each is counted, and the next one may find something.
            parts.Once();
        }

        if (listing is { Query: { Text.Length: > 0, HasFilters: false }, Page.TotalItemCount: 0, Understood.IsReady: true })
        {
            emptySearches.Count(listing.Query.Text);
        }

        return View(new SearchPage { Listing = listing, Broader = await BroaderAsync(listing, cancellationToken) });
    }

    [HttpGet(Path + "/podpowiedzi")]
    public async Task<IActionResult> Suggest(CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var text = ListingQuery.Read(Request.Query, catalogue).Text;
        return Json((await suggestions.FindAsync(text, catalogue, cancellationToken)).Select(s => new { s.Label, s.Group, Url = Request.PathBase + s.Path }));
    }

    /// <summary>«BDP 0217» leads straight there.</summary>
    private static CatalogueEntry? FindBySignature(ListingPage listing) =>
        Signature().Match(listing.Query.Text) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, out var id) && listing.Catalogue.Find(id) is { } entry
            && entry.Signature.StartsWith(listing.Query.Text[..3], StringComparison.OrdinalIgnoreCase) ? entry : null;

    private async Task<IReadOnlyList<(string Text, int Count)>> BroaderAsync(ListingPage listing, CancellationToken cancellationToken)
    {
        if (listing.Page.TotalItemCount > 0 || listing.Understood is not { IsReady: true })
        {
            return [];
        }

        var words = SearchQuery.Parse(listing.Query.Text).Parts.Where(p => !p.IsExcluded).SelectMany(p => p.Words).Select(w => w.Form).Distinct().Take(MaxBroader).ToList();
        var found = new List<(string Text, int Count)>();
        foreach (var word in words.Where(w => words.Count > 1 || w != listing.Query.Text.ToLowerInvariant()))
        {
            if (await queries.SearchSetAsync(word, cancellationToken) is { IsReady: true } answer)
            {
                found.Add((word, answer.Matches.Practices.CountWith(listing.Catalogue.All)));
            }
        }

        return [.. found.Where(f => f.Count > 0).OrderBy(f => f.Count)];
    }

    [GeneratedRegex(@"^(?:BDP|REZ)[ -]?0*(\d{1,9})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signature();
}
