using System.Globalization;

namespace PracticeBase.Benchmarks.Load;

/// <summary>Memory over time, looked at in equal steps.</summary>
internal sealed class MemoryCourse(TimeSpan step)
{
    private readonly List<double> values = [];

    public void Add(long bytes) => values.Add(bytes);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Report.Megabytes(values.Min())}, {Report.Megabytes(values.Median())}, {Report.Megabytes(values.Max())}; {Slope / 1_000_000:+0.00;-0.00;0} MB a minute");

    /// <summary>Bytes a minute, by least squares, over the second half: by then what is read once has been read.</summary>
    private double Slope
    {
        get
        {
            var late = values[(values.Count / 2)..];
            var (middle, mean) = ((late.Count - 1) / 2.0, late.Average());
            var spread = late.Index().Sum(v => Math.Pow(v.Index - middle, 2));
            return spread == 0 ? 0 : late.Index().Sum(v => (v.Index - middle) * (v.Item - mean)) / spread / step.TotalMinutes;
        }
    }
}
