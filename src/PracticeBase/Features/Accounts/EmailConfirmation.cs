using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;

namespace PracticeBase.Features.Accounts;

/// <summary>What follows when somebody has shown that an address is theirs: an officer belongs to the unit, or an editor is asked.</summary>
public sealed class EmailConfirmation(PracticeBaseDbContext db, Letters letters, TimeProvider clock)
{
    /// <summary>In the caller's unit of work.</summary>
    public async Task ConfirmAsync(Account account, CancellationToken cancellationToken)
    {
        account.EmailConfirmed = true;
        if (!account.Is(AccountRoles.Officer) || account.BelongingConfirmedAt is not null || account.LocalGovernmentId is not { } id)
        {
            return;
        }

        var unit = await db.LocalGovernments.AsNoTracking().Where(g => g.Id == id).Select(g => new { g.Name, g.EmailDomain }).SingleAsync(cancellationToken);
        if (IsOf(account.Email!, unit.EmailDomain))
        {
            account.BelongingConfirmedAt = clock.GetUtcNow();
            letters.Write(MessageKind.AccountConfirmed, account, "/panel", null, unit.Name);
            return;
        }

        foreach (var editor in await db.Accounts.Where(a => (a.Roles & AccountRoles.Editor) != 0 && a.ClosedAt == null).ToListAsync(cancellationToken))
        {
            letters.Write(MessageKind.BelongingAsked, editor, "/redakcja/konta", null, account.Name, account.Email, unit.Name);
        }
    }

    /// <summary>The whole domain: «x.gmina.pl» and «niegmina.pl» are not «gmina.pl».</summary>
    private static bool IsOf(string email, string? domain) =>
        domain is { Length: > 0 } && email[(email.LastIndexOf('@') + 1)..].Equals(domain, StringComparison.OrdinalIgnoreCase);
}
