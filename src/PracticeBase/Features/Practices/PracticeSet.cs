using System.Numerics;

namespace PracticeBase.Features.Practices;

/// <summary>
/// A set of practices, one bit a practice number: 12.5 KB for 100,000 of them. Filtering and counting are a few passes over such words,
/// whatever the practices hold. Numbers beyond <see cref="Capacity"/> are never in it.
/// </summary>
public sealed class PracticeSet
{
    private readonly ulong[] words;

    /// <param name="capacity">One more than the largest number it may hold.</param>
    public PracticeSet(int capacity) => words = new ulong[(capacity + 63) / 64];

    private PracticeSet(ulong[] words) => this.words = words;

    public int Capacity => words.Length * 64;

    public bool Contains(int id) => (uint)id < (uint)Capacity && (words[id >> 6] & (1UL << (id & 63))) != 0;

    public void Add(int id) => words[id >> 6] |= 1UL << (id & 63);

    public void Remove(int id)
    {
        if ((uint)id < (uint)Capacity)
        {
            words[id >> 6] &= ~(1UL << (id & 63));
        }
    }

    /// <summary>A copy that may hold numbers up to the capacity, if that is more than now.</summary>
    public PracticeSet Copy(int capacity = 0)
    {
        var copy = new ulong[Math.Max(words.Length, (capacity + 63) / 64)];
        words.CopyTo(copy, 0);
        return new PracticeSet(copy);
    }

    public void IntersectWith(PracticeSet other)
    {
        var common = Math.Min(words.Length, other.words.Length);
        for (var i = 0; i < common; i++)
        {
            words[i] &= other.words[i];
        }

        words.AsSpan(common).Clear();
    }

    public void UnionWith(PracticeSet other)
    {
        if (other.words.Length > words.Length && other.words.AsSpan(words.Length).ContainsAnyExcept(0UL))
        {
            throw new ArgumentException("The other set holds numbers that do not fit into this one.", nameof(other));
        }

        var common = Math.Min(words.Length, other.words.Length);
        for (var i = 0; i < common; i++)
        {
            words[i] |= other.words[i];
        }
    }

    public void ExceptWith(PracticeSet other)
    {
        var common = Math.Min(words.Length, other.words.Length);
        for (var i = 0; i < common; i++)
        {
            words[i] &= ~other.words[i];
        }
    }

    public int Count()
    {
        var count = 0;
        foreach (var word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>How many are in both.</summary>
    public int CountWith(PracticeSet other)
    {
        var count = 0;
        var mine = words.AsSpan(0, Math.Min(words.Length, other.words.Length));
        var theirs = other.words.AsSpan(0, mine.Length);
        for (var i = 0; i < mine.Length; i++)
        {
            count += BitOperations.PopCount(mine[i] & theirs[i]);
        }

        return count;
    }

    /// <summary>How many lie from the first number to before the second.</summary>
    public int CountBetween(int from, int before)
    {
        var count = 0;
        for (var i = from >> 6; i < words.Length && i << 6 < before; i++)
        {
            var word = words[i];
            if (i == from >> 6)
            {
                word &= ulong.MaxValue << (from & 63);
            }

            if (before - (i << 6) < 64)
            {
                word &= (1UL << (before & 63)) - 1;
            }

            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>The numbers, smallest first.</summary>
    public Enumerator GetEnumerator() => new(words);

    public List<int> ToList()
    {
        var list = new List<int>();
        foreach (var id in this)
        {
            list.Add(id);
        }

        return list;
    }

    public struct Enumerator(ulong[] words)
    {
        private int index = -1;
        private ulong rest;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (rest == 0)
            {
                if (++index >= words.Length)
                {
                    return false;
                }

                rest = words[index];
            }

            Current = (index << 6) + BitOperations.TrailingZeroCount(rest);
            rest &= rest - 1;
            return true;
        }
    }
}
