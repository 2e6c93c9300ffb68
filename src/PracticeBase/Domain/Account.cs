using Microsoft.AspNetCore.Identity;

namespace PracticeBase.Domain;

[Flags]
public enum AccountRoles
{
    None = 0,
    Officer = 1,
    Expert = 2,
    Editor = 4,
    Administrator = 8,
}

/// <summary>
/// Somebody who signs in. Personal data: erasing empties name, address and post, and leaves the row for what was done under its number.
/// </summary>
public sealed class Account : IdentityUser<int>
{
    /// <summary>The roles that need a second factor or a passkey.</summary>
    public const AccountRoles PrivilegedRoles = AccountRoles.Editor | AccountRoles.Administrator;

    /// <summary>«Anna Zielna»; empty once erased.</summary>
    public required string Name { get; set; }

    /// <summary>An officer's post or an expert's field: «inspektor», «rynek pracy».</summary>
    public string? Post { get; set; }

    public AccountRoles Roles { get; set; }

    /// <summary>The unit that an officer acts for.</summary>
    public int? LocalGovernmentId { get; set; }

    public LocalGovernment? LocalGovernment { get; set; }

    /// <summary>When an editor, or the unit's e-mail domain, confirmed that the officer belongs to the unit. Until then they see their own drafts only and cannot submit.</summary>
    public DateTimeOffset? BelongingConfirmedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Closed by an administrator: cannot sign in.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }

    public bool Is(AccountRoles role) => (Roles & role) != 0;
}

/// <summary>A browser in which an account is signed in. Its number is in the cookie; without the row the cookie is worth nothing.</summary>
public sealed class AccountSession
{
    public Guid Id { get; init; } = Guid.NewGuid();

    public required int AccountId { get; init; }

    public Account Account { get; init; } = null!;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To five minutes.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Browser and system in words: «Firefox, Windows»; no address is kept.</summary>
    public required string Device { get; init; }

    /// <summary>A passkey, or a password with a second factor: what editors and administrators need.</summary>
    public required bool IsStrong { get; init; }
}

/// <summary>A key that protects cookies and links, shared by all nodes.</summary>
public sealed class ProtectionKey
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}
