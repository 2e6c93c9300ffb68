using PracticeBase.Changes;
using PracticeBase.Data;

namespace PracticeBase.Features.Practices;

/// <summary>
/// The node's current <see cref="Catalogue"/>. It follows the change feed: each use asks what changed. A few practices are read anew and put
/// into a catalogue that shares the rest; a change for the whole site, or too many changes, read everything.
/// </summary>
public sealed class CatalogueSource(IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Loaded? current;

    /// <summary>As new as the database: whoever asks after a change waits until it is in.</summary>
    public async Task<Catalogue> GetAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        using var reads = PublicReads.Begin();
        if (current is { } loaded && (await ChangeFeed.SinceAsync(db, loaded.Position, cancellationToken)).IsEmpty)
        {
            return loaded.Catalogue;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var own = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
            var delta = await ChangeFeed.SinceAsync(own, current?.Position, cancellationToken);
            if (current is null || !delta.IsEmpty)
            {
                current = await FollowAsync(own, current, delta, cancellationToken);
            }

            return current.Catalogue;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Whether it has every change that this context sees; a readable copy may be behind.</summary>
    public async Task<bool> HasAllAsync(PracticeBaseDbContext db, CancellationToken cancellationToken) =>
        current is { } loaded && (await ChangeFeed.SinceAsync(db, loaded.Position, cancellationToken)).IsEmpty;

    public void Dispose() => gate.Dispose();

    private static async Task<Loaded> FollowAsync(PracticeBaseDbContext db, Loaded? loaded, FeedDelta delta, CancellationToken cancellationToken)
    {
        if (loaded is not null && delta is { IsComplete: true, SiteWide: false } && await loaded.Reader.ReadAsync(db, delta.PracticeIds, cancellationToken) is { } published)
        {
            return loaded with { Position = delta.Position, Catalogue = loaded.Catalogue.With(delta.PracticeIds, published) };
        }

        var reader = await CatalogueReader.CreateAsync(db, cancellationToken);
        return new Loaded(delta.Position, reader, new Catalogue(reader.Lists, await reader.ReadAsync(db, cancellationToken)));
    }

    private sealed record Loaded(FeedPosition Position, CatalogueReader Reader, Catalogue Catalogue);
}
