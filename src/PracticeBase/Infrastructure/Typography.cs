using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace PracticeBase.Infrastructure;

/// <summary>How text is set: no-break spaces after one-letter words, inside numbers and before units; soft hyphens in very long words.</summary>
public static partial class Typography
{
    public const int LongWord = 18;

    /// <summary>Polish letters stay as they are; pages are UTF-8.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Plain text as it should stand on a page; still to be encoded.</summary>
    public static string Set(string text)
    {
        var glued = Glue().Replace(text, m => m.Value[..^1] + '\u00A0');
        return LongWords().Replace(glued, m => Hyphenate(m.Value));
    }

    /// <summary>Plain text as HTML.</summary>
    public static string ToHtml(string text) => Encoder.Encode(Set(text)).Replace("&#xA0;", "\u00A0", StringComparison.Ordinal).Replace("&#xAD;", "\u00AD", StringComparison.Ordinal);

    // A one-letter word or a number, and the space after it when a word or a group of three digits or a unit follows.
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}\p{Pd}])[aiouwzAIOUWZ] (?=\S)|(?<=\p{Nd}) (?=\p{Nd}{3}(?!\p{Nd}))|(?<=\p{Nd}) (?=(zł|PLN|tys\.|mln|mld|r\.|km|m²|ha|kg|MB|kB|h)(?!\p{L}))", RegexOptions.CultureInvariant)]
    private static partial Regex Glue();

    [GeneratedRegex(@"\p{L}{19,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongWords();

    /// <summary>Breaks before a consonant that a vowel follows, at least six letters from the last break and four from the end.</summary>
    private static string Hyphenate(string word)
    {
        var result = new StringBuilder(word.Length + 4);
        var sinceBreak = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (sinceBreak >= 6 && word.Length - i >= 4 && IsVowel(word[i - 1]) && !IsVowel(word[i]) && IsVowel(word[i + 1]))
            {
                result.Append('\u00AD');
                sinceBreak = 0;
            }

            result.Append(word[i]);
            sinceBreak++;
        }

        return result.ToString();
    }

    private static bool IsVowel(char c) => "aąeęioóuyAĄEĘIOÓUY".Contains(c, StringComparison.Ordinal);
}
