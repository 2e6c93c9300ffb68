using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PracticeBase.Data.Sqlite;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Whoever commits waits for the disk, and their thread does not.</summary>
public sealed class CommitThreadTests : IAsyncLifetime
{
    private const int SqliteConstraint = 19;

    private readonly string path = Path.Combine(Path.GetTempPath(), $"practicebase-commit-{Guid.NewGuid():N}.db");
    private readonly OpenConnections connections;
    private readonly SqlitePracticeBaseDbContext db;
    private readonly SqliteConnection other;

    public CommitThreadTests()
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = false }.ConnectionString;
        connections = new OpenConnections(connectionString);
        other = new SqliteConnection(connectionString);
        db = new(new DbContextOptionsBuilder<SqlitePracticeBaseDbContext>().UseSqlite(connectionString).AddInterceptors(connections).Options);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await db.Database.ExecuteSqlRawAsync(
        """
        CREATE TABLE Parents (Id INTEGER PRIMARY KEY);
        CREATE TABLE Children (Parent INTEGER REFERENCES Parents (Id) DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO Parents VALUES (1);
        """, Cancelled);

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await db.DisposeAsync();
        connections.Dispose();
        File.Delete(path);
    }

    [Fact]
    public async Task Commit_ThatWaits_LeavesTheThreadToOthers()
    {
        await using var transaction = await BeginAsync();
        await AddChildAsync(1);
        var reader = await ReadAsync();

        var committing = transaction.CommitAsync(Cancelled);
        Assert.False(committing.IsCompleted);
        await reader.DisposeAsync();
        await committing;
        Assert.Equal([1], await ChildrenAsync());
    }

    [Fact]
    public async Task Commit_ThatWaitsWhileThePortalStops_IsMade()
    {
        await using var transaction = await BeginAsync();
        await AddChildAsync(1);
        var reader = await ReadAsync();

        var committing = transaction.CommitAsync(Cancelled);
        var stopping = Task.Run(connections.Dispose, Cancelled);
        await reader.DisposeAsync();
        await committing;
        await stopping;
        Assert.Equal([1], await ChildrenAsync());
    }

    [Fact]
    public async Task Commit_ThatFails_TellsTheOneWhoAsked()
    {
        await using (var transaction = await BeginAsync())
        {
            await AddChildAsync(2);
            Assert.Equal(SqliteConstraint, (await Assert.ThrowsAsync<SqliteException>(() => transaction.CommitAsync(Cancelled))).SqliteErrorCode);
        }

        await using (var next = await BeginAsync())
        {
            await AddChildAsync(1);
            await next.CommitAsync(Cancelled);
        }

        Assert.Equal([1], await ChildrenAsync());
    }

    [Fact]
    public async Task Commit_WhileThePortalStops_IsMade()
    {
        await using (var transaction = await BeginAsync())
        {
            await AddChildAsync(1);
            connections.Dispose();
            await transaction.CommitAsync(Cancelled);
        }

        Assert.Equal([1], await ChildrenAsync());
    }

    private Task<IDbContextTransaction> BeginAsync() => db.Database.BeginTransactionAsync(Cancelled);

    /// <summary>Somebody who reads until the result is disposed of. Without a write-ahead log a commit waits for them.</summary>
    private async Task<IAsyncDisposable> ReadAsync()
    {
        await other.OpenAsync(Cancelled);
        var command = other.CreateCommand();
        command.CommandText = "SELECT Id FROM Parents";
        var reader = await command.ExecuteReaderAsync(Cancelled);
        Assert.True(await reader.ReadAsync(Cancelled));
        return reader;
    }

    private Task<int> AddChildAsync(int parent) => db.Database.ExecuteSqlAsync($"INSERT INTO Children VALUES ({parent})", Cancelled);

    private Task<List<int>> ChildrenAsync() => db.Database.SqlQueryRaw<int>("SELECT Parent AS Value FROM Children").ToListAsync(Cancelled);
}
