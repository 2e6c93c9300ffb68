using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Features.Transfer;

namespace PracticeBase.Features.Operations;

/// <summary>Is the database there, sound, and of this program's schema?</summary>
internal sealed class DatabaseCheck(PracticeBaseDbContext db, CheckReport report)
{
    /// <returns>The database to ask further, of which nothing is changed by asking; null when its rows cannot be asked for.</returns>
    public async Task<PracticeBaseDbContext?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return db.Database.IsSqlite() ? await SqliteAsync(SqliteFile.PathOf(db), cancellationToken) : await HasSchemaAsync(db, "SQL Server", cancellationToken) ? db : null;
        }
        catch (Exception e) when (e is DbException or RetryLimitExceededException)
        {
            report.Fail($"Baza danych nie odpowiada (ConnectionStrings:PracticeBase): {e.GetBaseException().Message}");
            return null;
        }
    }

    private async Task<PracticeBaseDbContext?> SqliteAsync(string path, CancellationToken cancellationToken)
    {
        // Whoever opens a file that is not there makes it.
        if (!File.Exists(path))
        {
            report.Fail($"Nie ma bazy danych «{path}»; pierwszy start portalu ją założy.");
            return null;
        }

        if (SqliteFile.Faults(path, cancellationToken) is { Count: > 0 } faults)
        {
            report.Fail($"Baza danych «{path}» jest uszkodzona: {CheckReport.Some(faults)}. Odtwórz ostatnią kopię (restore).");
            return null;
        }

        var readOnly = SqliteFile.Read(path);
        if (!await HasSchemaAsync(readOnly, $"SQLite, {CheckReport.Megabytes(new FileInfo(path).Length)}", cancellationToken))
        {
            await readOnly.DisposeAsync();
            return null;
        }

        if (SqliteFile.LostReferences(path, cancellationToken) is { Count: > 0 } lost)
        {
            report.Fail($"Wiersze wskazują na inne, których nie ma: {CheckReport.Some(lost)}.");
        }

        return readOnly;
    }

    private async Task<bool> HasSchemaAsync(PracticeBaseDbContext database, string about, CancellationToken cancellationToken)
    {
        var known = database.Database.GetMigrations().ToList();
        var applied = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known).LastOrDefault() is { } unknown)
        {
            report.Fail($"Baza danych jest nowsza niż program (nieznana migracja «{unknown}»).");
            return false;
        }

        if (known.Except(applied).ToList() is { Count: > 0 } pending)
        {
            report.Warn($"Baza danych czeka na {Plural.Of(pending.Count, "migrację", "migracje", "migracji")} ({CheckReport.Some(pending)}); reszty nie sprawdzono.");
            return false;
        }

        report.Good($"Baza danych: {about}, schemat aktualny.");
        return true;
    }
}
