using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PracticeBase.Domain;

namespace PracticeBase.Data.Configurations;

internal sealed class RemarkConfiguration : IEntityTypeConfiguration<Remark>
{
    public void Configure(EntityTypeBuilder<Remark> builder)
    {
        builder.Property(r => r.Field).HasMaxLength(60);
        builder.Property(r => r.Text).HasMaxLength(4000);
        builder.HasIndex(r => new { r.RevisionId, r.At });
    }
}

internal sealed class LinkCheckConfiguration : IEntityTypeConfiguration<LinkCheck>
{
    public void Configure(EntityTypeBuilder<LinkCheck> builder)
    {
        builder.Property(c => c.Url).HasMaxLength(2000);
        builder.HasIndex(c => c.RevisionId);
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries", t => t.HasTrigger("TR_AuditEntries_AppendOnly"));
        builder.Property(e => e.Action).HasMaxLength(60);
        builder.Property(e => e.Subject).HasMaxLength(100);
        builder.Property(e => e.SubjectName).HasMaxLength(300);
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => new { e.Action, e.At });
        builder.HasIndex(e => e.Subject);
    }
}

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.Property(m => m.Address).HasMaxLength(254);
        builder.Property(m => m.ReplyTo).HasMaxLength(254);
        builder.Property(m => m.Subject).HasMaxLength(400);
        builder.Property(m => m.Link).HasMaxLength(500);
        builder.Property(m => m.Error).HasMaxLength(500);
        builder.Ignore(m => m.IsSecret);
        builder.HasIndex(m => m.Uid).IsUnique();
        builder.HasIndex(m => m.NextAttemptAt).HasFilter("[SentAt] IS NULL AND [FailedAt] IS NULL AND [Address] IS NOT NULL");
        builder.HasIndex(m => m.FailedAt).HasFilter("[FailedAt] IS NOT NULL AND [SentAt] IS NULL AND [Address] IS NOT NULL");
        builder.HasIndex(m => new { m.AccountId, m.CreatedAt });
    }
}
