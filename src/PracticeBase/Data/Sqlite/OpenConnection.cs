using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PracticeBase.Data.Sqlite;

/// <summary>A connection and its commands, each prepared once. For one user at a time.</summary>
internal sealed class OpenConnection(SqliteConnection connection) : IDisposable
{
    /// <summary>A busy portal asks some sixty different ones; texts that come once must not gather.</summary>
    private const int MaxIdle = 128;

    private readonly Dictionary<string, SqliteCommand> idle = [];
    private readonly HashSet<SqliteCommand> used = [];

    public SqliteConnection Connection => connection;

    /// <summary>Open, what was asked last did not fail but on a constraint, and neither a transaction nor a command is left in it.</summary>
    public bool IsAsNew => connection.State == ConnectionState.Open && used.Count == 0 && raw.sqlite3_get_autocommit(connection.Handle) != 0
        && raw.sqlite3_errcode(connection.Handle) is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE or raw.SQLITE_CONSTRAINT;

    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public void Open()
    {
        if (connection.State == ConnectionState.Open)
        {
            return;
        }

        connection.Open();
        // SQLite itself waits for the lock of another process, in steps from 1 ms on; the provider would ask every 150 ms. As long as the provider
        // would; without an end (0) it goes on asking by itself.
        _ = raw.sqlite3_busy_timeout(connection.Handle, connection.DefaultTimeout * 1000);
    }

    /// <summary>The command with this text, to be given back; prepared, unless it is executed for the first time or twice at once.</summary>
    public SqliteCommand Take(string text)
    {
        if (!idle.Remove(text, out var command))
        {
            command = new SqliteCommand(text, connection);
        }

        used.Add(command);
        return command;
    }

    /// <summary>What it read has been read.</summary>
    public void Return(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (idle.Count >= MaxIdle)
        {
            Forget();
        }

        // One that is not in use any more was left behind when the connection was closed.
        if (!used.Remove(command) || !idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    public void Close()
    {
        Forget();
        used.Clear();
        connection.Close();
    }

    public void Dispose()
    {
        Close();
        connection.Dispose();
    }

    private void Forget()
    {
        foreach (var command in idle.Values)
        {
            command.Dispose();
        }

        idle.Clear();
    }
}
