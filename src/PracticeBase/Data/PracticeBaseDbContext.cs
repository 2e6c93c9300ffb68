using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PracticeBase.Domain;

namespace PracticeBase.Data;

/// <summary>The one model; <see cref="Sqlite.SqlitePracticeBaseDbContext"/> and <see cref="SqlServer.SqlServerPracticeBaseDbContext"/> carry the migrations.</summary>
public abstract class PracticeBaseDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Practice> Practices => Set<Practice>();

    public DbSet<PracticeRevision> Revisions => Set<PracticeRevision>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<LocalGovernment> LocalGovernments => Set<LocalGovernment>();

    public DbSet<ImplementingUnit> ImplementingUnits => Set<ImplementingUnit>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<TargetGroup> TargetGroups => Set<TargetGroup>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<ExpertOpinion> Opinions => Set<ExpertOpinion>();

    public DbSet<Adoption> Adoptions => Set<Adoption>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<OtherDatabase> OtherDatabases => Set<OtherDatabase>();

    public DbSet<StaticPage> StaticPages => Set<StaticPage>();

    public DbSet<CalendarEvent> CalendarEvents => Set<CalendarEvent>();

    public DbSet<Banner> Banners => Set<Banner>();

    public DbSet<Funder> Funders => Set<Funder>();

    public DbSet<VisitDay> VisitDays => Set<VisitDay>();

    public DbSet<PracticeReads> PracticeReads => Set<PracticeReads>();

    public DbSet<Change> Changes => Set<Change>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        GuardRevisions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        GuardRevisions();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PracticeBaseDbContext).Assembly);
        foreach (var key in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()))
        {
            // What a revision consists of goes with it; everything else is held by its references.
            key.DeleteBehavior = key.PrincipalEntityType.ClrType == typeof(PracticeRevision) ? DeleteBehavior.Cascade : DeleteBehavior.Restrict;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<decimal>().HavePrecision(18, 2);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    /// <summary>A frozen revision may only move on to Superseded; any other revision gets a new version with each save.</summary>
    private void GuardRevisions()
    {
        foreach (var entry in ChangeTracker.Entries<PracticeRevision>().Where(e => e.State == EntityState.Added || (e.State == EntityState.Modified && !ReviewWorkflow.IsFrozen(e.Entity.Status))))
        {
            entry.Entity.SearchText = Text.Fold($"{entry.Entity.Title}\n{entry.Entity.Summary}\n{entry.Entity.Metryka.UnitName}\n{entry.Entity.Metryka.Locality}");
        }

        foreach (var entry in ChangeTracker.Entries<PracticeRevision>().Where(e => e.State is EntityState.Modified or EntityState.Deleted))
        {
            if (ReviewWorkflow.IsFrozen(entry.OriginalValues.GetValue<RevisionStatus>(nameof(PracticeRevision.Status))))
            {
                var allowed = entry.State == EntityState.Modified && entry.Entity.Status == RevisionStatus.Superseded
                    && entry.Properties.All(p => !p.IsModified || p.Metadata.Name is nameof(PracticeRevision.Status)) && entry.ComplexProperties.All(p => !p.IsModified);
                if (!allowed)
                {
                    throw new InvalidOperationException($"Revision {entry.Entity.Number} of practice {entry.Entity.PracticeId} is published and never changes.");
                }
            }
            else if (entry.State == EntityState.Modified)
            {
                entry.Entity.Version++;
            }
        }

        var frozen = ChangeTracker.Entries<PracticeRevision>()
            .Where(e => (e.State is EntityState.Unchanged or EntityState.Modified) && ReviewWorkflow.IsFrozen(e.OriginalValues.GetValue<RevisionStatus>(nameof(PracticeRevision.Status))))
            .Select(e => e.Entity.Id).ToHashSet();
        foreach (var part in ChangeTracker.Entries().Where(e => (e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted) && e.Entity is Partner or Attachment or RevisionTargetGroup))
        {
            if (frozen.Contains((int)part.Property("RevisionId").CurrentValue!))
            {
                throw new InvalidOperationException($"{part.Metadata.ShortName()} belongs to a published revision, which never changes.");
            }
        }
    }

    /// <summary>SQLite has no type with an offset that sorts; both providers store UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        v => v.UtcDateTime,
        v => new DateTimeOffset(DateTime.SpecifyKind(v, DateTimeKind.Utc)));
}
