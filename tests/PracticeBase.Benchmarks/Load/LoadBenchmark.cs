namespace PracticeBase.Benchmarks.Load;

/// <summary>How much a portal bears: the command `load`.</summary>
internal static class LoadBenchmark
{
    /// <summary>What the start is compared with.</summary>
    public const int FewPractices = 1_000;

    private const string Single = "single";
    private const string Mixed = "mixed";
    private const string Saves = "saves";
    private const string Publish = "publish";
    private const string Soak = "soak";
    private const string Start = "start";

    public static IReadOnlyList<string> Parts { get; } = [Single, Mixed, Saves, Publish, Soak, Start];

    /// <returns>The exit code: 1 when an answer was wrong.</returns>
    public static async Task<int> RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        // As deploy/practicebase.service and the image say it; both servers get it from here.
        Environment.SetEnvironmentVariable("MALLOC_ARENA_MAX", "2");
        await using var context = await LoadContext.CreateAsync(options, cancellationToken);
        await using var few = options.Only.Contains(Start) ? await LoadContext.CreateAsync(options with { Practices = FewPractices, Workspace = options.SmallWorkspace }, cancellationToken) : null;
        // Filling has all cores.
        Cores.KeepClient();
        LoadReport.PrintMachine(options);
        var errors = 0L;
        if (options.Only.Contains(Single))
        {
            Show(await SingleLoad.RunAsync(context, cancellationToken));
        }

        if (options.Only.Contains(Mixed))
        {
            Show([await MixedLoad.RunAsync(context, cancellationToken)]);
        }

        if (options.Only.Contains(Saves))
        {
            var (row, processor) = await SavesLoad.RunAsync(context, cancellationToken);
            errors += row.Portal.Errors;
            LoadReport.Print(row, processor);
        }

        if (options.Only.Contains(Publish))
        {
            var (alone, publishing, count, slowest) = await PublishLoad.RunAsync(context, cancellationToken);
            errors += alone.Portal.Errors + publishing.Portal.Errors;
            LoadReport.Print(alone, publishing, count, slowest);
        }

        if (options.Only.Contains(Soak))
        {
            var (row, workingSet, own) = await MixedLoad.SoakAsync(context, cancellationToken);
            errors += row.Portal.Errors;
            LoadReport.Print(row, workingSet, own);
        }

        if (few is not null)
        {
            LoadReport.Print([(FewPractices, await StartLoad.MeasureAsync(few, cancellationToken)), (options.Practices, await StartLoad.MeasureAsync(context, cancellationToken))]);
        }

        return errors == 0 ? 0 : 1;

        void Show(IReadOnlyList<LoadRow> rows)
        {
            errors += rows.Sum(r => r.Portal.Errors + (r.Bare?.Errors ?? 0));
            LoadReport.Print(rows);
        }
    }
}
