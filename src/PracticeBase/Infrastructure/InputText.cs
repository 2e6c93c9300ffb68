using System.Globalization;
using System.Text;

namespace PracticeBase.Infrastructure;

/// <summary>What people type, made fit for storing: nothing invisible, nothing broken.</summary>
public static class InputText
{
    /// <summary>
    /// Trimmed and composed (NFC), line ends as \n; without control characters, bidi and zero-width characters and halves of surrogate pairs,
    /// none of which anybody types on purpose. Null when nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var lines = text.ReplaceLineEndings("\n");
        var clean = (IsKept(lines) ? lines : Kept(lines)).Normalize(NormalizationForm.FormC).Trim();
        return clean.Length == 0 ? null : clean;
    }

    /// <summary><see cref="Clean"/> for a field of one line: line breaks and tabs become spaces.</summary>
    public static string? CleanLine(string? text) => Clean(text?.ReplaceLineEndings(" ").Replace('\t', ' '));

    /// <summary>All of it, as nearly always.</summary>
    private static bool IsKept(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsKept(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static string Kept(string text)
    {
        var result = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsKept(rune))
            {
                result.Append(units[..rune.EncodeToUtf16(units)]);
            }
        }

        return result.ToString();
    }

    private static bool IsKept(Rune rune) => rune.Value is '\n' or '\t'
        || (rune != Rune.ReplacementChar && rune.Value is not (0xFFFE or 0xFFFF)
            && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
