using System.CommandLine;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Features.Search;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Mail;

namespace PracticeBase.Features.Operations;

/// <summary>The verb «check». It changes nothing unless told to. Exit codes: 0 no errors, 1 errors.</summary>
public static class CheckVerb
{
    private const string Hashes = "--hashes";
    private const string RemoveOrphans = "--remove-orphans";

    /// <summary>Less on the disk than a few large requests take.</summary>
    private const long LittleRoom = 1_000_000_000;

    public static Command Check(string[] args)
    {
        var hashes = new Option<bool>(Hashes) { Description = "Czyta też wszystkie pliki i porównuje ich skróty." };
        var removeOrphans = new Option<bool>(RemoveOrphans) { Description = "Usuwa z magazynu pliki starsze niż doba, których nie ma w bazie." };
        var command = new Command("check", "Sprawdza ustawienia, bazę danych, pliki, pocztę i wyszukiwarkę; niczego nie zmienia.") { hashes, removeOrphans };
        command.SetAction(async (result, cancellationToken) =>
        {
            var report = new CheckReport(new VerbConsole(result.InvocationConfiguration));
            WebApplication app;
            try
            {
                app = PracticeBaseApp.Build(TransferVerbs.Configuration(args, "check", Hashes, RemoveOrphans), quiet: true);
            }
            catch (StartupException e)
            {
                report.Fail($"Ustawienia: {e.Message}");
                return report.Finish();
            }

            try
            {
                await RunAsync(app, report, result.GetValue(hashes), result.GetValue(removeOrphans), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                report.Fail("Przerwano.");
            }
            finally
            {
                await app.DisposeAsync();
            }

            return report.Finish();
        });
        return command;
    }

    private static async Task RunAsync(WebApplication app, CheckReport report, bool withHashes, bool removeOrphans, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (files, clock) = (services.GetRequiredService<FileStore>(), services.GetRequiredService<TimeProvider>());
        report.Good($"Ustawienia: poprawne (środowisko {app.Environment.EnvironmentName}, program {Backup.Version}).");
        await using var db = await new DatabaseCheck(services.GetRequiredService<PracticeBaseDbContext>(), report).RunAsync(cancellationToken);
        await StorageAsync(files, services.GetRequiredService<StorageDirectory>(), report, cancellationToken);
        var mail = new MailCheck(services.GetRequiredService<IOptions<MailOptions>>().Value, clock, report);
        await mail.TransportAsync(cancellationToken);
        if (db is null)
        {
            return;
        }

        try
        {
            await mail.LettersAsync(db, cancellationToken);
            await new SearchCheck(db, services.GetRequiredService<SearchIndex>().Location, report).RunAsync(cancellationToken);
            await new FilesCheck(db, files, clock, report).RunAsync(withHashes, removeOrphans, cancellationToken);
        }
        catch (Exception e) when (e is DbException || Outage.Is(e))
        {
            report.Fail($"Nie da się sprawdzić do końca: {e.Message}");
        }
    }

    private static async Task StorageAsync(FileStore files, StorageDirectory storage, CheckReport report, CancellationToken cancellationToken)
    {
        try
        {
            await files.ProbeAsync(cancellationToken);
            report.Good($"Magazyn plików: «{files.Place}» przyjmuje pliki.");
        }
        catch (FileStoreException e)
        {
            report.Fail(e.Message);
        }

        var free = new DriveInfo(storage.FullPath).AvailableFreeSpace;
        if (free < LittleRoom)
        {
            report.Warn($"Na dysku katalogu «{storage.FullPath}» zostało {CheckReport.Megabytes(free)}.");
        }
    }
}
