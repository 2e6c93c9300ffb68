using Microsoft.AspNetCore.Mvc;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Practices;

/// <summary>Listings, the three views of a practice, and its files.</summary>
[CountsVisit]
public sealed class PracticesController(PracticeQueries queries, Words words, FileStore files, PageParts parts) : Controller
{
    private const string Address = "/praktyka/" + PermanentAddress.Pattern;

    [HttpGet("/praktyki")]
    [HttpGet("/praktyki/{sector}")]
    [HttpGet("/praktyki/{sector}/{category}")]
    [CachedListing]
    public async Task<IActionResult> Listing(string? sector, string? category, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        Category? place = null;
        var path = "/praktyki";
        if (sector is not null)
        {
            place = catalogue.Sectors.FirstOrDefault(s => s.Slug == sector);
            if (place is not null && category is not null)
            {
                place = catalogue.ChildrenOf(place).FirstOrDefault(c => c.Slug == category);
            }

            if (place is null)
            {
                return await queries.FindMovedCategoryAsync(sector, category, cancellationToken) is { } now
                    ? RedirectPermanent(Request.PathBase + now + Request.QueryString)
                    : NotFound();
            }

            path = category is null ? $"/praktyki/{sector}" : $"/praktyki/{sector}/{category}";
            // Its neighbours stand beside it with their numbers.
            parts.DependsOn(PageTagKind.Category, place.ParentId ?? place.Id);
            parts.Show(PageTagKind.Category, place.Id);
        }

        return View(await ListingPage.CreateAsync(queries, words, Request.Query, PracticeKind.Practice, place, path, cancellationToken));
    }

    [HttpGet(Address)]
    [CountsVisit(IsReading = true)]
    [CachedPage]
    public async Task<IActionResult> Summary(string key, CancellationToken cancellationToken) =>
        await ShowAsync(key, "", queries.SummaryAsync, page => page.Entry.Kind == PracticeKind.Practice ? "Summary" : "Result", cancellationToken);

    [HttpGet(Address + "/prezentacja")]
    [CachedPage]
    public async Task<IActionResult> Presentation(string key, CancellationToken cancellationToken) =>
        await ShowAsync(key, "/prezentacja", queries.PresentationAsync, page => page.HasPresentation ? "Presentation" : null, cancellationToken);

    [HttpGet(Address + "/zalaczniki")]
    [CachedPage]
    public async Task<IActionResult> Attachments(string key, CancellationToken cancellationToken) =>
        await ShowAsync(key, "/zalaczniki", queries.AttachmentsAsync, page => page.Attachments.Count > 0 ? "Attachments" : null, cancellationToken);

    /// <summary>One file, streamed; in the browser only where that is harmless, else as a download. The name in the address is for people.</summary>
    [HttpGet(Address + "/zalaczniki/{attachmentId:int}/{fileName}")]
    public async Task<IActionResult> Download(string key, int attachmentId, CancellationToken cancellationToken)
    {
        var attachment = await queries.FindAttachmentAsync(PermanentAddress.IdOf(key), attachmentId, cancellationToken);
        if (attachment is null || await files.OpenReadAsync(attachment.Sha256, cancellationToken) is not { } content)
        {
            return NotFound();
        }

        return FileStreaming.File(this, content, attachment.File.ContentType, attachment.FileName, attachment.Sha256);
    }

    private async Task<IActionResult> ShowAsync(
        string key, string suffix, Func<int, CancellationToken, Task<PracticePage?>> find, Func<PracticePage, string?> viewOf, CancellationToken cancellationToken)
    {
        var id = PermanentAddress.IdOf(key);
        parts.DependsOn(PageTagKind.Practice, id);
        var page = await find(id, cancellationToken);
        if (page is null)
        {
            if (await queries.FindArchivedAsync(id, cancellationToken) is not { } archived)
            {
                return NotFound();
            }

            Response.StatusCode = StatusCodes.Status410Gone;
            return View("Archived", archived);
        }

        var canonical = PermanentAddress.Format(id, page.Entry.Slug);
        if (key != canonical)
        {
            return RedirectPermanent($"{Request.PathBase}/praktyka/{canonical}{suffix}");
        }

        if (viewOf(page) is not { } view)
        {
            return NotFound();
        }

        return View(view, page);
    }
}
