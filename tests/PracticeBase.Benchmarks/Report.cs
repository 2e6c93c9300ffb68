using System.Globalization;

namespace PracticeBase.Benchmarks;

/// <summary>Markdown tables, for docs/performance.md.</summary>
internal static class Report
{
    public static double Median(this IEnumerable<double> values) => Quantile(values, 0.5);

    public static void Print(IEnumerable<Timing> timings)
    {
        Console.WriteLine("| Page | server, median | server, p95 | client, median | client, p95 | Brotli | target |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var t in timings)
        {
            Console.WriteLine($"| {t.Page.Name} | {Ms(t.Server, 0.5)} | {Ms(t.Server, 0.95)} | {Ms(t.Client, 0.5)} | {Ms(t.Client, 0.95)} | {Kilobytes(t.Size)} | {t.Page.Target ?? "–"} |");
        }
    }

    /// <summary>Finding: what counts is the slow one in twenty.</summary>
    public static void Print(IEnumerable<(Timing Timing, SearchCounts Found)> timings)
    {
        Console.WriteLine("| Question | found | server, median | server, p95 | target | client, p95 | CPU, median | Brotli |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (t, found) in timings)
        {
            Console.WriteLine($"| {t.Page.Name} | {found} | {Ms(t.Server, 0.5)} | {Ms(t.Server, 0.95)} | {t.Page.Target ?? "–"} | {Ms(t.Client, 0.95)} | {Ms(t.Processor, 0.5)} | {Kilobytes(t.Size)} |");
        }
    }

    public static void Print(IEnumerable<(string Name, string Value, string Target)> rows)
    {
        Console.WriteLine("| What | measured | target |");
        Console.WriteLine("| --- | ---: | ---: |");
        foreach (var (name, value, target) in rows)
        {
            Console.WriteLine($"| {name} | {value} | {target} |");
        }
    }

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    public static string Kilobytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000:0.0} KB");

    public static string Megabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000:0} MB");

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    public static string Milliseconds(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms");

    private static string Ms(IEnumerable<double> values, double quantile) => Milliseconds(Quantile(values, quantile));

    private static double Quantile(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1];
    }
}
