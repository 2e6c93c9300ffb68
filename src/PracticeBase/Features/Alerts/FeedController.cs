using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Alerts;

/// <summary>What is new as an Atom feed: a listing's own address with «/kanal.atom» after its path, the same filters after that.</summary>
public sealed class FeedController(PracticeQueries queries, WatchedListings listings, Words words, PortalAddress address, IOptionsMonitor<PortalOptions> portal) : Controller
{
    private const int MaxEntries = 50;
    private const int MaxTitle = 200;

    [HttpGet(WatchedListing.FeedName)]
    [HttpGet("/szukaj" + WatchedListing.FeedName)]
    [HttpGet("/praktyki" + WatchedListing.FeedName)]
    [HttpGet("/praktyki/{sector}" + WatchedListing.FeedName)]
    [HttpGet("/praktyki/{sector}/{category}" + WatchedListing.FeedName)]
    [HttpGet("/rezultaty" + WatchedListing.FeedName)]
    [HttpGet("/jednostki/" + PermanentAddress.Pattern + WatchedListing.FeedName)]
    [CachedListing]
    public async Task<IActionResult> Show(CancellationToken cancellationToken)
    {
        var path = Request.Path.Value!.TrimEnd('/')[..^WatchedListing.FeedName.Length];
        if (await listings.ReadAsync(path.Length == 0 ? WatchedListing.Everything : path, Request.Query, cancellationToken) is not { } listing)
        {
            return NotFound();
        }

        if (listing.Path.TrimEnd('/') != path)
        {
            return RedirectPermanent(Request.PathBase + listing.FeedAddress);
        }

        PracticeSet matches;
        try
        {
            matches = await listings.MatchesAsync(listing, cancellationToken);
        }
        catch (SearchUnavailableException)
        {
            // An empty feed would say that nothing is there.
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = "60";
            return Content(words.Plain("Alerts.FeedLater"), "text/plain; charset=utf-8");
        }

        var newest = await listings.NewestAsync(matches, MaxEntries, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, cancellationToken);
        var feed = await MakeAsync(listing, newest, cancellationToken);
        // The page cache compares, as for any page that may be kept: a file's own comparing would not see a practice that is gone.
        Response.GetTypedHeaders().LastModified = feed.Updated;
        return File(feed.ToXml(), AtomFeed.ContentType);
    }

    private async Task<AtomFeed> MakeAsync(WatchedListing listing, IReadOnlyList<CatalogueEntry> entries, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var root = address.Root;
        var here = root + Request.PathBase;
        var cards = await queries.CardsAsync(entries, cancellationToken);
        return new AtomFeed(
            words.Language,
            here + listing.FeedAddress,
            here + listing.Address,
            $"{portal.CurrentValue.Name}: {await listings.TitleAsync(listing, MaxTitle, cancellationToken)}",
            words.Plain("Alerts.FeedAbout"),
            portal.CurrentValue.Operator,
            $"{root}/praktyki/",
            // An empty feed has been as it is for ever.
            entries.Count == 0 ? DateTimeOffset.UnixEpoch : entries.Max(e => e.PublishedAt),
            [.. cards.Select(c => Entry(c, catalogue, root, here))]);
    }

    private AtomEntry Entry(PracticeCard card, Catalogue catalogue, string root, string here)
    {
        var entry = card.Entry;
        return new AtomEntry(
            $"{root}/praktyka/{entry.PracticeId}",
            $"{here}/praktyka/{PermanentAddress.Format(entry.PracticeId, entry.Slug)}",
            PersonalData.Mask(entry.Title, "…"),
            PersonalData.Mask(card.Teaser, "…"),
            entry.UnitName ?? entry.Place,
            entry.PublishedAt,
            entry.FirstPublishedAt,
            [.. new[] { catalogue.SectorOf(entry), catalogue.CategoryOf(entry) }.OfType<Category>().Distinct()
                .Select(c => (Path: catalogue.PathOf(c), Category: c)).Where(c => c.Path is not null)
                .Select(c => new AtomCategory(c.Path!["/praktyki/".Length..], words.Name(c.Category)))]);
    }
}
