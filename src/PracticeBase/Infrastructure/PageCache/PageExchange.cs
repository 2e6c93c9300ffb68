namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Around the output cache: tells it which pages are to be kept, takes their bytes before a slow visitor does, so that nobody else waits for
/// that visitor, and makes a page hot that is asked for again.
/// </summary>
public sealed class PageExchange(RequestDelegate next, HotPages hot)
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

        // One of three values, so that all who can read a page get the same one.
        context.Request.Headers.AcceptEncoding = request.Key.Variant.EncodingName;
        var response = context.Response;
        var visitor = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = visitor;
        }

        if (buffer.Length > 0)
        {
            await visitor.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
        }

        if (request is { Page: { } kept, WasRendered: false, IsPlain: true } && response.StatusCode == StatusCodes.Status200OK)
        {
            hot.Add(request.Key, new HotPage(kept, response.Headers, buffer.ToArray(), Visit.Of(context)));
        }
    }
}
