using PracticeBase.Domain;

namespace PracticeBase.Features.Search.Language;

/// <summary>
/// Stems by rules, for words that no dictionary has: «Szczypiornowicach» and «Szczypiornowice», «Kowalczewskiego» and «Kowalczewski», «smartwatchów» and «smartwatch».
/// Works on folded letters, so that a word typed without Polish letters has the same stem. A stem is not a word; it is only compared.
/// </summary>
public static class PolishStemmer
{
    private const int MinStem = 3;

    /// <summary>Endings of nouns and adjectives, folded. «i» in front of an ending softens the consonant before it.</summary>
    private static readonly string[] Endings = Longest(
        "a", "e", "i", "o", "u", "y", "em", "om", "ami", "mi", "ach", "ow", "owi",
        "ia", "ie", "io", "iu", "iem", "iom", "iami", "iach", "iow", "iowi", "ii", "ium",
        "ego", "emu", "ej", "ym", "ymi", "ych", "im", "imi", "ich", "iego", "iemu", "iej");

    /// <summary>What is left of a verb in «-ować» gets «ow» back, so that it stands apart from the noun it was made of.</summary>
    private static readonly string[] VerbEndings = Longest(
        "owac", "uje", "ujac", "ujacy", "ujaca", "ujace", "ujacych", "ujacym", "ujacymi", "ujacego", "ujacej", "ujacemu", "uja", "ujemy",
        "owal", "owala", "owalo", "owali", "owaly", "owany", "owana", "owane", "owani", "owanych", "owanym", "owanymi", "owanego", "owanej", "owanemu",
        "owanie", "owania", "owaniu", "owaniem", "owan", "owaniami", "owaniach", "owaniom");

    /// <summary>The stem of a form in lower case, with or without its Polish letters; a form with a digit is its own stem.</summary>
    public static string Stem(string form)
    {
        var word = Letters(form);
        if (word.Length <= MinStem || !word.All(char.IsAsciiLetter))
        {
            return word;
        }

        var verb = EndingOf(word, VerbEndings);
        if (verb.Length > 0)
        {
            return string.Concat(word.AsSpan(0, word.Length - verb.Length), "ow");
        }

        var ending = EndingOf(word, Endings);
        return Base(word.AsSpan(0, word.Length - ending.Length), ending);
    }

    /// <summary>
    /// The other stem of a form that can be read in two ways, null for all others: what looks like an ending may belong to the word
    /// («Zielonków» beside «smartwatchów», «Aschenbach» beside «smartwatchach»), and «-owie», «-owi» may be people («Nowakowie») or a place and an adjective («w Zielonkowie»).
    /// </summary>
    public static string? OtherStem(string form)
    {
        var word = Letters(form);
        if (word.Length <= MinStem || !word.All(char.IsAsciiLetter) || EndingOf(word, VerbEndings).Length > 0)
        {
            return null;
        }

        return EndingOf(word, Endings) switch
        {
            "owi" => Base(word.AsSpan(0, word.Length - 1), "i"),
            "ie" when word.EndsWith("owie", StringComparison.Ordinal) && word.Length - 4 >= MinStem => Base(word.AsSpan(0, word.Length - 4), "owie"),
            [.., 'm' or 'h' or 'w'] => Base(word, ""),
            _ => null,
        };
    }

    /// <summary>Folded, with «x» as other forms have it: «boks», «boxów».</summary>
    private static string Letters(string form) => Text.Fold(form).Replace("x", "ks", StringComparison.Ordinal);

    private static string EndingOf(string word, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length - ending.Length >= MinStem && word.EndsWith(ending, StringComparison.Ordinal) && Fits(word[word.Length - ending.Length - 1], ending))
            {
                return ending;
            }
        }

        return "";
    }

    /// <summary>After a vowel no «y» or «i» is an ending («Harley»), except in words of other languages in «-e» («bike'i»).</summary>
    private static bool Fits(char before, string ending) => ending[0] switch
    {
        'y' => !PolishLetters.IsVowel(before),
        'i' => !PolishLetters.IsVowel(before) || (ending.Length == 1 && before is 'e' or 'i'),
        _ => true,
    };

    /// <summary>Undoes what an ending did to the consonant before it, and the «e» that comes and goes.</summary>
    private static string Base(ReadOnlySpan<char> stem, string ending)
    {
        if (stem.Length > MinStem && PolishLetters.IsVowel(stem[^1]) && stem[^1] is not ('y' or 'u'))
        {
            stem = stem[..^1]; // «bike» and «bike'ów», «radio» and «radiami».
        }

        if (ending.Length == 0 && stem.Length > MinStem + 1 && stem[^2] == 'e' && stem[^1] is 'k' or 'c' && (stem[^3] == 'i' || !PolishLetters.IsVowel(stem[^3])))
        {
            return string.Concat(stem[..^(stem[^3] == 'i' ? 3 : 2)], "k"); // «Zielonek» and «Zielonka», «Kowalec» and «Kowalca».
        }

        if (stem.EndsWith("anin") && stem.Length > MinStem + 2)
        {
            return stem[..^2].ToString(); // «szczypiornianin» and «szczypiornianie».
        }

        var soft = ending.Length == 0 || ending[0] == 'i';
        return stem switch
        {
            [.. var head, 's', 'c'] => string.Concat(head, soft ? "st" : "sk"),
            [.. var head, 'd', 'z'] => string.Concat(head, ending == "e" ? "g" : "d"),
            [.. var head, 'r', 'z'] => string.Concat(head, "r"),
            [.. var head, 's', 'z'] => string.Concat(head, "ch"),
            [.. var head, 'c', 'z'] => string.Concat(head, "cz"),
            [.. var head, 'c'] => string.Concat(head, ending.Length > 0 && ending[0] == 'i' ? "t" : "k"),
            _ => stem.ToString(),
        };
    }

    private static string[] Longest(params string[] endings) => [.. endings.OrderByDescending(e => e.Length)];
}
