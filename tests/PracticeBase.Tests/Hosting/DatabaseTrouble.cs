using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PracticeBase.Tests.Hosting;

/// <summary>Makes the commands of one database fail, as a disk or a server would; heard through EF Core's own diagnostics, so that the portal knows nothing of it.</summary>
public sealed class DatabaseTrouble : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> subscriptions = [];
    private readonly string directory;
    private volatile Func<Exception>? cause;

    /// <param name="directory">The database's file is in it.</param>
    public DatabaseTrouble(string directory)
    {
        this.directory = directory;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The texts of the commands that failed.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Failed { get; } = [];

    /// <summary>When set, only commands that write fail: a full or read-only disk.</summary>
    public bool OnlyWrites { get; set; }

    public void Begin(Func<Exception> failure)
    {
        Failed.Clear();
        cause = failure;
    }

    public void End() => cause = null;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory)
        {
            subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (cause is { } failure && value.Value is CommandEventData { Command: { } command } && IsOurs(command) && (!OnlyWrites || IsWrite(command.CommandText)))
        {
            Failed.Enqueue(command.CommandText);
            throw failure();
        }
    }

    public void OnCompleted()
    {
        // Nothing is heard any more.
    }

    public void OnError(Exception error)
    {
        // Nothing is heard any more.
    }

    public void Dispose()
    {
        cause = null;
        subscriptions.ForEach(s => s.Dispose());
    }

    private const string DbLoggerCategory = "Microsoft.EntityFrameworkCore";

    private static bool IsWrite(string sql) => sql.Contains("INSERT ", StringComparison.Ordinal) || sql.Contains("UPDATE ", StringComparison.Ordinal) || sql.Contains("DELETE ", StringComparison.Ordinal);

    private bool IsOurs(DbCommand command) => command.Connection?.DataSource.Contains(directory, StringComparison.Ordinal) == true;
}
