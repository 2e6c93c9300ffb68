using Microsoft.AspNetCore.Identity;
using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>Who may sign in: a confirmed address, and not closed.</summary>
public sealed class OpenAccounts : IUserConfirmation<Account>
{
    public Task<bool> IsConfirmedAsync(UserManager<Account> manager, Account user) => Task.FromResult(user is { EmailConfirmed: true, ClosedAt: null });
}
