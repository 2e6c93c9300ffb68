using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Features.Accounts;

namespace PracticeBase.Features.Administration.Contents;

/// <summary>The kinds of contents, how many of each, and where to edit them.</summary>
public sealed record ContentsPage(IReadOnlyList<(string Path, string Kind, int Count)> Kinds);

[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ContentsController(PracticeBaseDbContext db) : Controller
{
    [HttpGet("/administracja/tresci")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) => View(new ContentsPage(
    [
        (StaticPagesController.Path, "StaticPage", await db.StaticPages.CountAsync(cancellationToken)),
        (PublicationEntriesController.Path, "Publication", await db.Publications.CountAsync(cancellationToken)),
        (OtherDatabasesController.Path, "OtherDatabase", await db.OtherDatabases.CountAsync(cancellationToken)),
        (CalendarEventsController.Path, "CalendarEvent", await db.CalendarEvents.CountAsync(cancellationToken)),
        (BannersController.Path, "Banner", await db.Banners.CountAsync(cancellationToken)),
        (FundersController.Path, "Funder", await db.Funders.CountAsync(cancellationToken)),
        (SynonymsController.Path, "SynonymGroup", await db.Synonyms.CountAsync(cancellationToken)),
    ]));
}
