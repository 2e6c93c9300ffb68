using System.Globalization;
using PracticeBase.Tests.Nodes;

namespace PracticeBase.Benchmarks;

/// <summary>Two nodes over one database: how soon one shows what the other published, and what is left after many a kill.</summary>
internal static class NodesBenchmark
{
    private const int Publications = 10;
    private const string FreshnessTarget = "≤ 2 s";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <returns>0, or 1 when something was lost or done twice.</returns>
    public static async Task<int> RunAsync(int kills, int? seed, CancellationToken cancellationToken)
    {
        var freshness = await FreshnessAsync(cancellationToken);
        await using var pair = await NodePair.CreateAsync(cancellationToken);
        var report = await new KillRun(pair, kills, seed ?? Random.Shared.Next()).RunAsync(cancellationToken);
        Report.Print(
        [
            .. freshness,
            ($"Kills (seed {report.Seed})", Number(kills), "–"),
            ("Acknowledged: saves of a draft, submissions", $"{Number(report.Saves)}, {Number(report.Submissions)}", "–"),
            ("Done by jobs: publications; letters written", $"{Number(report.Publications)}; {Number(report.Letters)}", "–"),
            ("Requests without an answer", Number(report.Unknown), "–"),
            ("The other node went on: median, slowest", Times(report.Going), "–"),
            ("The killed node was ready again: median, slowest", Times(report.Back), "–"),
            ("Lost, or done twice", Number(report.Wrong.Count), "0"),
        ]);
        foreach (var wrong in report.Wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
        }

        return report.Wrong.Count == 0 ? 0 : 1;
    }

    private static async Task<List<(string Name, string Value, string Target)>> FreshnessAsync(CancellationToken cancellationToken)
    {
        await using var pair = await NodePair.CreateAsync(cancellationToken);
        await pair.StartAsync(cancellationToken);
        var seen = new List<IReadOnlyDictionary<string, TimeSpan>>();
        foreach (var (i, revision) in (await pair.AddAsync(Publications, "Publikacja", Domain.RevisionStatus.InReview)).Index())
        {
            seen.Add(await Publication.FollowAsync(pair, pair.Nodes[i % 2], pair.Nodes[(i + 1) % 2], revision, Deadline, cancellationToken));
        }

        return [.. Publication.Pages.Select(page => ($"Published on one node, on the other's {page}: median, slowest", Times([.. seen.Select(s => s.GetValueOrDefault(page, Deadline))]), FreshnessTarget))];
    }

    private static string Times(IReadOnlyList<TimeSpan> times) => $"{Report.Seconds(TimeSpan.FromSeconds(times.Select(t => t.TotalSeconds).Median()))}, {Report.Seconds(times.Max())}";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
