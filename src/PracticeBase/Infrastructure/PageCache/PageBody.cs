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
        var (page, compressed) = (PageBuffers.Rent(), PageBuffers.Rent());
        response.Body = page;
        // Others wait for this page; it is finished even when the one who asked first has gone.
        context.RequestAborted = CancellationToken.None;
        try
        {
            await next(context);
            response.Body = outer;
            await FinishAsync(context, request.Key.Variant, cache.Context, page, compressed);
        }
        finally
        {
            (response.Body, context.RequestAborted) = (outer, aborted);
            PageBuffers.Return(page);
            PageBuffers.Return(compressed);
        }
    }

    private async Task FinishAsync(HttpContext context, PageVariant variant, OutputCacheContext cache, MemoryStream page, MemoryStream compressed)
    {
        var response = context.Response;
        var content = page.Written();
        if (content.Length > 0 && variant.Encoding != PageEncoding.None)
        {
            PageCompression.Compress(content.Span, variant.Encoding, compressed);
            content = compressed.Written();
            response.Headers.ContentEncoding = variant.EncodingName;
        }

        var parts = context.RequestServices.GetRequiredService<PageParts>();
        cache.AllowCacheStorage = response.StatusCode == StatusCodes.Status200OK && !parts.IsOnce && IsForEverybody(response.Headers);
        if (cache.AllowCacheStorage)
        {
            cache.ResponseExpirationTimeSpan = LifetimeOf(parts);
            cache.Tags.UnionWith(parts.Tags.Select(t => t.ToString()));
            response.Headers.CacheControl = "no-cache";
            response.Headers.TryAdd(HeaderNames.ETag, $"\"{Convert.ToHexStringLower(SHA256.HashData(content.Span).AsSpan(0, 12))}\"");
            response.Headers.TryAdd(HeaderNames.LastModified, HeaderUtilities.FormatDate(clock.GetUtcNow()));
        }

        if (content.Length > 0)
        {
            response.Headers.Vary = $"{HeaderNames.AcceptEncoding}, {HeaderNames.Cookie}";
            response.ContentLength = content.Length;
            await response.Body.WriteAsync(content, CancellationToken.None);
        }
    }

    private static bool IsForEverybody(IHeaderDictionary headers) =>
        headers.SetCookie.Count == 0 && headers.CacheControl.ToString() is var rule && !rule.Contains("no-store", StringComparison.Ordinal) && !rule.Contains("private", StringComparison.Ordinal);

    /// <summary>Until the day ends at most: «coming», «shown until», «of the week» are said of days.</summary>
    private TimeSpan LifetimeOf(PageParts parts)
    {
        var now = clock.GetLocalNow();
        var midnight = now.Date.AddDays(1);
        // A day is not always 24 hours.
        var lifetime = new DateTimeOffset(midnight, clock.LocalTimeZone.GetUtcOffset(midnight)) - now;
        return parts.Lifetime is { } shorter && shorter < lifetime ? shorter : lifetime;
    }
}
