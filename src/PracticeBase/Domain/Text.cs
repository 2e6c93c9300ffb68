using System.Security.Cryptography;
using System.Text;

namespace PracticeBase.Domain;

/// <summary>Plain-text forms of names: folded for comparing, hyphenated for addresses.</summary>
public static class Text
{
    /// <summary>Longest slug; with the number it stays within what mail programs leave unbroken.</summary>
    public const int MaxSlug = 80;

    /// <summary>Lower case without diacritics, «ł» included; other characters stay.</summary>
    public static string Fold(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in Sound(text).Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                result.Append(c switch { 'ł' or 'Ł' => 'l', _ => char.ToLowerInvariant(c) });
            }
        }

        return result.ToString();
    }

    /// <summary>«Żłobek w Łodzi» → «zlobek-w-lodzi»; «praktyka» when nothing is left.</summary>
    public static string Slug(string text)
    {
        var result = new StringBuilder();
        foreach (var c in Fold(text))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != '-')
            {
                result.Append('-');
            }
        }

        if (result.Length > MaxSlug)
        {
            var cut = result.ToString(0, MaxSlug).LastIndexOf('-');
            result.Length = cut > MaxSlug / 2 ? cut : MaxSlug;
        }

        var slug = result.ToString().Trim('-');
        return slug.Length == 0 ? "praktyka" : slug;
    }

    /// <summary>What an imported document is known by: kind, title and unit, whatever its spacing and case.</summary>
    public static string ImportKey(PracticeKind kind, string title, string? unitOrPlace) =>
        Sha256($"{kind}|{Slug(title)}|{Fold(title).Length}|{Slug(unitOrPlace ?? "")}");

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Sha256(string)"/>
    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Half a surrogate pair and U+FFFE, which normalising refuses, become U+FFFD.</summary>
    private static string Sound(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\uFFFE', StringComparison.Ordinal)
            ? string.Concat(text.EnumerateRunes().Select(r => r.Value == 0xFFFE ? Rune.ReplacementChar : r))
            : text;
}
