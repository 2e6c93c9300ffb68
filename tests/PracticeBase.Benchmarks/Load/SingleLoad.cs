using System.Text;

namespace PracticeBase.Benchmarks.Load;

/// <summary>Single addresses, each against a bare Kestrel that gives the same bytes.</summary>
internal static class SingleLoad
{
    /// <summary>The bare Kestrel's share of the pages that the portal makes anew each time.</summary>
    private const int UncachedSample = 200;

    private const int SettlingRounds = 2;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>By so much a right page may differ in length from the captured one.</summary>
    private const double Tolerance = 0.05;

    public static async Task<List<LoadRow>> RunAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var (options, addresses) = (context.Options, context.Addresses);
        var (portal, _) = await context.StartPortalAsync(cancellationToken);
        using var running = portal;
        using var connection = new Connection(portal.Port);
        var page = new Reader().Get(addresses.Practices[0]);
        // The first guest is counted and the search index opened: afterwards a page is the same each time that it is made.
        _ = connection.Exchange(page);
        await Task.Delay(Settling, cancellationToken);
        var rows = new List<(string Name, Captured Answer)> { ("Practice page, again and again", Captured.Ask(connection, page)) };
        if (connection.Exchange(page).Header("ETag"u8) is { Length: > 0 } tag)
        {
            var again = new Reader().Get(addresses.Practices[0], $"If-None-Match: {Encoding.Latin1.GetString(tag)}");
            rows.Add(("… not modified", Captured.Ask(connection, again, 304)));
        }
        else
        {
            Console.Error.WriteLine("A practice page has no ETag: «not modified» is left out.");
        }

        foreach (var (name, address) in new[] { ("Listing", "/praktyki"), ("Home", "/"), ("Search", addresses.Searches[0]), ("Static asset", (await portal.AssetsAsync(cancellationToken))[0]) })
        {
            rows.Add((name, Captured.Ask(connection, new Reader().Get(address))));
        }

        // The popular page's turn has been.
        var (turn, paths) = (0, addresses.Practices.Skip(1).Select(Encoding.ASCII.GetBytes).ToList());
        var sample = Captured.Ask(connection, new EachAnother(paths, () => turn++), UncachedSample);
        using var bare = await BareProcess.StartAsync([.. rows.Select(r => r.Answer), .. sample], cancellationToken);
        var result = new List<LoadRow>();
        foreach (var (name, answer) in rows)
        {
            result.Add(Measure(name, _ => Same(answer, Tolerance), _ => Same(answer, tolerance: 0)));
        }

        result.Insert(1, Measure("Practice page, another one each time", _ => Others(), round => [.. Enumerable.Range(0, options.Connections).Select(i => new CapturedRequests(sample, (round * 1_000) + i))]));
        if (turn > EachAnother.CountOf(paths.Count))
        {
            Console.Error.WriteLine($"All {EachAnother.CountOf(paths.Count)} ways to show a practice were asked for before the time was over: some came from a cache. Measure with more practices.");
        }

        return result;

        IReadOnlyList<Requests> Same(Captured answer, double tolerance) => [.. Enumerable.Range(0, options.Connections).Select(_ => new SameRequest(answer, tolerance))];

        IReadOnlyList<Requests> Others() => [.. Enumerable.Range(0, options.Connections).Select(_ => new EachAnother(paths, () => Interlocked.Increment(ref turn) - 1))];

        LoadRow Measure(string name, Func<int, IReadOnlyList<Requests>> atPortal, Func<int, IReadOnlyList<Requests>> atBare)
        {
            Console.Error.WriteLine($"{name} …");
            return LoadRow.Measure(name, portal, bare, options, SettlingRounds, atPortal, atBare, cancellationToken);
        }
    }
}
