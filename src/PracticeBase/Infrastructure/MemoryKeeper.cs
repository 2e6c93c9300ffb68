namespace PracticeBase.Infrastructure;

/// <summary>
/// Gives memory back that nobody uses any more. Where there is plenty, the collector looks at young objects alone, for hours: what a start, or
/// making pages, leaves among the old ones would stay.
/// </summary>
public sealed class MemoryKeeper(TimeProvider clock) : BackgroundService
{
    /// <summary>A full collection stops everybody for a tenth of a second or so, and is worth it for so much, or for an eighth of what was left: bytes.</summary>
    private const long Worthwhile = 8_000_000;

    /// <summary>Not at the start: the first page comes before everything that can wait.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly NativeMemory native = new();
    private long kept;
    private bool isUnsettled;

    /// <summary>Gives native memory back, and collects when the old objects have become more by what is worth it.</summary>
    public void TidyUp()
    {
        native.GiveBack();
        var old = OldBytes();
        var growth = Math.Max(Worthwhile, kept / 8);
        if (old - kept < growth && !isUnsettled)
        {
            kept = Math.Min(kept, old);
            return;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        var left = OldBytes();
        // What was in use this time, a catalogue that another one takes the place of, may be free the next.
        isUnsettled = left - kept >= growth;
        kept = left;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(First, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                TidyUp();
                timer.Period = Period;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Of the last generation and of large objects, dead ones included, as of the last collection of any kind.</summary>
    private static long OldBytes()
    {
        var generations = GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo;
        return generations[GC.MaxGeneration].SizeAfterBytes + generations[GC.MaxGeneration + 1].SizeAfterBytes;
    }
}
