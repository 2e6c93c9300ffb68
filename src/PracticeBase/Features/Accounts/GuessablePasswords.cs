using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

/// <summary>
/// Refuses passwords that are guessed first: those of common-passwords.txt, whatever digits, signs and doublings hide them
/// («P0lska2024!!», «haslohaslo12»), and those made of the portal's name or the person's own address.
/// </summary>
public sealed class GuessablePasswords(Words words, IOptions<PortalOptions> portal) : IPasswordValidator<Account>
{
    public const int MaxLength = 128;

    /// <summary>Fewer letters than these left over, and the rest of a password is no secret.</summary>
    private const int MinOwnLetters = 5;

    private const int MinPersonalPart = 4;
    private const int MinWord = 4;

    private static readonly Lazy<string[]> Common = new(Read);

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        password is { Length: > MaxLength } ? Refuse("PasswordTooLong", words.Plain("Account.Error.PasswordLong", MaxLength))
        : Names(user).Any(Plain(password ?? "").Contains) ? Refuse("PasswordPersonal", words.Plain("Account.Error.PasswordPersonal"))
        : IsGuessable(password ?? "") ? Refuse("PasswordCommon", words.Plain("Account.Error.PasswordCommon"))
        : IdentityResult.Success);

    private IEnumerable<string> Names(Account user) => new[] { user.Email?.Split('@')[0], portal.Value.Name }
        .OfType<string>().Select(Plain).Where(n => n.Length >= MinPersonalPart);

    private static bool IsGuessable(string password)
    {
        // Digits count as letters («p0lska») in one reading and as nothing («polska24») in the other.
        return IsMadeOfCommon(Plain(password)) || IsMadeOfCommon(new string([.. Text.Fold(password).Where(char.IsLetter)]));

        static bool IsMadeOfCommon(string text)
        {
            foreach (var word in Common.Value)
            {
                text = text.Replace(word, " ", StringComparison.Ordinal);
            }

            return text.Count(char.IsLetter) < MinOwnLetters;
        }
    }

    /// <summary>Small letters; signs and digits that stand for letters as those letters, all others left out.</summary>
    private static string Plain(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in Text.Fold(text))
        {
            var letter = c switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c };
            if (char.IsLetter(letter))
            {
                result.Append(letter);
            }
        }

        return result.ToString();
    }

    /// <summary>The longest first, so that a long word is not torn by a short one inside it.</summary>
    private static string[] Read()
    {
        using var stream = typeof(GuessablePasswords).Assembly.GetManifestResourceStream("PracticeBase.Features.Accounts.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.SelectMany(l => new[] { Plain(l), new string([.. Text.Fold(l).Where(char.IsLetter)]) }).Where(l => l.Length >= MinWord).Distinct().OrderByDescending(l => l.Length)];
    }

    private static IdentityResult Refuse(string code, string text) => IdentityResult.Failed(new IdentityError { Code = code, Description = text });
}
