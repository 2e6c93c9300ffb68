using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Around the output cache: tells it which pages are to be kept, takes their bytes before a slow visitor does, so that nobody else waits for
/// that visitor, gives them the visitor's look, and lets <see cref="PageFront"/> answer the next one.
/// </summary>
public sealed class PageExchange(RequestDelegate next, PageAnswers answers, PageStore store, PageFollower follower)
{
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
        var look = request.Variant.Look;
        var known = context.Request.Headers.IfNoneMatch;
        if (look != 0)
        {
            // The output cache knows the validators of the default look alone.
            (context.Request.Headers.IfNoneMatch, context.Request.Headers.IfModifiedSince) = (default, default);
        }

        var response = context.Response;
        var visitor = response.Body;
        var buffer = PageBuffers.Rent();
        (response.Body, request.Body) = (buffer, buffer);
        try
        {
            await next(context);
            response.Body = visitor;
            if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
            {
                PortalMeters.Pages.Add(1, request.WasRendered ? PortalMeters.Rendered : PortalMeters.FromFile);
            }

            var isTagged = PageETag.TryParse(response.Headers.ETag.ToString(), out var tag);
            if (isTagged)
            {
                response.Headers.ETag = tag.In(look);
            }

            if (isTagged && response.StatusCode == StatusCodes.Status200OK && known.Count > 0 && PageETag.IsAmong(known, tag.In(look)))
            {
                // Made anew, and the same as before.
                response.StatusCode = StatusCodes.Status304NotModified;
                (response.ContentLength, response.Headers.ContentEncoding, response.ContentType) = (null, default, null);
                return;
            }

            if (buffer.Length > 0)
            {
                PageLook.Write(look, buffer.Written().Span, request.Variant.Encoding);
                await visitor.WriteAsync(buffer.Written(), context.RequestAborted);
            }

            // Not before the answer has begun: only then it has all of its headers.
            if (isTagged && request is { Page: { } kept, IsPlain: true, Key: { } key } && response.StatusCode == StatusCodes.Status200OK)
            {
                answers.Add(key, kept, response.Headers, tag, Visit.Of(context));
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
