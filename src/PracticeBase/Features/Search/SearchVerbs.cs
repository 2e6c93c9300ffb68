using System.CommandLine;
using System.Data.Common;
using System.Diagnostics;
using PracticeBase.Data;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Search;

/// <summary>The verb «reindex». Exit codes: 0 done, 1 failed.</summary>
public static class SearchVerbs
{
    public static Command Reindex(string[] args)
    {
        var command = new Command("reindex", "Buduje wyszukiwarkę od nowa; działający portal korzysta do tego czasu z poprzedniej.");
        command.SetAction(async (result, cancellationToken) =>
        {
            var console = new VerbConsole(result.InvocationConfiguration);
            await using var app = PracticeBaseApp.Build(args, quiet: true);
            await app.Services.PrepareDatabaseAsync(cancellationToken);
            var index = app.Services.GetRequiredService<SearchIndex>();
            var clock = Stopwatch.StartNew();
            var last = default(RebuildProgress);
            try
            {
                await console.RunAsync("Wyszukiwarka", 100, withBar: true, report => index.RebuildAsync(progress =>
                {
                    last = progress;
                    report(progress.Total == 0 ? 0 : (int)(100L * progress.Done / progress.Total));
                }).WaitAsync(cancellationToken));
            }
            catch (Exception e) when (e is DbException || Outage.Is(e))
            {
                console.Error($"Nie udało się zbudować wyszukiwarki: {e.Message}");
                return 1;
            }
            catch (OperationCanceledException)
            {
                console.Error("Przerwano; wyszukiwarka pozostaje taka, jaka była.");
                return 1;
            }

            console.Line($"Wyszukiwarka gotowa: {Plural.Of(last.Total, "praktyka", "praktyki", "praktyk")} w {clock.Elapsed.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.GetCultureInfo("pl-PL"))} s, {index.SizeInMegabytes} MB.");
            return 0;
        });
        return command;
    }
}
