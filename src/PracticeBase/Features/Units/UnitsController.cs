using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Units;

/// <summary>An implementing unit with its published practices, and its neighbours under the same local government.</summary>
public sealed record UnitPage(ImplementingUnit Unit, PageInfo Page, IReadOnlyList<PracticeCard> Cards, IReadOnlyList<ImplementingUnit> Neighbours, LikeUnitsPart? Like);

[CountsVisit]
public sealed class UnitsController(PracticeQueries queries, UnitIndexSource source, PageParts parts, PracticeBaseDbContext db) : Controller
{
    [HttpGet("/jednostki/" + PermanentAddress.Pattern)]
    [CachedPage(ListingKeys.Page)]
    public async Task<IActionResult> Unit(string key, CancellationToken cancellationToken)
    {
        var id = PermanentAddress.IdOf(key);
        var unit = await db.ImplementingUnits.AsNoTracking()
            .Include(u => u.LocalGovernment!).ThenInclude(g => g.Voivodeship)
            .Include(u => u.LocalGovernment!).ThenInclude(g => g.County)
            .SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (unit?.MergedIntoId is { } successor)
        {
            // One step of a chain; the next unit knows the next one.
            var slug = await db.ImplementingUnits.Where(u => u.Id == successor).Select(u => u.Slug).SingleAsync(cancellationToken);
            return RedirectPermanent($"{Request.PathBase}/jednostki/{PermanentAddress.Format(successor, slug)}{Request.QueryString}");
        }

        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var entries = catalogue.OfUnit(id);
        if (unit is null || entries.Count == 0)
        {
            return NotFound();
        }

        var canonical = PermanentAddress.Format(id, unit.Slug);
        if (key != canonical)
        {
            return RedirectPermanent($"{Request.PathBase}/jednostki/{canonical}");
        }

        var page = new PageInfo(ListingQuery.Read(Request.Query, catalogue).Page, ListingPage.PageSize, entries.Count);
        if (page.PageNumber > page.PageCount)
        {
            return NotFound();
        }

        var cards = await queries.CardsAsync(entries.Skip(page.FirstItemOnPage - 1).Take(page.PageSize), cancellationToken);
        var neighbours = unit.LocalGovernmentId is null
            ? []
            : await db.ImplementingUnits.AsNoTracking().Where(u => u.LocalGovernmentId == unit.LocalGovernmentId && u.Id != id && u.MergedIntoId == null).OrderBy(u => u.Name).ToListAsync(cancellationToken);
        var index = await source.GetAsync(catalogue, cancellationToken);
        parts.DependsOn(PageTagKind.Unit, id);
        parts.Show(index, catalogue);
        if (unit.LocalGovernmentId is { } place)
        {
            parts.Show(PageTagKind.LocalGovernment, place);
        }

        return View(new UnitPage(unit, page, cards, [.. neighbours.Where(n => catalogue.HasUnit(n.Id))], LikeUnitsPart.Of(index, catalogue, entries[0].LocalGovernmentId)));
    }
}
