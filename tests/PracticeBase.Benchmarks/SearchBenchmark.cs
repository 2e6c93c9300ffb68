using PracticeBase.Features.Search;

namespace PracticeBase.Benchmarks;

/// <summary>
/// The verb «search»: the program makes the index of a filled portal, and then this process hosts the same portal to ask it everything that
/// finds something. Quality is judged beside it, by the list of the tests.
/// </summary>
internal static class SearchBenchmark
{
    private const int WarmUp = 30;
    private const int Publications = 20;

    public static async Task<int> RunAsync(int practices, int requests, string? folder, CancellationToken cancellationToken)
    {
        using var workspace = new Workspace(folder);
        Console.Error.WriteLine("Publishing …");
        await workspace.PublishAsync(cancellationToken);
        Console.Error.WriteLine($"Generating {practices} practices …");
        var filling = await workspace.FillAsync(practices, cancellationToken);
        Console.Error.WriteLine(filling is { } time ? Report.Seconds(time) : "There already.");

        Console.Error.WriteLine("Making the index …");
        var reindexing = await Reindexing.RunAsync(workspace, cancellationToken);
        var texts = await Reindexing.TextBytesAsync(workspace, cancellationToken);

        Console.Error.WriteLine("Measuring …");
        var questions = await SearchSet.ReadAsync(workspace, cancellationToken);
        var first = await FirstAsync(workspace, questions, cancellationToken);
        List<(Timing Timing, SearchCounts Found)> timings = [];
        Freshness publications;
        Freshness archivings;
        TimeSpan following;
        await using (var portal = await MeasuredPortal.StartAsync(workspace, cancellationToken))
        {
            foreach (var timing in await portal.MeasureAsync(questions.All, WarmUp, requests, cancellationToken))
            {
                timings.Add((timing, await SearchCounts.OfAsync(portal.Services, timing.Page, requests, cancellationToken)));
            }

            (publications, archivings, following) = await Freshness.MeasureAsync(portal, Path.Combine(workspace.Storage, SearchIndex.FileName), Publications, cancellationToken);
        }

        Console.WriteLine($"{practices} practices, {requests} requests a kind, .NET {Environment.Version}, {Environment.ProcessorCount} processors, SQLite.");
        Console.WriteLine();
        Report.Print(timings);
        Console.WriteLine();
        Report.Print(
        [
            ($"{SearchSet.CommonWords.Count} common words asked for the first time, median and slowest", first.Words, "–"),
            ($"{SearchSet.Phrases.Count} phrases in quotes asked for the first time, median and slowest", first.Phrases, "–"),
            ($"`reindex` of {practices} practices", Report.Seconds(reindexing.Duration), "90 s"),
            ("… CPU", Report.Seconds(reindexing.Processor), "–"),
            ("… peak working set", Report.Megabytes(reindexing.PeakMemory), "500 MB"),
            ("… size of search.db", Report.Megabytes(reindexing.IndexSize), $"{Report.Megabytes(texts)}, the texts"),
            ($"A publication is found, median and slowest of {Publications}", publications.ToString(), "2 s"),
            ($"An archived practice is gone, median and slowest of {Publications}", archivings.ToString(), "2 s"),
            ("A publication is in the index though nobody asks, slowest", Report.Seconds(following), "2 s"),
        ]);
        Console.WriteLine();
        QualityComparison.Print(await QualityComparison.MeasureAsync(cancellationToken));
        return 0;
    }

    /// <summary>What the index reads once and then keeps is not there yet, nor read ahead; the code is warm from questions for rare words.</summary>
    private static async Task<(string Words, string Phrases)> FirstAsync(Workspace workspace, SearchSet questions, CancellationToken cancellationToken)
    {
        await using var portal = await MeasuredPortal.StartAsync(workspace, cancellationToken, "--Search:FollowMilliseconds=0");
        await portal.MeasureAsync([questions.Rare], WarmUp * 3, requests: 0, cancellationToken);
        return (await OnceAsync(SearchSet.CommonWords), await OnceAsync(SearchSet.Phrases));

        async Task<string> OnceAsync(IReadOnlyList<string> texts)
        {
            var times = (await portal.MeasureAsync([.. texts.Select(SearchSet.For)], warmUp: 0, requests: 1, cancellationToken)).Select(t => t.Server[0]).ToList();
            return $"{Report.Milliseconds(times.Median())}, {Report.Milliseconds(times.Max())}";
        }
    }
}
