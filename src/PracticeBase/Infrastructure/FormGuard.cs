using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection;

namespace PracticeBase.Infrastructure;

/// <summary>What keeps programs from filling in a form that needs no account: how soon it comes back, and how often.</summary>
public sealed class FormGuard(IDataProtectionProvider protection, TimeProvider clock) : IDisposable
{
    /// <summary>Sooner than this nobody has read and filled in a form.</summary>
    public static readonly TimeSpan Soonest = TimeSpan.FromSeconds(3);

    private readonly IDataProtector protector = protection.CreateProtector("PracticeBase.FormGuard");

    private readonly PartitionedRateLimiter<Allowance> limiter = PartitionedRateLimiter.Create<Allowance, Allowance>(a =>
        RateLimitPartition.GetFixedWindowLimiter(a, key => new() { PermitLimit = key.Times, Window = key.Within, QueueLimit = 0 }));

    /// <summary>For a hidden field: when the form was shown.</summary>
    public string Stamp() => protector.Protect(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>How long ago the form was shown; null for a stamp that is none.</summary>
    public TimeSpan? AgeOf(string? stamp)
    {
        try
        {
            return clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(protector.Unprotect(stamp ?? ""), CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Counts this use of the allowance; false when it is used up. Kept in the memory of this node alone.</summary>
    /// <param name="what">«contact», «phone 12».</param>
    /// <param name="from">Where the request came from; null counts all together.</param>
    /// <param name="times">So many are allowed …</param>
    /// <param name="within">… in such a time.</param>
    public bool Allows(string what, IPAddress? from, int times, TimeSpan within)
    {
        using var lease = limiter.AttemptAcquire(new Allowance($"{what} {ClientNetwork.Of(from)}", times, within));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    private sealed record Allowance(string Key, int Times, TimeSpan Within);
}
