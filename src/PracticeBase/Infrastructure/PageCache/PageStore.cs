using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using PracticeBase.Features.Search;
using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// The output cache's pages: a file of a fixed size that is written round and round, and a list of what lies where. Memory holds some
/// 160 bytes a page, so that hundreds of thousands can be kept; the operating system keeps the busy parts of the file at hand.
/// </summary>
public sealed class PageStore : IOutputCacheStore, IDisposable
{
    private readonly Lock gate = new();
    private readonly Lock writing = new();
    private readonly Lock evicting = new();
    private readonly PageTable pages = new();
    private readonly PageEvictions evictions = new();
    private readonly int[] asked = new int[1 << 16];
    private readonly PageFile? file;
    private readonly IHttpContextAccessor http;
    private readonly TimeProvider clock;
    private readonly ILogger<PageStore> logger;
    private bool hasFailed;

    /// <exception cref="StartupException">The file cannot be made.</exception>
    public PageStore(IOptions<PageCacheOptions> options, IOptions<SearchOptions> derived, StorageDirectory storage, IHostEnvironment environment, IHttpContextAccessor http, TimeProvider clock, ILogger<PageStore> logger)
    {
        (this.http, this.clock, this.logger) = (http, clock, logger);
        if (options.Value.FileMegabytes > 0)
        {
            var folder = string.IsNullOrWhiteSpace(options.Value.Directory) ? derived.Value.DirectoryOf(storage, environment) : Path.GetFullPath(Path.Combine(environment.ContentRootPath, options.Value.Directory));
            file = new PageFile(folder, options.Value.FileMegabytes * 1_000_000L);
        }
    }

    /// <inheritdoc cref="PageEvictions.Finished"/>
    public long Generation => evictions.Finished;

    /// <summary>While the database is away, pages past their time are better than none.</summary>
    public bool DatabaseIsAway { get; set; }

    public int Count
    {
        get
        {
            lock (gate)
            {
                return pages.Count;
            }
        }
    }

    /// <summary>True while it may be shown.</summary>
    public bool IsGood(CachedPage page) => !page.IsGone && (DatabaseIsAway || page.Expires > clock.GetUtcNow());

    /// <summary>Says in the log that a page was shown that could not be made now.</summary>
    public void TellWhileAway(HttpContext context)
    {
        if (DatabaseIsAway)
        {
            logger.LogWarning("{Path} from the page cache: the database is away", context.Request.PathBase + context.Request.Path);
        }
    }

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        CachedPage? page;
        lock (gate)
        {
            page = pages.Find(PageKey.Of(key));
        }

        if (page is not { } found || !IsGood(found))
        {
            return ValueTask.FromResult<byte[]?>(null);
        }

        var content = GC.AllocateUninitializedArray<byte>(found.Length);
        if (!TryRead(found, found.Offset, content))
        {
            return ValueTask.FromResult<byte[]?>(null);
        }

        if (http.HttpContext is { } context && context.Features.Get<PageRequest>() is { } request)
        {
            request.Page = found;
            TellWhileAway(context);
        }

        return ValueTask.FromResult<byte[]?>(content);
    }

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        // The first who asks for some filters or words, or spells an address like this, may be the only one: such a page is kept from the second time on.
        var hash = PageKey.Of(key);
        if (http.HttpContext?.Features.Get<PageRequest>() is { } request && (!request.IsRare || WasAsked(hash)))
        {
            request.Page = Add(hash, value, BodyIn(value, request), [.. (tags ?? []).Select(PageTag.Parse)], clock.GetUtcNow() + validFor, request.Generation);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        Evict(new HashSet<PageTag> { PageTag.Parse(tag) });
        return ValueTask.CompletedTask;
    }

    /// <summary>Throws away every page that depends on one of these, also those under way.</summary>
    /// <param name="tags">Null for all pages.</param>
    public void Evict(IReadOnlySet<PageTag>? tags)
    {
        PortalMeters.PageEvictions.Add(1);
        var filter = tags is null ? null : new PageTagFilter(tags);
        lock (evicting)
        {
            List<PageChunk> chunks;
            lock (gate)
            {
                evictions.Begin(tags);
                chunks = [.. pages.Chunks];
            }

            foreach (var chunk in chunks)
            {
                // Chunk by chunk, so that others get their turn in between.
                lock (gate)
                {
                    pages.RemoveFrom(chunk, page => filter is null || filter.HasAnyOf(page.Tags));
                }
            }

            evictions.Finish();
        }
    }

    /// <summary>The page that is found by an address, with what <see cref="Answer"/> was told of it. Null when it is not here, or no longer good.</summary>
    public KeptAnswer? Find(PageKey address)
    {
        lock (gate)
        {
            return pages.FindByAddress(address) is { } page && IsGood(page) ? new KeptAnswer(page, pages.AnswerOf(page)) : null;
        }
    }

    /// <summary>From now on the page is found by an address, that of the answer, in place of any other.</summary>
    public void Answer(CachedPage page, PageAnswer answer)
    {
        lock (gate)
        {
            if (!page.IsGone)
            {
                pages.SetAnswer(page, answer);
            }
        }
    }

    public void Dispose() => file?.Dispose();

    /// <summary>The output cache writes a page's body in one piece among other things, in a format of its own.</summary>
    private static (int Start, int Length) BodyIn(byte[] content, PageRequest request) =>
        request.Body is { Length: > 0 } body && content.AsSpan().IndexOf(body.Written().Span) is >= 0 and var start ? (start, (int)body.Length) : default;

    /// <summary>Keeps another form of a page, for as long as that one. Null when that one may have been thrown away meanwhile, or the disk is full.</summary>
    /// <param name="key">By what it is found here, which no address of the output cache has.</param>
    /// <param name="body">All of it.</param>
    /// <param name="page">That one.</param>
    /// <param name="asOf">The <see cref="Generation"/> before it was read.</param>
    public CachedPage? Keep(PageKey key, ReadOnlySpan<byte> body, CachedPage page, long asOf) => Add(key, body, (0, body.Length), page.Tags, page.Expires, asOf);

    private CachedPage? Add(PageKey key, ReadOnlySpan<byte> content, (int Start, int Length) body, ReadOnlySpan<PageTag> tags, DateTimeOffset expires, long asOf)
    {
        // One writes at a time: a slow one must not write where the next one has been meanwhile.
        lock (writing)
        {
            if (Reserve(key, content.Length, body, tags, expires, asOf) is not { } page)
            {
                return null;
            }

            try
            {
                file!.Write(content, page.Offset);
                hasFailed = false;
            }
            catch (IOException e)
            {
                // A full disk: the page goes out all the same.
                Tell(e);
                return null;
            }

            return Show(page, asOf) ? page : null;
        }
    }

    private CachedPage? Reserve(PageKey key, int length, (int Start, int Length) body, ReadOnlySpan<PageTag> tags, DateTimeOffset expires, long asOf)
    {
        lock (gate)
        {
            if (file is null || length > file.Size / 8 || tags.Length > ushort.MaxValue || evictions.Concern(tags, asOf))
            {
                return null;
            }

            return pages.Append(
                new PageEntry { Key = key, Offset = MakeRoom(length), Length = length, BodyStart = body.Start, BodyLength = body.Length, Expires = (uint)expires.ToUnixTimeSeconds() }, tags);
        }
    }

    private bool Show(CachedPage page, long asOf)
    {
        lock (gate)
        {
            if (evictions.Concern(page.Tags, asOf))
            {
                return false;
            }

            pages.Show(page);
            return true;
        }
    }

    /// <summary>The body alone. False when it was overwritten meanwhile, or cannot be read.</summary>
    public bool TryReadBody(CachedPage page, Span<byte> body) => TryRead(page, page.BodyOffset, body);

    private bool TryRead(CachedPage page, long offset, Span<byte> content)
    {
        try
        {
            file!.Read(content, offset);
        }
        catch (IOException e)
        {
            Tell(e);
            return false;
        }

        // Whoever writes over it takes it away first.
        return !page.IsGone;
    }

    private long MakeRoom(int length)
    {
        var offset = file!.Next(length, out var hasTurned);
        bool IsInTheWay(CachedPage page) => hasTurned
            ? page.Offset >= file.Position || page.Offset < length
            : page.Offset >= offset && page.Offset < offset + length;
        while (pages.Oldest() is { } oldest && IsInTheWay(oldest))
        {
            pages.RemoveOldest();
        }

        file.Position = offset + length;
        return offset;
    }

    private bool WasAsked(PageKey key)
    {
        var (slot, mark) = ((int)(key.Last & 0xFFFF), (int)key.First | 1);
        return Interlocked.Exchange(ref asked[slot], mark) == mark;
    }

    private void Tell(IOException e)
    {
        if (!hasFailed)
        {
            hasFailed = true;
            logger.LogError(e, "The page cache's file cannot be used; pages are rendered anew");
        }
    }
}
