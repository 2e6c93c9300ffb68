namespace PracticeBase.Benchmarks.Load;

/// <summary>Picks one of many, the n-th with a probability that falls as 1/n^exponent.</summary>
internal sealed class Zipf
{
    private readonly double[] reached;

    public Zipf(int count, double exponent)
    {
        reached = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            reached[i] = sum += Math.Pow(i + 1, -exponent);
        }
    }

    /// <summary>From 0, the most popular.</summary>
    public int Pick(Random random)
    {
        var found = Array.BinarySearch(reached, random.NextDouble() * reached[^1]);
        return Math.Min(found < 0 ? ~found : found, reached.Length - 1);
    }
}
