using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Contexts take over each other's connections and prepared commands, and nothing else of each other.</summary>
public sealed class OpenConnectionsTests(PortalFactory portal) : IClassFixture<PortalFactory>, IAsyncLifetime
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string DatabasePath => Path.Combine(portal.StorageDirectory, "practicebase.db");

    public async ValueTask InitializeAsync() => Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "Only SQLite's connections are kept.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Context_GetsTheConnectionThatTheLastOneHad()
    {
        await ExecuteAsync("CREATE TEMP TABLE Mine (Id INTEGER)");
        await ExecuteAsync("INSERT INTO Mine VALUES (1)");
        await ExecuteAsync("DROP TABLE Mine");
    }

    [Fact]
    public async Task Command_AskedAgain_HasTheValuesOfThisTimeAlone()
    {
        foreach (var value in new[] { "pierwsza", null, "druga" })
        {
            Assert.Equal(value, await portal.UseDatabaseAsync(db => db.Database.SqlQuery<string?>($"SELECT {value} AS Value").SingleAsync(Cancelled)));
        }

        Assert.Equal("pierwsza", await portal.UseDatabaseAsync(async db =>
        {
            await using var command = await CommandAsync(db, "SELECT @missing");
            command.Parameters.Add(new SqliteParameter("@missing", "pierwsza"));
            return await command.ExecuteScalarAsync(Cancelled);
        }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => portal.UseDatabaseAsync(async db =>
        {
            await using var command = await CommandAsync(db, "SELECT @missing");
            return await command.ExecuteScalarAsync(Cancelled);
        }));
    }

    [Fact]
    public async Task Command_AskedWhileItsRowsAreRead_IsExecutedBesideThem() =>
        await portal.UseDatabaseAsync(async db =>
        {
            const string Text = "SELECT 1 UNION ALL SELECT 2 ORDER BY 1";
            await db.Database.ExecuteSqlRawAsync(Text, Cancelled);
            await using var first = await CommandAsync(db, Text);
            await using var outer = await first.ExecuteReaderAsync(Cancelled);
            Assert.True(await outer.ReadAsync(Cancelled));
            await using (var second = await CommandAsync(db, Text))
            await using (var inner = await second.ExecuteReaderAsync(Cancelled))
            {
                Assert.True(await inner.ReadAsync(Cancelled));
                Assert.True(await inner.ReadAsync(Cancelled));
                Assert.Equal(2, inner.GetInt32(0));
            }

            Assert.Equal(1, outer.GetInt32(0));
            Assert.True(await outer.ReadAsync(Cancelled));
            Assert.Equal(2, outer.GetInt32(0));
            return true;
        });

    [Fact]
    public async Task Command_AfterTheSchemaHasChanged_SeesTheNewOne()
    {
        await ExecuteAsync("CREATE TABLE Changing (Id INTEGER)");
        await ExecuteAsync("SELECT * FROM Changing");
        await using (var other = new SqliteConnection($"Data Source={DatabasePath};Pooling=false"))
        {
            await other.OpenAsync(Cancelled);
            await using var command = other.CreateCommand();
            command.CommandText = "ALTER TABLE Changing ADD COLUMN Name TEXT; INSERT INTO Changing VALUES (1, 'nowa')";
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        await portal.UseDatabaseAsync(async db =>
        {
            await using var command = await CommandAsync(db, "SELECT * FROM Changing");
            await using var reader = await command.ExecuteReaderAsync(Cancelled);
            Assert.True(await reader.ReadAsync(Cancelled));
            Assert.Equal((2, "nowa"), (reader.FieldCount, reader.GetString(1)));
            return true;
        });
    }

    [Fact]
    public async Task Transaction_LeftOpen_IsNotTakenOver()
    {
        await ExecuteAsync("CREATE TABLE Left (Id INTEGER)");
        await portal.UseDatabaseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(Cancelled);
            await db.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE; INSERT INTO Left VALUES (1)", Cancelled);
            return true;
        });
        await portal.UseDatabaseAsync(db => db.InTransactionAsync(() => db.Database.ExecuteSqlRawAsync("INSERT INTO Left VALUES (2)", Cancelled), Cancelled));
        Assert.Equal([2], await portal.UseDatabaseAsync(db => db.Database.SqlQueryRaw<int>("SELECT Id AS Value FROM Left").ToListAsync(Cancelled)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_LeftUnread_DoNotHoldTheLog(bool disposesCommand)
    {
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS Unread (Id INTEGER); DELETE FROM Unread; INSERT INTO Unread VALUES (1)");
        var left = await portal.UseDatabaseAsync(async db =>
        {
            var command = await CommandAsync(db, "SELECT Id FROM Categories");
            var reader = await command.ExecuteReaderAsync(Cancelled);
            Assert.True(await reader.ReadAsync(Cancelled));
            if (disposesCommand)
            {
                await command.DisposeAsync();
            }

            return command;
        });
        await using var other = new SqliteConnection($"Data Source={DatabasePath};Pooling=false");
        await other.OpenAsync(Cancelled);
        await using var checkpoint = other.CreateCommand();
        checkpoint.CommandText = "UPDATE Unread SET Id = 2; PRAGMA wal_checkpoint(TRUNCATE)";
        // Its first column: somebody reads who keeps the log from being emptied.
        Assert.Equal(0L, await checkpoint.ExecuteScalarAsync(Cancelled));

        await left.DisposeAsync();
        Assert.Equal(2, await portal.UseDatabaseAsync(db => db.Database.SqlQueryRaw<int>("SELECT Id AS Value FROM Unread").SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task Commands_OfManyTexts_AreForgottenAndAskedAgain() =>
        await portal.UseDatabaseAsync(async db =>
        {
            for (var round = 0; round < 2; round++)
            {
                for (var number = 0; number < 300; number++)
                {
                    await using var command = await CommandAsync(db, string.Create(CultureInfo.InvariantCulture, $"SELECT {number}"));
                    Assert.Equal((long)number, await command.ExecuteScalarAsync(Cancelled));
                }
            }

            return true;
        });

    [Fact]
    public async Task Connection_AfterAFailure_IsGoodAgain()
    {
        await ExecuteAsync("CREATE TEMP TABLE Broken (Id INTEGER)");
        await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync("SELECT abs(-9223372036854775808)"));
        // Another one, or the same one opened anew.
        await ExecuteAsync("CREATE TEMP TABLE Broken (Id INTEGER)");
    }

    [Fact]
    public async Task Command_MadeInATransaction_IsAPartOfIt()
    {
        Assert.Equal(1L, await portal.UseDatabaseAsync(db => db.InTransactionAsync(async () =>
        {
            await using var command = await CommandAsync(db, "SELECT 1");
            return await command.ExecuteScalarAsync(Cancelled);
        }, Cancelled)));
    }

    [Fact]
    public async Task Idle_Closed_LetGoOfTheFile()
    {
        await ExecuteAsync("SELECT 1");
        portal.Services.GetRequiredService<OpenConnections>().CloseIdle();
        using (var held = SqliteFile.Hold(DatabasePath))
        {
            Assert.NotNull(held);
        }

        await ExecuteAsync("PRAGMA journal_mode=WAL");
    }

    private Task<int> ExecuteAsync(string sql) => portal.UseDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancelled));

    private static async Task<DbCommand> CommandAsync(PracticeBaseDbContext db, string text)
    {
        await db.Database.OpenConnectionAsync(Cancelled);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        return command;
    }
}
