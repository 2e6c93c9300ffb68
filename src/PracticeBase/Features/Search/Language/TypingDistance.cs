using System.Numerics;

namespace PracticeBase.Features.Search.Language;

/// <summary>
/// How far a typing mistake is, in half steps: a letter too many, missing, another one or two swapped cost 2; what Polish spelling confuses costs 1:
/// ó–u, ż–rz, h–ch, i–j, ą–om/on, ę–em/en and a doubled letter. No allocation: a query asks it for every word of the index.
/// </summary>
public static class TypingDistance
{
    private const int Step = 2;
    private const int Half = 1;
    private const int MaxLength = 64;

    /// <summary>Rows of the table that are looked back upon: two, for swapped letters and for pairs against one.</summary>
    private const int Rows = 3;

    /// <summary>Letters that only a whole step adds or takes away; «j» counts as «i».</summary>
    private const string WholeStepLetters = "bdfgijklpqstvwxy";

    private static readonly uint WholeSteps = WholeStepLetters.Aggregate(0u, (mask, c) => mask | Bit(c));

    /// <summary>The distance of two folded words; <paramref name="max"/> + 1 when it is more than that or a word is longer than 64 letters.</summary>
    public static int Between(ReadOnlySpan<char> typed, ReadOnlySpan<char> candidate, int max)
    {
        if (typed.SequenceEqual(candidate))
        {
            return 0;
        }

        if (typed.Length > MaxLength || candidate.Length > MaxLength || max < Half || Math.Abs(typed.Length - candidate.Length) > max || LeastByLetters(typed, candidate) > max)
        {
            return max + 1;
        }

        var width = candidate.Length + 1;
        Span<int> table = stackalloc int[Rows * (MaxLength + 2)];
        for (var j = 1; j < width; j++)
        {
            table[j] = table[j - 1] + Single(candidate, j - 1);
        }

        var leastAbove = 0;
        for (var i = 1; i <= typed.Length; i++)
        {
            var least = FillRow(typed, candidate, i, max, table, width);
            if (least > max && leastAbove > max)
            {
                return max + 1; // Two rows without a way through: none leads past them.
            }

            leastAbove = least;
        }

        return Math.Min(table[(typed.Length % Rows * width) + candidate.Length], max + 1);
    }

    /// <summary>Fills the cells that are not too far off the diagonal and gives the least of them.</summary>
    private static int FillRow(ReadOnlySpan<char> typed, ReadOnlySpan<char> candidate, int i, int max, Span<int> table, int width)
    {
        var row = table.Slice(i % Rows * width, width);
        var above = table.Slice((i + Rows - 1) % Rows * width, width);
        var twoAbove = table.Slice((i + Rows - 2) % Rows * width, width);
        var single = Single(typed, i - 1);
        var from = Math.Max(1, i - max);
        var to = Math.Min(width - 1, i + max);
        row.Fill(max + 1);
        row[0] = above[0] + single;
        var least = row[0];
        var a = typed[i - 1];
        for (var j = from; j <= to; j++)
        {
            var b = candidate[j - 1];
            var cost = Math.Min(above[j - 1] + Instead(a, b), Math.Min(above[j] + single, row[j - 1] + Single(candidate, j - 1)));
            if (i > 1 && IsPair(typed[i - 2], a, b))
            {
                cost = Math.Min(cost, twoAbove[j - 1] + Half);
            }

            if (j > 1 && IsPair(candidate[j - 2], b, a))
            {
                cost = Math.Min(cost, above[j - 2] + Half);
            }

            if (i > 1 && j > 1 && a == candidate[j - 2] && b == typed[i - 2])
            {
                cost = Math.Min(cost, twoAbove[j - 2] + Step);
            }

            row[j] = cost;
            least = Math.Min(least, cost);
        }

        return least;
    }

    /// <summary>What it costs at least, by the letters that only one of the words has.</summary>
    private static int LeastByLetters(ReadOnlySpan<char> typed, ReadOnlySpan<char> candidate)
    {
        var a = Letters(typed);
        var b = Letters(candidate);
        return Step * Math.Max(BitOperations.PopCount(a & ~b), BitOperations.PopCount(b & ~a));
    }

    private static uint Letters(ReadOnlySpan<char> word)
    {
        var mask = 0u;
        foreach (var c in word)
        {
            mask |= Bit(c);
        }

        return mask & WholeSteps;
    }

    private static uint Bit(char c) => char.IsAsciiLetterLower(c) ? 1u << ((c == 'j' ? 'i' : c) - 'a') : 0;

    /// <summary>What a letter costs that stands alone: half when it doubles the one before it.</summary>
    private static int Single(ReadOnlySpan<char> word, int at) => at > 0 && word[at] == word[at - 1] ? Half : Step;

    private static int Instead(char a, char b) => a == b ? 0 : (a, b) is ('o', 'u') or ('u', 'o') or ('i', 'j') or ('j', 'i') ? Half : Step;

    /// <summary>Two letters that sound like the one.</summary>
    private static bool IsPair(char first, char second, char one) => (first, second, one) switch
    {
        ('r', 'z', 'z') or ('c', 'h', 'h') => true,
        ('o', 'm' or 'n', 'a') or ('e', 'm' or 'n', 'e') => true,
        _ => false,
    };
}
