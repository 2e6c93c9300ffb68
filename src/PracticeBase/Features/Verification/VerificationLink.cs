using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PracticeBase.Features.Verification;

/// <summary>The link of the letter «Czy to nadal aktualne?»: says without signing in which practice is meant, and for how long.</summary>
public sealed class VerificationLink(IDataProtectionProvider protection, TimeProvider clock)
{
    public const int ValidDays = 90;

    // The portal's clock decides, not that of ITimeLimitedDataProtector.
    private readonly IDataProtector protector = protection.CreateProtector("PracticeBase.Verification");

    public string PathFor(int practiceId) =>
        "/potwierdzenie/" + protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{practiceId} {clock.GetUtcNow().AddDays(ValidDays).ToUnixTimeSeconds()}"));

    /// <summary>Null for a token that this portal never made.</summary>
    public (int PracticeId, bool IsExpired)? Read(string token)
    {
        try
        {
            var parts = protector.Unprotect(token).Split(' ');
            return (int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture) < clock.GetUtcNow().ToUnixTimeSeconds());
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
