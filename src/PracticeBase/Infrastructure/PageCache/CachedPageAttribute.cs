using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using PracticeBase.Features.Shared;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Marks an action whose page is the same for everybody who is not signed in: it is rendered once and kept. What it shows and depends on is
/// told by <see cref="PageParts"/>.
/// </summary>
/// <param name="keys">The parameters of the query that make another page; all others are taken out before the page is made.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public class CachedPageAttribute(params string[] keys) : Attribute, IOutputCachePolicy
{
    /// <summary>A longer query is answered, but its page is not kept.</summary>
    private const int MaxQuery = 2000;

    /// <summary>Reads what of the address matters and leaves only that in the request. False for a page that is made for this request alone.</summary>
    public bool TryRead(HttpRequest request, PageRequest page)
    {
        page.IsRare = request.QueryString.Value is { Length: > 1 } || request.Path.Value!.Any(char.IsAsciiLetterUpper);
        if (request.QueryString.Value is not { Length: > 1 } sent)
        {
            page.IsPlain = true;
            return true;
        }

        if (sent.Length > MaxQuery || request.Query.ContainsKey(Notice.Parameter))
        {
            return false;
        }

        var known = QueryString.Create(keys.SelectMany(k => request.Query[k].Select(v => KeyValuePair.Create(k, v))));
        page.IsPlain = request.Query.Keys.All(k => keys.Contains(k, StringComparer.OrdinalIgnoreCase));
        page.Query = known.Value ?? "";
        request.QueryString = known;
        return true;
    }

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var page = context.HttpContext.Features.Get<PageRequest>();
        var isKept = page is not null;
        (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (isKept, isKept, isKept, isKept);
        if (page is not null)
        {
            context.CacheVaryByRules.QueryKeys = Microsoft.Extensions.Primitives.StringValues.Empty;
            context.CacheVaryByRules.VaryByHost = page.ByHost;
            context.CacheVaryByRules.VaryByValues["v"] = string.Create(CultureInfo.InvariantCulture, $"{page.Variant.EncodingName} {page.Query}");
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
}
