using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PracticeBase.Changes;
using PracticeBase.Data;
using PracticeBase.Infrastructure;
using SQLitePCL;

namespace PracticeBase.Features.Search;

/// <summary>How far a rebuilding has come; both in practices.</summary>
public readonly record struct RebuildProgress(int Done, int Total);

/// <summary>
/// This node's search index: «search.db» in the storage directory. It follows the change feed, and is made anew when it is missing, damaged
/// or of an older format; meanwhile the portal goes on without it.
/// </summary>
public sealed class SearchIndex(StorageDirectory storage, IServiceScopeFactory scopes, IHostEnvironment environment, TimeProvider clock, IOptions<SearchOptions> options, ILogger<SearchIndex> logger) : IDisposable
{
    public const string FileName = "search.db";

    /// <summary>More changed practices than this are left to the follower; a question does not wait for them.</summary>
    private const int MaxToWaitFor = 50;

    /// <summary>SQLITE_IOERR_SHORT_READ: the file ends too early.</summary>
    private const int ShortRead = raw.SQLITE_IOERR | (2 << 8);

    /// <summary>An interrupted making leaves its file; none takes this long.</summary>
    private static readonly TimeSpan MakingAtMost = TimeSpan.FromHours(6);

    /// <summary>After a failure: a full disk does not empty itself between two questions.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(20);

    private readonly string path = Path.Combine(options.Value.DirectoryOf(storage, environment), FileName);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lock rebuildGate = new();
    private volatile OpenIndex? open;
    private volatile FeedPosition? position;
    private Task? rebuilding;
    private long version;
    private DateTimeOffset notBefore;

    /// <summary>Another one each time that it finds something else: after a change, and once it is made.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>The path of the file.</summary>
    public string Location => path;

    /// <summary>What it has followed of the feed; null while it is being made.</summary>
    public FeedPosition? Position => open is null ? null : position;

    /// <summary>Null while the index is ready.</summary>
    public RebuildProgress? Rebuilding { get; private set; }

    /// <summary>Of the file, in MB of 1,000,000 bytes.</summary>
    public long SizeInMegabytes => new FileInfo(path) is { Exists: true } file ? (file.Length + 999_999) / 1_000_000 : 0;

    /// <summary>Brings the index up to what is published now. False while it is being made: then it cannot be asked.</summary>
    /// <param name="db">To look for changes with.</param>
    /// <param name="wait">A question waits for a few changes, and a moment for an index that is nearly there; the follower for all of them.</param>
    /// <param name="cancellationToken">Ends waiting, not the work.</param>
    public async Task<bool> CatchUpAsync(PracticeBaseDbContext db, bool wait, CancellationToken cancellationToken)
    {
        using var reads = PublicReads.Begin();
        if (options.Value.FollowMilliseconds == 0)
        {
            Inspect();
        }

        if (open is null || position is null)
        {
            await OpenAsync(cancellationToken);
            if (open is null)
            {
                await Task.WhenAny(TryRebuildAsync(), Task.Delay(wait ? TimeSpan.FromMilliseconds(options.Value.PatienceMilliseconds) : Timeout.InfiniteTimeSpan, cancellationToken));
                return open is not null;
            }
        }

        var delta = await ChangeFeed.SinceAsync(db, position, cancellationToken);
        if (delta.IsEmpty)
        {
            return true;
        }

        if (wait && options.Value.FollowMilliseconds > 0 && (!delta.IsComplete || delta.SiteWide || delta.PracticeIds.Count > MaxToWaitFor))
        {
            // The follower is at it, or will be in a moment; what is known already is better than nothing.
            return true;
        }

        await ApplyAsync(cancellationToken);
        return true;
    }

    /// <summary>Reads some more of what questions for common words would wait for; nothing once all is read.</summary>
    internal void WarmUp()
    {
        if (open is { } index)
        {
            try
            {
                index.WarmUp();
            }
            catch (SqliteException e)
            {
                Judge(index, e);
            }
        }
    }

    /// <summary>Asks the index. False when it cannot be asked now: it is being made, or turned out to be damaged and will be.</summary>
    internal bool TryRead<T>(Func<IndexSession, T> question, out T? answer)
    {
        answer = default;
        if (open is not { } index)
        {
            return false;
        }

        try
        {
            answer = index.Read(question);
            return true;
        }
        catch (SqliteException e)
        {
            Judge(index, e);
            return false;
        }
    }

    /// <summary>Notices that the file was deleted, replaced or cut short under the running portal.</summary>
    public void Inspect()
    {
        if (open is { } index && IndexFile.IdentityOf(path) != index.Identity)
        {
            lock (rebuildGate)
            {
                if (rebuilding is null && open == index)
                {
                    logger.LogWarning("The search index is gone or was replaced; it is opened or made anew");
                    open = null;
                    index.Dispose();
                }
            }
        }
    }

    /// <summary>Makes the index anew beside the old one, which serves until then. One rebuilding at a time: a second call waits for the first.</summary>
    public Task RebuildAsync(Action<RebuildProgress>? progress = null)
    {
        lock (rebuildGate)
        {
            return rebuilding ??= Task.Run(async () =>
            {
                try
                {
                    await MakeAsync(progress);
                }
                finally
                {
                    Rebuilding = null;
                    lock (rebuildGate)
                    {
                        rebuilding = null;
                    }
                }
            });
        }
    }

    /// <summary>Makes the index anew when it is due; a failure is told in the log and not tried again at once.</summary>
    private async Task TryRebuildAsync()
    {
        if (clock.GetUtcNow() < notBefore)
        {
            return;
        }

        try
        {
            await RebuildAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            notBefore = clock.GetUtcNow() + RetryAfter;
            logger.LogError(e, "The search index could not be made; it is tried again in {Seconds} s", RetryAfter.TotalSeconds);
        }
    }

    public void Dispose()
    {
        open?.Dispose();
        gate.Dispose();
    }

    /// <summary>A damaged or lost file is made anew; whatever else went wrong, a full disk or a lock that lasts, leaves the index as it is.</summary>
    private void Judge(OpenIndex index, SqliteException error)
    {
        var isDamaged = error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB || error.SqliteExtendedErrorCode == ShortRead || IndexFile.IdentityOf(path) != index.Identity;
        if (!isDamaged)
        {
            logger.LogError(error, "The search index could not be read or written");
            return;
        }

        logger.LogWarning(error, "The search index is damaged; it is made anew");
        lock (rebuildGate)
        {
            if (open == index)
            {
                open = null;
                position = null;
                index.Dispose();
                IndexFile.Delete(path);
            }
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (open is null && IndexFile.IdentityOf(path) is { } identity)
            {
                Use(identity);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private void Use(string identity)
    {
        try
        {
            var index = new OpenIndex(path, identity);
            position = Parse(index.Read(s => s.Reader.State(IndexFile.Position)));
            open = index;
            Interlocked.Increment(ref version);
        }
        catch (SqliteException e)
        {
            logger.LogWarning(e, "The search index cannot be opened; it is made anew");
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (open is not { } index || clock.GetUtcNow() < notBefore)
            {
                return;
            }

            using var reads = PublicReads.Begin();
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
            var documents = new SearchDocuments(db);
            var delta = await ChangeFeed.SinceAsync(db, position, cancellationToken);
            if (delta.IsEmpty)
            {
                return;
            }

            if (await IndexUpdate.FindAsync(index, documents, delta, cancellationToken) is not { } changes)
            {
                _ = TryRebuildAsync();
                return;
            }

            await changes.WriteAsync(path, index, documents, Format(delta.Position), cancellationToken);
            position = delta.Position;
            Interlocked.Increment(ref version);
        }
        catch (SqliteException e) when (open is { } index)
        {
            notBefore = clock.GetUtcNow() + RetryAfter;
            Judge(index, e);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task MakeAsync(Action<RebuildProgress>? progress)
    {
        using var reads = PublicReads.Begin();
        var temporary = $"{path}.new-{Guid.NewGuid():N}";
        try
        {
            FeedPosition from;
            await using (var scope = scopes.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
                from = (await ChangeFeed.SinceAsync(db, null, CancellationToken.None)).Position;
                var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                foreach (var left in folder.GetFiles($"{FileName}.new-*").Where(f => f.LastWriteTimeUtc < clock.GetUtcNow().UtcDateTime - MakingAtMost))
                {
                    left.Delete();
                }

                await IndexBuilder.FillAsync(temporary, scopes, Format(from), p =>
                {
                    Rebuilding = p;
                    progress?.Invoke(p);
                });
            }

            await gate.WaitAsync();
            try
            {
                var old = open;
                open = null;
                old?.Dispose();
                IndexFile.Delete(path);
                File.Move(temporary, path);
                if (IndexFile.IdentityOf(path) is { } identity)
                {
                    Use(identity);
                }
            }
            finally
            {
                gate.Release();
            }
        }
        finally
        {
            IndexFile.Delete(temporary);
        }

        // What was published while it was made.
        await ApplyAsync(CancellationToken.None);
    }

    private static string Format(FeedPosition position) => string.Join(',', position.Newest);

    internal static FeedPosition? Parse(string? text) =>
        text is null ? null : new([.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))]);
}
