using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>The index's words in memory, for finding the one that somebody meant. Some 150 bytes a word; grows as the index does.</summary>
internal sealed class Vocabulary
{
    private const int MinLength = 4;

    private readonly Lock gate = new();

    /// <summary>Never changed, only replaced: questions walk through it while another learns.</summary>
    private Words known = new([], []);

    /// <summary>
    /// The words nearest to a mistyped one, best first: the fewest mistakes, then the same first letter, then the more frequent word.
    /// </summary>
    /// <param name="reader">To learn the words that are new since the last time.</param>
    /// <param name="folded">The mistyped word.</param>
    /// <param name="mayBeUnfinished">Also compare with the beginnings of longer words.</param>
    /// <param name="max">How many words to return.</param>
    public IReadOnlyList<(IndexForm Form, int Distance)> Nearest(IndexReader reader, string folded, bool mayBeUnfinished, int max)
    {
        if (folded.Length < MinLength)
        {
            return [];
        }

        var (forms, letters) = Learn(reader);
        var allowed = Allowed(folded.Length);
        var wanted = Letters(folded);
        var best = new List<(IndexForm Form, int Distance)>();
        for (var i = 0; i < forms.Length; i++)
        {
            // A mistake changes at most two letters of the set: most words are told apart by this alone.
            var form = forms[i];
            var missing = System.Numerics.BitOperations.PopCount(wanted & ~letters[i]);
            if (missing * 2 > allowed + 1)
            {
                continue;
            }

            var distance = Math.Abs(form.Folded.Length - folded.Length) * 2 <= allowed + 1 ? TypingDistance.Between(folded, form.Folded, allowed) : int.MaxValue;
            if (mayBeUnfinished && distance > allowed && folded.Length >= 5 && form.Folded.Length > folded.Length)
            {
                distance = TypingDistance.Between(folded, form.Folded.AsSpan(0, folded.Length), allowed - 1) + 1;
            }

            if (distance <= allowed)
            {
                best.Add((form, distance));
            }
        }

        // Counted when the word was learned; what nobody holds any more is not offered.
        return [.. best.OrderBy(b => b.Distance).ThenBy(b => b.Form.Folded[0] == folded[0] ? 0 : 1).ThenByDescending(b => b.Form.Practices).Take(max * 2)
            .Select(b => (Form: reader.Form(b.Form.Id), b.Distance)).Where(b => b.Form is { Practices: > 0 }).Select(b => (b.Form!, b.Distance)).Take(max)];
    }

    /// <summary>How far a mistake may go, in half steps: one slip in a short word, two in a long one.</summary>
    private static int Allowed(int length) => length switch
    {
        < 6 => 2,
        < 8 => 3,
        _ => 4,
    };

    private static uint Letters(string word)
    {
        var set = 0u;
        foreach (var c in word)
        {
            set |= c is >= 'a' and <= 'z' ? 1u << (c - 'a') : 1u << 31;
        }

        return set;
    }

    private Words Learn(IndexReader reader)
    {
        lock (gate)
        {
            var added = reader.FormsAfter(known.Forms is [.., var last] ? last.Id : 0, MinLength);
            if (added.Count > 0)
            {
                known = new([.. known.Forms, .. added], [.. known.Letters, .. added.Select(f => Letters(f.Folded))]);
            }

            return known;
        }
    }

    private sealed record Words(IndexForm[] Forms, uint[] Letters);
}
