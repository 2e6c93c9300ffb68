using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>Makes catalogue entries of the database's rows. Holds what changes for the whole site only, so that a few practices are read quickly.</summary>
internal sealed class CatalogueReader
{
    private readonly Merges placeMerges;
    private readonly Merges unitMerges;
    private readonly Dictionary<string, int> voivodeships;
    private readonly Dictionary<int, ulong> groupBits;

    private CatalogueReader(CatalogueLists lists, Merges unitMerges, Merges placeMerges)
    {
        Lists = lists;
        this.unitMerges = unitMerges;
        this.placeMerges = placeMerges;
        voivodeships = lists.Voivodeships.ToDictionary(v => v.Name, v => v.Id);
        groupBits = lists.TargetGroups.Select((g, i) => (g.Id, Bit: 1UL << i)).ToDictionary(g => g.Id, g => g.Bit);
    }

    public CatalogueLists Lists { get; }

    public static async Task<CatalogueReader> CreateAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var named = await db.LocalGovernments.AsNoTracking()
            .Where(p => p.Type == LocalGovernmentType.Voivodeship || p.Type == LocalGovernmentType.County || p.Type == LocalGovernmentType.CityWithCountyRights)
            .ToListAsync(cancellationToken);
        var lists = new CatalogueLists(
            await db.Categories.AsNoTracking().ToListAsync(cancellationToken),
            await db.TargetGroups.AsNoTracking().OrderBy(g => g.Order).ToListAsync(cancellationToken),
            named,
            await db.LocalGovernments.Select(g => new CataloguePlace(g.Id, g.Teryt, g.Name, g.Type, g.VoivodeshipId, g.CountyId, g.Population, g.Latitude, g.Longitude)).ToListAsync(cancellationToken),
            await db.Funders.AsNoTracking().OrderBy(f => f.Order).ToListAsync(cancellationToken),
            await db.Synonyms.OrderBy(s => s.Id).Select(s => s.Words).ToListAsync(cancellationToken));
        return new CatalogueReader(lists, await MergesAsync(db.ImplementingUnits, cancellationToken), await MergesAsync(db.LocalGovernments, cancellationToken));
    }

    /// <summary>All published practices.</summary>
    public async Task<List<CatalogueEntry>> ReadAsync(PracticeBaseDbContext db, CancellationToken cancellationToken) =>
        // What came since the lists were read is left out: its own change follows.
        CatalogueEntry.WithTextsTogether((await ReadRowsAsync(db, practiceIds: null, cancellationToken)).Entries);

    /// <summary>The published ones of the given practices; null when one names a category, place or target group that the lists do not know yet.</summary>
    public async Task<List<CatalogueEntry>?> ReadAsync(PracticeBaseDbContext db, IReadOnlyList<int> practiceIds, CancellationToken cancellationToken) =>
        await ReadRowsAsync(db, practiceIds, cancellationToken) is { AllKnown: true } read ? read.Entries : null;

    private async Task<(List<CatalogueEntry> Entries, bool AllKnown)> ReadRowsAsync(PracticeBaseDbContext db, IReadOnlyList<int>? practiceIds, CancellationToken cancellationToken)
    {
        var allKnown = true;
        var published = db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null);
        var (groupRows, opinionRows) = (db.Set<RevisionTargetGroup>().AsQueryable(), db.Opinions.Where(o => o.IsPublic));
        if (practiceIds is not null)
        {
            // By key alone: asked for the status as well, SQLite walks through all published revisions.
            var revisionIds = (await db.Revisions.Where(r => practiceIds.Contains(r.PracticeId)).Select(r => new { r.Id, r.Status, r.Practice.ArchivedAt }).ToListAsync(cancellationToken))
                .Where(r => r.Status == RevisionStatus.Published && r.ArchivedAt is null).Select(r => r.Id).ToList();
            published = db.Revisions.Where(r => revisionIds.Contains(r.Id));
            groupRows = groupRows.Where(g => revisionIds.Contains(g.RevisionId));
            opinionRows = opinionRows.Where(o => practiceIds.Contains(o.PracticeId));
        }

        var groups = new Dictionary<int, ulong>();
        // Of every revision, where all are read: to ask for the published ones takes four times as long as to skip the others.
        await foreach (var row in groupRows.Select(g => new { g.RevisionId, g.TargetGroupId }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            allKnown &= groupBits.TryGetValue(row.TargetGroupId, out var bit);
            groups[row.RevisionId] = groups.GetValueOrDefault(row.RevisionId) | bit;
        }

        var opinions = (await opinionRows.Select(o => new { o.PracticeId, o.Recommended, o.WorksWithoutFunding }).ToListAsync(cancellationToken))
            .ToLookup(o => o.PracticeId);

        var rows = published.Select(r => new
        {
            r.Id,
            r.PracticeId,
            r.Practice.Kind,
            r.Practice.Slug,
            r.Title,
            r.CategoryId,
            r.LocalGovernmentId,
            r.ImplementingUnitId,
            r.WorksWithoutFunding,
            r.PublishedAt,
            FirstPublishedAt = r.Practice.Revisions.Min(e => e.PublishedAt),
            r.Metryka.UnitType,
            r.Metryka.Voivodeship,
            r.Metryka.Locality,
            r.Metryka.UnitName,
            r.Metryka.Population,
            r.Metryka.IntroducedOn,
            r.Metryka.UpdatedOn,
            Attachments = r.Attachments.Count,
            Partners = r.Partners.Count,
        });
        var names = new Dictionary<string, string>();
        var entries = new List<CatalogueEntry>(practiceIds?.Count ?? 0);
        await foreach (var r in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var day = DateOnly.FromDateTime((r.PublishedAt ?? DateTimeOffset.MinValue).Date);
            // A published revision keeps the numbers it was published with; what has been merged since then shows under its successor.
            var category = Lists.Current(r.CategoryId) is { } categoryId ? Lists.Categories.GetValueOrDefault(categoryId) : null;
            var place = placeMerges.Resolve(r.LocalGovernmentId) is { } placeId ? Lists.Places.GetValueOrDefault(placeId) : null;
            allKnown &= (category is not null || r.CategoryId is null) && (place is not null || r.LocalGovernmentId is null);
            entries.Add(new CatalogueEntry(r.Title, r.Slug)
            {
                PracticeId = r.PracticeId,
                RevisionId = r.Id,
                Kind = r.Kind,
                CategoryId = category?.Id,
                SectorId = category?.ParentId ?? category?.Id,
                VoivodeshipId = place?.Type == LocalGovernmentType.Voivodeship ? place.Id
                    : place?.VoivodeshipId ?? (r.Voivodeship is not null && voivodeships.TryGetValue(r.Voivodeship, out var voivodeship) ? voivodeship : null),
                CountyId = place?.Type is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights ? place.Id : place?.CountyId,
                LocalGovernmentId = place?.Id,
                UnitType = r.UnitType ?? place?.Type,
                Place = place?.Label ?? Shared(r.Locality),
                ImplementingUnitId = unitMerges.Resolve(r.ImplementingUnitId),
                UnitName = Shared(r.UnitName),
                Population = r.Population ?? place?.Population,
                IntroducedOn = r.IntroducedOn ?? day,
                UpdatedOn = r.UpdatedOn ?? r.IntroducedOn ?? day,
                PublishedAt = r.PublishedAt ?? DateTimeOffset.MinValue,
                FirstPublishedAt = r.FirstPublishedAt ?? DateTimeOffset.MinValue,
                TargetGroups = groups.GetValueOrDefault(r.Id),
                Recommended = opinions[r.PracticeId].Any(o => o.Recommended == true),
                WorksWithoutFunding = r.WorksWithoutFunding ?? opinions[r.PracticeId].Select(o => o.WorksWithoutFunding).FirstOrDefault(w => w is not null),
                AttachmentCount = r.Attachments,
                PartnerCount = r.Partners,
            });
        }

        return (entries, allKnown);

        // An office has many practices; its name is kept once.
        string? Shared(string? name) => name is null ? null : names.TryGetValue(name, out var known) ? known : names[name] = name;
    }

    private static async Task<Merges> MergesAsync<T>(IQueryable<T> rows, CancellationToken cancellationToken)
        where T : class, IMergeable =>
        new(await rows.Where(r => r.MergedIntoId != null).ToDictionaryAsync(r => r.Id, r => r.MergedIntoId!.Value, cancellationToken));
}
