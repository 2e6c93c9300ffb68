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
            return new CatalogueEntry
            {
                PracticeId = r.PracticeId,
                RevisionId = r.Id,
                Kind = r.Kind,
                Title = r.Title,
                Slug = r.Slug,
                CategoryId = r.CategoryId,
                SectorId = r.CategoryId is { } category ? parents[category] ?? category : null,
                VoivodeshipId = r.PlaceType == LocalGovernmentType.Voivodeship ? r.LocalGovernmentId
                    : r.PlaceVoivodeshipId ?? (r.Voivodeship is null ? null : voivodeshipIds.GetValueOrDefault(r.Voivodeship)),
                CountyId = r.PlaceType is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights ? r.LocalGovernmentId : r.PlaceCountyId,
                UnitType = r.UnitType ?? r.PlaceType,
                Place = PlaceLabel(r.PlaceType, r.PlaceName) ?? r.Locality,
                ImplementingUnitId = r.ImplementingUnitId,
                UnitName = r.UnitName,
                Population = r.Population ?? r.PlacePopulation,
                IntroducedOn = r.IntroducedOn ?? published,
                UpdatedOn = r.UpdatedOn ?? r.IntroducedOn ?? published,
                TargetGroups = groups[r.Id].Aggregate(0UL, (mask, id) => mask | bits[id]),
                Recommended = opinions[r.PracticeId].Any(o => o.Recommended == true),
                WorksWithoutFunding = r.WorksWithoutFunding ?? opinions[r.PracticeId].Select(o => o.WorksWithoutFunding).FirstOrDefault(w => w is not null),
                AttachmentCount = r.Attachments,
                PartnerCount = r.Partners,
                ReadCount = r.ReadCount,
            };
        }).ToList();
        var funders = await db.Funders.AsNoTracking().OrderBy(f => f.Order).ToListAsync(cancellationToken);
        return new Catalogue(entries, categories, targetGroups, places, funders);
    }

    /// <summary>«gmina Łabunie», «powiat limanowski»; a town goes by its name alone.</summary>
    private static string? PlaceLabel(LocalGovernmentType? type, string? name) => type switch
    {
        LocalGovernmentType.RuralCommune or LocalGovernmentType.UrbanRuralCommune => $"gmina {name}",
        LocalGovernmentType.County => $"powiat {name}",
        LocalGovernmentType.Voivodeship => $"województwo {name}",
        _ => name,
    };

    private sealed record Loaded(IReadOnlyList<long> LastChanges, Catalogue Catalogue);
}
