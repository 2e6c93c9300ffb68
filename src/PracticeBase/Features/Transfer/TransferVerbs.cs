using System.CommandLine;
using System.Globalization;
using PracticeBase.Data;

namespace PracticeBase.Features.Transfer;

/// <summary>The verbs «import», «export» and «demo». Exit codes: 0 done, 1 something failed, 2 a wrong command line.</summary>
public static class TransferVerbs
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUse = 2;

    public static Command Import(string[] args)
    {
        var path = new Argument<string?>("ścieżka") { Arity = ArgumentArity.ZeroOrOne, Description = "Plik (.txt, .html, .docx, .json) albo katalog z takimi plikami." };
        var mode = new Option<string>("--as") { DefaultValueFactory = _ => "draft", Description = "published: od razu opublikowane; draft (domyślnie): szkice do sprawdzenia." };
        var command = new Command("import", "Wczytuje opisy praktyk z plików.") { path, mode };
        command.SetAction(async (result, cancellationToken) =>
        {
            var console = new VerbConsole(result.InvocationConfiguration);
            var (source, value) = (PathOf(result, path), result.GetValue(mode));
            if (source is null)
            {
                console.Error("Podaj plik albo katalog: import <ścieżka> [--as published|draft].");
                return WrongUse;
            }

            if (value is not ("published" or "draft"))
            {
                console.Error($"Nieznana wartość --as: «{value}»; dozwolone są published i draft.");
                return WrongUse;
            }

            ImportSources? sources;
            try
            {
                sources = ImportSources.Find(source);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                console.Error($"Nie można odczytać «{source}»: {e.Message}");
                return Failed;
            }

            if (sources is null)
            {
                console.Error($"Nie ma pliku ani katalogu «{source}».");
                return Failed;
            }

            await using var app = PracticeBaseApp.Build(Configuration(args, source), quiet: true);
            await app.Services.PrepareDatabaseAsync(cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            return await new ImportRun(scope.ServiceProvider.GetRequiredService<PracticeWriter>(), console, value == "published").RunAsync(sources, cancellationToken);
        });
        return command;
    }

    public static Command Export(string[] args)
    {
        var path = new Argument<string?>("plik") { Arity = ArgumentArity.ZeroOrOne, Description = "Plik JSON, który powstanie; istniejący zostanie zastąpiony." };
        var command = new Command("export", "Zapisuje wszystkie opublikowane praktyki z załącznikami do pliku JSON.") { path };
        command.SetAction(async (result, cancellationToken) =>
        {
            var console = new VerbConsole(result.InvocationConfiguration);
            if (PathOf(result, path) is not { } target)
            {
                console.Error("Podaj plik, który ma powstać: export <plik>.");
                return WrongUse;
            }

            await using var app = PracticeBaseApp.Build(Configuration(args, target), quiet: true);
            await app.Services.PrepareDatabaseAsync(cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            try
            {
                return await ExportAsync(scope.ServiceProvider.GetRequiredService<PracticeExporter>(), Path.GetFullPath(target), console, cancellationToken);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                console.Error($"Eksport się nie udał, pliku «{target}» nie zmieniono: {e.Message}");
                return Failed;
            }
            catch (OperationCanceledException)
            {
                console.Error($"Eksport przerwano, pliku «{target}» nie zmieniono.");
                return Failed;
            }
        });
        return command;
    }

    public static Command Demo(string[] args)
    {
        var count = new Option<string?>("--count") { Description = "Zamiast danych pokazowych tyle wymyślonych praktyk, zawsze tych samych (do prób obciążenia)." };
        var command = new Command("demo", "Wczytuje dane pokazowe.") { count };
        command.SetAction(async (result, cancellationToken) =>
        {
            var console = new VerbConsole(result.InvocationConfiguration);
            var wanted = 0;
            if (result.GetResult(count) is not null && (!int.TryParse(result.GetValue(count), NumberStyles.None, CultureInfo.InvariantCulture, out wanted) || wanted < 1))
            {
                console.Error("--count wymaga liczby całkowitej od 1.");
                return WrongUse;
            }

            await using var app = PracticeBaseApp.Build(args, quiet: true);
            if (wanted == 0 && app.Environment.IsProduction())
            {
                console.Error("Dane pokazowe nie wczytują się w środowisku Production. Ustaw ASPNETCORE_ENVIRONMENT=Development albo użyj demo --count N.");
                return Failed;
            }

            await app.Services.PrepareDatabaseAsync(cancellationToken);
            try
            {
                return wanted == 0
                    ? await LoadDemoAsync(app.Services, console, cancellationToken)
                    : await GenerateAsync(app.Services, wanted, console, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                console.Error("Przerwano; uruchomione ponownie polecenie doda tylko to, czego brakuje.");
                return Failed;
            }
        });
        return command;
    }

    private static async Task<int> ExportAsync(PracticeExporter exporter, string target, VerbConsole console, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}-{Guid.NewGuid():N}");
        try
        {
            var (total, written) = (await exporter.CountAsync(cancellationToken), 0);
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 65536, FileOptions.Asynchronous))
            {
                await console.RunAsync("Eksport", total, withBar: true, async report =>
                    written = await exporter.WriteAsync(file, withFiles: true, report: report, cancellationToken: cancellationToken));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
            console.Line($"Wyeksportowano: {Plural.Of(written, "praktykę", "praktyki", "praktyk")} do {target}.");
            return Done;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<int> LoadDemoAsync(IServiceProvider services, VerbConsole console, CancellationToken cancellationToken)
    {
        var (added, total) = await DemoData.LoadAsync(services, cancellationToken);
        console.Line($"Dane pokazowe: dodano {Plural.Of(added, "praktykę", "praktyki", "praktyk")} z {total}.");
        return Done;
    }

    private static async Task<int> GenerateAsync(IServiceProvider services, int wanted, VerbConsole console, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var loader = new SyntheticLoader(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>(), scope.ServiceProvider.GetRequiredService<TimeProvider>());
        var added = 0;
        await console.RunAsync("Praktyki", wanted, withBar: true, async report => added = await loader.LoadAsync(wanted, report, cancellationToken));
        console.Line($"Dodano: {Plural.Of(added, "praktykę", "praktyki", "praktyk")}; już były: {wanted - added}.");
        return Done;
    }

    /// <summary>Configuration («--Storage:Directory=…») may stand before the path and is no path itself.</summary>
    internal static string? PathOf(ParseResult result, Argument<string?> path) =>
        result.UnmatchedTokens.Prepend(result.GetValue(path)).FirstOrDefault(t => t is not null && !t.StartsWith('-'));

    /// <summary>A path that begins with «/» would be read as a configuration key with the next word as its value, and so would a flag.</summary>
    internal static string[] Configuration(string[] args, string path, params string[] flags) => [.. args.Where(a => a != path && !flags.Contains(a))];
}
