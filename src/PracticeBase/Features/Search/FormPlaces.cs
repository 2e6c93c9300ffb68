using System.Runtime.InteropServices;

namespace PracticeBase.Features.Search;

/// <summary>Where something stands, practice by practice in their order: a number · 16 + a bit a <see cref="SearchField"/>.</summary>
internal sealed class FormPlaces
{
    private const int MaskBits = 1 << IndexFile.FieldBits;

    private readonly List<int> places = [];

    /// <summary>Adds a row of the index; they come in order.</summary>
    public void Add(long row)
    {
        var practice = (int)(row >> IndexFile.FieldBits) << MaskBits;
        var field = 1 << (int)(row & ((1 << IndexFile.FieldBits) - 1));
        if (places.Count > 0 && places[^1] >= practice)
        {
            places[^1] |= field;
        }
        else
        {
            places.Add(practice | field);
        }
    }

    /// <summary>Raises each practice's byte to the weight of its mask.</summary>
    /// <param name="impact">By practice number; what lies beyond its end is left out.</param>
    /// <param name="weights">Sixteen, by mask.</param>
    public void Raise(Span<byte> impact, ReadOnlySpan<byte> weights)
    {
        foreach (var place in CollectionsMarshal.AsSpan(places))
        {
            var (practice, weight) = (place >> MaskBits, weights[place & ((1 << MaskBits) - 1)]);
            if (practice < impact.Length && impact[practice] < weight)
            {
                impact[practice] = weight;
            }
        }
    }

    public bool Contains(int practiceId)
    {
        // With no field it would stand before the place itself.
        var next = ~places.BinarySearch(practiceId << MaskBits);
        return next < places.Count && places[next] >> MaskBits == practiceId;
    }
}
