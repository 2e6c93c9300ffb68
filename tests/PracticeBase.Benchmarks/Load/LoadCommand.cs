using System.CommandLine;

namespace PracticeBase.Benchmarks.Load;

/// <summary>The command line of `load`.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var practices = new Option<int>("--practices") { DefaultValueFactory = _ => 10_000, Description = "How many generated practices the portal holds." };
        var workspace = new Option<string?>("--workspace") { Description = "A folder to keep the portal in, for the next time; a storage directory copied to its «data» is used as it is." };
        var small = new Option<string?>("--small-workspace") { Description = $"The same for the portal of {LoadBenchmark.FewPractices} practices that the part «start» compares with." };
        var only = new Option<string>("--only") { DefaultValueFactory = _ => string.Join(',', LoadBenchmark.Parts), Description = "Parts to run, with commas between." };
        only.Validators.Add(result =>
        {
            if (Split(result.GetValue(only)).Except(LoadBenchmark.Parts).FirstOrDefault() is { } unknown)
            {
                result.AddError($"There is no part «{unknown}»; there are {string.Join(", ", LoadBenchmark.Parts)}.");
            }
        });
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 16, Description = "Connections, each with one request at a time." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 30, Description = "How long each row is measured, at the portal and again at the bare Kestrel." };
        var round = new Option<double>("--round") { DefaultValueFactory = _ => 3, Description = "Seconds before it is the other one's turn." };
        var warmUp = new Option<double>("--warm-up") { DefaultValueFactory = _ => 30, Description = "Seconds of the mix before it is measured." };
        var crawl = new Option<bool>("--crawl") { DefaultValueFactory = _ => true, Description = "Ask for each practice's page once in each language before the mix, as readers and robots do in a day." };
        var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 10, Description = "How long the part «soak» runs." };
        var zipf = new Option<double>("--zipf") { DefaultValueFactory = _ => 0.8, Description = "How fast popularity falls: the n-th is asked for as often as 1/n^zipf. Measured on the web: 0.64–0.83." };
        var load = new Command("load", "Fills a portal and drives it as hard as it goes, beside a bare Kestrel that answers the same bytes; prints docs/performance.md's tables.")
        {
            practices, workspace, small, only, connections, seconds, round, warmUp, crawl, minutes, zipf,
        };
        load.SetAction((result, cancellationToken) => LoadBenchmark.RunAsync(
            new LoadOptions
            {
                Practices = result.GetValue(practices),
                Workspace = result.GetValue(workspace),
                SmallWorkspace = result.GetValue(small),
                Only = Split(result.GetValue(only)),
                Connections = result.GetValue(connections),
                Time = TimeSpan.FromSeconds(result.GetValue(seconds)),
                Round = TimeSpan.FromSeconds(result.GetValue(round)),
                WarmUp = TimeSpan.FromSeconds(result.GetValue(warmUp)),
                Crawl = result.GetValue(crawl),
                Soak = TimeSpan.FromMinutes(result.GetValue(minutes)),
                Zipf = result.GetValue(zipf),
            },
            cancellationToken));
        return load;
    }

    private static string[] Split(string? parts) => (parts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
