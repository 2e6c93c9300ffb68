using System.Net;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Data.SqlServer;
using PracticeBase.Infrastructure;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Which failures of SQL Server pass, and which are ours.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData(-2, 11, true)] // time-out
    [InlineData(0, 20, true)] // refused, on Linux
    [InlineData(1205, 13, true)] // deadlock
    [InlineData(1105, 17, true)] // the disk is full
    [InlineData(4060, 11, true)] // the database is not there
    [InlineData(3906, 16, true)] // the database is read-only
    [InlineData(2601, 14, false)] // duplicate key
    [InlineData(547, 16, false)] // reference
    [InlineData(2628, 16, false)] // too long
    [InlineData(8115, 16, false)] // overflow
    [InlineData(207, 16, false)] // no such column
    [InlineData(229, 14, false)] // no right
    [InlineData(51000, 16, false)] // a trigger refuses
    public void Error_OfSqlServer_PassesOrIsOurs(int number, byte severity, bool passes) => Assert.Equal(passes, Outage.IsPassing(number, severity));

    [Theory]
    [InlineData("Server=db", "PracticeBase", PoolBlockingPeriod.NeverBlock)]
    [InlineData("Server=db;Application Name=Baza;Pool Blocking Period=AlwaysBlock", "Baza", PoolBlockingPeriod.AlwaysBlock)]
    public void Connection_IsNamedAndNotBlocked_UnlessToldOtherwise(string configured, string name, PoolBlockingPeriod blocking)
    {
        var builder = new SqlConnectionStringBuilder(DatabaseSetup.SqlServerConnectionString(configured));
        Assert.Equal((name, blocking), (builder.ApplicationName, builder.PoolBlockingPeriod));
    }

    /// <summary>It is not up yet: whoever asks is heard when it is.</summary>
    [Fact]
    public async Task Server_ThatRefuses_IsAskedAgain()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var refusing = RefuseAsync(listener, 2, enough);
        await using var db = new SqlServerPracticeBaseDbContext(new DbContextOptionsBuilder<SqlServerPracticeBaseDbContext>()
            .UseSqlServer($"Server=127.0.0.1,{((IPEndPoint)listener.LocalEndpoint).Port};Encrypt=true;ConnectRetryCount=0;Pooling=false", s => s.ExecutionStrategy(d => new SqlServerRetries(d))).Options);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => db.Categories.AnyAsync(enough.Token));
        // Asked once only, it would end with that answer.
        Assert.IsNotType<SqlException>(failure);
        await refusing;
    }

    /// <summary>Hangs up so many times, and then has whoever asks stop.</summary>
    private static async Task RefuseAsync(TcpListener listener, int times, CancellationTokenSource enough)
    {
        for (var i = 0; i < times; i++)
        {
            using var caller = await listener.AcceptSocketAsync(enough.Token);
            caller.Close(0);
        }

        await enough.CancelAsync();
    }
}
