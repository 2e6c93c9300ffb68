using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PracticeBase.Infrastructure.Telemetry;

/// <summary>What the portal measures of itself, beside ASP.NET Core's and the runtime's own meters. Numbers and names of the program alone, nothing about people.</summary>
public static class PortalMeters
{
    public const string Name = "PracticeBase";

    private static readonly Meter Meter = new(Name);

    private static long followed = Stopwatch.GetTimestamp();

    /// <summary>Letters that left.</summary>
    public static Counter<long> LettersSent { get; } = Meter.CreateCounter<long>("practicebase.letters.sent", "{letter}");

    /// <summary>Attempts that failed; with «given_up» when it was the last one.</summary>
    public static Counter<long> LettersFailed { get; } = Meter.CreateCounter<long>("practicebase.letters.failed", "{attempt}");

    /// <summary>Letters that wait, of all nodes.</summary>
    public static Gauge<long> LettersWaiting { get; } = Meter.CreateGauge<long>("practicebase.letters.waiting", "{letter}");

    /// <summary>Seconds that a job took; with its name, and «error.type» when it failed.</summary>
    public static Histogram<double> JobDuration { get; } = Meter.CreateHistogram<double>("practicebase.job.duration", "s");

    /// <summary>Forms that could not be saved for want of the database or the storage.</summary>
    public static Counter<long> WritesFailed { get; } = Meter.CreateCounter<long>("practicebase.writes.failed", "{form}");

    public static readonly KeyValuePair<string, object?> FromFile = new("from", "file");
    public static readonly KeyValuePair<string, object?> Rendered = new("from", "rendered");

    /// <summary>Public pages that went out; with <see cref="FromFile"/> or <see cref="Rendered"/>.</summary>
    public static Counter<long> Pages { get; } = Meter.CreateCounter<long>("practicebase.pages", "{page}");

    /// <summary>How often kept pages were thrown away because something changed.</summary>
    public static Counter<long> PageEvictions { get; } = Meter.CreateCounter<long>("practicebase.page_cache.evictions", "{eviction}");

    /// <summary>Seconds since this node's search index was last seen to be up to date.</summary>
    public static ObservableGauge<double> IndexAge { get; } = Meter.CreateObservableGauge("practicebase.index.age", () => Stopwatch.GetElapsedTime(Interlocked.Read(ref followed)).TotalSeconds, "s");

    /// <summary>The search index holds everything that is in the database.</summary>
    public static void IndexIsCurrent() => Interlocked.Exchange(ref followed, Stopwatch.GetTimestamp());

    /// <param name="job">Name of the job.</param>
    /// <param name="took">How long it ran.</param>
    /// <param name="error">Kind of the exception; null when it went well.</param>
    public static void JobEnded(string job, TimeSpan took, string? error)
    {
        var tags = new TagList { { "job", job } };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        JobDuration.Record(took.TotalSeconds, tags);
    }
}
