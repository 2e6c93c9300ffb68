using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PracticeBase.Domain;

namespace PracticeBase.Data;

/// <summary>
/// What a save must not change, and what each save changes besides. The database has triggers for most of it; here it is a clear exception.
/// </summary>
internal sealed class SaveGuard
{
    private static readonly string[] Signed = [nameof(ExpertOpinion.Text), nameof(ExpertOpinion.Recommended), nameof(ExpertOpinion.WorksWithoutFunding), nameof(ExpertOpinion.Scores), nameof(ExpertOpinion.SignedOn)];

    private readonly List<EntityEntry> revisions = [];

    /// <summary>Added, modified or deleted, each with its revision.</summary>
    private readonly List<(EntityEntry Entry, int RevisionId)> parts = [];

    private readonly List<EntityEntry> opinions = [];

    /// <param name="tracker">Has detected what changed, and does so no more.</param>
    /// <exception cref="InvalidOperationException">A log was edited.</exception>
    public SaveGuard(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries())
        {
            switch (entry.Entity)
            {
                case PracticeRevision:
                    revisions.Add(entry);
                    break;
                case Partner or Attachment or RevisionTargetGroup when IsChanged(entry):
                    parts.Add((entry, (int)entry.Property("RevisionId").CurrentValue!));
                    break;
                case ExpertOpinion { ExpertId: not null } when entry.State == EntityState.Modified:
                    opinions.Add(entry);
                    break;
                case HistoryEntry or AuditEntry when entry.State is EntityState.Modified or EntityState.Deleted:
                    throw new InvalidOperationException($"{entry.Metadata.ShortName()} is written once and never edited.");
            }
        }

        var tracked = revisions.Select(e => ((PracticeRevision)e.Entity).Id).ToHashSet();
        UntrackedParents = [.. parts.Select(p => p.RevisionId).Distinct().Where(id => !tracked.Contains(id))];
    }

    /// <summary>Revisions whose parts change and that are not at hand.</summary>
    public IReadOnlyList<int> UntrackedParents { get; }

    /// <param name="frozen">Of <see cref="UntrackedParents"/> those that are published or were.</param>
    /// <exception cref="InvalidOperationException">What never changes was changed.</exception>
    public void Apply(IReadOnlyList<int> frozen)
    {
        opinions.ForEach(GuardOpinion);
        var touched = parts.Select(p => p.RevisionId).ToHashSet();
        foreach (var entry in revisions)
        {
            GuardRevision(entry, touched.Contains(((PracticeRevision)entry.Entity).Id));
        }

        if (parts.Count == 0)
        {
            return;
        }

        var closed = revisions.Where(e => e.State is EntityState.Unchanged or EntityState.Modified && WasFrozen(e)).Select(e => ((PracticeRevision)e.Entity).Id).Concat(frozen).ToHashSet();
        if (parts.Find(p => closed.Contains(p.RevisionId)).Entry is { } part)
        {
            throw new InvalidOperationException($"{part.Metadata.ShortName()} belongs to a published revision, which never changes.");
        }
    }

    /// <summary>What an expert signed stays as it was signed; any other opinion gets a new version with each save.</summary>
    private static void GuardOpinion(EntityEntry entry)
    {
        if (entry.OriginalValues.GetValue<DateOnly?>(nameof(ExpertOpinion.SignedOn)) is not null && Signed.Any(name => entry.Property(name).IsModified))
        {
            throw new InvalidOperationException($"Opinion {((ExpertOpinion)entry.Entity).Id} is signed and never changes.");
        }

        var version = entry.Property(nameof(ExpertOpinion.Version));
        version.CurrentValue = (int)version.CurrentValue! + 1;
    }

    /// <summary>A frozen revision may only move on to Superseded; any other revision gets a new version with each save, of its parts too.</summary>
    private static void GuardRevision(EntityEntry entry, bool isTouched)
    {
        var revision = (PracticeRevision)entry.Entity;
        if (entry.State == EntityState.Unchanged && isTouched && !ReviewWorkflow.IsFrozen(revision.Status))
        {
            entry.State = EntityState.Modified;
            foreach (var property in entry.Properties.Where(p => p.Metadata.Name != nameof(PracticeRevision.Version)))
            {
                property.IsModified = false;
            }
        }

        if (entry.State == EntityState.Added || (entry.State == EntityState.Modified && !ReviewWorkflow.IsFrozen(revision.Status) && HasOtherWords(entry)))
        {
            entry.Property(nameof(PracticeRevision.SearchText)).CurrentValue = Text.Fold($"{revision.Title}\n{revision.Summary}\n{revision.Metryka.UnitName}\n{revision.Metryka.Locality}");
        }

        if (entry.State is not (EntityState.Modified or EntityState.Deleted))
        {
            return;
        }

        if (!WasFrozen(entry))
        {
            if (entry.State == EntityState.Modified)
            {
                entry.Property(nameof(PracticeRevision.Version)).CurrentValue = revision.Version + 1;
            }
        }
        else if (entry.State != EntityState.Modified || revision.Status != RevisionStatus.Superseded
            || entry.Properties.Any(p => p.IsModified && p.Metadata.Name is not nameof(PracticeRevision.Status)) || entry.ComplexProperties.Any(p => p.IsModified))
        {
            throw new InvalidOperationException($"Revision {revision.Number} of practice {revision.PracticeId} is published and never changes.");
        }
    }

    /// <summary>In what <see cref="PracticeRevision.SearchText"/> is made of.</summary>
    private static bool HasOtherWords(EntityEntry entry)
    {
        var metryka = entry.ComplexProperty(nameof(PracticeRevision.Metryka));
        return entry.Property(nameof(PracticeRevision.Title)).IsModified || entry.Property(nameof(PracticeRevision.Summary)).IsModified
            || metryka.Property(nameof(Metryka.UnitName)).IsModified || metryka.Property(nameof(Metryka.Locality)).IsModified;
    }

    private static bool IsChanged(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static bool WasFrozen(EntityEntry entry) => ReviewWorkflow.IsFrozen(entry.OriginalValues.GetValue<RevisionStatus>(nameof(PracticeRevision.Status)));
}
