using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PracticeBase.Features.Search;

/// <summary>
/// A part of a question with how strongly each practice answers it: a byte a practice number, 0 where it does not. The weight of a word is
/// that of the fields it stands in (title above summary above body above attachments) times that of its form.
/// </summary>
internal sealed class Term : IDisposable
{
    private const int MaxPhrases = 128;

    /// <summary>By <see cref="SearchField"/>; together at most 255.</summary>
    private static readonly int[] FieldWeights = [120, 60, 25, 10];

    private readonly byte[] impact;
    private readonly int capacity;

    public Term(int capacity)
    {
        this.capacity = capacity;
        impact = ArrayPool<byte>.Shared.Rent(capacity);
        Array.Clear(impact, 0, capacity);
    }

    public ReadOnlySpan<byte> Impact => impact.AsSpan(0, capacity);

    /// <summary>The same, perhaps longer than the capacity.</summary>
    public byte[] Bytes => impact;

    /// <summary>No practice answers it.</summary>
    public bool IsNowhere => !Impact.ContainsAnyExcept((byte)0);

    /// <summary>In quotes, or excluded: a practice without it is no answer at all.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Adds the practices that hold a form of the word.</summary>
    public void AddWord(ExpandedWord word, double weight, IndexSession session)
    {
        foreach (var group in word.Forms.GroupBy(f => f.Weight))
        {
            var weights = Weights(group.Key * weight);
            var rare = new List<string>();
            foreach (var (form, _) in group)
            {
                if (session.Masks.Find(form, session.Reader, capacity) is { } known)
                {
                    known.Raise(impact.AsSpan(0, capacity), weights);
                }
                else if (session.Places.Find(form, session.Reader) is { } places)
                {
                    places.Raise(impact.AsSpan(0, capacity), weights);
                }
                else
                {
                    rare.Add(form.Text);
                }
            }

            if (rare.Count > 0)
            {
                session.Reader.Places(MatchExpression.AnyOf(rare)).Raise(impact.AsSpan(0, capacity), weights);
            }
        }
    }

    /// <summary>Adds the practices in which forms of the words follow each other in this order; the words as they are count more.</summary>
    public void AddPhrase(IReadOnlyList<ExpandedWord> words, double weight, IndexSession session)
    {
        if (words.Any(w => w.Forms.Count == 0))
        {
            return;
        }

        // Every combination is a phrase of its own; of very many the likeliest are tried.
        var each = Math.Max(1, (int)Math.Pow(MaxPhrases, 1.0 / words.Count));
        IEnumerable<(IReadOnlyList<string> Words, double Weight)> phrases = [([], 1.0)];
        foreach (var word in words)
        {
            phrases = phrases.SelectMany(p => word.Forms.Take(each), (p, f) => ((IReadOnlyList<string>)[.. p.Words, f.Form.Text], Math.Min(p.Weight, f.Weight)));
        }

        var areCommon = words.All(w => w.Forms.Any(f => FormMasks.IsCommon(f.Form, capacity)));
        foreach (var group in phrases.GroupBy(p => p.Weight))
        {
            var expression = string.Join(" OR ", group.Select(p => MatchExpression.Phrase(p.Words)));
            var weights = Weights(group.Key * weight);
            if (areCommon)
            {
                session.Masks.Find(expression, session.Reader, capacity).Raise(impact.AsSpan(0, capacity), weights);
            }
            else
            {
                session.Reader.Places(expression).Raise(impact.AsSpan(0, capacity), weights);
            }
        }
    }

    /// <summary>Adds what answers all of the others.</summary>
    public void AddAllOf(IReadOnlyList<Term> others)
    {
        for (var i = 0; i < capacity; i++)
        {
            var least = others[0].impact[i];
            for (var j = 1; j < others.Count && least > 0; j++)
            {
                least = Math.Min(least, others[j].impact[i]);
            }

            impact[i] = Math.Max(impact[i], least);
        }
    }

    /// <summary>One more for each practice that answers the other.</summary>
    public void Count(Term other)
    {
        var own = MemoryMarshal.Cast<byte, Vector<byte>>(impact.AsSpan(0, capacity));
        var its = MemoryMarshal.Cast<byte, Vector<byte>>(other.Impact);
        for (var i = 0; i < own.Length; i++)
        {
            own[i] += Vector.Min(its[i], Vector<byte>.One);
        }
    }

    /// <summary>The next practice from a number on that answers at least so strongly; −1 when there is none.</summary>
    public int Next(int from, byte least) => from < capacity && Impact[from..].IndexOfAnyInRange(least, byte.MaxValue) is >= 0 and var distance ? from + distance : -1;

    /// <summary>How much it says: the rarer, the more.</summary>
    /// <param name="practices">How many the index holds.</param>
    public float Rarity(int practices) => (float)Math.Log(2 + ((double)practices / (capacity - Impact.Count((byte)0) + 1)));

    public void Dispose() => ArrayPool<byte>.Shared.Return(impact);

    /// <summary>By mask of fields.</summary>
    private static byte[] Weights(double weight)
    {
        var weights = new byte[1 << FieldWeights.Length];
        for (var mask = 1; mask < weights.Length; mask++)
        {
            weights[mask] = (byte)Math.Max(1, Math.Round(weight * FieldWeights.Where((_, field) => (mask & (1 << field)) != 0).Sum()));
        }

        return weights;
    }
}
