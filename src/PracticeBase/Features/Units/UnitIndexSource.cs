using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Units;

/// <summary>
/// The node's current <see cref="UnitIndex"/>, made by a question. Where only practices changed since, the one at hand goes on for a moment: each
/// publication would otherwise make the next visitors of all practices wait. What is no longer published is taken out of its answers.
/// </summary>
public sealed class UnitIndexSource(LocalGovernmentFinder finder, IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    /// <summary>How far likeness may lag behind what is published.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Made? current;

    /// <summary>An index with the lists of the catalogue, places and categories: a change of those for the whole site counts at once.</summary>
    public async Task<UnitIndex> GetAsync(Catalogue catalogue, CancellationToken cancellationToken)
    {
        var known = current;
        var fits = known?.Fits(catalogue) == true;
        if (fits && (known!.Covers(catalogue) || clock.GetUtcNow() - known.At < MaxAge))
        {
            return known.Index;
        }

        // One makes it anew; the others wait only when what is at hand does not fit.
        if (!await gate.WaitAsync(fits ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellationToken))
        {
            return known!.Index;
        }

        try
        {
            if (current is { } now && now.Fits(catalogue) && now.Covers(catalogue))
            {
                return now.Index;
            }

            var made = new Made(await MakeAsync(catalogue, cancellationToken), clock.GetUtcNow());
            if (current?.Covers(catalogue) != true)
            {
                current = made;
            }

            return made.Index;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<UnitIndex> MakeAsync(Catalogue catalogue, CancellationToken cancellationToken)
    {
        using var reads = PublicReads.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var offices = await db.ImplementingUnits.Where(u => u.MergedIntoId == null).Select(u => new UnitOffice(u.Id, u.Name, u.Slug)).ToDictionaryAsync(u => u.Id, cancellationToken);
        return new UnitIndex(catalogue, await finder.PlacesAsync(cancellationToken), offices);
    }

    private sealed record Made(UnitIndex Index, DateTimeOffset At)
    {
        public bool Fits(Catalogue catalogue) => ReferenceEquals(Index.Catalogue.Lists, catalogue.Lists);

        /// <summary>Made of this catalogue or a later one: a request that began before a change must not take it back.</summary>
        public bool Covers(Catalogue catalogue) => Index.Catalogue.Number >= catalogue.Number;
    }
}
