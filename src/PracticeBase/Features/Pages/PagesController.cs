using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Pages;

public sealed record SiteMapPage(Catalogue Catalogue, IReadOnlyList<StaticPage> Pages);

/// <summary>Static pages, the accessibility statement, the map of the site.</summary>
[CountsVisit]
public sealed class PagesController(PracticeBaseDbContext db, PracticeQueries queries, PageParts parts, IOptionsMonitor<PortalOptions> options) : Controller
{
    [HttpGet("/strona/{slug}")]
    [CachedPage]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellationToken)
    {
        parts.DependsOnNothing();
        return await db.StaticPages.AsNoTracking().SingleOrDefaultAsync(p => p.Slug == slug, cancellationToken) is { } page ? View(page) : NotFound();
    }

    [HttpGet("/strona/deklaracja-dostepnosci")]
    [CachedPage]
    public IActionResult Accessibility()
    {
        parts.DependsOnNothing();
        return View(options.CurrentValue);
    }

    [HttpGet("/strona/mapa-serwisu")]
    [CachedPage]
    public async Task<IActionResult> SiteMap(CancellationToken cancellationToken) =>
        View(new SiteMapPage(await queries.CatalogueAsync(cancellationToken), await db.StaticPages.AsNoTracking().OrderBy(p => p.Order).ToListAsync(cancellationToken)));

    /// <summary>The view preferences without script: sets the cookie and returns to the page. Changes nothing but the look, so it needs no token.</summary>
    [HttpPost("/widok")]
    [IgnoreAntiforgeryToken]
    public IActionResult Preferences([FromForm] string? tekst, [FromForm] string? kontrast, [FromForm] string? motyw, [FromForm(Name = "powrot")] string? returnTo)
    {
        var preferences = ViewPreferences.Read(Request).With("tekst", tekst).With("kontrast", kontrast).With("motyw", motyw);
        // Written as it is: the script reads the same cookie, and Cookies.Append would encode its separators.
        Response.Headers.Append("Set-Cookie", $"{ViewPreferences.Cookie}={preferences}; path=/; max-age=31536000; samesite=lax");
        // A header takes ASCII alone; the page's own form sends nothing else.
        return Redirect(Url.IsLocalUrl(returnTo) && Ascii.IsValid(returnTo) ? returnTo! : "/");
    }
}
