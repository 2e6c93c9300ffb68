using System.Runtime.Intrinsics;

namespace PracticeBase.Features.Search;

/// <summary>
/// A bit a <see cref="SearchField"/> of each practice: half a byte a practice number, 50 KB for 100,000. Of 32 practices the first sixteen stand in the lower
/// halves of sixteen bytes, the others in the upper ones, so that sixteen are looked up at once.
/// </summary>
/// <param name="capacity">Numbers of practices are below this.</param>
internal sealed class FieldMasks(int capacity)
{
    private readonly byte[] pairs = new byte[(capacity + 31) / 32 * 16];

    /// <summary>At least what was asked for.</summary>
    public int Capacity => pairs.Length * 2;

    public void Add(int practice, SearchField field) => pairs[IndexOf(practice)] |= (byte)(1 << (int)field << ShiftOf(practice));

    public void Set(int practice, byte fields)
    {
        ref var pair = ref pairs[IndexOf(practice)];
        pair = (byte)((pair & ~(0xF << ShiftOf(practice))) | (fields << ShiftOf(practice)));
    }

    /// <summary>Raises each practice's byte to the weight of its mask.</summary>
    /// <param name="impact">By practice number; a multiple of 32 long.</param>
    /// <param name="weights">Sixteen, by mask.</param>
    public void Raise(Span<byte> impact, ReadOnlySpan<byte> weights)
    {
        var table = Vector128.Create(weights);
        var half = Vector128<byte>.Count;
        for (var (from, i) = (0, 0); from < pairs.Length && i < impact.Length; from += half, i += 2 * half)
        {
            var both = Vector128.Create<byte>(pairs.AsSpan(from));
            RaiseTo(impact[i..], Vector128.Shuffle(table, both & Vector128.Create((byte)0xF)));
            RaiseTo(impact[(i + half)..], Vector128.Shuffle(table, both >>> 4));
        }
    }

    private static void RaiseTo(Span<byte> impact, Vector128<byte> weights) => Vector128.Max(Vector128.Create<byte>(impact), weights).CopyTo(impact);

    private static int IndexOf(int practice) => ((practice >> 5) << 4) | (practice & 15);

    private static int ShiftOf(int practice) => ((practice >> 4) & 1) << 2;
}
