using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PracticeBase.Domain;

namespace PracticeBase.Data.Configurations;

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.Property(c => c.Slug).HasMaxLength(Text.MaxSlug);
        builder.Property(c => c.NamePl).HasMaxLength(100);
        builder.Property(c => c.NameEn).HasMaxLength(100);
        builder.Property(c => c.DescriptionPl).HasMaxLength(500);
        builder.Property(c => c.DescriptionEn).HasMaxLength(500);
        builder.Property(c => c.Theme).HasMaxLength(10);
        builder.Property(c => c.Icon).HasMaxLength(20);
        builder.HasOne(c => c.MergedInto).WithMany().HasForeignKey(c => c.MergedIntoId);
        builder.HasIndex(c => new { c.ParentId, c.Slug }).IsUnique();
        builder.HasIndex(c => c.Slug, "IX_Categories_SectorSlug").IsUnique().HasFilter("[ParentId] IS NULL");
    }
}

internal sealed class CategoryAddressConfiguration : IEntityTypeConfiguration<CategoryAddress>
{
    public void Configure(EntityTypeBuilder<CategoryAddress> builder)
    {
        builder.Property(a => a.Path).HasMaxLength((2 * Text.MaxSlug) + 1);
        builder.HasIndex(a => a.Path).IsUnique();
    }
}

internal sealed class LocalGovernmentConfiguration : IEntityTypeConfiguration<LocalGovernment>
{
    public void Configure(EntityTypeBuilder<LocalGovernment> builder)
    {
        builder.Property(g => g.Teryt).HasMaxLength(6);
        builder.Property(g => g.Name).HasMaxLength(100);
        builder.Property(g => g.Slug).HasMaxLength(Text.MaxSlug);
        builder.Property(g => g.EmailDomain).HasMaxLength(100);
        builder.HasOne(g => g.MergedInto).WithMany().HasForeignKey(g => g.MergedIntoId);
        builder.HasOne(g => g.Voivodeship).WithMany().HasForeignKey(g => g.VoivodeshipId);
        builder.HasOne(g => g.County).WithMany().HasForeignKey(g => g.CountyId);
        builder.HasIndex(g => g.Teryt).IsUnique();
        builder.HasIndex(g => new { g.Type, g.Name });
        builder.HasIndex(g => g.Name);
    }
}

internal sealed class ImplementingUnitConfiguration : IEntityTypeConfiguration<ImplementingUnit>
{
    public void Configure(EntityTypeBuilder<ImplementingUnit> builder)
    {
        builder.Property(u => u.Name).HasMaxLength(300);
        builder.Property(u => u.Slug).HasMaxLength(Text.MaxSlug);
        builder.Property(u => u.Street).HasMaxLength(200);
        builder.Property(u => u.PostalCode).HasMaxLength(10);
        builder.Property(u => u.PostOffice).HasMaxLength(100);
        builder.Property(u => u.Website).HasMaxLength(500);
        builder.HasOne(u => u.MergedInto).WithMany().HasForeignKey(u => u.MergedIntoId);
        builder.HasIndex(u => new { u.LocalGovernmentId, u.Name }).IsUnique();
        builder.HasIndex(u => u.Name);
    }
}
