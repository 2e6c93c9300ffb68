using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Publications;

/// <summary>«Publikacje i dokumenty» and «Inne bazy danych».</summary>
[CountsVisit]
public sealed class PublicationsController(PracticeBaseDbContext db, FileStore files, PageParts parts) : Controller
{
    private const int MostShown = 200;

    [HttpGet("/publikacje")]
    [CachedPage]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        parts.DependsOnNothing();
        return View(await db.Publications.AsNoTracking().Include(p => p.File).OrderByDescending(p => p.PublishedOn).ThenBy(p => p.Id).Take(MostShown).ToListAsync(cancellationToken));
    }

    [HttpGet("/publikacje/{id:int}/{fileName}")]
    public async Task<IActionResult> Download(int id, CancellationToken cancellationToken)
    {
        var publication = await db.Publications.AsNoTracking().Include(p => p.File).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        return publication?.File is { } file && await files.OpenReadAsync(file.Sha256, cancellationToken) is { } content
            ? FileStreaming.File(this, content, file.ContentType, publication.FileName ?? file.Sha256, file.Sha256)
            : NotFound();
    }

    /// <summary>A funder's logo, by the hash of its content.</summary>
    [HttpGet("/logo/{sha256:length(64)}")]
    public async Task<IActionResult> Logo(string sha256, CancellationToken cancellationToken)
    {
        var file = await db.Funders.AsNoTracking().Where(f => f.LogoSha256 == sha256).Select(f => f.Logo).FirstOrDefaultAsync(cancellationToken);
        return file is not null && await files.OpenReadAsync(file.Sha256, cancellationToken) is { } content
            ? FileStreaming.File(this, content, file.ContentType, "logo", file.Sha256)
            : NotFound();
    }

    [HttpGet("/inne-bazy")]
    [CachedPage]
    public async Task<IActionResult> OtherDatabases(CancellationToken cancellationToken)
    {
        parts.DependsOnNothing();
        return View(await db.OtherDatabases.AsNoTracking().OrderBy(d => d.Order).ThenBy(d => d.Id).ToListAsync(cancellationToken));
    }
}
