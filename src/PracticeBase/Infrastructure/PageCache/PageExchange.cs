using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Around the output cache: tells it which pages are to be kept, takes their bytes before a slow visitor does, so that nobody else waits for
/// that visitor, and makes a page hot that is asked for again.
/// </summary>
public sealed class PageExchange(RequestDelegate next, HotPages hot, PageStore store, PageFollower follower)
{
    /// <summary>A page that came out of the file so often goes into memory. One that is seldom asked for would only push another one out.</summary>
    private const int ReadsOfHot = 2;

    private static readonly KeyValuePair<string, object?> Rendered = new("from", "rendered");
    private static readonly KeyValuePair<string, object?> FromFile = new("from", "file");

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Features.Get<PageRequest>();
        if (request is null || context.GetEndpoint()?.Metadata.GetMetadata<CachedPageAttribute>() is not { } page || !page.TryRead(context.Request, request))
        {
            context.Features.Set<PageRequest>(null);
            await next(context);
            return;
        }

        await follower.BeforeAnswerAsync(context.RequestAborted);
        request.Generation = store.Generation;
        // The page is compressed when it is whole, and not before.
        var accepted = context.Request.Headers.AcceptEncoding;
        context.Request.Headers.AcceptEncoding = "";
        // «Only if you have it» is said to proxies; the framework would fail here.
        context.Request.Headers.CacheControl = default;
        var response = context.Response;
        var visitor = response.Body;
        var buffer = PageBuffers.Rent();
        response.Body = buffer;
        try
        {
            await next(context);
            response.Body = visitor;
            if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
            {
                PortalMeters.Pages.Add(1, request.WasRendered ? Rendered : FromFile);
            }

            if (buffer.Length > 0)
            {
                await visitor.WriteAsync(buffer.Written(), context.RequestAborted);
            }

            if (request is { Page: { Reads: >= ReadsOfHot } kept, WasRendered: false, IsPlain: true } && response.StatusCode == StatusCodes.Status200OK)
            {
                hot.Add(request.Key, new HotPage(kept, response.Headers, buffer.ToArray(), Visit.Of(context)));
            }
        }
        finally
        {
            context.Request.Headers.AcceptEncoding = accepted;
            response.Body = visitor;
            PageBuffers.Return(buffer);
        }
    }
}
