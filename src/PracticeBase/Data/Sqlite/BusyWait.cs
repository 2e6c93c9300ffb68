using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace PracticeBase.Data.Sqlite;

/// <summary>Has SQLite itself wait for the lock of another process, in steps from 1 ms on; the provider would ask every 150 ms.</summary>
internal sealed class BusyWait : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    /// <summary>As long as the provider would; without an end (0) it goes on asking by itself.</summary>
    private static void Set(SqliteConnection connection) => raw.sqlite3_busy_timeout(connection.Handle, connection.DefaultTimeout * 1000);
}
