using Microsoft.AspNetCore.Mvc;

namespace PracticeBase.Features.Shared;

/// <summary>«Zapisano», «Zgłoszono»: what the page says after a redirect. The address names a text `{Area}.Notice.{Name}`; anything else says nothing.</summary>
public static class Notice
{
    public const string Parameter = "komunikat";

    /// <param name="controller">Which answers a POST.</param>
    /// <param name="path">From the site's root, without the language.</param>
    /// <param name="notice">The text's key: «Panel.Notice.Submitted».</param>
    public static IActionResult RedirectTo(this ControllerBase controller, string path, string? notice = null)
    {
        controller.Response.StatusCode = StatusCodes.Status303SeeOther;
        var (page, anchor) = path.Split('#') is [var before, var after] ? (before, "#" + after) : (path, "");
        var query = notice is null ? "" : $"{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Parameter}={notice}";
        controller.Response.Headers.Location = controller.Request.PathBase + page + query + anchor;
        return new EmptyResult();
    }

    /// <summary>The key that the address names; null when it names none.</summary>
    public static string? Of(HttpRequest request) =>
        request.Query[Parameter].ToString() is { Length: > 0 and < 60 } key && key.Contains(".Notice.", StringComparison.Ordinal) ? key : null;
}
