using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// The kept pages by what is asked for (<see cref="PageKey"/>), ready to go out: all of them out of the file, those asked for most out of
/// as much memory as is configured. Bodies that nobody asked for since last time make room.
/// </summary>
public sealed class PageAnswers(IOptions<PageCacheOptions> options, PageStore store)
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

    private readonly ConcurrentDictionary<UInt128, PageAnswer> answers = new();
    private readonly ConcurrentDictionary<string, PageHeaders> headerSets = new();
    private readonly Queue<PageAnswer> hot = new();
    private readonly long capacity = options.Value.MemoryMegabytes * 1_000_000L;
    private long size;

    /// <summary>Null when the page is not here, or no longer good.</summary>
    public PageAnswer? Find(UInt128 key) => answers.TryGetValue(key, out var answer) && store.IsGood(answer.Page) ? answer : null;

    /// <summary>A page is found by one address: the first that it was asked for with.</summary>
    /// <param name="key">Of that.</param>
    /// <param name="page">As it was kept.</param>
    /// <param name="headers">That it went out with.</param>
    /// <param name="etag">In the default look.</param>
    /// <param name="visit">How its showing is counted.</param>
    public void Add(UInt128 key, CachedPage page, IHeaderDictionary headers, string etag, Visit visit)
    {
        if (page.Answer is not null || page.BodyLength == 0 || !HeaderUtilities.TryParseDate(headers.LastModified.ToString(), out var modified))
        {
            return;
        }

        var answer = new PageAnswer(this, key, page, Shared(headers), etag, modified, visit);
        answers.AddOrUpdate(key, answer, (_, former) => store.IsGood(former.Page) ? former : answer);
        page.Answer = answer;
        if (page.IsGone)
        {
            Remove(answer);
        }
    }

    public void Remove(PageAnswer answer) => answers.TryRemove(KeyValuePair.Create(answer.Key, answer));

    /// <summary>The body from the file. False when it was overwritten meanwhile, or cannot be read.</summary>
    /// <param name="answer">Whose.</param>
    /// <param name="body">As long as it is.</param>
    public bool TryRead(PageAnswer answer, Span<byte> body)
    {
        if (!store.TryReadBody(answer.Page, body))
        {
            return false;
        }

        if (answer.Page.CountRead() >= ReadsOfHot && answer.Body is null && body.Length <= capacity / 8)
        {
            Keep(answer, body.ToArray());
        }

        return true;
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

    private void Keep(PageAnswer answer, byte[] body)
    {
        lock (hot)
        {
            if (answer.Body is not null)
            {
                return;
            }

            answer.Body = body;
            hot.Enqueue(answer);
            size += body.Length;
            // Each has a second chance, unless it is gone.
            while (size > capacity && hot.TryDequeue(out var oldest))
            {
                if (oldest.WasUsed && !oldest.Page.IsGone)
                {
                    oldest.WasUsed = false;
                    hot.Enqueue(oldest);
                }
                else
                {
                    size -= oldest.Body!.Length;
                    oldest.Body = null;
                }
            }
        }
    }
}
