using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>File names that look the same to everyone and can be saved on any computer.</summary>
internal static partial class UploadName
{
    /// <summary>Characters; the database keeps no more.</summary>
    public const int MaxLength = 200;

    /// <summary>The name with composed letters (macOS sends «ó» as two characters) and single spaces.</summary>
    /// <exception cref="UploadRefusedException">The name is refused; nothing is repaired that its owner would not recognise.</exception>
    public static string Clean(string fileName)
    {
        if (fileName.AsSpan().ContainsAny('/', '\\'))
        {
            throw new UploadRefusedException(UploadRefusal.NameHasPath);
        }

        if (fileName.EnumerateRunes().Any(IsHidden))
        {
            throw new UploadRefusedException(UploadRefusal.NameHasHiddenCharacters);
        }

        var name = Spaces().Replace(fileName.Normalize(), " ").Trim();
        if (name.Length == 0)
        {
            throw new UploadRefusedException(UploadRefusal.NameMissing);
        }

        if (name.Length > MaxLength)
        {
            throw new UploadRefusedException(UploadRefusal.NameTooLong, MaxLength.ToString(CultureInfo.InvariantCulture));
        }

        if (Reserved().IsMatch(name))
        {
            throw new UploadRefusedException(UploadRefusal.NameReserved);
        }

        return Path.HasExtension(name) ? name : throw new UploadRefusedException(UploadRefusal.NoExtension);
    }

    /// <summary>Half a surrogate pair reads as U+FFFD. Format characters turn the direction of the text or take no width.</summary>
    private static bool IsHidden(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>Hidden on Unix, impossible on Windows: signs, and names of devices with any extension.</summary>
    [GeneratedRegex(@"^\.|[<>:""|?*]|^(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])\s*(?:\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
