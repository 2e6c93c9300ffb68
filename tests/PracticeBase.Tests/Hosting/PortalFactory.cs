using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using Xunit;

namespace PracticeBase.Tests.Hosting;

/// <summary>
/// The portal on a free port, over a database of its own; one for a test class. SQLite, or SQL Server when
/// PRACTICEBASE_TEST_SQLSERVER holds a connection string.
/// </summary>
public class PortalFactory : IAsyncLifetime
{
    public const string Operator = "Zrzeszenie Testowe";
    public const string Email = "redakcja@example.org";

    private static readonly string? SqlServer = Environment.GetEnvironmentVariable("PRACTICEBASE_TEST_SQLSERVER");

    private WebApplication? app;
    private HttpClient? client;

    /// <summary>A migrated SQLite database with the reference data, made once a run, to be copied.</summary>
    internal static Lazy<Task<string>> Template { get; } = new(CreateTemplateAsync);

    public string StorageDirectory { get; } = Path.Combine(Path.GetTempPath(), $"practicebase-http-{Guid.NewGuid():N}");

    public IServiceProvider Services => app!.Services;

    /// <summary>Follows no redirects, keeps no cookies, takes what is sent.</summary>
    public HttpClient Client => client!;

    /// <summary>For another program on the same database and storage.</summary>
    public IReadOnlyList<string> Configuration => [.. Arguments(StorageDirectory).Where(a => !a.StartsWith("--urls", StringComparison.Ordinal)), .. Settings];

    /// <summary>Failures of the database that pass, for a test to want.</summary>
    public PassingFailures Failures { get; } = new();

    /// <summary>The portal's clock.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>Further configuration: «--Portal:Phone=…».</summary>
    protected virtual IEnumerable<string> Settings => [];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(StorageDirectory);
        if (SqlServer is null)
        {
            File.Copy(await Template.Value, Path.Combine(StorageDirectory, "practicebase.db"));
        }

        app = PracticeBaseApp.Build([.. Arguments(StorageDirectory), .. Settings], quiet: true, Clock, Configure);
        await app.Services.PrepareDatabaseAsync();
        await UseDatabaseAsync(async db =>
        {
            await SeedAsync(new PortalSeed(db, Services.GetRequiredService<FileStore>()));
            return true;
        });
        await app.StartAsync();
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };
    }

    /// <inheritdoc cref="SignIn.AddAccountAsync"/>
    public Task<Account> AddAccountAsync(string name, AccountRoles roles, string? teryt = null, bool belongs = true) => SignIn.AddAccountAsync(Services, name, roles, teryt, belongs);

    /// <summary>Somebody with nothing stored.</summary>
    public Visitor Visit() => new(Client.BaseAddress!);

    /// <summary>Somebody signed in; editors and administrators with a second factor unless said otherwise.</summary>
    public async Task<Visitor> SignInAsync(Account account, bool strong = true)
    {
        var visitor = Visit();
        visitor.Cookies.Add(await SignIn.CookieAsync(Services, account, Client.BaseAddress!.Host, strong));
        return visitor;
    }

    public async Task<T> UseDatabaseAsync<T>(Func<PracticeBaseDbContext, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>());
    }

    /// <summary>An answer, its body read and parsed.</summary>
    public async Task<Page> GetPageAsync(string path, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        with?.Invoke(request);
        return await SendAsync(request);
    }

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Page(response.StatusCode, headers, bytes);
    }

    /// <summary>Where a redirect leads; fails when the answer is none.</summary>
    public async Task<(HttpStatusCode Status, string Location)> GetRedirectAsync(string path)
    {
        var page = await GetPageAsync(path);
        return (page.Status, page.Headers["Location"]);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DisposingAsync();
        client?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            if (SqlServer is not null)
            {
                await UseDatabaseAsync(db => db.Database.EnsureDeletedAsync());
            }

            await app.DisposeAsync();
        }

        Directory.Delete(StorageDirectory, recursive: true);
    }

    /// <summary>Changes the portal's services. A strategy that tries again is always in place: with it EF refuses what would not survive a second run.</summary>
    protected virtual void Configure(IServiceCollection services) => Failures.AddTo(services);

    protected virtual Task SeedAsync(PortalSeed seed) => Task.CompletedTask;

    /// <summary>Ends what a test started on the portal's database.</summary>
    protected virtual ValueTask DisposingAsync() => ValueTask.CompletedTask;

    private static string[] Arguments(string directory)
    {
        // The test program is the entry point here; views, controllers and assets are the portal's.
        string[] common =
        [
            "--environment=Testing", "--applicationName=PracticeBase", "--urls=http://127.0.0.1:0",
            $"--Storage:Directory={directory}", $"--Portal:Operator={Operator}", $"--Portal:Email={Email}",
            // Tests run the jobs they mean.
            "--Jobs:PeriodSeconds=0",
            // A question brings the index up to date itself, however busy the machine is.
            "--Search:FollowMilliseconds=0", "--Search:PatienceMilliseconds=600000", "--PageCache:FollowMilliseconds=0", "--PageCache:FileMegabytes=20",
        ];
        if (SqlServer is null)
        {
            return common;
        }

        var connection = new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = Path.GetFileName(directory) };
        return [.. common, "--Database:Provider=SqlServer", $"--ConnectionStrings:PracticeBase={connection.ConnectionString}"];
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var directory = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"practicebase-template-{Environment.ProcessId}"));
        Directory.CreateDirectory(directory);
        await using var template = PracticeBaseApp.Build(Arguments(directory), quiet: true);
        await template.Services.PrepareDatabaseAsync();
        await using var scope = template.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=DELETE");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        return Path.Combine(directory, "practicebase.db");
    }
}
