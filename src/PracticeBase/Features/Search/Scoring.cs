using System.Buffers;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Search;

/// <summary>Adds up what the terms of a question say of each practice.</summary>
internal static class Scoring
{
    /// <summary>When fewer practices hold all words, those that hold most of them are shown too.</summary>
    private const int FewFull = 10;

    /// <summary>Of the weight of all words, how much a practice must hold to be shown among those.</summary>
    private const float PartialShare = 0.5f;

    /// <summary>The same, of what the best of them holds, when none holds half or more: not when a word stands nowhere, for that was the point of the question.</summary>
    private const float BestShare = 0.8f;

    /// <summary>More than any word can give: what holds everything stands above all that does not.</summary>
    private const int FullScore = 256;

    /// <summary>What holds the whole question, and what answers it: the same, or more when few do. How well goes to the scores.</summary>
    /// <param name="terms">Its words and phrases; none when it only excludes.</param>
    /// <param name="excluded">What no answer holds.</param>
    /// <param name="session">Of the index.</param>
    /// <param name="scores">By practice number; filled for what is found, larger is better.</param>
    public static (PracticeSet Full, PracticeSet Found) Score(IReadOnlyList<Term> terms, IReadOnlyList<Term> excluded, IndexSession session, float[] scores)
    {
        var capacity = session.Capacity;
        var weights = terms.Select(t => t.Rarity(session.Practices)).ToArray();
        var total = weights.Sum();
        var impacts = terms.Select(t => t.Bytes).ToArray();
        // How much of the question each holds, of those that lack some of it.
        var shares = ArrayPool<float>.Shared.Rent(capacity);
        try
        {
            shares.AsSpan(0, capacity).Clear();
            var (full, best) = (new PracticeSet(capacity), 0f);
            for (var id = 0; id < capacity; id++)
            {
                var (score, share, isFull) = (0f, 0f, true);
                for (var t = 0; t < impacts.Length; t++)
                {
                    var impact = impacts[t][id];
                    if (impact == 0)
                    {
                        isFull = false;
                        continue;
                    }

                    score += weights[t] * impact;
                    share += weights[t];
                }

                if (isFull)
                {
                    full.Add(id);
                    scores[id] = score + (total * FullScore);
                }
                else if (share > 0)
                {
                    shares[id] = share;
                    scores[id] = score * share / total;
                    best = Math.Max(best, share);
                }
            }

            Remove(full, excluded);
            var count = full.Count();
            if (terms.Count < 2 || count >= FewFull || best == 0)
            {
                return (full, full);
            }

            var least = count > 0 || terms.Any(t => t.IsNowhere) ? total * PartialShare : Math.Min(total * PartialShare, best * BestShare);
            var found = full.Copy();
            for (var id = 0; id < capacity; id++)
            {
                if (shares[id] >= least && terms.All(t => !t.IsRequired || t.Bytes[id] > 0))
                {
                    found.Add(id);
                }
            }

            Remove(found, excluded);
            return (full, found);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(shares);
        }
    }

    private static void Remove(PracticeSet found, IReadOnlyList<Term> excluded)
    {
        foreach (var term in excluded)
        {
            foreach (var id in found.ToList().Where(id => term.Bytes[id] > 0))
            {
                found.Remove(id);
            }
        }
    }
}
