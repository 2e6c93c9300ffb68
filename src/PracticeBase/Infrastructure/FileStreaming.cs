using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure;

public static class FileStreaming
{
    /// <summary>Streams stored content with range requests and a validator; only kinds that are harmless in a browser open there.</summary>
    /// <param name="controller">The controller that answers.</param>
    /// <param name="content">Seekable; disposed with the answer.</param>
    /// <param name="contentType">For a name without a known extension; otherwise type and disposition follow from the same name.</param>
    /// <param name="fileName">The name to save as.</param>
    /// <param name="sha256">The content's hash: its validator.</param>
    public static IActionResult File(ControllerBase controller, Stream content, string contentType, string fileName, string sha256)
    {
        var kind = FileKind.Of(fileName);
        var disposition = new ContentDispositionHeaderValue(kind?.Inline == true ? "inline" : "attachment");
        disposition.SetHttpFileName(fileName);
        controller.Response.Headers.ContentDisposition = disposition.ToString();
        // A document opened on its own runs nothing, whatever it holds.
        // A PDF is shown by the browser's own viewer, which some browsers do not start in a sandbox.
        var isPdf = kind?.Extension == ".pdf";
        controller.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'unsafe-inline'; img-src data:{(isPdf ? "" : "; sandbox")}";
        controller.Response.Headers.CacheControl = "public, max-age=3600";
        return controller.File(content, kind?.ContentType ?? contentType, lastModified: null, new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }
}
