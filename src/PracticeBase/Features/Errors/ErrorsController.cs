using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Errors;

/// <summary>Something failed.</summary>
/// <param name="Event">See <see cref="EventNumber"/>.</param>
/// <param name="Area">Of the page's texts.</param>
/// <param name="Sent">What was sent and not saved; null for nothing that a page can hold.</param>
public sealed record FailurePage(string Event, string Area, SentForm? Sent = null);

/// <param name="Address">Where the form goes, with the language and the query.</param>
/// <param name="Fields">In their order.</param>
public sealed record SentForm(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>What the pipeline shows in place of an answer without a body.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorsController : Controller
{
    /// <summary>A database that restarts, a lock that lasts: most are over by then.</summary>
    private const int RetrySeconds = 30;

    [Route("/blad/{status:int}")]
    public async Task<IActionResult> Show()
    {
        // Not a parameter: nothing is bound where the request's form could not be read.
        var status = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null && HttpContext.Features.Get<IExceptionHandlerFeature>() is null)
        {
            // Somebody typed the address; nothing happened.
            return NotFound();
        }

        // The status is the answer's own: where the form of the request cannot be read, no parameter is bound here.
        return Response.StatusCode switch
        {
            StatusCodes.Status503ServiceUnavailable => await UnavailableAsync(),
            >= 500 => View("Failure", new FailurePage(EventNumber.Of(HttpContext), "Failure")),
            StatusCodes.Status404NotFound => View("Missing"),
            StatusCodes.Status413PayloadTooLarge => View("TooLarge"),
            var other => View("Refused", other),
        };
    }

    private async Task<ViewResult> UnavailableAsync()
    {
        Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        var isSent = HttpMethods.IsPost(Request.Method);
        return View("Failure", new FailurePage(EventNumber.Of(HttpContext), isSent ? "Away.Sent" : "Away", isSent ? await SentAsync() : null));
    }

    /// <summary>The form, to be sent again as it is, its token included. Passwords stay out of pages, files cannot be in one.</summary>
    private async Task<SentForm?> SentAsync()
    {
        if (!Request.HasFormContentType || HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path is not { } path || path.StartsWith("/konto", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            // Read by then, within the limits of the action.
            var form = await Request.ReadFormAsync();
            return form.Files.Count > 0 ? null : new SentForm(Request.PathBase + path + Request.QueryString, [.. form.SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))]);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}
