using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>The node's current <see cref="Catalogue"/>. It follows the change feed: each use asks for the newest change and reads anew when there is one.</summary>
public sealed class CatalogueSource(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>More than are ever under way at once.</summary>
    private const int Window = 64;

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Loaded? current;

    public async Task<Catalogue> GetAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var newest = await NewestChanges(db).ToListAsync(cancellationToken);
        if (current is { } loaded && loaded.LastChanges.SequenceEqual(newest))
        {
            return loaded.Catalogue;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var own = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
            newest = await NewestChanges(own).ToListAsync(cancellationToken);
            if (current is null || !current.LastChanges.SequenceEqual(newest))
            {
                current = new Loaded(newest, await LoadAsync(own, cancellationToken));
            }

            return current.Catalogue;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Not the highest number alone: a change may be committed after one with a higher number.</summary>
    private static IQueryable<long> NewestChanges(PracticeBaseDbContext db) => db.Changes.OrderByDescending(c => c.Id).Select(c => c.Id).Take(Window);

    private static async Task<Catalogue> LoadAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var categories = await db.Categories.AsNoTracking().ToListAsync(cancellationToken);
        var targetGroups = await db.TargetGroups.AsNoTracking().OrderBy(g => g.Order).ToListAsync(cancellationToken);
        var places = await db.LocalGovernments.AsNoTracking()
            .Where(p => p.Type == LocalGovernmentType.Voivodeship || p.Type == LocalGovernmentType.County || p.Type == LocalGovernmentType.CityWithCountyRights)
            .ToListAsync(cancellationToken);
        var categoryMerges = new Merges(categories.Where(c => c.MergedIntoId is not null).ToDictionary(c => c.Id, c => c.MergedIntoId!.Value));
        var unitMerges = await MergesAsync(db.ImplementingUnits, cancellationToken);
        var placeMerges = await MergesAsync(db.LocalGovernments, cancellationToken);
        var successors = await SuccessorsAsync(db, placeMerges, cancellationToken);
        var published = db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null);
        var groups = (await published.SelectMany(r => r.TargetGroups).Select(g => new { g.RevisionId, g.TargetGroupId }).ToListAsync(cancellationToken))
            .ToLookup(g => g.RevisionId, g => g.TargetGroupId);
        var bits = targetGroups.Select((g, i) => (g.Id, Bit: 1UL << i)).ToDictionary(g => g.Id, g => g.Bit);
        var voivodeshipIds = places.Where(p => p.Type == LocalGovernmentType.Voivodeship).ToDictionary(p => p.Name, p => (int?)p.Id);
        var opinions = (await db.Opinions.Where(o => o.IsPublic).Select(o => new { o.PracticeId, o.Recommended, o.WorksWithoutFunding }).ToListAsync(cancellationToken))
            .ToLookup(o => o.PracticeId);

        var rows = await published.Select(r => new
        {
            r.Id,
            r.PracticeId,
            r.Practice.Kind,
            r.Practice.Slug,
            r.Practice.ReadCount,
            r.Title,
            r.CategoryId,
            r.LocalGovernmentId,
            r.ImplementingUnitId,
            r.WorksWithoutFunding,
            r.PublishedAt,
            FirstPublishedAt = r.Practice.Revisions.Min(e => e.PublishedAt),
            PlaceName = r.LocalGovernment!.Name,
            PlaceType = (LocalGovernmentType?)r.LocalGovernment!.Type,
            PlaceVoivodeshipId = r.LocalGovernment.VoivodeshipId,
            PlaceCountyId = r.LocalGovernment.CountyId,
            PlacePopulation = r.LocalGovernment.Population,
            r.Metryka.UnitType,
            r.Metryka.Voivodeship,
            r.Metryka.Locality,
            r.Metryka.UnitName,
            r.Metryka.Population,
            r.Metryka.IntroducedOn,
            r.Metryka.UpdatedOn,
            Attachments = r.Attachments.Count,
            Partners = r.Partners.Count,
        }).ToListAsync(cancellationToken);

        var parents = categories.ToDictionary(c => c.Id, c => c.ParentId);
        var entries = rows.Select(r =>
        {
            var published = DateOnly.FromDateTime((r.PublishedAt ?? DateTimeOffset.MinValue).Date);
            var category = categoryMerges.Resolve(r.CategoryId);
            // A published revision keeps the numbers it was published with; what has been merged since then shows under its successor.
            var place = r.LocalGovernmentId is not { } placeId ? null : successors.GetValueOrDefault(placeId)
                ?? new PlaceRow(placeId, r.PlaceName!, r.PlaceType!.Value, r.PlaceVoivodeshipId, r.PlaceCountyId, r.PlacePopulation);
            return new CatalogueEntry
            {
                PracticeId = r.PracticeId,
                RevisionId = r.Id,
                Kind = r.Kind,
                Title = r.Title,
                Slug = r.Slug,
                CategoryId = category,
                SectorId = category is { } id ? parents[id] ?? id : null,
                VoivodeshipId = place?.Type == LocalGovernmentType.Voivodeship ? place.Id
                    : place?.VoivodeshipId ?? (r.Voivodeship is null ? null : voivodeshipIds.GetValueOrDefault(r.Voivodeship)),
                CountyId = place?.Type is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights ? place.Id : place?.CountyId,
                UnitType = r.UnitType ?? place?.Type,
                Place = PlaceLabel(place?.Type, place?.Name) ?? r.Locality,
                ImplementingUnitId = unitMerges.Resolve(r.ImplementingUnitId),
                UnitName = r.UnitName,
                Population = r.Population ?? place?.Population,
                IntroducedOn = r.IntroducedOn ?? published,
                UpdatedOn = r.UpdatedOn ?? r.IntroducedOn ?? published,
                PublishedAt = r.PublishedAt ?? DateTimeOffset.MinValue,
                FirstPublishedAt = r.FirstPublishedAt ?? DateTimeOffset.MinValue,
                TargetGroups = groups[r.Id].Aggregate(0UL, (mask, id) => mask | bits[id]),
                Recommended = opinions[r.PracticeId].Any(o => o.Recommended == true),
                WorksWithoutFunding = r.WorksWithoutFunding ?? opinions[r.PracticeId].Select(o => o.WorksWithoutFunding).FirstOrDefault(w => w is not null),
                AttachmentCount = r.Attachments,
                PartnerCount = r.Partners,
                ReadCount = r.ReadCount,
            };
        }).ToList();
        var funders = await db.Funders.AsNoTracking().OrderBy(f => f.Order).ToListAsync(cancellationToken);
        return new Catalogue(entries, categories, categoryMerges, targetGroups, places, funders);
    }

    private static async Task<Merges> MergesAsync<T>(IQueryable<T> rows, CancellationToken cancellationToken)
        where T : class, IMergeable =>
        new(await rows.Where(r => r.MergedIntoId != null).ToDictionaryAsync(r => r.Id, r => r.MergedIntoId!.Value, cancellationToken));

    /// <summary>For each local government that was merged, the one that stands for it now.</summary>
    private static async Task<Dictionary<int, PlaceRow>> SuccessorsAsync(PracticeBaseDbContext db, Merges merges, CancellationToken cancellationToken)
    {
        var merged = merges.Merged.ToDictionary(id => id, merges.Resolve);
        var ids = merged.Values.Distinct().ToList();
        var rows = await db.LocalGovernments.Where(g => ids.Contains(g.Id))
            .Select(g => new PlaceRow(g.Id, g.Name, g.Type, g.VoivodeshipId, g.CountyId, g.Population)).ToDictionaryAsync(g => g.Id, cancellationToken);
        return merged.ToDictionary(m => m.Key, m => rows[m.Value]);
    }

    /// <summary>«gmina Łabunie», «powiat limanowski»; a town goes by its name alone.</summary>
    private static string? PlaceLabel(LocalGovernmentType? type, string? name) => type switch
    {
        LocalGovernmentType.RuralCommune or LocalGovernmentType.UrbanRuralCommune => $"gmina {name}",
        LocalGovernmentType.County => $"powiat {name}",
        LocalGovernmentType.Voivodeship => $"województwo {name}",
        _ => name,
    };

    private sealed record PlaceRow(int Id, string Name, LocalGovernmentType Type, int? VoivodeshipId, int? CountyId, int? Population);

    private sealed record Loaded(IReadOnlyList<long> LastChanges, Catalogue Catalogue);
}
