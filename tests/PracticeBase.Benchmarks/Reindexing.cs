using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Features.Search;

namespace PracticeBase.Benchmarks;

/// <summary>What the verb `reindex` took.</summary>
/// <param name="Duration">Of the whole process.</param>
/// <param name="Processor">What it used of the processors.</param>
/// <param name="PeakMemory">Bytes of the working set at its largest; 0 where the system does not tell.</param>
/// <param name="IndexSize">Bytes of search.db.</param>
internal sealed record Reindexing(TimeSpan Duration, TimeSpan Processor, double PeakMemory, double IndexSize)
{
    private const int BatchSize = 200;

    public static async Task<Reindexing> RunAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var process = workspace.StartProgram("reindex");
        var (peak, processor) = (0.0, TimeSpan.Zero);
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            processor = ProcessorOf(process) ?? processor;
            await Task.Delay(20, cancellationToken);
        }

        return process.ExitCode == 0
            ? new Reindexing(clock.Elapsed, processor, peak, new FileInfo(Path.Combine(workspace.Storage, SearchIndex.FileName)).Length)
            : throw new InvalidOperationException($"`reindex` ended with code {process.ExitCode}.");
    }

    /// <summary>UTF-8 bytes of all texts that the index holds the words of.</summary>
    public static async Task<double> TextBytesAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        await using var app = MeasuredPortal.Build(workspace);
        await using var scope = app.Services.CreateAsyncScope();
        var documents = ActivatorUtilities.CreateInstance<SearchDocuments>(scope.ServiceProvider);
        var bytes = 0L;
        foreach (var batch in (await documents.PublishedAsync(cancellationToken)).Chunk(BatchSize))
        {
            foreach (var document in await documents.LoadAsync(batch, cancellationToken))
            {
                bytes += document.Texts.Sum(t => (long)Encoding.UTF8.GetByteCount(t));
            }
        }

        return bytes;
    }

    private static TimeSpan? ProcessorOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // Ended just now.
            return null;
        }
    }

    /// <summary>Linux keeps the largest working set that a process ever had.</summary>
    private static double PeakOf(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line["VmHWM:".Length..^"kB".Length], NumberStyles.Number, CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // Ended just now, or another system.
            return 0;
        }
    }
}
