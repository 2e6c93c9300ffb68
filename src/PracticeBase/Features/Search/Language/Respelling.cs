namespace PracticeBase.Features.Search.Language;

/// <summary>The spellings one slip away from a mistyped word, for looking them up in the dictionary.</summary>
internal static class Respelling
{
    private const string Alphabet = "abcdefghijklmnoprstuwyz";

    /// <summary>What Polish spelling confuses, in folded letters: either may stand for the other.</summary>
    private static readonly (string One, string Other)[] Confused =
        [("u", "o"), ("rz", "z"), ("ch", "h"), ("om", "a"), ("on", "a"), ("em", "e"), ("en", "e"), ("j", "i"), ("t", "d"), ("p", "b"), ("k", "g"), ("f", "w"), ("s", "z"), ("sz", "rz"), ("sz", "z")];

    /// <summary>Each spelling with its distance as <see cref="TypingDistance"/> counts it: what Polish spelling confuses first, then the slips of a finger.</summary>
    /// <param name="folded">At least three letters.</param>
    public static IEnumerable<(string Word, int Distance)> OneSlipFrom(string folded)
    {
        foreach (var (one, other) in Confused)
        {
            foreach (var word in Replaced(folded, one, other).Concat(Replaced(folded, other, one)))
            {
                yield return (word, 1);
                foreach (var again in Confused.SelectMany(c => Replaced(word, c.One, c.Other).Concat(Replaced(word, c.Other, c.One))))
                {
                    yield return (again, 2);
                }
            }
        }

        for (var i = 0; i <= folded.Length; i++)
        {
            var (before, after) = (folded[..i], folded[i..]);
            if (after.Length > 0)
            {
                yield return (before + after[1..], i > 0 && folded[i] == folded[i - 1] ? 1 : 2);
            }

            if (after.Length > 1 && after[0] != after[1])
            {
                yield return ($"{before}{after[1]}{after[0]}{after[2..]}", 2);
            }

            foreach (var letter in Alphabet)
            {
                yield return (before + letter + after, i > 0 && folded[i - 1] == letter ? 1 : 2);
                if (after.Length > 0 && after[0] != letter)
                {
                    yield return (before + letter + after[1..], 2);
                }
            }
        }
    }

    private static IEnumerable<string> Replaced(string word, string what, string with)
    {
        for (var i = word.IndexOf(what, StringComparison.Ordinal); i >= 0; i = word.IndexOf(what, i + 1, StringComparison.Ordinal))
        {
            yield return word[..i] + with + word[(i + what.Length)..];
        }
    }
}
