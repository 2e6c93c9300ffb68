using System.Globalization;
using System.Text;

namespace PracticeBase.Features.Search.Language;

/// <summary>
/// Cuts a text into words and numbers. Parts of a hyphenated word are tokens of their own («Bielsko-Biała», «e-usługi»); an apostrophe between letters
/// joins («Harley'a» → «harleya»); what nobody sees (soft hyphen, zero-width signs) vanishes; a comma between digits belongs to the number («12,5»).
/// Everything that is neither letter nor digit divides, halves of surrogate pairs and control characters too.
/// </summary>
internal static class Tokenizer
{
    /// <summary>The longest form; the token still covers the whole word.</summary>
    public const int MaxForm = 64;

    /// <summary>Adds the tokens of a text in their order.</summary>
    public static void Tokenize(string text, List<Token> tokens)
    {
        Span<char> form = stackalloc char[MaxForm];
        var at = 0;
        while (at < text.Length)
        {
            if (!IsWord(text, at, out var size) || IsMark(char.GetUnicodeCategory(text[at])))
            {
                at += size;
                continue;
            }

            var start = at;
            var end = at;
            var length = 0;
            var plain = true;
            while (at < text.Length)
            {
                var c = text[at];
                if (IsWord(text, at, out size))
                {
                    plain &= IsPlain(c);
                    Append(text.AsSpan(at, size), form, ref length);
                    at += size;
                    end = at;
                }
                else if (IsUnseen(c))
                {
                    at++;
                }
                else if (Joins(text, at, form[..length]))
                {
                    if (c == ',')
                    {
                        Append([c], form, ref length);
                    }

                    at++;
                }
                else
                {
                    break;
                }
            }

            var word = form[..length];
            tokens.Add(new(start, end - start, plain ? word.ToString() : Normal(word)));
        }
    }

    private static void Append(ReadOnlySpan<char> letters, Span<char> form, ref int length)
    {
        if (length + letters.Length > MaxForm)
        {
            return;
        }

        foreach (var letter in letters)
        {
            form[length++] = letter is >= '₀' and <= '₉' ? (char)(letter - '₀' + '0') : char.ToLowerInvariant(letter);
        }
    }

    /// <summary>Composed, without ligatures, in Latin letters when some of them only look it; cut where it is too long.</summary>
    private static string Normal(ReadOnlySpan<char> word)
    {
        var form = word.ToString();
        form = form.Normalize(form.AsSpan().ContainsAnyInRange('\uFB00', '\uFB06') ? NormalizationForm.FormKC : NormalizationForm.FormC);
        form = LookAlikes.ToLatin(form).ToLowerInvariant();
        if (form.Length <= MaxForm)
        {
            return form;
        }

        return form[..(char.IsHighSurrogate(form[MaxForm - 1]) ? MaxForm - 1 : MaxForm)];
    }

    /// <summary>Whether a letter, digit or mark is here; <paramref name="size"/>: UTF-16 units of what is.</summary>
    private static bool IsWord(string text, int at, out int size)
    {
        size = 1;
        var c = text[at];
        if (char.IsAscii(c))
        {
            return char.IsAsciiLetterOrDigit(c);
        }

        if (!char.IsSurrogate(c))
        {
            return char.IsLetterOrDigit(c) || c is >= '₀' and <= '₉' || IsMark(char.GetUnicodeCategory(c));
        }

        if (!Rune.TryGetRuneAt(text, at, out var rune))
        {
            return false;
        }

        size = 2;
        return Rune.IsLetterOrDigit(rune);
    }

    private static bool IsMark(UnicodeCategory category) => category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Letters that stand in a form as they are: Latin without combining marks.</summary>
    private static bool IsPlain(char c) => c < '\u0180';

    private static bool IsUnseen(char c) => c is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';

    private static bool Joins(string text, int at, ReadOnlySpan<char> form) => form.Length > 0 && at + 1 < text.Length && text[at] switch
    {
        '\'' or '’' or 'ʼ' or '`' or '´' => char.IsLetter(form[^1]) && char.IsLetter(text[at + 1]),
        ',' => char.IsAsciiDigit(form[^1]) && char.IsAsciiDigit(text[at + 1]) && !form.Contains(','),
        _ => false,
    };
}
