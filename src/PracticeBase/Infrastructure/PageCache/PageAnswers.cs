using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>Tells the store how its pages go out to whoever asks for them next.</summary>
public sealed class PageAnswers(PageStore store)
{
    /// <summary>Languages, encodings and kinds of content; far more would mean that pages have headers of their own.</summary>
    private const int MaxHeaderSets = 200;

    /// <summary>Of one answer or its connection, or of the page in its look.</summary>
    private static readonly string[] NotShared =
    [
        HeaderNames.Age, HeaderNames.Date, HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.TransferEncoding, HeaderNames.AltSvc,
        HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.ContentLength,
    ];

    private static readonly string[] OfUnchanged = [HeaderNames.CacheControl, HeaderNames.Vary];

    private readonly ConcurrentDictionary<string, PageHeaders> headerSets = new();

    /// <summary>A page is found by one address: of several spellings by the last that was not found.</summary>
    /// <param name="key">Of that.</param>
    /// <param name="page">As it was kept.</param>
    /// <param name="headers">That it went out with.</param>
    /// <param name="tag">In the default look.</param>
    /// <param name="visit">How its showing is counted.</param>
    public void Add(PageKey key, CachedPage page, IHeaderDictionary headers, PageETag tag, Visit visit)
    {
        if (page.BodyLength == 0 || !HeaderUtilities.TryParseDate(headers.LastModified.ToString(), out var modified))
        {
            return;
        }

        if (Shared(headers) is { } shared)
        {
            store.Answer(page, new PageAnswer(key, shared, tag, (uint)modified.ToUnixTimeSeconds(), visit));
        }
    }

    /// <summary>How the same page goes out in another encoding. Null beyond the limit of header sets.</summary>
    /// <param name="original">Goes out like this.</param>
    /// <param name="key">By what it is found in the other encoding.</param>
    /// <param name="encoding">The other one.</param>
    /// <param name="tag">In the default look.</param>
    public PageAnswer? Recoded(PageAnswer original, PageKey key, PageEncoding encoding, PageETag tag)
    {
        var headers = original.Headers.All.Where(h => h.Key != HeaderNames.ContentEncoding);
        if (encoding != PageEncoding.None)
        {
            headers = headers.Append(KeyValuePair.Create<string, StringValues>(HeaderNames.ContentEncoding, PageVariant.NameOf(encoding)));
        }

        return Shared(headers) is { } shared ? original with { Key = key, Headers = shared, Tag = tag } : null;
    }

    /// <summary>Null beyond the limit: then the page goes out the longer way.</summary>
    private PageHeaders? Shared(IEnumerable<KeyValuePair<string, StringValues>> headers)
    {
        KeyValuePair<string, StringValues>[] all = [.. headers.Where(h => !NotShared.Contains(h.Key, StringComparer.OrdinalIgnoreCase))];
        var name = string.Join('\n', all);
        return headerSets.TryGetValue(name, out var known) ? known
            : headerSets.Count >= MaxHeaderSets ? null
            : headerSets.GetOrAdd(name, new PageHeaders(all, [.. all.Where(h => OfUnchanged.Contains(h.Key, StringComparer.OrdinalIgnoreCase))]));
    }
}
