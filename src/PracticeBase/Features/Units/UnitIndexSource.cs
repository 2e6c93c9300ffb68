using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Units;

/// <summary>The node's current <see cref="UnitIndex"/>: it is made with the first question about a catalogue and kept until the next one.</summary>
public sealed class UnitIndexSource(LocalGovernmentFinder finder, IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile UnitIndex? current;

    public async Task<UnitIndex> GetAsync(Catalogue catalogue, CancellationToken cancellationToken)
    {
        if (current is { } known && known.Catalogue == catalogue)
        {
            return known;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current?.Catalogue != catalogue)
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
                var offices = await db.ImplementingUnits.Where(u => u.MergedIntoId == null).Select(u => new UnitOffice(u.Id, u.Name, u.Slug)).ToDictionaryAsync(u => u.Id, cancellationToken);
                current = new UnitIndex(catalogue, await finder.PlacesAsync(cancellationToken), offices);
            }

            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
