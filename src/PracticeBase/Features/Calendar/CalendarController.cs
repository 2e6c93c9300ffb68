using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Calendar;

public sealed record CalendarPage(IReadOnlyList<CalendarEvent> Coming, IReadOnlyList<CalendarEvent> Past);

[CountsVisit]
public sealed class CalendarController(PracticeBaseDbContext db, PageParts parts) : Controller
{
    private const int MostShown = 50;

    [HttpGet("/kalendarium")]
    [CachedPage]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        parts.DependsOnNothing();
        var today = parts.Today();
        var events = db.CalendarEvents.AsNoTracking();
        return View(new CalendarPage(
            await events.Where(e => (e.EndsOn ?? e.StartsOn) >= today).OrderBy(e => e.StartsOn).Take(MostShown).ToListAsync(cancellationToken),
            await events.Where(e => (e.EndsOn ?? e.StartsOn) < today).OrderByDescending(e => e.StartsOn).Take(MostShown).ToListAsync(cancellationToken)));
    }
}
