using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Statistics;

/// <summary>What somebody looked for, as it may be kept: folded and without anything that looks personal.</summary>
public static partial class SearchNeed
{
    public const int MaxLength = 100;

    /// <summary>A telephone, a PESEL, a REGON or a NIP has more.</summary>
    private const int MaxDigits = 4;

    /// <summary>Null for what is not to be kept: an e-mail or web address, a number that could be somebody's, a text too long to be a need.</summary>
    public static string? Of(string text)
    {
        var folded = string.Join(' ', Text.Fold(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return folded.Length is 0 or > MaxLength
            || folded.Any(c => c is '@' or '＠' || char.IsControl(c))
            || folded.Count(char.IsDigit) > MaxDigits
            || Address().IsMatch(folded)
            ? null
            : folded;
    }

    /// <summary>«gmina.pl», «www.…», «https://…», «ul.Polna».</summary>
    [GeneratedRegex(@"://|\bwww\b|\w\.\w", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
