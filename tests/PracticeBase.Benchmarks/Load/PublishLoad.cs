namespace PracticeBase.Benchmarks.Load;

/// <summary>The mix while practices are published, beside the mix alone.</summary>
internal static class PublishLoad
{
    public static async Task<(LoadRow Alone, LoadRow Publishing, int Count, IReadOnlyDictionary<string, TimeSpan> Slowest)> RunAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var (portal, officers) = await context.WarmAsync(cancellationToken);
        using (portal)
        {
            var time = context.Options.Time;
            Console.Error.WriteLine("The mix alone …");
            var alone = new LoadRow("The mix, nothing published", Driver.Run(portal.Port, context.Mix.For(officers, seed: 1), time, cancellationToken), Bare: null, portal.WorkingSet);
            Console.Error.WriteLine("The mix while practices are published …");
            var publishing = new Publishing(context.Services, portal.Port);
            var driving = Task.Factory.StartNew(() => Driver.Run(portal.Port, context.Mix.For(officers, seed: 2), time, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await publishing.RunAsync(time, cancellationToken);
            return (alone, new LoadRow("The mix, a publication every 5 s", await driving, Bare: null, portal.WorkingSet), publishing.Count, publishing.Slowest);
        }
    }
}
