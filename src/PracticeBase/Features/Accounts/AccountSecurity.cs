using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Accounts;

/// <summary>A change that the owner is told of; the letter's text is «Mail.Change.{name}».</summary>
public enum SecurityChange
{
    Password,
    Email,
    AuthenticatorOn,
    AuthenticatorOff,
    RecoveryCodes,
    RecoveryCodeUsed,
    PasskeyAdded,
    PasskeyRemoved,
}

/// <summary>What the pages of accounts share: telling of changes, ending sessions, links with one-time codes.</summary>
public sealed class AccountSecurity(PracticeBaseDbContext db, UserManager<Account> users, Letters letters, AuditLog audit, Words words, CurrentAccount current)
{
    public const string SecurityPage = "/konto/bezpieczenstwo";

    /// <summary>A hash that no password has, made with the real cost.</summary>
    private static string? nobodysHash;

    /// <summary>A letter to the owner and a line in the log, saved at once.</summary>
    public async Task TellAsync(Account account, SecurityChange change, CancellationToken cancellationToken)
    {
        letters.Write(MessageKind.SecurityNotice, account, SecurityPage, null, words.Plain($"Mail.Change.{change}"));
        audit.Add($"account.{char.ToLowerInvariant(change.ToString()[0])}{change.ToString()[1..]}", $"Account {account.Id}", null);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>All but the one that this request came with.</summary>
    public Task EndOtherSessionsAsync(Account account, CancellationToken cancellationToken)
    {
        var own = current.IsSignedIn && current.Id == account.Id ? current.SessionId : Guid.Empty;
        return db.Sessions.Where(s => s.AccountId == account.Id && s.Id != own).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>True when without this account nobody could administer the portal.</summary>
    public async Task<bool> IsLastAdministratorAsync(Account account, CancellationToken cancellationToken) =>
        account.Is(AccountRoles.Administrator) && account.ClosedAt is null
        && !await db.Accounts.AnyAsync(a => a.Id != account.Id && (a.Roles & AccountRoles.Administrator) != 0 && a.ClosedAt == null, cancellationToken);

    public async Task<bool> HasSecondFactorAsync(Account account) => account.TwoFactorEnabled || (await users.GetPasskeysAsync(account)).Count > 0;

    /// <summary>Takes as long as checking a password: for accounts that do not exist.</summary>
    public void PretendToCheck(string password)
    {
        var nobody = new Account { Name = "", CreatedAt = default };
        nobodysHash ??= users.PasswordHasher.HashPassword(nobody, Guid.NewGuid().ToString());
        users.PasswordHasher.VerifyHashedPassword(nobody, nobodysHash, password);
    }

    /// <summary>«/konto/haslo/nowe?konto=7&amp;kod=…», good for 24 hours and until the password changes.</summary>
    public async Task<string> ResetLinkAsync(Account account) => Link("/konto/haslo/nowe", account, await users.GeneratePasswordResetTokenAsync(account));

    public async Task<string> ConfirmLinkAsync(Account account) => Link("/konto/potwierdz", account, await users.GenerateEmailConfirmationTokenAsync(account));

    public async Task<string> ChangeEmailLinkAsync(Account account, string email) =>
        Link("/konto/email/potwierdz", account, await users.GenerateChangeEmailTokenAsync(account, email)) + $"&adres={Uri.EscapeDataString(email)}";

    /// <summary>The token of a link; one that nobody gave when the code is damaged.</summary>
    public static string TokenOf(string? code)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code ?? ""));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string Link(string path, Account account, string token) => $"{path}?konto={account.Id}&kod={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}";
}
