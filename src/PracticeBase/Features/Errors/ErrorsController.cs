using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Errors;

/// <summary>Something failed.</summary>
/// <param name="Event">See <see cref="EventNumber"/>.</param>
/// <param name="Area">Which texts tell of it: «Failure» when it is ours; «Away», or «AwayFiles» when only files are, when it passes by itself (see <see cref="Outage"/>).</param>
public sealed record FailurePage(string Event, string Area);

/// <summary>What the pipeline shows in place of an answer without a body.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorsController : Controller
{
    [Route("/blad/{status:int}")]
    public IActionResult Show()
    {
        // Not a parameter: nothing is bound where the request's form could not be read.
        var status = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null && HttpContext.Features.Get<IExceptionHandlerFeature>() is null)
        {
            // Somebody typed the address; nothing happened.
            return NotFound();
        }

        // The status is the answer's own: where the form of the request cannot be read, no parameter is bound here.
        switch (Response.StatusCode)
        {
            case >= 500:
                var isOutage = Response.StatusCode == StatusCodes.Status503ServiceUnavailable;
                if (isOutage)
                {
                    Response.Headers.RetryAfter = Outage.RetryAfter;
                }

                var area = !isOutage ? "Failure" : HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is FileStoreException ? "AwayFiles" : "Away";
                return View("Failure", new FailurePage(EventNumber.Of(HttpContext), area));
            case StatusCodes.Status404NotFound:
                return View("Missing");
            case StatusCodes.Status413PayloadTooLarge:
                return View("TooLarge");
            default:
                return View("Refused", Response.StatusCode);
        }
    }
}
