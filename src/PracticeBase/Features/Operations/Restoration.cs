using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Data.SqlServer;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Operations;

/// <summary>
/// Brings a backup back. Files come first: they have the names of their contents, so that they harm nobody there. The database takes the place of the
/// former one last, in one step; whoever stops before that has the former state.
/// </summary>
internal sealed class Restoration(PracticeBaseDbContext db, FileStore files, StorageDirectory storage, SearchIndex search)
{
    /// <returns>What is left to an administrator of SQL Server; null with SQLite.</returns>
    /// <exception cref="BackupException">The backup does not fit here, or there is something already that may not be replaced.</exception>
    /// <exception cref="IOException">The storage cannot be written.</exception>
    public async Task<string?> RunAsync(BackupArchive archive, bool overwrite, VerbConsole console, CancellationToken cancellationToken)
    {
        var manifest = archive.Manifest;
        var provider = db.Database.IsSqlite() ? "Sqlite" : "SqlServer";
        if (manifest.Provider != provider)
        {
            throw new BackupException($"Kopia jest z bazy {manifest.Provider}, a Database:Provider to {provider}.");
        }

        if (!db.Database.GetMigrations().Contains(manifest.Migration))
        {
            throw new BackupException($"Kopię zrobił nowszy program ({manifest.Version}; nieznana migracja «{manifest.Migration}»); odtworzy ją tylko on albo jeszcze nowszy.");
        }

        if (db.Database.IsSqlite() && !manifest.Entries.Any(e => e.Name == BackupManifest.DatabaseName))
        {
            throw new BackupException("Kopia jest uszkodzona: nie ma w niej bazy danych. Niczego nie zmieniono.");
        }

        RequireRoom(archive.SizeOf(e => BackupManifest.HashOf(e.Name) is not null), files.FreeBytes, files.Place);
        RequireRoom(archive.SizeOf(e => e.Name == BackupManifest.DatabaseName), new DriveInfo(DatabaseFolder).AvailableFreeSpace, DatabaseFolder);
        if (!overwrite)
        {
            await RequireEmptyAsync(cancellationToken);
        }

        using (var hold = Hold())
        {
            await console.RunAsync("Sprawdzanie", manifest.Entries.Count, withBar: true, report => archive.VerifyAsync(report, cancellationToken));
            if (!db.Database.IsSqlite())
            {
                await RestoreFilesAsync(archive, console, cancellationToken);
                return SqlServerCommands.Restore(db.Database.GetDbConnection().Database);
            }

            var path = SqliteFile.PathOf(db);
            var staged = $"{path}.restore-{Guid.NewGuid():N}";
            try
            {
                await StageDatabaseAsync(archive, staged, cancellationToken);
                await RestoreFilesAsync(archive, console, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                // What this node made from the former database.
                IndexFile.Delete(search.Location);
                File.Delete(Path.Combine(Path.GetDirectoryName(search.Location)!, CatalogueFile.FileName));
                hold?.Dispose();
                SqliteFile.Replace(path, staged);
            }
            finally
            {
                File.Delete(staged);
            }
        }

        return null;
    }

    private string DatabaseFolder => db.Database.IsSqlite() ? Path.GetDirectoryName(SqliteFile.PathOf(db))! : storage.FullPath;

    private static void RequireRoom(decimal needed, long free, string place)
    {
        if (needed > free)
        {
            throw new BackupException($"Kopia po rozpakowaniu zajmie {needed / 1_000_000:0} MB, a na dysku katalogu «{place}» jest {free / 1_000_000} MB. Niczego nie zmieniono.");
        }
    }

    private async Task RequireEmptyAsync(CancellationToken cancellationToken)
    {
        const string advice = "Dodaj --overwrite, żeby zastąpić bazę tą z kopii.";
        if (db.Database.IsSqlite() && SqliteFile.PathOf(db) is var path && File.Exists(path))
        {
            throw new BackupException($"Baza danych «{path}» już istnieje. {advice}");
        }

        if (await files.ListAsync(cancellationToken).AnyAsync(f => f.Name[0] != '.', cancellationToken))
        {
            throw new BackupException($"W magazynie «{files.Place}» są już pliki. {advice}");
        }
    }

    /// <summary>Keeps the portal away from its database meanwhile; null where there is none, or a damaged one.</summary>
    private IDisposable? Hold()
    {
        if (!db.Database.IsSqlite() || SqliteFile.PathOf(db) is not { } path || !File.Exists(path))
        {
            return null;
        }

        try
        {
            return SqliteFile.Hold(path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
        {
            throw new BackupException($"Bazy danych «{path}» używa inny program, zapewne portal. Zatrzymaj go i powtórz polecenie. Niczego nie zmieniono.", e);
        }
    }

    private async Task StageDatabaseAsync(BackupArchive archive, string staged, CancellationToken cancellationToken)
    {
        await using (var file = PrivateFile.Create(staged))
        {
            await archive.CopyAsync(archive.Manifest.Entries.Single(e => e.Name == BackupManifest.DatabaseName), file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        if (SqliteFile.Faults(staged, cancellationToken) is [var fault, ..])
        {
            throw new BackupException($"Baza danych w kopii jest uszkodzona ({fault}). Niczego nie zmieniono.");
        }
    }

    private async Task RestoreFilesAsync(BackupArchive archive, VerbConsole console, CancellationToken cancellationToken)
    {
        var entries = archive.Manifest.Entries.Where(e => BackupManifest.HashOf(e.Name) is not null).ToList();
        var done = 0;
        await console.RunAsync("Pliki", entries.Count, withBar: true, async report =>
        {
            foreach (var entry in entries)
            {
                await using var content = await archive.OpenAsync(entry, cancellationToken);
                var (sha256, _) = await files.SaveAsync(content, cancellationToken);
                if (sha256 != entry.Sha256)
                {
                    throw new BackupException($"Kopia zmieniła się w trakcie odtwarzania («{entry.Name}»). Bazy danych nie zmieniono.");
                }

                report(++done);
            }
        });
    }
}
