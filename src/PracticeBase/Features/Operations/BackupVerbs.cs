using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage;
using PracticeBase.Data;
using PracticeBase.Features.Search;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Operations;

/// <summary>The verbs «backup» and «restore». Neither migrates the database. Exit codes: 0 done, 1 something failed or is missing, 2 a wrong command line.</summary>
public static class BackupVerbs
{
    private const string Overwrite = "--overwrite";
    private const int MaxShown = 20;

    private static readonly CultureInfo Polish = CultureInfo.GetCultureInfo("pl-PL");

    public static Command Backup(string[] args)
    {
        var path = new Argument<string?>("plik") { Arity = ArgumentArity.ZeroOrOne, Description = "Plik .zip, który powstanie." };
        var overwrite = new Option<bool>(Overwrite) { Description = "Zastępuje plik, który już jest." };
        var command = new Command("backup", "Robi kopię bazy danych i załączników; portal może działać.") { path, overwrite };
        command.SetAction((result, cancellationToken) => RunAsync(result, path, args, "backup <plik>", async (target, services, console) =>
        {
            var outcome = await new Backup(services.GetRequiredService<PracticeBaseDbContext>(), services.GetRequiredService<FileStore>(), services.GetRequiredService<TimeProvider>())
                .MakeAsync(target, result.GetValue(overwrite), console, cancellationToken);
            Name(console, "W magazynie nie ma plików, które wymienia baza", outcome.Missing);
            Name(console, "Pliki w magazynie są uszkodzone", outcome.Damaged);
            console.Line($"Kopia gotowa: {Plural.Of(outcome.Files, "plik", "pliki", "plików")}{(outcome.Instructions is null ? " i baza danych" : "")}, {CheckReport.Megabytes(new FileInfo(outcome.Path).Length)} w {outcome.Path}.");
            if (outcome.Path != target)
            {
                console.Error($"Ta kopia jest niepełna, więc dotychczasowa zostaje: {target}.");
            }

            if (outcome.Instructions is { } instructions)
            {
                console.Line(instructions);
            }

            return outcome.Missing.Count + outcome.Damaged.Count == 0 ? 0 : 1;
        }));
        return command;
    }

    public static Command Restore(string[] args)
    {
        var path = new Argument<string?>("plik") { Arity = ArgumentArity.ZeroOrOne, Description = "Kopia zrobiona poleceniem backup." };
        var overwrite = new Option<bool>(Overwrite) { Description = "Zastępuje bazę danych, która już jest." };
        var command = new Command("restore", "Odtwarza bazę danych i załączniki z kopii; portal ma być zatrzymany.") { path, overwrite };
        command.SetAction((result, cancellationToken) => RunAsync(result, path, args, "restore <plik>", async (source, services, console) =>
        {
            if (!File.Exists(source))
            {
                throw new BackupException($"Nie ma pliku «{source}».");
            }

            using var archive = await BackupArchive.OpenAsync(source, cancellationToken);
            var instructions = await new Restoration(
                services.GetRequiredService<PracticeBaseDbContext>(), services.GetRequiredService<FileStore>(), services.GetRequiredService<StorageDirectory>(), services.GetRequiredService<SearchIndex>())
                .RunAsync(archive, result.GetValue(overwrite), console, cancellationToken);
            var manifest = archive.Manifest;
            Name(console, "Tych plików nie było już w dniu zrobienia kopii", manifest.Missing);
            Name(console, "Te pliki były uszkodzone już w dniu zrobienia kopii, więc ich nie odtworzono", manifest.Damaged);
            console.Line($"Odtworzono {(instructions is null ? "bazę danych i " : "")}{Plural.Of(manifest.Entries.Count - 1, "plik", "pliki", "plików")} z kopii z {manifest.CreatedAt.ToLocalTime().ToString("d MMMM yyyy, HH:mm", Polish)} (program {manifest.Version}).");
            if (instructions is not null)
            {
                console.Line($"Bazę danych odtwarza administrator serwera: {instructions}");
            }

            return 0;
        }));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, Argument<string?> path, string[] args, string usage, Func<string, IServiceProvider, VerbConsole, Task<int>> run)
    {
        var console = new VerbConsole(result.InvocationConfiguration);
        if (TransferVerbs.PathOf(result, path) is not { } file)
        {
            console.Error($"Podaj plik: {usage} [{Overwrite}].");
            return 2;
        }

        await using var app = PracticeBaseApp.Build(TransferVerbs.Configuration(args, file, Overwrite), quiet: true);
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            return await run(Path.GetFullPath(file), scope.ServiceProvider, console);
        }
        catch (BackupException e)
        {
            console.Error(e.Message);
        }
        catch (Exception e) when (e is DbException || Outage.Is(e))
        {
            console.Error($"Nie udało się: {(e is RetryLimitExceededException ? e.GetBaseException() : e).Message}");
        }
        catch (OperationCanceledException)
        {
            console.Error("Przerwano; jest tak, jak było.");
        }

        return 1;
    }

    private static void Name(VerbConsole console, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            console.Error($"{what} ({names.Count}): {string.Join(", ", names.Take(MaxShown).Select(Path.GetFileName))}{(names.Count > MaxShown ? ", …" : "")}");
        }
    }
}
