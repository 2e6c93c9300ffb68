using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure;

public static class FileStreaming
{
    /// <summary>Streams stored content with range requests and a validator; only kinds that are harmless in a browser open there.</summary>
    /// <param name="controller">The controller that answers.</param>
    /// <param name="content">Seekable; disposed with the answer.</param>
    /// <param name="contentType">As stored.</param>
    /// <param name="fileName">The name to save as.</param>
    /// <param name="sha256">The content's hash: its validator.</param>
    public static IActionResult File(ControllerBase controller, Stream content, string contentType, string fileName, string sha256)
    {
        var disposition = new ContentDispositionHeaderValue(FileKind.Of(fileName)?.Inline == true ? "inline" : "attachment");
        disposition.SetHttpFileName(fileName);
        controller.Response.Headers.ContentDisposition = disposition.ToString();
        // A document opened on its own runs nothing, whatever it holds.
        controller.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
        controller.Response.Headers.CacheControl = "public, max-age=3600";
        return controller.File(content, contentType, lastModified: null, new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }
}
