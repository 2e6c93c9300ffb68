using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>Codes for the day the telephone is lost: each works once; the database holds their hashes alone.</summary>
public sealed class RecoveryCodes(UserManager<Account> users, IUserStore<Account> store)
{
    public const int Count = 10;

    /// <summary>No letters and digits that look alike; 79 bits a code.</summary>
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private const int GroupLength = 4;
    private const int Groups = 4;

    /// <summary>Replaces all earlier ones.</summary>
    /// <returns>«K7QM-2XWD-…»; shown once.</returns>
    public async Task<IReadOnlyList<string>> RenewAsync(Account account, CancellationToken cancellationToken)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => string.Join('-', RandomNumberGenerator.GetString(Alphabet, GroupLength * Groups).Chunk(GroupLength).Select(g => new string(g)))).ToList();
        await ((IUserTwoFactorRecoveryCodeStore<Account>)store).ReplaceCodesAsync(account, codes.Select(Hash), cancellationToken);
        await users.UpdateAsync(account);
        return codes;
    }

    /// <summary>True once for each code, however its groups were typed.</summary>
    public async Task<bool> RedeemAsync(Account account, string code) => (await users.RedeemTwoFactorRecoveryCodeAsync(account, Hash(code))).Succeeded;

    private static string Hash(string code) => Text.Sha256(new string([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]));
}
