using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using PracticeBase.Data.Configurations;
using PracticeBase.Domain;

namespace PracticeBase.Data;

/// <summary>The one model; <see cref="Sqlite.SqlitePracticeBaseDbContext"/> and <see cref="SqlServer.SqlServerPracticeBaseDbContext"/> carry the migrations.</summary>
public abstract class PracticeBaseDbContext(DbContextOptions options) : IdentityUserContext<Account, int>(options)
{
    private static readonly Type[] Administered =
    [
        typeof(Category), typeof(LocalGovernment), typeof(ImplementingUnit), typeof(StaticPage), typeof(Publication),
        typeof(OtherDatabase), typeof(CalendarEvent), typeof(Banner), typeof(Funder), typeof(Setting), typeof(SynonymGroup),
    ];

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

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountSession> Sessions => Set<AccountSession>();

    public DbSet<Remark> Remarks => Set<Remark>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<LinkCheck> LinkChecks => Set<LinkCheck>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<CategoryAddress> CategoryAddresses => Set<CategoryAddress>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<SynonymGroup> Synonyms => Set<SynonymGroup>();

    public DbSet<EmptySearch> EmptySearches => Set<EmptySearch>();

    public DbSet<Alert> Alerts => Set<Alert>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    /// <summary>Waits until no other node or command brings this database up to date, and keeps them waiting until the lock is disposed of.</summary>
    public abstract Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the turn to begin a transaction, where only one can write at a time, and keeps it until the result is disposed of; null where the database lets several.</summary>
    internal virtual ValueTask<IDisposable?> WaitToWriteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    /// <summary>
    /// Has whoever else holds these practices wait until the transaction ends, so that what is looked at from here on is still so when it is saved. To be
    /// called before anything is read; without effect where one writes at a time.
    /// </summary>
    public virtual Task HoldAsync(IQueryable<Practice> practices, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Keeps the connection for a transaction of another isolation than usual until the result is disposed of, and gives it back as it was; null where a level ends with its transaction.</summary>
    internal virtual ValueTask<IAsyncDisposable?> KeepIsolationAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IAsyncDisposable?>(null);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var detected = new DetectedOnce(ChangeTracker);
        var guard = new SaveGuard(ChangeTracker);
        guard.Apply(guard.UntrackedParents is [] ? [] : [.. FrozenAmong(guard.UntrackedParents)]);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var detected = new DetectedOnce(ChangeTracker);
        var guard = new SaveGuard(ChangeTracker);
        guard.Apply(guard.UntrackedParents is [] ? [] : await FrozenAmong(guard.UntrackedParents).ToListAsync(cancellationToken));
        if (Database.CurrentTransaction is not null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        if (acceptAllChangesOnSuccess && Database.CreateExecutionStrategy().RetriesOnFailure)
        {
            return await this.SaveOnceAsync(() => base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken), cancellationToken);
        }

        using var turn = await WaitToWriteAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PracticeBaseDbContext).Assembly);
        foreach (var key in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()).Where(k => !k.IsOwnership))
        {
            // What a revision consists of goes with it, what only mentions it stays; everything else is held by its references.
            key.DeleteBehavior = key.PrincipalEntityType.ClrType != typeof(PracticeRevision) ? DeleteBehavior.Restrict
                : key.IsRequired ? DeleteBehavior.Cascade : DeleteBehavior.SetNull;
        }

        // What administrators edit has no version of its own: a save finds the row as it was read, or is refused.
        foreach (var property in Administered.SelectMany(type => modelBuilder.Model.FindEntityType(type)!.GetProperties()))
        {
            property.IsConcurrencyToken = true;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<decimal>().HavePrecision(18, 2);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    private IQueryable<int> FrozenAmong(IReadOnlyList<int> ids) =>
        Revisions.Where(r => ids.Contains(r.Id) && (r.Status == RevisionStatus.Published || r.Status == RevisionStatus.Superseded)).Select(r => r.Id);

    /// <summary>
    /// What changed is looked for now, and not again with each question about it until the save is over: every list of a revision that was set anew
    /// is written as JSON for that. What is changed meanwhile is changed through its entry.
    /// </summary>
    private readonly struct DetectedOnce : IDisposable
    {
        private readonly ChangeTracker tracker;
        private readonly bool detected;

        public DetectedOnce(ChangeTracker tracker)
        {
            (this.tracker, detected) = (tracker, tracker.AutoDetectChangesEnabled);
            if (detected)
            {
                tracker.DetectChanges();
                tracker.AutoDetectChangesEnabled = false;
            }
        }

        public void Dispose() => tracker.AutoDetectChangesEnabled = detected;
    }
}
