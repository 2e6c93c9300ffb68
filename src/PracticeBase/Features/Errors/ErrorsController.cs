using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Errors;

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
        return Response.StatusCode switch
        {
            >= 500 => View("Failure", EventNumber.Of(HttpContext)),
            StatusCodes.Status404NotFound => View("Missing"),
            StatusCodes.Status413PayloadTooLarge => View("TooLarge"),
            var other => View("Refused", other),
        };
    }
}
