using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace PracticeBase.Data.Sqlite;

/// <summary>The embedded database as a file: copied, examined and held back from others.</summary>
public static class SqliteFile
{
    /// <summary>Some ten MB a step; between two of them a copy can be stopped.</summary>
    private const int PagesAtOnce = 2500;

    /// <summary>Of all there may be; one is enough to know.</summary>
    private const int MaxFaults = 10;

    /// <summary>How long to wait for others to let go of the file, seconds.</summary>
    private const int Patience = 3;

    /// <summary>The absolute path of the file behind a context.</summary>
    public static string PathOf(PracticeBaseDbContext db) => Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);

    /// <summary>The same tables in another file, which nothing here writes to.</summary>
    public static SqlitePracticeBaseDbContext Read(string path) =>
        new(new DbContextOptionsBuilder<SqlitePracticeBaseDbContext>().UseSqlite(ConnectionString(path, SqliteOpenMode.ReadOnly)).Options);

    /// <summary>Copies the database as it is at one moment, while others go on reading and writing.</summary>
    /// <param name="source">The database.</param>
    /// <param name="target">A new file, complete in itself.</param>
    /// <param name="report">Gets percents.</param>
    /// <param name="cancellationToken">Stops between two steps; the target is then of no use.</param>
    /// <exception cref="SqliteException">The source cannot be read, or the target not be written.</exception>
    public static void Copy(string source, string target, Action<int> report, CancellationToken cancellationToken)
    {
        using var from = Open(source, SqliteOpenMode.ReadOnly);
        using var to = Open(target, SqliteOpenMode.ReadWriteCreate);
        // The open transaction keeps this moment; else every commit of others would make the copy begin anew.
        using var moment = from.BeginTransaction(deferred: true);
        Execute(from, "SELECT count(*) FROM sqlite_master");
        var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (backup.IsInvalid)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(to.Handle), to.Handle);
        }

        try
        {
            int result;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                result = raw.sqlite3_backup_step(backup, PagesAtOnce);
                report((int)(100L - (100L * raw.sqlite3_backup_remaining(backup) / Math.Max(1, raw.sqlite3_backup_pagecount(backup)))));
            }
            while (result == raw.SQLITE_OK);
            if (result != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(result, to.Handle);
            }
        }
        finally
        {
            // Before the connections, which it uses.
            raw.sqlite3_backup_finish(backup);
        }

        // One file, without a log beside it.
        Execute(to, "PRAGMA journal_mode = DELETE");
    }

    /// <summary>Damaged pages and indexes; empty for a sound file.</summary>
    /// <exception cref="SqliteException">The file cannot be read at all, or is no database.</exception>
    public static IReadOnlyList<string> Faults(string path, CancellationToken cancellationToken) =>
        [.. Rows(path, $"PRAGMA integrity_check({MaxFaults})", r => r.GetString(0), cancellationToken).Where(f => f != "ok")];

    /// <summary>Rows that name others which are not there, counted: «Attachments → Files: 2».</summary>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public static IReadOnlyList<string> LostReferences(string path, CancellationToken cancellationToken) =>
        [.. Rows(path, "PRAGMA foreign_key_check", r => $"{r.GetString(0)} → {r.GetString(2)}", cancellationToken).GroupBy(f => f).Select(g => $"{g.Key}: {g.Count()}")];

    /// <summary>
    /// Keeps every other program out of the database until it is disposed of, all that was written being in the one file. A damaged file is
    /// held by nobody: null.
    /// </summary>
    /// <exception cref="SqliteException">SQLITE_BUSY: another program has it open.</exception>
    public static IDisposable? Hold(string path)
    {
        var connection = new SqliteConnection(ConnectionString(path, SqliteOpenMode.ReadWrite)) { DefaultTimeout = Patience };
        try
        {
            connection.Open();
            // Leaving the write-ahead log is possible for the only user alone, even when the others are doing nothing.
            Execute(connection, "PRAGMA journal_mode = DELETE");
            Execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
            Execute(connection, "BEGIN EXCLUSIVE");
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            if (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
            {
                return null;
            }

            throw;
        }
    }

    /// <summary>Puts a file in the place of the database, in one step.</summary>
    public static void Replace(string path, string replacement)
    {
        // A log that a damaged database left would be played into the new one.
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        File.Delete(path + "-journal");
        File.Move(replacement, path, overwrite: true);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(ConnectionString(path, mode));
        connection.Open();
        return connection;
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) => new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Rows(string path, string sql, Func<SqliteDataReader, string> of, CancellationToken cancellationToken)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        using var interrupting = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var rows = new List<string>();
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(of(reader));
            }
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return rows;
    }
}
