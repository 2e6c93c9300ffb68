using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Home;

public sealed record HomePage
{
    public required Catalogue Catalogue { get; init; }

    /// <summary>Null when nothing is published.</summary>
    public required PracticeCard? OfTheWeek { get; init; }

    public required IReadOnlyList<PracticeCard> Newest { get; init; }

    public required IReadOnlyList<CatalogueEntry> MostRead { get; init; }

    public required IReadOnlyList<PracticeCard> Results { get; init; }

    public required IReadOnlyList<CalendarEvent> Events { get; init; }

    public required IReadOnlyList<Banner> Banners { get; init; }
}

[CountsVisit]
public sealed class HomeController(PracticeQueries queries, PracticeBaseDbContext db, PageParts parts) : Controller
{
    /// <summary>No change tells what is read most.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    [HttpGet("/")]
    [CachedPage]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        parts.LiveAtMost(Lifetime);
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var today = parts.Today();
        var newest = catalogue.Take(ListingSort.Newest, catalogue.Practices, 0, 4);
        var results = catalogue.Take(ListingSort.Newest, catalogue.Results, 0, 2);
        var ofTheWeek = OfTheWeek(catalogue, today);
        var cards = (await queries.CardsAsync(newest.Concat(results).Concat(ofTheWeek is null ? [] : [ofTheWeek]).Distinct(), cancellationToken))
            .ToDictionary(c => c.Entry.PracticeId);
        return View(new HomePage
        {
            Catalogue = catalogue,
            OfTheWeek = ofTheWeek is null ? null : cards.GetValueOrDefault(ofTheWeek.PracticeId),
            Newest = [.. newest.Select(e => cards[e.PracticeId])],
            MostRead = await queries.MostReadAsync(5, cancellationToken),
            Results = [.. results.Select(e => cards[e.PracticeId])],
            Events = await db.CalendarEvents.AsNoTracking().Where(e => (e.EndsOn ?? e.StartsOn) >= today).OrderBy(e => e.StartsOn).Take(4).ToListAsync(cancellationToken),
            Banners = await db.Banners.AsNoTracking()
                .Where(b => (b.ShownFrom == null || b.ShownFrom <= today) && (b.ShownUntil == null || b.ShownUntil >= today))
                .OrderBy(b => b.Order).Take(3).ToListAsync(cancellationToken),
        });
    }

    /// <summary>Another recommended practice each week, the same for everybody.</summary>
    private static CatalogueEntry? OfTheWeek(Catalogue catalogue, DateOnly today)
    {
        var recommended = catalogue.Practices.Copy();
        recommended.IntersectWith(catalogue.Recommended);
        var candidates = catalogue.Take(ListingSort.Newest, recommended, 0, 52);
        return candidates.Count == 0 ? null : candidates[ISOWeek.GetWeekOfYear(today.ToDateTime(TimeOnly.MinValue)) % candidates.Count];
    }
}
