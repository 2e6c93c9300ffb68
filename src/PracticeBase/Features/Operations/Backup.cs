using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Data.SqlServer;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Operations;

/// <param name="Files">How many are in the archive.</param>
/// <param name="Missing">Hashes of files that the storage lacked.</param>
/// <param name="Damaged">Names of files whose content is not what it was.</param>
/// <param name="Path">Where the archive is: as it was asked for, or beside it where that is another one, which may have what this one lacks.</param>
/// <param name="Instructions">What is left to an administrator of SQL Server; null with SQLite.</param>
internal sealed record BackupOutcome(int Files, IReadOnlyList<string> Missing, IReadOnlyList<string> Damaged, string Path, string? Instructions);

/// <summary>Puts what cannot be made anew into one archive: the database, and the files that it names. The portal goes on meanwhile.</summary>
internal sealed class Backup(PracticeBaseDbContext db, FileStore files, TimeProvider clock)
{
    /// <summary>Of this program: «0.1.0».</summary>
    public static string Version => typeof(Backup).Assembly.GetName().Version!.ToString(3);

    /// <summary>Makes the archive whole beside its place and moves it there; whatever happens, nothing half done is left.</summary>
    /// <exception cref="BackupException">There is no database, or it is damaged.</exception>
    /// <exception cref="IOException">The archive cannot be written, or the storage of files not be read.</exception>
    public async Task<BackupOutcome> MakeAsync(string target, bool overwrite, VerbConsole console, CancellationToken cancellationToken)
    {
        if (File.Exists(target) && !overwrite)
        {
            throw new BackupException($"Plik «{target}» już istnieje. Podaj inną nazwę albo dodaj --overwrite, żeby go zastąpić.");
        }

        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}-{Guid.NewGuid():N}");
        var snapshot = temporary + ".db";
        try
        {
            BackupOutcome outcome;
            await using (var file = PrivateFile.Create(temporary))
            {
                outcome = db.Database.IsSqlite() ? await WriteSqliteAsync(file, snapshot, console, cancellationToken) : await WriteSqlServerAsync(file, console, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            // The one that is there may have the files that this one lacks; this one has the newer database.
            var path = outcome.Missing.Count + outcome.Damaged.Count > 0 && File.Exists(target)
                ? Path.Combine(Path.GetDirectoryName(target)!, $"{Path.GetFileNameWithoutExtension(target)}-niepelna{Path.GetExtension(target)}")
                : target;
            File.Move(temporary, path, overwrite);
            return outcome with { Path = path };
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(snapshot);
            File.Delete(snapshot + "-journal");
        }
    }

    /// <summary>The rows of one moment first, and then the files that they name: those are never changed, and were there before their rows.</summary>
    private async Task<BackupOutcome> WriteSqliteAsync(Stream target, string snapshot, VerbConsole console, CancellationToken cancellationToken)
    {
        var path = SqliteFile.PathOf(db);
        if (!File.Exists(path))
        {
            throw new BackupException($"Nie ma bazy danych «{path}», więc nie ma z czego zrobić kopii (Storage:Directory, ConnectionStrings:PracticeBase).");
        }

        // SQLite writes into what is there.
        await PrivateFile.Create(snapshot).DisposeAsync();
        await console.RunAsync("Baza danych", 100, withBar: true, report => Task.Run(() => SqliteFile.Copy(path, snapshot, report, cancellationToken), CancellationToken.None));
        if (SqliteFile.Faults(snapshot, cancellationToken) is [var fault, ..])
        {
            throw new BackupException($"Baza danych «{path}» jest uszkodzona ({fault}), więc kopii nie zrobiono; starsza może być lepsza.");
        }

        await using var copy = SqliteFile.Read(snapshot);
        return await WriteAsync(target, copy, "Sqlite", console, async writer =>
        {
            await using var content = new FileStream(snapshot, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 65536, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await writer.AddAsync(BackupManifest.DatabaseName, content, cancellationToken);
        }, cancellationToken);
    }

    private async Task<BackupOutcome> WriteSqlServerAsync(Stream target, VerbConsole console, CancellationToken cancellationToken)
    {
        var name = db.Database.GetDbConnection().Database;
        var instructions = $"""
            Ta kopia ma pliki, bez bazy danych, którą kopiuje sam SQL Server. Administrator serwera wykonuje:

            {SqlServerCommands.Backup(name)}

            Kopia bazy ma być starsza niż ta kopia plików: pliki tylko przybywają, więc każda wcześniejsza baza ma tu wszystkie swoje.
            Odtworzenie: {SqlServerCommands.Restore(name)}
            """;
        var outcome = await WriteAsync(target, db, "SqlServer", console, async writer =>
            await writer.AddAsync(BackupManifest.InstructionsName, new MemoryStream(Encoding.UTF8.GetBytes(instructions)), cancellationToken), cancellationToken);
        return outcome with { Instructions = instructions };
    }

    private async Task<BackupOutcome> WriteAsync(
        Stream target, PracticeBaseDbContext rows, string provider, VerbConsole console, Func<BackupWriter, Task> addDatabase, CancellationToken cancellationToken)
    {
        var migration = (await rows.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault() ?? throw new BackupException("Baza danych jest pusta: nie ma czego kopiować.");
        await using var archive = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var writer = new BackupWriter(archive);
        await addDatabase(writer);
        var (total, done) = (await rows.Files.CountAsync(cancellationToken), 0);
        await console.RunAsync("Pliki", total, withBar: true, async report =>
        {
            await foreach (var sha256 in rows.Files.OrderBy(f => f.Sha256).Select(f => f.Sha256).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                await using var content = await files.OpenReadAsync(sha256, cancellationToken);
                await writer.AddFileAsync(sha256, content, cancellationToken);
                report(++done);
            }
        });
        await writer.FinishAsync(
            new BackupManifest { Format = BackupManifest.CurrentFormat, Version = Version, CreatedAt = clock.GetUtcNow(), Provider = provider, Migration = migration, Entries = [] }, cancellationToken);
        return new BackupOutcome(writer.Count - 1, writer.Missing, writer.Damaged, Path: "", Instructions: null);
    }
}
