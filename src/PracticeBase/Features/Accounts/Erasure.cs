using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>Takes everything personal from an account and leaves its row, by which the history of practices stays whole.</summary>
public static class Erasure
{
    /// <summary>In the caller's transaction; the caller saves the account.</summary>
    public static async Task EraseAsync(PracticeBaseDbContext db, Account account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = account.Id;
        await db.Sessions.Where(s => s.AccountId == id).ExecuteDeleteAsync(cancellationToken);
        await db.UserPasskeys.Where(p => p.UserId == id).ExecuteDeleteAsync(cancellationToken);
        await db.UserTokens.Where(t => t.UserId == id).ExecuteDeleteAsync(cancellationToken);
        await db.UserClaims.Where(c => c.UserId == id).ExecuteDeleteAsync(cancellationToken);
        await db.UserLogins.Where(l => l.UserId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Messages.Where(m => m.AccountId == id).ExecuteDeleteAsync(cancellationToken);
        account.Name = "";
        account.Post = null;
        account.Email = account.NormalizedEmail = null;
        account.UserName = $"usuniete-{id}";
        account.NormalizedUserName = account.UserName.ToUpperInvariant();
        account.PasswordHash = null;
        account.SecurityStamp = Guid.NewGuid().ToString();
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        account.EmailConfirmed = account.TwoFactorEnabled = false;
        account.Roles = AccountRoles.None;
        account.LocalGovernmentId = null;
        account.BelongingConfirmedAt = account.LastSignInAt = null;
        account.ErasedAt = now;
        account.ClosedAt ??= now;
    }
}
