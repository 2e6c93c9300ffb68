using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The portal's services over a temporary SQLite database and storage, without a web server.</summary>
public sealed class TestHost : IAsyncLifetime
{
    private WebApplication? app;

    public string Directory { get; } = Path.Combine(Path.GetTempPath(), $"practicebase-{Guid.NewGuid():N}");

    /// <summary>The configuration of this host as command-line arguments; a verb with the same ones works on the same database.</summary>
    public string[] Arguments =>
        ["--environment=Testing", $"--Storage:Directory={Directory}", "--Portal:Operator=Zrzeszenie Testowe", "--Portal:Email=redakcja@example.org", "--Search:FollowMilliseconds=0", "--Search:PatienceMilliseconds=600000", "--PageCache:FollowMilliseconds=0"];

    public IServiceProvider Services => app!.Services;

    public async ValueTask InitializeAsync()
    {
        System.IO.Directory.CreateDirectory(Directory);
        if (Path.Combine(Directory, "practicebase.db") is var database && !File.Exists(database) && Environment.GetEnvironmentVariable("PRACTICEBASE_TEST_SQLSERVER") is null)
        {
            File.Copy(await PortalFactory.Template.Value, database);
        }

        app = PracticeBaseApp.Build(Arguments, quiet: true, configure: new PassingFailures().AddTo);
        await Services.PrepareDatabaseAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs in a scope of its own, as a request does.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task<T> QueryAsync<T>(Func<PracticeBaseDbContext, Task<T>> query) =>
        InScopeAsync(services => query(services.GetRequiredService<PracticeBaseDbContext>()));

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
