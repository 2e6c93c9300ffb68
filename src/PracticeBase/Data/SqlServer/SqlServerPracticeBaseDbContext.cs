using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using PracticeBase.Domain;

namespace PracticeBase.Data.SqlServer;

public sealed class SqlServerPracticeBaseDbContext(DbContextOptions<SqlServerPracticeBaseDbContext> options) : PracticeBaseDbContext(options)
{
    private const int DatabaseExists = 1801;

    /// <summary>A lock of the server's, which ends with the connection. A database that is not there is made first, because it is where the lock lives.</summary>
    /// <exception cref="SqlException">The server, or the right to make the database, is missing.</exception>
    public override async Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var creator = this.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
        {
            try
            {
                await creator.CreateAsync(cancellationToken);
            }
            catch (SqlException e) when (e.Number == DatabaseExists)
            {
                // Another node was first.
            }
        }

        await Database.OpenConnectionAsync(cancellationToken);
        // Migrating takes as long as it takes.
        await ExecuteAsync("DECLARE @result int; EXEC @result = sp_getapplock @Resource = N'PracticeBase start', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = -1; IF @result < 0 THROW 51010, 'The lock of the start was not given.', 1;",
            timeout: 0, cancellationToken);
        return new StartLock(this);
    }

    /// <summary>By a lock of the rows, which setting a value takes, the same one too.</summary>
    public override Task HoldAsync(IQueryable<Practice> practices, CancellationToken cancellationToken) =>
        practices.ExecuteUpdateAsync(s => s.SetProperty(p => p.Uid, p => p.Uid), cancellationToken);

    /// <summary>The pool hands a connection on with the level of its last transaction (dotnet/SqlClient issue 96): others would read under locks that they never asked for.</summary>
    internal override async ValueTask<IAsyncDisposable?> KeepIsolationAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        return new OwnIsolation(this);
    }

    private async Task ExecuteAsync(string sql, int timeout, CancellationToken cancellationToken)
    {
        await using var command = Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = timeout;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed class OwnIsolation(SqlServerPracticeBaseDbContext db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await db.Database.ExecuteSqlRawAsync("SET TRANSACTION ISOLATION LEVEL READ COMMITTED;", CancellationToken.None);
            }
            catch (Exception e) when (e is SqlException or InvalidOperationException)
            {
                // What ended the transaction is told by whoever ran it; this connection is not for others any more.
                SqlConnection.ClearPool((SqlConnection)db.Database.GetDbConnection());
            }
            finally
            {
                await db.Database.CloseConnectionAsync();
            }
        }
    }

    private sealed class StartLock(SqlServerPracticeBaseDbContext db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (db.Database.GetDbConnection().State == System.Data.ConnectionState.Open)
            {
                await db.ExecuteAsync("EXEC sp_releaseapplock @Resource = N'PracticeBase start', @LockOwner = 'Session';", timeout: 30, CancellationToken.None);
            }

            await db.Database.CloseConnectionAsync();
        }
    }
}

/// <summary>For `dotnet ef` alone; connects to nothing.</summary>
public sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerPracticeBaseDbContext>
{
    public SqlServerPracticeBaseDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerPracticeBaseDbContext>().UseSqlServer("Server=design;Encrypt=true").Options);
}
