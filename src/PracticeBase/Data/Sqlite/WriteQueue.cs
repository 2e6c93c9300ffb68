using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PracticeBase.Data.Sqlite;

/// <summary>
/// This process's writers to one database, one after the other in the order they came. SQLite lets one write at a time and has no queue: whoever
/// finds it locked asks again, in no order, and blocks a thread meanwhile. The file's own lock still decides, and keeps other processes apart.
/// </summary>
/// <param name="patience">As long as the file's lock would be waited for.</param>
public sealed class WriteQueue(TimeSpan patience)
{
    private static readonly ConcurrentDictionary<string, WriteQueue> Queues = new();

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>The same one for each connection string.</summary>
    public static WriteQueue Of(string connectionString) => Queues.GetOrAdd(connectionString, s => new WriteQueue(PatienceOf(s)));

    /// <summary>Waits until those that came earlier have written.</summary>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <exception cref="SqliteException">SQLITE_BUSY, as without a queue: somebody has been writing all this time.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (!await turn.WaitAsync(patience, cancellationToken))
        {
            throw new SqliteException("database is locked", raw.SQLITE_BUSY);
        }
    }

    /// <summary>The next one's turn.</summary>
    public void Leave() => turn.Release();

    private static TimeSpan PatienceOf(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString).DefaultTimeout is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan;
}
