using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PracticeBase.Domain;

namespace PracticeBase.Data.Configurations;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.Post).HasMaxLength(300);
        // A number, so that a query can ask for one role among several.
        builder.Property(a => a.Roles).HasConversion<int>();
        builder.HasIndex(a => new { a.LocalGovernmentId, a.BelongingConfirmedAt });
        builder.HasIndex(a => a.Roles);
        builder.HasIndex(a => new { a.ErasedAt, a.Name });
        // Officers who wait for an editor.
        builder.HasIndex(a => a.CreatedAt).HasFilter("[LocalGovernmentId] IS NOT NULL AND [BelongingConfirmedAt] IS NULL AND [ErasedAt] IS NULL");
    }
}

internal sealed class AccountSessionConfiguration : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("AccountSessions");
        builder.Property(s => s.Device).HasMaxLength(100);
        builder.HasIndex(s => s.ExpiresAt);
    }
}

internal sealed class AccountClaimConfiguration : IEntityTypeConfiguration<IdentityUserClaim<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> builder) => builder.ToTable("AccountClaims");
}

internal sealed class AccountLoginConfiguration : IEntityTypeConfiguration<IdentityUserLogin<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> builder)
    {
        builder.ToTable("AccountLogins");
        builder.Property(l => l.LoginProvider).HasMaxLength(128);
        builder.Property(l => l.ProviderKey).HasMaxLength(128);
    }
}

internal sealed class AccountTokenConfiguration : IEntityTypeConfiguration<IdentityUserToken<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> builder)
    {
        builder.ToTable("AccountTokens");
        builder.Property(t => t.LoginProvider).HasMaxLength(128);
        builder.Property(t => t.Name).HasMaxLength(128);
    }
}

/// <summary>Written out, because Identity leaves passkeys out of contexts made without a host: the tools', the tests'.</summary>
internal sealed class AccountPasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<int>> builder)
    {
        builder.ToTable("AccountPasskeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId).IsRequired();
    }
}

internal sealed class ProtectionKeyConfiguration : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder) => builder.Property(k => k.Name).HasMaxLength(100);
}
