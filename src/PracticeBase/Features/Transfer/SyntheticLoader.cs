using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer;

/// <summary>Writes synthetic practices, many with one save; those that are there already stay as they are.</summary>
internal sealed class SyntheticLoader(PracticeBaseDbContext db, TimeProvider clock)
{
    private const int BatchSize = 500;

    private readonly Dictionary<(int? LocalGovernmentId, string Name), int> units = [];
    private Dictionary<string, int> categories = [];
    private Dictionary<string, int> targetGroups = [];
    private DateOnly validUntil;

    /// <summary>Makes the first practices of the sequence; returns how many of them were new.</summary>
    public async Task<int> LoadAsync(int count, Action<int> report, CancellationToken cancellationToken)
    {
        categories = await db.Categories.Select(c => new { c.Id, Path = c.Parent == null ? c.Slug : c.Parent.Slug + "/" + c.Slug })
            .ToDictionaryAsync(c => c.Path, c => c.Id, cancellationToken);
        targetGroups = await db.TargetGroups.ToDictionaryAsync(g => g.Slug, g => g.Id, cancellationToken);
        validUntil = DateOnly.FromDateTime(clock.GetLocalNow().DateTime).AddYears(Contact.DefaultValidityYears);
        foreach (var unit in await db.ImplementingUnits.Select(u => new { u.Id, u.LocalGovernmentId, u.Name }).ToListAsync(cancellationToken))
        {
            units.TryAdd((unit.LocalGovernmentId, unit.Name), unit.Id);
        }

        var places = await db.LocalGovernments.AsNoTrackingWithIdentityResolution().Include(g => g.Voivodeship).Include(g => g.County)
            .Where(g => g.Teryt != null).OrderBy(g => g.Teryt).ThenBy(g => g.Name).ToListAsync(cancellationToken);
        var (added, done) = (0, 0);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var batch in new SyntheticPractices(places).All().Take(count).Chunk(BatchSize))
            {
                added += await WriteAsync(batch, cancellationToken);
                report(done += batch.Length);
            }
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }

        return added;
    }

    private async Task<int> WriteAsync(SyntheticPractice[] batch, CancellationToken cancellationToken)
    {
        var keys = batch.Select(p => p.Practice.ImportKey).ToList();
        var known = (await db.Practices.Where(p => keys.Contains(p.ImportKey)).Select(p => p.ImportKey).ToListAsync(cancellationToken)).ToHashSet();
        var fresh = batch.Where(p => !known.Contains(p.Practice.ImportKey)).ToList();
        if (fresh.Count == 0)
        {
            return 0;
        }

        var newUnits = new Dictionary<(int?, string), ImplementingUnit>();
        foreach (var practice in fresh)
        {
            Complete(practice, newUnits);
            db.Practices.Add(practice.Practice);
        }

        // One line tells the derived stores to read everything anew; each batch has its own, so that an interrupted run is seen as well.
        db.Changes.Add(new Change { At = clock.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        foreach (var (key, unit) in newUnits)
        {
            units.Add(key, unit.Id);
        }

        db.ChangeTracker.Clear();
        return fresh.Count;
    }

    private void Complete(SyntheticPractice practice, Dictionary<(int?, string), ImplementingUnit> newUnits)
    {
        var revision = practice.Revision;
        var move = ReviewWorkflow.Demand(null, ReviewAction.ImportPublished, ReviewActor.Operator);
        revision.History.Add(new HistoryEntry { At = revision.CreatedAt, Actor = nameof(ReviewActor.Operator), Action = move.Action, From = move.From, To = move.To });
        revision.CategoryId = categories.TryGetValue(practice.Topic.Category, out var category) ? category : null;
        revision.TargetGroups.AddRange(practice.Topic.Groups.Split(' ').Where(targetGroups.ContainsKey).Select(s => new RevisionTargetGroup { TargetGroupId = targetGroups[s] }));
        var key = (revision.LocalGovernmentId, practice.UnitName);
        var unit = newUnits.GetValueOrDefault(key);
        if (units.TryGetValue(key, out var unitId))
        {
            revision.ImplementingUnitId = unitId;
        }
        else
        {
            unit ??= newUnits[key] = NewUnit(practice.UnitName, revision);
            revision.ImplementingUnit = unit;
        }

        if (practice.Contact is { } contact)
        {
            contact.ValidUntil = validUntil;
            contact.ImplementingUnit = unit;
            contact.ImplementingUnitId = revision.ImplementingUnitId;
            revision.Contacts.Add(new RevisionContact { Contact = contact });
        }
    }

    private static ImplementingUnit NewUnit(string name, PracticeRevision revision) => new()
    {
        Name = name,
        Slug = Text.Slug(name),
        LocalGovernmentId = revision.LocalGovernmentId,
        Street = revision.Metryka.Street,
        PostalCode = revision.Metryka.PostalCode,
        PostOffice = revision.Metryka.PostOffice,
        Website = revision.Metryka.Website,
    };
}
