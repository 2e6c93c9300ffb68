namespace PracticeBase.Benchmarks.Load;

/// <summary>What came of driving a server.</summary>
internal sealed class Measured
{
    private const int MaxProblems = 5;
    private const double BusyShare = 0.95;

    private double used;

    public Latencies Latencies { get; } = new();

    /// <summary>Of those that change something.</summary>
    public Latencies Writes { get; } = new();

    /// <summary>Of the others.</summary>
    public Latencies Reads { get; } = new();

    public long Requests { get; private set; }

    /// <summary>Answers of another status or length than expected, and requests without an answer.</summary>
    public long Errors { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>The measuring process had hardly a moment's rest on its core: a lighter one would have got more.</summary>
    public bool IsClientBusy => used > BusyShare * Seconds;

    /// <summary>The first few errors.</summary>
    public List<string> Problems { get; } = [];

    public double PerSecond => Seconds == 0 ? 0 : (Requests - Errors) / Seconds;

    public void Count(TimeSpan time, bool isWrite)
    {
        Requests++;
        Latencies.Add(time);
        (isWrite ? Writes : Reads).Add(time);
    }

    public void Fail(string problem)
    {
        Errors++;
        if (Problems.Count < MaxProblems)
        {
            Problems.Add(problem);
        }
    }

    /// <summary>Adds another connection's, of the same time.</summary>
    public void Join(Measured other)
    {
        Requests += other.Requests;
        Errors += other.Errors;
        Latencies.Add(other.Latencies);
        Writes.Add(other.Writes);
        Reads.Add(other.Reads);
        Problems.AddRange(other.Problems.Take(MaxProblems - Problems.Count));
    }

    /// <summary>Says how long it took, and what the measuring process used of the processor.</summary>
    public void End(TimeSpan time, TimeSpan processor) => (Seconds, used) = (time.TotalSeconds, processor.TotalSeconds);

    /// <summary>Adds a later round.</summary>
    public void Append(Measured later)
    {
        Join(later);
        Seconds += later.Seconds;
        used += later.used;
    }
}
