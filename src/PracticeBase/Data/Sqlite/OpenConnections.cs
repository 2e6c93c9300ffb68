using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PracticeBase.Data.Sqlite;

/// <summary>
/// The connections to the database, lent to contexts for as long as they have them open: opening one reads the schema and sets a dozen functions
/// up, and SQLite takes longer to understand an ordinary question than to answer it. The one used last is lent first, so that few of them, with
/// what they have at hand, serve nearly all.
/// </summary>
/// <param name="connectionString">Of the contexts. It says «Pooling=False»: what is closed here is closed.</param>
public sealed class OpenConnections(string connectionString) : DbConnectionInterceptor, IDisposable
{
    /// <summary>Each keeps up to 2 MB of the file and its commands at hand. More are opened when more are needed at once, which is not for long.</summary>
    private static readonly int MaxIdle = Math.Min(8, Environment.ProcessorCount + 2);

    private readonly Lock gate = new();
    private readonly Stack<OpenConnection> open = new();

    /// <summary>One comes with each context; the provider has told it its functions.</summary>
    private readonly Stack<OpenConnection> closed = new();

    private bool isDisposed;

    internal CommitThread Commits { get; } = new();

    internal SqliteConnectionStringBuilder Settings { get; } = new(connectionString);

    public override DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result)
    {
        // With another one the provider looks whether the file is there.
        if (result.ConnectionString != connectionString)
        {
            return result;
        }

        lock (gate)
        {
            closed.Push(new OpenConnection((SqliteConnection)result));
        }

        return new LentConnection(this);
    }

    /// <exception cref="SqliteException">It cannot be opened.</exception>
    internal OpenConnection Take()
    {
        OpenConnection connection;
        lock (gate)
        {
            connection = open.Count > 0 ? open.Pop() : closed.Pop();
        }

        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            Close(connection);
            throw;
        }
    }

    /// <summary>When what was asked last failed, or in the middle of something, it is closed.</summary>
    internal void Return(OpenConnection connection)
    {
        if (connection.IsAsNew)
        {
            lock (gate)
            {
                if (open.Count < MaxIdle && !isDisposed)
                {
                    open.Push(connection);
                    return;
                }
            }
        }

        Close(connection);
    }

    /// <summary>A context has gone for good.</summary>
    internal void Remove()
    {
        OpenConnection connection;
        lock (gate)
        {
            connection = closed.Count > 0 ? closed.Pop() : open.Pop();
        }

        connection.Dispose();
    }

    /// <summary>Closes those that nobody uses now.</summary>
    public void CloseIdle()
    {
        lock (gate)
        {
            while (open.Count > 0)
            {
                Close(open.Pop());
            }
        }
    }

    /// <summary>Those that are in use are closed when they come back.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
        }

        Commits.Dispose();
        CloseIdle();
    }

    private void Close(OpenConnection connection)
    {
        try
        {
            connection.Close();
        }
        finally
        {
            lock (gate)
            {
                closed.Push(connection);
            }
        }
    }
}
