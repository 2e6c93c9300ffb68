using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

/// <summary>
/// Counts attempts by network address and account, existing or not. Called where the form is at hand, so that a refused one shows the form
/// again with what was typed. Keys fall into a fixed number of drawers, so that no flood of new keys fills the memory; which key shares a
/// drawer with which differs with each start.
/// </summary>
public sealed class AttemptLimits : IDisposable
{
    private const int Drawers = 1 << 14;

    private readonly PartitionedRateLimiter<string> addresses;
    private readonly PartitionedRateLimiter<string> accounts;
    private readonly PartitionedRateLimiter<string> letters;

    public AttemptLimits(IOptions<AccountsOptions> options)
    {
        var (value, window) = (options.Value, TimeSpan.FromMinutes(options.Value.AttemptMinutes));
        addresses = Limiter(value.AttemptsPerAddress, window);
        accounts = Limiter(value.AttemptsPerAccount, window);
        letters = Limiter(value.LettersPerHour, TimeSpan.FromHours(1));
    }

    /// <param name="http">The request.</param>
    /// <param name="account">The e-mail address typed, or the account's number; null where there is none yet.</param>
    public bool Allows(HttpContext http, string? account = null)
    {
        var address = ClientNetwork.Of(http.Connection.RemoteIpAddress);
        return Take(addresses, address) && (account is null || Take(accounts, $"{address} {account.ToUpperInvariant()}"));
    }

    public bool AllowsLetter(string email) => Take(letters, email.ToUpperInvariant());

    public void Dispose()
    {
        addresses.Dispose();
        accounts.Dispose();
        letters.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int permits, TimeSpan window) => PartitionedRateLimiter.Create<string, int>(key =>
        RateLimitPartition.GetFixedWindowLimiter(string.GetHashCode(key, StringComparison.Ordinal) & (Drawers - 1), _ => new() { PermitLimit = permits, Window = window }));

    private static bool Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }
}
