using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PracticeBase.Domain;

namespace PracticeBase.Data.Configurations;

internal sealed class PracticeConfiguration : IEntityTypeConfiguration<Practice>
{
    public void Configure(EntityTypeBuilder<Practice> builder)
    {
        builder.Property(p => p.Slug).HasMaxLength(Text.MaxSlug);
        builder.Property(p => p.ImportKey).HasMaxLength(64);
        builder.Property(p => p.ArchiveReason).HasMaxLength(1000);
        builder.Ignore(p => p.Signature);
        builder.HasIndex(p => p.Uid).IsUnique();
        builder.HasIndex(p => p.ImportKey).IsUnique();
        builder.HasIndex(p => new { p.Kind, p.ReadCount });
        builder.HasIndex(p => p.VerificationAskedAt);
        builder.HasIndex(p => p.ArchivedAt).HasFilter("[ArchivedAt] IS NOT NULL");
        builder.HasIndex(p => p.ReadCount);
        builder.HasIndex(p => p.VerifiedOn);
    }
}

internal sealed class PracticeRevisionConfiguration : IEntityTypeConfiguration<PracticeRevision>
{
    public void Configure(EntityTypeBuilder<PracticeRevision> builder)
    {
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Property(r => r.Title).HasMaxLength(300);
        builder.Property(r => r.SourceHash).HasMaxLength(64);
        builder.Property(r => r.SpecificGoals).AsJson();
        builder.Property(r => r.Activities).AsJson();
        builder.Property(r => r.Periods).AsJson();
        builder.Property(r => r.LegalBases).AsJson();
        builder.Property(r => r.FundingSources).AsJson();
        builder.Property(r => r.Indicators).AsJson();
        builder.Property(r => r.Writers).AsJson();
        // Set by the database when the revision is announced in the change feed; from then on its parts take no additions.
        builder.Property<bool>("IsSealed");
        builder.Ignore(r => r.HasPresentation);
        builder.ComplexProperty(r => r.Metryka, ConfigureMetryka);
        builder.ComplexProperty(r => r.Result, result =>
        {
            result.Property(r => r.Programme).HasMaxLength(500);
            result.Property(r => r.TestRegion).HasMaxLength(200);
            result.Property(r => r.ProjectNumbers).AsJson();
        });
        builder.HasIndex(r => new { r.PracticeId, r.Number }).IsUnique();
        builder.HasIndex(r => r.PracticeId, "IX_Revisions_OnePublished").IsUnique().HasFilter("[Status] = 'Published'");
        builder.HasIndex(r => r.PracticeId, "IX_Revisions_OneWorking").IsUnique()
            .HasFilter($"[Status] IN ({string.Join(", ", ReviewWorkflow.Working.Select(s => $"'{s}'"))})");
        builder.HasIndex(r => new { r.Status, r.PublishedAt });
        builder.HasIndex(r => new { r.Status, r.SubmittedAt });
        builder.HasIndex(r => new { r.AssigneeId, r.Status });
        builder.HasIndex(r => new { r.Status, r.ScheduledFor });
        builder.ToTable("Revisions", t => t.HasTrigger("TR_Revisions_Frozen"));
        builder.HasIndex(r => new { r.ImplementingUnitId, r.Status });
        builder.HasIndex(r => new { r.LocalGovernmentId, r.Status });
        builder.HasIndex(r => new { r.CategoryId, r.Status });
    }

    private static void ConfigureMetryka(ComplexPropertyBuilder<Metryka> metryka)
    {
        metryka.Property(m => m.Locality).HasMaxLength(100);
        metryka.Property(m => m.County).HasMaxLength(100);
        metryka.Property(m => m.Voivodeship).HasMaxLength(50);
        metryka.Property(m => m.PostalCode).HasMaxLength(10);
        metryka.Property(m => m.PostOffice).HasMaxLength(100);
        metryka.Property(m => m.UnitName).HasMaxLength(300);
        metryka.Property(m => m.Street).HasMaxLength(200);
        metryka.Property(m => m.Website).HasMaxLength(500);
    }
}

internal sealed class PartnerConfiguration : IEntityTypeConfiguration<Partner>
{
    public void Configure(EntityTypeBuilder<Partner> builder)
    {
        builder.ToTable("Partners", t => t.HasTrigger("TR_Partners_Frozen"));
        builder.Property(p => p.Name).HasMaxLength(500);
        builder.HasOne<PracticeRevision>().WithMany(r => r.Partners).HasForeignKey(p => p.RevisionId);
        builder.HasIndex(p => new { p.RevisionId, p.Order }).IsUnique();
    }
}

internal sealed class RevisionTargetGroupConfiguration : IEntityTypeConfiguration<RevisionTargetGroup>
{
    public void Configure(EntityTypeBuilder<RevisionTargetGroup> builder)
    {
        builder.ToTable("RevisionTargetGroups", t => t.HasTrigger("TR_RevisionTargetGroups_Frozen"));
        builder.HasKey(g => new { g.RevisionId, g.TargetGroupId });
        builder.HasOne(g => g.Revision).WithMany(r => r.TargetGroups).HasForeignKey(g => g.RevisionId);
    }
}

internal sealed class TargetGroupConfiguration : IEntityTypeConfiguration<TargetGroup>
{
    public void Configure(EntityTypeBuilder<TargetGroup> builder)
    {
        builder.Property(g => g.Slug).HasMaxLength(60);
        builder.Property(g => g.NamePl).HasMaxLength(100);
        builder.Property(g => g.NameEn).HasMaxLength(100);
        builder.HasIndex(g => g.Slug).IsUnique();
    }
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Post).HasMaxLength(300);
        builder.Property(c => c.Phone).HasMaxLength(100);
        builder.Property(c => c.Email).HasMaxLength(254);
        builder.HasIndex(c => c.ValidUntil);
    }
}

internal sealed class RevisionContactConfiguration : IEntityTypeConfiguration<RevisionContact>
{
    public void Configure(EntityTypeBuilder<RevisionContact> builder)
    {
        builder.ToTable("RevisionContacts");
        builder.HasKey(c => new { c.RevisionId, c.ContactId });
        builder.HasOne<PracticeRevision>().WithMany(r => r.Contacts).HasForeignKey(c => c.RevisionId);
    }
}

internal sealed class ExpertOpinionConfiguration : IEntityTypeConfiguration<ExpertOpinion>
{
    public void Configure(EntityTypeBuilder<ExpertOpinion> builder)
    {
        builder.Property(o => o.Expert).HasMaxLength(200);
        builder.Property(o => o.ExpertTitle).HasMaxLength(300);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.Property(o => o.Question).HasMaxLength(2000);
        builder.Property(o => o.Scores).AsJson();
        builder.HasOne(o => o.ExpertAccount).WithMany().HasForeignKey(o => o.ExpertId);
        builder.HasIndex(o => new { o.RevisionId, o.ExpertId }).IsUnique();
    }
}

internal sealed class AdoptionConfiguration : IEntityTypeConfiguration<Adoption>
{
    public void Configure(EntityTypeBuilder<Adoption> builder) => builder.Property(a => a.Adopter).HasMaxLength(300);
}

internal sealed class HistoryEntryConfiguration : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.ToTable("HistoryEntries", t => t.HasTrigger("TR_HistoryEntries_Frozen"));
        builder.Property(h => h.Actor).HasMaxLength(200);
        builder.HasOne<PracticeRevision>().WithMany(r => r.History).HasForeignKey(h => h.RevisionId);
    }
}

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.HasKey(f => f.Sha256);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.ContentType).HasMaxLength(100);
        builder.HasIndex(f => f.Size);
    }
}

internal sealed class AttachmentConfiguration : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("Attachments", t => t.HasTrigger("TR_Attachments_Frozen"));
        builder.Property(a => a.FileName).HasMaxLength(200);
        builder.Property(a => a.Title).HasMaxLength(300);
        builder.Property(a => a.Description).HasMaxLength(2000);
        builder.Property(a => a.AltText).HasMaxLength(2000);
        builder.Property(a => a.Licence).HasMaxLength(100);
        builder.HasOne(a => a.File).WithMany().HasForeignKey(a => a.Sha256);
        builder.HasIndex(a => new { a.RevisionId, a.Order }).IsUnique();
    }
}
