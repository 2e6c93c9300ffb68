using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

/// <summary>The link by which the first account is made: good for a day, and only while there is none.</summary>
public sealed class FirstAdministrator(PracticeBaseDbContext db, IDataProtectionProvider protection, PortalAddress address)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("PracticeBase.FirstAdministrator").ToTimeLimitedDataProtector();

    /// <summary>Null once there is an account.</summary>
    public async Task<string?> LinkAsync(CancellationToken cancellationToken) =>
        await db.Accounts.AnyAsync(cancellationToken) ? null : $"{address.Root}/konto/pierwszy-administrator?kod={WebEncoders.Base64UrlEncode(protector.Protect([1], GoodFor))}";

    public async Task<bool> IsGoodAsync(string? code, CancellationToken cancellationToken)
    {
        try
        {
            protector.Unprotect(WebEncoders.Base64UrlDecode(code ?? ""));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }

        return !await db.Accounts.AnyAsync(cancellationToken);
    }
}
