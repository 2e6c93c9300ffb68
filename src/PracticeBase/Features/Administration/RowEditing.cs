using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
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
    /// <param name="announce">True where the catalogue of every node has to follow.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False when the row changed in the meantime; then nothing was saved.</returns>
    public async Task<bool> SaveAsync(object entity, string action, string name, bool announce, CancellationToken cancellationToken)
    {
        var entry = db.Entry(entity);
        db.ChangeTracker.DetectChanges();
        if (entry.State == EntityState.Unchanged && !db.ChangeTracker.HasChanges())
        {
            return true;
        }

        var (before, after) = Changes(entry);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (entry.State is EntityState.Detached or EntityState.Added)
            {
                db.Add(entity);
                // The audit entry names the row's number.
                await db.SaveChangesAsync(cancellationToken);
                after = Values(entry, p => p.CurrentValue);
            }

            audit.Add(action, SubjectOf(entry), name, before, after);
            if (announce)
            {
                db.Changes.Add(new Change { At = clock.GetUtcNow() });
            }

            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
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
}
