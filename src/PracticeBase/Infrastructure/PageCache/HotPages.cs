using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>A page as it goes out, whole.</summary>
/// <param name="page">Says whether it is still good.</param>
/// <param name="headers">All of them, ETag and Last-Modified among them.</param>
/// <param name="body">Compressed as the headers say.</param>
/// <param name="visit">How it is counted.</param>
public sealed class HotPage(CachedPage page, IHeaderDictionary headers, byte[] body, Visit visit)
{
    /// <summary>Of one answer or its connection, not of the page.</summary>
    private static readonly string[] OfOneAnswer = [HeaderNames.Age, HeaderNames.Date, HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.TransferEncoding, HeaderNames.AltSvc];

    private static readonly string[] OfUnchanged = [HeaderNames.CacheControl, HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.Vary];

    public CachedPage Page => page;

    public byte[] Body => body;

    public Visit Visit => visit;

    public KeyValuePair<string, StringValues>[] Headers { get; } = [.. headers.Where(h => !OfOneAnswer.Contains(h.Key, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Those of an answer that says: you have it (RFC 9110, 15.4.5).</summary>
    public KeyValuePair<string, StringValues>[] UnchangedHeaders { get; } = [.. headers.Where(h => OfUnchanged.Contains(h.Key, StringComparer.OrdinalIgnoreCase))];

    public string ETag { get; } = headers.ETag.ToString();

    public DateTimeOffset LastModified { get; } = HeaderUtilities.TryParseDate(headers.LastModified.ToString(), out var date) ? date : DateTimeOffset.MaxValue;

    /// <summary>Since somebody last made room.</summary>
    public bool WasUsed { get; set; }
}

/// <summary>What a page was asked for with: it is the same page for the same of all these.</summary>
public readonly record struct HotKey(string Scheme, string? Host, string Target, PageVariant Variant);

/// <summary>The pages asked for most, ready to go out; as many as fit into the configured memory. Those that nobody asked for since last time make room.</summary>
public sealed class HotPages(IOptions<PageCacheOptions> options, PageStore store)
{
    /// <summary>What a page takes beside its body.</summary>
    private const int Overhead = 2000;

    private readonly ConcurrentDictionary<HotKey, HotPage> pages = new();
    private readonly long capacity = options.Value.MemoryMegabytes * 1_000_000L;
    private readonly Lock sweeping = new();
    private long size;

    public HotPage? Find(HotKey key)
    {
        if (!pages.TryGetValue(key, out var page))
        {
            return null;
        }

        if (!store.IsGood(page.Page))
        {
            Remove(key, page);
            return null;
        }

        page.WasUsed = true;
        return page;
    }

    public void Add(HotKey key, HotPage page)
    {
        if (SizeOf(page) > capacity / 8)
        {
            return;
        }

        if (pages.TryGetValue(key, out var former))
        {
            Remove(key, former);
        }

        if (pages.TryAdd(key, page) && Interlocked.Add(ref size, SizeOf(page)) > capacity)
        {
            MakeRoom();
        }
    }

    private static int SizeOf(HotPage page) => page.Body.Length + Overhead;

    private void Remove(HotKey key, HotPage page)
    {
        if (pages.TryRemove(KeyValuePair.Create(key, page)))
        {
            Interlocked.Add(ref size, -SizeOf(page));
        }
    }

    private void MakeRoom()
    {
        lock (sweeping)
        {
            // Each has a second chance; a tenth is freed at once, so that not every new page sweeps.
            while (Interlocked.Read(ref size) > capacity)
            {
                foreach (var (key, page) in pages)
                {
                    if (!page.WasUsed || page.Page.IsGone)
                    {
                        Remove(key, page);
                    }

                    page.WasUsed = false;
                    if (Interlocked.Read(ref size) < capacity * 9 / 10)
                    {
                        break;
                    }
                }
            }
        }
    }
}

/// <summary>Whether the visitor has the page already: RFC 9110, 13.2.2.</summary>
public static class Preconditions
{
    public static bool IsNotModified(IHeaderDictionary request, string etag, DateTimeOffset lastModified)
    {
        if (request.IfNoneMatch is { Count: > 0 } tags)
        {
            return tags is [var only] && only == etag
                || (EntityTagHeaderValue.TryParseList(tags, out var parsed) && parsed.Any(t => t == EntityTagHeaderValue.Any || t.Compare(EntityTagHeaderValue.Parse(etag), useStrongComparison: false)));
        }

        return request.IfModifiedSince is [{ } since] && HeaderUtilities.TryParseDate(since, out var date) && lastModified <= date;
    }
}
