using System.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration;

/// <summary>
/// What administrators and editors do to accounts, each in a transaction with its audit entry and letter. The account's stamp tells whether it is
/// still the one that was shown.
/// </summary>
public sealed class AccountActs(PracticeBaseDbContext db, AuditLog audit, Letters letters, Words words, TimeProvider clock)
{
    /// <summary>Runs one act on an account as it was shown.</summary>
    /// <param name="id">Of the account.</param>
    /// <param name="stamp">Of the page that was shown.</param>
    /// <param name="act">Changes the account and says what it did: a key «account.roles» with the values before and after; null refuses.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<ActOutcome> RunAsync(int id, string? stamp, Func<Account, Task<ActResult>> act, CancellationToken cancellationToken)
    {
        try
        {
            // Serializable, so that of two administrators who take each other's role one comes too late.
            return await db.InTransactionAsync(() => ActAsync(id, stamp, act, cancellationToken), cancellationToken, IsolationLevel.Serializable);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new(ActStatus.Stale);
        }
    }

    private async Task<ActOutcome> ActAsync(int id, string? stamp, Func<Account, Task<ActResult>> act, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.Include(a => a.LocalGovernment).SingleOrDefaultAsync(a => a.Id == id && a.ErasedAt == null, cancellationToken);
        if (account is null)
        {
            return new(ActStatus.NotFound);
        }

        if (account.ConcurrencyStamp != stamp)
        {
            return new(ActStatus.Stale);
        }

        var result = await act(account);
        if (result.Refusal is not null)
        {
            db.ChangeTracker.Clear();
            return new(ActStatus.Refused, result.Refusal);
        }

        if (result.Action is not null)
        {
            account.ConcurrencyStamp = Guid.NewGuid().ToString();
            audit.Add(result.Action, $"Account {account.Id}", account.Name, result.Before, result.After);
            await db.SaveChangesAsync(cancellationToken);
        }

        return new(ActStatus.Done);
    }

    public Task<ActOutcome> SetRolesAsync(int id, string? stamp, AccountRoles roles, CancellationToken cancellationToken) => RunAsync(id, stamp, async account =>
    {
        if (account.Is(AccountRoles.Administrator) && (roles & AccountRoles.Administrator) == 0 && await IsLastAdministratorAsync(account, cancellationToken))
        {
            return ActResult.Refuse("Admin.Account.LastAdministrator");
        }

        var before = account.Roles;
        account.Roles = roles;
        return before == roles ? ActResult.Nothing : ActResult.Done("account.roles", new { Roles = before }, new { Roles = roles });
    }, cancellationToken);

    /// <summary>The unit an officer acts for; another one has to be confirmed anew.</summary>
    public Task<ActOutcome> SetUnitAsync(int id, string? stamp, int? unit, CancellationToken cancellationToken) => RunAsync(id, stamp, account =>
    {
        if (account.LocalGovernmentId == unit)
        {
            return Task.FromResult(ActResult.Nothing);
        }

        var before = new { account.LocalGovernmentId, account.BelongingConfirmedAt };
        account.LocalGovernmentId = unit;
        account.BelongingConfirmedAt = null;
        return Task.FromResult(ActResult.Done("account.unit", before, new { account.LocalGovernmentId, account.BelongingConfirmedAt }));
    }, cancellationToken);

    public Task<ActOutcome> ConfirmBelongingAsync(int id, string? stamp, CancellationToken cancellationToken) => RunAsync(id, stamp, account =>
    {
        if (account is not { LocalGovernment: { } unit, BelongingConfirmedAt: null, EmailConfirmed: true } || !account.Is(AccountRoles.Officer))
        {
            return Task.FromResult(ActResult.Refuse("Admin.Account.NothingToConfirm"));
        }

        account.BelongingConfirmedAt = clock.GetUtcNow();
        letters.Write(MessageKind.AccountConfirmed, account, "/panel", null, unit.Name);
        return Task.FromResult(ActResult.Done("account.confirmBelonging", null, new { account.LocalGovernmentId, Unit = unit.Name }));
    }, cancellationToken);

    /// <param name="id">Of the account.</param>
    /// <param name="stamp">Of the page that was shown.</param>
    /// <param name="reason">Goes to the officer, who stays without a unit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<ActOutcome> RefuseBelongingAsync(int id, string? stamp, string reason, CancellationToken cancellationToken) => RunAsync(id, stamp, account =>
    {
        if (account is not { LocalGovernment: { } unit, BelongingConfirmedAt: null })
        {
            return Task.FromResult(ActResult.Refuse("Admin.Account.NothingToConfirm"));
        }

        var before = new { account.LocalGovernmentId, Unit = unit.Name };
        account.LocalGovernmentId = null;
        account.LocalGovernment = null;
        letters.Write(MessageKind.BelongingRefused, account, "/konto", null, unit.Name, reason);
        return Task.FromResult(ActResult.Done("account.refuseBelonging", before, new { account.LocalGovernmentId, Reason = reason }));
    }, cancellationToken);

    /// <summary>The unit stays, but its drafts are closed to the officer until somebody confirms the belonging again.</summary>
    public Task<ActOutcome> WithdrawBelongingAsync(int id, string? stamp, CancellationToken cancellationToken) => RunAsync(id, stamp, account =>
    {
        if (account.BelongingConfirmedAt is not { } confirmed)
        {
            return Task.FromResult(ActResult.Refuse("Admin.Account.NothingToWithdraw"));
        }

        account.BelongingConfirmedAt = null;
        return Task.FromResult(ActResult.Done("account.withdrawBelonging", new { BelongingConfirmedAt = confirmed }, new { account.BelongingConfirmedAt }));
    }, cancellationToken);

    public Task<ActOutcome> CloseAsync(int id, string? stamp, CancellationToken cancellationToken) => RunAsync(id, stamp, async account =>
    {
        if (account.ClosedAt is not null)
        {
            return ActResult.Nothing;
        }

        if (account.Is(AccountRoles.Administrator) && await IsLastAdministratorAsync(account, cancellationToken))
        {
            return ActResult.Refuse("Admin.Account.LastAdministrator");
        }

        account.ClosedAt = clock.GetUtcNow();
        await EndSessionsOfAsync(account, cancellationToken);
        return ActResult.Done("account.close", new { Closed = false }, new { Closed = true });
    }, cancellationToken);

    public Task<ActOutcome> ReopenAsync(int id, string? stamp, CancellationToken cancellationToken) => RunAsync(id, stamp, account =>
    {
        if (account.ClosedAt is null)
        {
            return Task.FromResult(ActResult.Nothing);
        }

        account.ClosedAt = null;
        return Task.FromResult(ActResult.Done("account.reopen", new { Closed = true }, new { Closed = false }));
    }, cancellationToken);

    public Task<ActOutcome> EndSessionsAsync(int id, string? stamp, CancellationToken cancellationToken) => RunAsync(id, stamp, async account =>
    {
        var ended = await EndSessionsOfAsync(account, cancellationToken);
        return ActResult.Done("account.endSessions", null, new { Ended = ended });
    }, cancellationToken);

    /// <summary>For somebody who lost their phone: the code, its spare codes and the passkeys go, all sessions end. The password stays.</summary>
    public Task<ActOutcome> ResetSecondFactorAsync(int id, string? stamp, CancellationToken cancellationToken) => RunAsync(id, stamp, async account =>
    {
        var passkeys = await db.Set<IdentityUserPasskey<int>>().Where(p => p.UserId == account.Id).ExecuteDeleteAsync(cancellationToken);
        var before = new { account.TwoFactorEnabled, Passkeys = passkeys };
        account.TwoFactorEnabled = false;
        account.SecurityStamp = Guid.NewGuid().ToString();
        await db.Set<IdentityUserToken<int>>().Where(t => t.UserId == account.Id).ExecuteDeleteAsync(cancellationToken);
        await EndSessionsOfAsync(account, cancellationToken);
        letters.Write(MessageKind.SecurityNotice, account, "/konto/bezpieczenstwo", null, words.Plain("Mail.SecurityNotice.SecondFactorReset"));
        return ActResult.Done("account.resetSecondFactor", before, new { account.TwoFactorEnabled, Passkeys = 0 });
    }, cancellationToken);

    private Task<int> EndSessionsOfAsync(Account account, CancellationToken cancellationToken) =>
        db.Sessions.Where(s => s.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);

    private async Task<bool> IsLastAdministratorAsync(Account account, CancellationToken cancellationToken) => account.ClosedAt is null
        && !await db.Accounts.AnyAsync(a => a.Id != account.Id && (a.Roles & AccountRoles.Administrator) != 0 && a.ClosedAt == null && a.ErasedAt == null && a.EmailConfirmed, cancellationToken);
}

public enum ActStatus
{
    Done,
    NotFound,
    Stale,
    Refused,
}

/// <param name="Status">What came of it.</param>
/// <param name="Reason">Key of the text that says why it was refused.</param>
public sealed record ActOutcome(ActStatus Status, string? Reason = null);

/// <summary>What an act did; without an action it changed nothing.</summary>
public sealed record ActResult(string? Action, object? Before, object? After, string? Refusal)
{
    public static ActResult Nothing { get; } = new(null, null, null, null);

    public static ActResult Done(string action, object? before, object? after) => new(action, before, after, null);

    public static ActResult Refuse(string key) => new(null, null, null, key);
}
