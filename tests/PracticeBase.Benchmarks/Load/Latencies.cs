using System.Numerics;

namespace PracticeBase.Benchmarks.Load;

/// <summary>How long requests took, in a histogram of a fixed size: 32 steps for each doubling, so that a value is at most 3 % too large.</summary>
internal sealed class Latencies
{
    private const int StepBits = 5;
    private const int Steps = 1 << StepBits;

    private readonly long[] counts = new long[(64 - StepBits) * Steps];
    private long total;

    public void Add(TimeSpan time)
    {
        counts[IndexOf(time.Ticks)]++;
        total++;
    }

    public void Add(Latencies other)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }

        total += other.total;
    }

    /// <summary>At most so long took the given share of the requests; zero when there were none.</summary>
    public TimeSpan Quantile(double share)
    {
        var rest = (long)Math.Ceiling(share * total);
        for (var i = 0; i < counts.Length && total > 0; i++)
        {
            rest -= counts[i];
            if (rest <= 0)
            {
                return TimeSpan.FromTicks(LargestOf(i));
            }
        }

        return TimeSpan.Zero;
    }

    private static int IndexOf(long ticks)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)ticks) - StepBits);
        return (shift << StepBits) + (int)(ticks >> shift);
    }

    private static long LargestOf(int index)
    {
        var shift = Math.Max(0, (index >> StepBits) - 1);
        return ((long)(index - (shift << StepBits) + 1) << shift) - 1;
    }
}
