using System.Text;

namespace PracticeBase.Benchmarks.Load;

/// <summary>How soon a portal answers, and how much slower a page becomes when there are many practices.</summary>
internal sealed record StartLoad(TimeSpan Home, TimeSpan Practice, TimeSpan Uncached, long Memory)
{
    private const int Starts = 5;
    private const int WarmUp = 300;

    /// <summary>A portal writes its copy of the catalogue five seconds after its start; this program may have none yet here.</summary>
    private static readonly TimeSpan FirstRun = TimeSpan.FromSeconds(10);

    /// <summary>Of the starts the median. Pages are asked for one after the other, by one connection.</summary>
    public static async Task<StartLoad> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        Console.Error.WriteLine("Starting …");
        var (first, _) = await context.StartPortalAsync(cancellationToken);
        using (first)
        {
            await Task.Delay(FirstRun, cancellationToken);
        }

        var (homes, practices) = (new List<double>(), new List<double>());
        for (var i = 0; i < Starts; i++)
        {
            homes.Add(await TimeAsync("/"));
            practices.Add(await TimeAsync(context.Addresses.Practices[i]));
        }

        var (portal, _) = await context.StartPortalAsync(cancellationToken);
        using var running = portal;
        var turn = 0;
        var pages = new EachAnother([.. context.Addresses.Practices.Select(Encoding.ASCII.GetBytes)], () => turn++);
        using (var connection = new Connection(portal.Port))
        {
            Captured.Ask(connection, pages, WarmUp);
        }

        var measured = Driver.Run(portal.Port, [pages], context.Options.Round, cancellationToken);
        return measured.Errors == 0
            ? new StartLoad(TimeSpan.FromSeconds(homes.Median()), TimeSpan.FromSeconds(practices.Median()), measured.Latencies.Quantile(0.5), portal.WorkingSet)
            : throw new InvalidDataException(string.Join("; ", measured.Problems));

        async Task<double> TimeAsync(string page)
        {
            var (started, time) = await context.StartPortalAsync(cancellationToken, page);
            started.Dispose();
            return time.TotalSeconds;
        }
    }
}
