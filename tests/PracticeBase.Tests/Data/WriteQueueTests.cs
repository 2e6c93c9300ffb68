using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Writers of one process take turns, and whoever goes away leaves the turn to the next one.</summary>
public sealed class WriteQueueTests(PortalFactory portal) : IClassFixture<PortalFactory>, IAsyncLifetime
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "Only SQLite lets one write at a time.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Writers_WhileOneWrites_FollowInTheirOrder()
    {
        await using var first = new Writer(portal);
        await using var second = new Writer(portal);
        await using var third = new Writer(portal);
        await first.HasBegun;
        first.MayEnd();
        await Task.WhenAll(first.Written, second.HasBegun);
        Assert.False(third.IsWriting);
        second.MayEnd();
        await Task.WhenAll(second.Written, third.HasBegun);
        third.MayEnd();
        await third.Written;
    }

    [Fact]
    public async Task Writer_WhoStopsWaiting_LeavesTheTurnToTheNext()
    {
        using var stop = new CancellationTokenSource();
        await using var first = new Writer(portal);
        await first.HasBegun;
        await using var gone = new Writer(portal, stop.Token);
        await using var next = new Writer(portal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.Written);
        Assert.False(gone.IsWriting);
        first.MayEnd();
        await next.HasBegun;
        next.MayEnd();
        await Task.WhenAll(first.Written, next.Written);
    }

    [Fact]
    public async Task Writer_WhoFails_LeavesTheTurnToTheNext()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => portal.UseDatabaseAsync(db => db.InTransactionAsync<bool>(() => throw new InvalidDataException(), Cancelled)));
        await using var next = new Writer(portal);
        await next.HasBegun;
        next.MayEnd();
        await next.Written;
    }

    [Fact]
    public async Task Save_OnItsOwn_WaitsForTheTurnToo()
    {
        await using var first = new Writer(portal);
        await first.HasBegun;
        using var stop = new CancellationTokenSource();
        // Without the strategy of the tests, as the program has it.
        var connection = await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.GetConnectionString()));
        await using var db = new SqlitePracticeBaseDbContext(new DbContextOptionsBuilder<SqlitePracticeBaseDbContext>().UseSqlite(connection).Options);
        db.Settings.Add(new Setting { Key = "Writer:Alone", Value = "1" });
        var save = db.SaveChangesAsync(stop.Token);
        // SQLite's own lock would be waited for in this call, and hold the thread.
        Assert.False(save.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => save);
        first.MayEnd();
        await first.Written;
    }

    [Fact]
    public async Task Work_ThatRollsBackAndWritesAgain_DoesNotWaitForItself()
    {
        var key = $"Writer:{Guid.NewGuid():N}";
        await portal.UseDatabaseAsync(db => db.InTransactionAsync(async () =>
        {
            await db.Database.RollbackTransactionAsync(Cancelled);
            db.Settings.Add(new Setting { Key = key, Value = "1" });
            return await db.SaveChangesAsync(Cancelled);
        }, Cancelled));
        Assert.True(await portal.UseDatabaseAsync(db => db.Settings.AnyAsync(s => s.Key == key, Cancelled)));
    }

    [Fact]
    public async Task Queue_OutOfPatience_IsALockedDatabase()
    {
        var queue = new WriteQueue(TimeSpan.Zero);
        await queue.EnterAsync(Cancelled);
        var failure = await Assert.ThrowsAsync<SqliteException>(() => queue.EnterAsync(Cancelled));
        Assert.True(Outage.Is(failure));
        queue.Leave();
        await queue.EnterAsync(Cancelled);
    }

    [Fact]
    public async Task Connection_Opened_LetsSqliteWaitForOtherProcesses()
    {
        var milliseconds = await portal.UseDatabaseAsync(db => db.Database.SqlQueryRaw<int>("SELECT timeout AS Value FROM pragma_busy_timeout").SingleAsync(Cancelled));
        Assert.Equal(30_000, milliseconds);
    }

    /// <summary>A transaction that goes on until it may end.</summary>
    private sealed class Writer : IAsyncDisposable
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly AsyncServiceScope scope;

        public Writer(PortalFactory portal, CancellationToken cancellationToken = default)
        {
            scope = portal.Services.CreateAsyncScope();
            Written = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().InTransactionAsync(() =>
            {
                begun.TrySetResult();
                return end.Task;
            }, cancellationToken);
        }

        public bool IsWriting => begun.Task.IsCompleted;

        /// <summary>Fails with the writer that never begins.</summary>
        public Task HasBegun => Task.WhenAny(begun.Task, Written).Unwrap();

        public Task Written { get; }

        public void MayEnd() => end.SetResult();

        public ValueTask DisposeAsync()
        {
            // A test that failed holds nobody up.
            end.TrySetResult();
            return scope.DisposeAsync();
        }
    }
}
