namespace PracticeBase.Benchmarks;

/// <summary>
/// The verb «pages»: publishes the program, fills a fresh folder with `demo --count`, starts the program on it, and then hosts the same
/// portal in this process to see each request's time at the server.
/// </summary>
internal static class PagesBenchmark
{
    private const int BrowsedPages = 200;
    private const int WarmUp = 60;

    public static async Task<int> RunAsync(int practices, int requests, CancellationToken cancellationToken)
    {
        using var workspace = new Workspace();
        Console.Error.WriteLine("Publishing …");
        await workspace.PublishAsync(cancellationToken);
        Console.Error.WriteLine($"Generating {practices} practices …");
        var filling = await workspace.FillAsync(practices, cancellationToken);

        Console.Error.WriteLine("Starting the program on the existing database …");
        var pages = await PageSet.ReadAsync(workspace, cancellationToken);
        using var program = PortalProcess.Start(workspace);
        var firstPage = await program.FirstPageAsync(cancellationToken);
        var practiceSize = (await program.SizesAsync(pages.Practices(BrowsedPages), cancellationToken)).Median();
        var assets = await program.AssetSizesAsync(cancellationToken);
        foreach (var page in pages.All)
        {
            await program.SizesAsync(Enumerable.Range(0, BrowsedPages).Select(page.Address), cancellationToken);
        }

        var memory = program.WorkingSet;
        program.Dispose();

        Console.Error.WriteLine("Measuring …");
        await using var portal = await MeasuredPortal.StartAsync(workspace, cancellationToken);
        var timings = await portal.MeasureAsync(pages.All, WarmUp, requests, cancellationToken);

        Console.WriteLine($"{practices} practices, {requests} requests a page, .NET {Environment.Version}, {Environment.ProcessorCount} processors, SQLite.");
        Console.WriteLine();
        Report.Print(timings);
        Console.WriteLine();
        Report.Print(
        [
            ("First page after starting on the existing database", Report.Seconds(firstPage), "2 s"),
            ($"`demo --count {practices}` on a fresh folder", Report.Seconds(filling!.Value), "30 s"),
            ($"Working set after {BrowsedPages * (pages.All.Count + 1)} pages", $"{memory / 1_000_000.0:0} MB", "250 MB"),
            ("Practice page, Brotli, median", Report.Kilobytes(practiceSize), "15 KB"),
            (string.Join(" + ", assets.Select(a => a.Name)) + ", Brotli", Report.Kilobytes(assets.Sum(a => a.Size)), "25 KB"),
        ]);
        return 0;
    }
}
