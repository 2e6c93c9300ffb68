namespace PracticeBase.Benchmarks.Load;

/// <summary>The mix of a real day, and the same for so long that memory would show a leak.</summary>
internal static class MixedLoad
{
    /// <summary>The bare Kestrel's share of the mix: so many draws, with the answers that the portal gave.</summary>
    private const int Sample = 2_000;

    /// <summary>Until about the sixth the portal's slowest hundredth still falls, from 8 to 3 ms; a save is compiled in many parts.</summary>
    private const int SettlingRounds = 8;

    private static readonly TimeSpan MemoryStep = TimeSpan.FromSeconds(10);

    public static async Task<LoadRow> RunAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var (options, seed) = (context.Options, 1);
        var (portal, officers) = await context.WarmAsync(cancellationToken);
        using (portal)
        {
            using var connection = new Connection(portal.Port);
            var sample = Captured.Ask(connection, context.Mix.For(officers, seed++)[0], Sample);
            using var bare = await BareProcess.StartAsync(sample, cancellationToken);
            Console.Error.WriteLine("Mixed load …");
            return LoadRow.Measure(
                "A real day's mix", portal, bare, options, SettlingRounds, _ => context.Mix.For(officers, seed++),
                round => [.. Enumerable.Range(0, options.Connections).Select(i => new CapturedRequests(sample, (round * 1_000) + i))], cancellationToken);
        }
    }

    /// <summary>Bytes, every ten seconds.</summary>
    public static async Task<(LoadRow Row, MemoryCourse WorkingSet, MemoryCourse Private)> SoakAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var (portal, officers) = await context.WarmAsync(cancellationToken);
        using (portal)
        {
            Console.Error.WriteLine($"The mix for {context.Options.Soak.TotalMinutes:0.#} min …");
            var (all, own) = (new MemoryCourse(MemoryStep), new MemoryCourse(MemoryStep));
            var driving = Task.Factory.StartNew(() => Driver.Run(portal.Port, context.Mix.For(officers, seed: 1), context.Options.Soak, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            while (!driving.IsCompleted)
            {
                all.Add(portal.WorkingSet);
                own.Add(portal.PrivateMemory);
                await Task.WhenAny(driving, Task.Delay(MemoryStep, cancellationToken));
            }

            return (new LoadRow("The mix, long", await driving, Bare: null, portal.WorkingSet), all, own);
        }
    }
}
