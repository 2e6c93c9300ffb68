using System.Globalization;
using System.Runtime.InteropServices;

namespace PracticeBase.Benchmarks.Load;

/// <summary>What the run found, as Markdown for docs/performance.md; errors on the console's other stream.</summary>
internal static class LoadReport
{
    public static void PrintMachine(LoadOptions options)
    {
        var pinned = Cores.ArePinned ? "server and client on a core each" : "server and client on the same cores";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.Today:d MMMM yyyy}, {Environment.ProcessorCount} processors ({pinned}), {Report.Megabytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)} of memory, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, SQLite, {options.Practices:#,0} practices, {options.Connections} connections, Zipf {options.Zipf}, {options.Time.TotalSeconds:0} s a row and side."));
        Console.WriteLine();
    }

    public static void Print(IReadOnlyList<LoadRow> rows)
    {
        Console.WriteLine("| Address | requests/s | p50 | p99 | errors | memory | bare Kestrel, requests/s | bare p50 | bare p99 | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var row in rows)
        {
            var bare = row.Bare is { } b ? $"{Rate(b)} | {Quantiles(b)} | {(row.Portal.PerSecond / b.PerSecond * 100).ToString("0.0", CultureInfo.InvariantCulture)} %" : "– | – | – | –";
            Console.WriteLine($"| {row.Name} | {Rate(row.Portal)} | {Quantiles(row.Portal)} | {row.Portal.Errors} | {Report.Megabytes(row.Memory)} | {bare} |");
            if (row.Portal.IsClientBusy || row.Bare?.IsClientBusy == true)
            {
                Console.Error.WriteLine($"{row.Name}: the measuring process was the limit, not the server.");
            }

            foreach (var problem in row.Portal.Problems.Concat(row.Bare?.Problems.Select(p => $"bare: {p}") ?? []))
            {
                Console.Error.WriteLine($"{row.Name}: {problem}");
            }
        }

        Console.WriteLine();
        foreach (var row in rows.Where(r => r.Portal.Reads.Quantile(1) > TimeSpan.Zero && r.Portal.Writes.Quantile(1) > TimeSpan.Zero))
        {
            Console.WriteLine($"{row.Name}: reading took {Times(row.Portal.Reads)}, writing {Times(row.Portal.Writes)}.\n");
        }
    }

    public static void Print(LoadRow alone, LoadRow publishing, int count, IReadOnlyDictionary<string, TimeSpan> slowest)
    {
        Print([alone, publishing]);
        Report.Print([
            .. slowest.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => ($"An old answer after the commit: {s.Key}, latest of {count}", $"{s.Value.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s", "2 s")),
            ("p99 while practices are published, by that without", string.Create(CultureInfo.InvariantCulture, $"{publishing.Portal.Latencies.Quantile(0.99) / alone.Portal.Latencies.Quantile(0.99):0.00}"), "–"),
        ]);
        Console.WriteLine();
    }

    public static void Print(LoadRow row, TimeSpan processor)
    {
        Print([row]);
        Report.Print([("CPU of the server a save", string.Create(CultureInfo.InvariantCulture, $"{processor.TotalMilliseconds:0.00} ms"), "1.5 ms")]);
        Console.WriteLine();
    }

    public static void Print(LoadRow row, MemoryCourse workingSet, MemoryCourse own)
    {
        Print([row]);
        Report.Print([
            ("Working set: least, median, most; slope", workingSet.ToString(), "–"),
            ("Private memory: least, median, most; slope", own.ToString(), "–"),
        ]);
        Console.WriteLine();
    }

    public static void Print(IReadOnlyList<(int Practices, StartLoad Start)> starts)
    {
        Console.WriteLine("| Practices | first page: home | first page: a practice | a page never asked for before, p50 | memory |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        foreach (var (practices, start) in starts)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {practices:#,0} | {start.Home.TotalSeconds:0.00} s | {start.Practice.TotalSeconds:0.00} s | {Report.Milliseconds(start.Uncached.TotalMilliseconds)} | {Report.Megabytes(start.Memory)} |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nA page never asked for before takes {starts[^1].Start.Uncached / starts[0].Start.Uncached:0.00} times as long with {starts[^1].Practices:#,0} practices as with {starts[0].Practices:#,0}.\n"));
    }

    private static string Rate(Measured measured) => measured.PerSecond.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Times(Latencies latencies) => string.Create(
        CultureInfo.InvariantCulture, $"{latencies.Quantile(0.5).TotalMilliseconds:0.00} ms at the median and {latencies.Quantile(0.99).TotalMilliseconds:0.00} ms at the 99th of a hundred");

    private static string Quantiles(Measured measured) => string.Create(
        CultureInfo.InvariantCulture, $"{measured.Latencies.Quantile(0.5).TotalMilliseconds:0.00} ms | {measured.Latencies.Quantile(0.99).TotalMilliseconds:0.00} ms");
}
