using PracticeBase.Changes;
using PracticeBase.Data;

namespace PracticeBase.Features.Practices;

/// <summary>
/// The node's current <see cref="Catalogue"/>. It begins with the node's copy, where there is one, and follows the change feed: each use asks what changed.
/// A few practices are read anew and put into a catalogue that shares the rest; a change for the whole site, or too many changes, read everything.
/// </summary>
/// <param name="scopes">For a database context of its own.</param>
/// <param name="file">The node's copy; null keeps none.</param>
public sealed class CatalogueSource(IServiceScopeFactory scopes, CatalogueFile? file = null) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Loaded? current;
    private long saved;

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
            var known = current ?? await RestoreAsync(own, cancellationToken);
            var delta = await ChangeFeed.SinceAsync(own, known?.Position, cancellationToken);
            if (known is null || !delta.IsEmpty)
            {
                known = await FollowAsync(own, known, delta, cancellationToken);
            }

            current = known;
            return known.Catalogue;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Whether it has every change that this context sees; a readable copy may be behind.</summary>
    public async Task<bool> HasAllAsync(PracticeBaseDbContext db, CancellationToken cancellationToken) =>
        current is { } loaded && (await ChangeFeed.SinceAsync(db, loaded.Position, cancellationToken)).IsEmpty;

    /// <summary>Writes the node's copy, unless it is the same.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (file is not null && current is { } loaded && loaded.Catalogue.Number != saved)
        {
            await using var scope = scopes.CreateAsyncScope();
            await file.WriteAsync(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>(), loaded.Position, loaded.Catalogue, cancellationToken);
            saved = loaded.Catalogue.Number;
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<Loaded?> RestoreAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        if (file is null || await file.ReadAsync(db, cancellationToken) is not { } snapshot)
        {
            return null;
        }

        // What changes the lists changes the whole site, and is found in the feed.
        var reader = await CatalogueReader.CreateAsync(db, cancellationToken);
        var catalogue = new Catalogue(reader.Lists, snapshot.Entries, byTitle: true);
        saved = catalogue.Number;
        return new Loaded(snapshot.Position, reader, catalogue);
    }

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
