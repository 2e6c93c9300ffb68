using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;

namespace PracticeBase.Features.Administration;

/// <summary>
/// Saves one row that an administrator edited, with its audit entry, in one transaction. A form carries the stamp of the row it was filled from;
/// the row's columns are concurrency tokens, so nothing that came between is overwritten.
/// </summary>
public sealed class RowEditing(PracticeBaseDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>Names the row's present values: 32 hexadecimal digits.</summary>
    public string StampOf(object entity) => StampOf([entity]);

    /// <inheritdoc cref="StampOf(object)"/>
    public string StampOf(IEnumerable<object> entities) =>
        Text.Sha256(JsonSerializer.Serialize(entities.Select(e => Values(db.Entry(e), p => p.OriginalValue)).ToList()))[..32];

    /// <param name="entity">Tracked, with its new values; new ones are added.</param>
    /// <param name="action">For the audit log: «banner.edit».</param>
    /// <param name="name">Of the row, as people know it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False when the row changed in the meantime; then nothing was saved.</returns>
    public async Task<bool> SaveAsync(object entity, string action, string name, CancellationToken cancellationToken)
    {
        var entry = db.Entry(entity);
        db.ChangeTracker.DetectChanges();
        if (entry.State == EntityState.Unchanged && !db.ChangeTracker.HasChanges())
        {
            return true;
        }

        var (before, after) = Changes(entry);
        if (entry.State == EntityState.Detached)
        {
            db.Add(entity);
        }

        var rows = db.ChangeTracker.Entries().Select(Row.Of).ToList();
        try
        {
            await db.InTransactionAsync(async () =>
            {
                rows.ForEach(row => row.Track(db));
                var tracked = db.Entry(entity);
                if (tracked.State == EntityState.Added)
                {
                    // The audit entry names the row's number.
                    await db.SaveChangesAsync(cancellationToken);
                    after = Values(tracked, p => p.CurrentValue);
                }

                audit.Add(action, SubjectOf(tracked), name, before, after);
                // Whatever it is, it stands on pages that every node keeps.
                db.Changes.Add(new Change { At = clock.GetUtcNow() });

                await db.SaveChangesAsync(cancellationToken);
            }, cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>«Category 12».</summary>
    public string SubjectOf(EntityEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Metadata.ClrType.Name} {entry.Properties.First(p => p.Metadata.IsPrimaryKey()).CurrentValue}");

    private static (Dictionary<string, object?>? Before, Dictionary<string, object?>? After) Changes(EntityEntry entry) => entry.State switch
    {
        EntityState.Deleted => (Values(entry, p => p.OriginalValue), null),
        EntityState.Modified => (Values(entry, p => p.OriginalValue, p => p.IsModified), Values(entry, p => p.CurrentValue, p => p.IsModified)),
        _ => (null, null),
    };

    private static Dictionary<string, object?> Values(EntityEntry entry, Func<PropertyEntry, object?> value, Func<PropertyEntry, bool>? which = null) =>
        entry.Properties.Where(p => which is null || which(p)).ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Metadata.Name), value);

    /// <summary>A row as the form changed it: what every run of the transaction begins with.</summary>
    private sealed record Row(object Entity, EntityState State, PropertyValues Original)
    {
        public static Row Of(EntityEntry entry) => new(entry.Entity, entry.State, entry.OriginalValues.Clone());

        public void Track(PracticeBaseDbContext db)
        {
            var entry = db.Entry(Entity);
            if (State == EntityState.Added)
            {
                foreach (var number in entry.Properties.Where(p => p.Metadata.IsPrimaryKey() && p.Metadata.ValueGenerated == ValueGenerated.OnAdd))
                {
                    // One that a failed run was given is nobody's.
                    number.CurrentValue = number.Metadata.Sentinel;
                }

                entry.State = EntityState.Added;
                return;
            }

            entry.State = EntityState.Unchanged;
            entry.OriginalValues.SetValues(Original);
            entry.State = State == EntityState.Deleted ? EntityState.Deleted : entry.State;
        }
    }
}
