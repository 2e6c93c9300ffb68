using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// The kept pages by what is asked for (<see cref="PageKey"/>), ready to go out: all of them out of the file, those asked for most out of
/// as much memory as is configured. Bodies that nobody asked for since last time make room.
/// </summary>
public sealed class PageAnswers
{
    /// <summary>A page that came out of the file so often goes into memory. One that is seldom asked for would only push another one out.</summary>
    private const int ReadsOfHot = 2;

    /// <summary>Languages, encodings and kinds of content; far more would mean that pages have headers of their own.</summary>
    private const int MaxHeaderSets = 200;

    /// <summary>Of one answer or its connection, or of the page in its look.</summary>
    private static readonly string[] NotShared =
    [
        HeaderNames.Age, HeaderNames.Date, HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.TransferEncoding, HeaderNames.AltSvc,
        HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.ContentLength,
    ];

    private static readonly string[] OfUnchanged = [HeaderNames.CacheControl, HeaderNames.Vary];

    private readonly ConcurrentDictionary<PageKey, CachedPage> pages = new();
    private readonly ConcurrentDictionary<string, PageHeaders> headerSets = new();
    private readonly Queue<CachedPage> hot = new();
    private readonly PageStore store;
    private readonly long capacity;
    private long size;

    public PageAnswers(IOptions<PageCacheOptions> options, PageStore store)
    {
        this.store = store;
        capacity = options.Value.MemoryMegabytes * 1_000_000L;
        store.Gone += Remove;
    }

    /// <summary>Null when the page is not here, or no longer good.</summary>
    public CachedPage? Find(PageKey key) => pages.TryGetValue(key, out var page) && store.IsGood(page) ? page : null;

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

        var answer = new PageAnswer(key, Shared(headers), tag, (uint)modified.ToUnixTimeSeconds(), visit);
        lock (page)
        {
            RemoveOwn(page);
            if (!page.IsGone)
            {
                page.Answer = answer;
                pages[key] = page;
            }
        }
    }

    /// <summary>The body from the file. False when it was overwritten meanwhile, or cannot be read.</summary>
    /// <param name="page">Whose.</param>
    /// <param name="body">As long as it is.</param>
    public bool TryRead(CachedPage page, Span<byte> body)
    {
        if (!store.TryReadBody(page, body))
        {
            return false;
        }

        if (page.CountRead() >= ReadsOfHot && page.Body is null && body.Length <= capacity / 8)
        {
            Keep(page, body.ToArray());
        }

        return true;
    }

    private void Remove(CachedPage page)
    {
        lock (page)
        {
            RemoveOwn(page);
        }
    }

    private void RemoveOwn(CachedPage page)
    {
        if (page.Answer.IsSet)
        {
            pages.TryRemove(KeyValuePair.Create(page.Answer.Key, page));
        }
    }

    private PageHeaders Shared(IHeaderDictionary headers)
    {
        KeyValuePair<string, StringValues>[] all = [.. headers.Where(h => !NotShared.Contains(h.Key, StringComparer.OrdinalIgnoreCase))];
        if (headerSets.Count > MaxHeaderSets)
        {
            headerSets.Clear();
        }

        return headerSets.GetOrAdd(string.Join('\n', all), new PageHeaders(all, [.. all.Where(h => OfUnchanged.Contains(h.Key, StringComparer.OrdinalIgnoreCase))]));
    }

    private void Keep(CachedPage page, byte[] body)
    {
        lock (hot)
        {
            if (page.Body is not null)
            {
                return;
            }

            page.Body = body;
            hot.Enqueue(page);
            size += body.Length;
            // Each has a second chance, unless it is gone.
            while (size > capacity && hot.TryDequeue(out var oldest))
            {
                if (oldest is { WasUsed: true, IsGone: false })
                {
                    oldest.WasUsed = false;
                    hot.Enqueue(oldest);
                }
                else
                {
                    size -= oldest.BodyLength;
                    oldest.Body = null;
                }
            }
        }
    }
}
