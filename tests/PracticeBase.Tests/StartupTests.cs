using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PracticeBase.Data.Sqlite;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A start that cannot succeed ends with one sentence for the operator.</summary>
public sealed class StartupTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("practicebase-start-").FullName;

    [Theory]
    [InlineData("Database:Provider", "--Database:Provider=Oracle")]
    [InlineData("Database:Migrate", "--Database:Migrate=tak")]
    [InlineData("Database:ReadOnlyIntent", "--Database:ReadOnlyIntent=true")]
    [InlineData("Database:ReadOnlyIntent", "--Database:ReadOnlyIntent=tak")]
    [InlineData("ConnectionStrings:PracticeBase", "--Database:Provider=SqlServer")]
    [InlineData("ConnectionStrings:PracticeBase", "--Database:Provider=SqlServer", "--ConnectionStrings:PracticeBase=Serwer bez sensu")]
    [InlineData("ConnectionStrings:PracticeBase", "--ConnectionStrings:PracticeBase=plik.db")]
    [InlineData("ConnectionStrings:PracticeBase", "--ConnectionStrings:PracticeBase=Data Source=/nie/ma/takiego/katalogu/baza.db")]
    [InlineData("Operator", "--Portal:Operator=")]
    [InlineData("Email", "--Portal:Email=to-nie-adres")]
    [InlineData("Portal:VisitorsSince", "--Portal:VisitorsSince=wiosna")]
    [InlineData("MaxFileMegabytes", "--Attachments:MaxFileMegabytes=0")]
    [InlineData("Attachments:MaxCount", "--Attachments:MaxCount=duzo")]
    [InlineData("urls", "--urls=bez-sensu")]
    public async Task Start_WrongConfiguration_NamesTheKey(string key, params string[] arguments) => AssertRefused(key, await StartAsync(arguments));

    [Fact]
    public async Task Start_StorageThatCannotBeWritten_NamesTheKey()
    {
        var file = Path.Combine(directory, "plik");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        AssertRefused("Storage:Directory", await StartAsync($"--Storage:Directory={Path.Combine(file, "dane")}"));
    }

    [Fact]
    public async Task Start_DatabaseNewerThanTheProgram_SaysSo()
    {
        var path = Path.Combine(directory, "practicebase.db");
        await using (var db = new SqlitePracticeBaseDbContext(new DbContextOptionsBuilder<SqlitePracticeBaseDbContext>().UseSqlite($"Data Source={path};Pooling=false").Options))
        {
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')", TestContext.Current.CancellationToken);
        }

        AssertRefused("29990101000000_Future", await StartAsync());
    }

    [Fact]
    public async Task Start_FileThatIsNoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(Path.Combine(directory, "practicebase.db"), new string('x', 5_000), TestContext.Current.CancellationToken);
        AssertRefused("ConnectionStrings:PracticeBase", await StartAsync());
    }

    [Fact]
    public async Task Start_BusyPort_SaysSo()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        AssertRefused("zajęty", await StartAsync($"--urls=http://127.0.0.1:{((IPEndPoint)busy.LocalEndpoint).Port}"));
    }

    /// <summary>Whatever works in the background before the server starts ends then, and that is no failure of its own.</summary>
    [Fact]
    public async Task Start_ThatFails_StopsWhatAlreadyWorks()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var worker = new EndlessWorker();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{((IPEndPoint)busy.LocalEndpoint).Port}");
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService(_ => worker);
        await using var app = builder.Build();
        await Assert.ThrowsAsync<IOException>(() => Verbs.StartAsync(app, () => app.StartAsync(TestContext.Current.CancellationToken)));
        Assert.True(worker.IsStopped);
    }

    [Fact]
    public async Task Start_UnknownVerb_NamesTheKnownOnes() => AssertRefused("import, export, demo", await PortalProcess.RunAsync("tancz"));

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private sealed class EndlessWorker : BackgroundService
    {
        public bool IsStopped { get; private set; }

        public override async Task StopAsync(CancellationToken cancellationToken)
        {
            await base.StopAsync(cancellationToken);
            IsStopped = true;
        }

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
    }

    private static void AssertRefused(string word, PortalProcess.Ended ended)
    {
        Assert.NotEqual(0, ended.ExitCode);
        var line = Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains(word, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
    }

    private Task<PortalProcess.Ended> StartAsync(params string[] arguments) =>
        PortalProcess.RunAsync(["--urls=http://127.0.0.1:0", $"--Storage:Directory={directory}", $"--Portal:Operator={PortalFactory.Operator}", $"--Portal:Email={PortalFactory.Email}", .. arguments]);
}
