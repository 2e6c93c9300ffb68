using System.Security.Cryptography;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Within the output cache, where a page is rendered: gives it its validators and tells the cache for how long it is good and what it depends
/// on, or that it must not be kept.
/// </summary>
public sealed class PageBody(RequestDelegate next, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<PageRequest>() is not { } request || context.Features.Get<IOutputCacheFeature>() is not { } cache)
        {
            await next(context);
            return;
        }

        request.WasRendered = true;
        var response = context.Response;
        var (outer, aborted) = (response.Body, context.RequestAborted);
        var buffer = new MemoryStream();
        response.Body = buffer;
        // Others wait for this page; it is finished even when the one who asked first has gone.
        context.RequestAborted = CancellationToken.None;
        try
        {
            await next(context);
        }
        finally
        {
            (response.Body, context.RequestAborted) = (outer, aborted);
        }

        var variant = request.Key.Variant;
        var content = buffer.Length == 0 ? default : PageCompression.Compress(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), variant.Encoding);
        var parts = context.RequestServices.GetRequiredService<PageParts>();
        cache.Context.AllowCacheStorage = response.StatusCode == StatusCodes.Status200OK && !parts.IsOnce && IsForEverybody(response.Headers);
        if (cache.Context.AllowCacheStorage)
        {
            cache.Context.ResponseExpirationTimeSpan = LifetimeOf(parts);
            cache.Context.Tags.UnionWith(parts.Tags.Select(t => t.ToString()));
            response.Headers.CacheControl = "no-cache";
            response.Headers.TryAdd(HeaderNames.ETag, $"\"{Convert.ToHexStringLower(SHA256.HashData(content.Span).AsSpan(0, 12))}\"");
            response.Headers.TryAdd(HeaderNames.LastModified, HeaderUtilities.FormatDate(clock.GetUtcNow()));
        }

        if (content.Length > 0)
        {
            response.Headers.Vary = $"{HeaderNames.AcceptEncoding}, {HeaderNames.Cookie}";
            if (variant.Encoding != PageEncoding.None)
            {
                response.Headers.ContentEncoding = variant.EncodingName;
            }

            response.ContentLength = content.Length;
            await response.Body.WriteAsync(content, aborted);
        }
    }

    private static bool IsForEverybody(IHeaderDictionary headers) =>
        headers.SetCookie.Count == 0 && headers.CacheControl.ToString() is var rule && !rule.Contains("no-store", StringComparison.Ordinal) && !rule.Contains("private", StringComparison.Ordinal);

    /// <summary>Until the day ends at most: «coming», «shown until», «of the week» are said of days.</summary>
    private TimeSpan LifetimeOf(PageParts parts)
    {
        var now = clock.GetLocalNow();
        var lifetime = now.Date.AddDays(1) - now.DateTime;
        return parts.Lifetime is { } shorter && shorter < lifetime ? shorter : lifetime;
    }
}
