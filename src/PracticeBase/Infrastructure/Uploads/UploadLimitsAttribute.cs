using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>
/// Lets the request of one action be as large as all files of a revision together; the server's own limit stays for the others. Files
/// wait in the temporary directory. A larger request is answered by the page of status 413, and its body is not read.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UploadLimitsAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>The form's own fields and what stands between the files.</summary>
    private const int Overhead = 1_000_000;

    /// <summary>Before the antiforgery token is looked for, which reads the form.</summary>
    public int Order => 900;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var limit = (http.RequestServices.GetRequiredService<IOptions<UploadOptions>>().Value.MaxTotalMegabytes * 1_000_000L) + Overhead;
        var isTooLarge = http.Request.ContentLength > limit;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The server reads on for a few seconds, so that a browser that still sends gets to see the answer.
            size.MaxRequestBodySize = isTooLarge ? null : limit;
        }

        if (isTooLarge)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }

        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = limit }));
    }
}
