using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PracticeBase.Domain;

namespace PracticeBase.Data.Configurations;

internal sealed class PublicationConfiguration : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.Property(p => p.Title).HasMaxLength(300);
        builder.Property(p => p.Authors).HasMaxLength(300);
        builder.Property(p => p.Url).HasMaxLength(500);
        builder.Property(p => p.FileName).HasMaxLength(200);
        builder.HasOne(p => p.File).WithMany().HasForeignKey(p => p.Sha256);
        builder.HasIndex(p => new { p.PublishedOn, p.Id });
    }
}

internal sealed class OtherDatabaseConfiguration : IEntityTypeConfiguration<OtherDatabase>
{
    public void Configure(EntityTypeBuilder<OtherDatabase> builder)
    {
        builder.Property(d => d.NamePl).HasMaxLength(200);
        builder.Property(d => d.NameEn).HasMaxLength(200);
        builder.Property(d => d.Url).HasMaxLength(450);
        builder.HasIndex(d => d.Url).IsUnique();
    }
}

internal sealed class StaticPageConfiguration : IEntityTypeConfiguration<StaticPage>
{
    public void Configure(EntityTypeBuilder<StaticPage> builder)
    {
        builder.Property(p => p.Slug).HasMaxLength(Text.MaxSlug);
        builder.Property(p => p.TitlePl).HasMaxLength(200);
        builder.Property(p => p.TitleEn).HasMaxLength(200);
        builder.HasIndex(p => p.Slug).IsUnique();
    }
}

internal sealed class CalendarEventConfiguration : IEntityTypeConfiguration<CalendarEvent>
{
    public void Configure(EntityTypeBuilder<CalendarEvent> builder)
    {
        builder.Property(e => e.Title).HasMaxLength(300);
        builder.Property(e => e.Place).HasMaxLength(200);
        builder.Property(e => e.Url).HasMaxLength(500);
        builder.HasIndex(e => e.StartsOn);
    }
}

internal sealed class BannerConfiguration : IEntityTypeConfiguration<Banner>
{
    public void Configure(EntityTypeBuilder<Banner> builder)
    {
        builder.Property(b => b.TitlePl).HasMaxLength(200);
        builder.Property(b => b.TitleEn).HasMaxLength(200);
        builder.Property(b => b.TextPl).HasMaxLength(300);
        builder.Property(b => b.TextEn).HasMaxLength(300);
        builder.Property(b => b.Url).HasMaxLength(500);
        builder.Property(b => b.Theme).HasMaxLength(10);
        builder.Property(b => b.Icon).HasMaxLength(20);
        builder.HasIndex(b => b.Order);
    }
}

internal sealed class FunderConfiguration : IEntityTypeConfiguration<Funder>
{
    public void Configure(EntityTypeBuilder<Funder> builder)
    {
        builder.Property(f => f.NamePl).HasMaxLength(200);
        builder.Property(f => f.NameEn).HasMaxLength(200);
        builder.Property(f => f.Url).HasMaxLength(500);
        builder.HasOne(f => f.Logo).WithMany().HasForeignKey(f => f.LogoSha256);
        builder.HasIndex(f => f.Order);
    }
}

internal sealed class VisitDayConfiguration : IEntityTypeConfiguration<VisitDay>
{
    public void Configure(EntityTypeBuilder<VisitDay> builder) => builder.HasKey(v => v.Day);
}

internal sealed class PracticeReadsConfiguration : IEntityTypeConfiguration<PracticeReads>
{
    public void Configure(EntityTypeBuilder<PracticeReads> builder)
    {
        builder.HasKey(r => new { r.PracticeId, r.Day });
        builder.HasOne<Practice>().WithMany().HasForeignKey(r => r.PracticeId);
        builder.HasIndex(r => r.Day);
    }
}

internal sealed class ChangeConfiguration : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("Changes", t => t.HasTrigger("TR_Changes_Seal"));
        builder.HasOne<Practice>().WithMany().HasForeignKey(c => c.PracticeId);
    }
}

internal sealed class SettingConfiguration : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.HasKey(s => s.Key);
        builder.Property(s => s.Key).HasMaxLength(100);
    }
}

internal sealed class SynonymGroupConfiguration : IEntityTypeConfiguration<SynonymGroup>
{
    public void Configure(EntityTypeBuilder<SynonymGroup> builder) => builder.Property(s => s.Words).HasMaxLength(500);
}

internal sealed class EmptySearchConfiguration : IEntityTypeConfiguration<EmptySearch>
{
    public void Configure(EntityTypeBuilder<EmptySearch> builder)
    {
        builder.HasKey(s => new { s.Month, s.Text });
        builder.Property(s => s.Text).HasMaxLength(100);
    }
}

internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.Property(a => a.Email).HasMaxLength(254);
        builder.Property(a => a.Address).HasMaxLength(1000);
        builder.Property(a => a.Title).HasMaxLength(300);
        builder.Property(a => a.Language).HasMaxLength(2);
        builder.Property(a => a.Token).HasMaxLength(43);
        builder.HasIndex(a => a.Token).IsUnique();
        builder.HasIndex(a => a.Email);
        builder.HasIndex(a => new { a.Period, a.ToldUntil });
        builder.HasIndex(a => new { a.ConfirmedAt, a.CreatedAt });
    }
}

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.HasKey(j => j.Name);
        builder.Property(j => j.Name).HasMaxLength(JobRun.MaxText);
        builder.Property(j => j.Node).HasMaxLength(JobRun.MaxText);
        builder.Property(j => j.LastError).HasMaxLength(JobRun.MaxText);
    }
}
