using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What is asked of a readable copy: seen in what each connection tells the server, which needs none.</summary>
public sealed class ReadOnlyIntentTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static readonly string[] Private = ["konto", "panel", "redakcja", "administracja", "potwierdzenie", "powiadomienia", "zdrowie", "gotowosc", "blad"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublicPages_AreReadFromTheCopy_AndTheRestIsNot()
    {
        await using var server = await Server.StartAsync("--Database:ReadOnlyIntent=true");
        foreach (var path in new[] { "/", "/praktyki", "/szukaj?q=klub", "/statystyki", "/jednostki-podobne", "/praktyka/1-klub", "/en/praktyki" })
        {
            Assert.All(await server.IntentsAsync(path), i => Assert.Equal(ApplicationIntent.ReadOnly, i));
        }

        Assert.All(await server.IntentsAsync("/gotowosc"), i => Assert.Equal(ApplicationIntent.ReadWrite, i));
    }

    [Fact]
    public async Task PublicPages_WithoutTheOption_AreReadFromWhereItIsWritten()
    {
        await using var server = await Server.StartAsync();
        Assert.All(await server.IntentsAsync("/praktyki"), i => Assert.Equal(ApplicationIntent.ReadWrite, i));
    }

    [Fact]
    public async Task Transaction_WithinAPublicRead_IsWhereItIsWritten()
    {
        await using var server = await Server.StartAsync("--Database:ReadOnlyIntent=true");
        using var reads = PublicReads.Begin();
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        await db.Settings.ToListAsync(Cancelled);
        // There is no server to begin one at.
        await Assert.ThrowsAnyAsync<Exception>(() => db.InTransactionAsync(() => Task.CompletedTask, Cancelled));
        Assert.Equal([ApplicationIntent.ReadOnly, ApplicationIntent.ReadWrite], server.Intents.TakeLast(2));
        Assert.True(PublicReads.IsWanted);
    }

    [Fact]
    public async Task Requests_AreChosenByWhoAsksForWhat()
    {
        var endpoints = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => Methods(e).Contains("GET")).ToList();
        Assert.InRange(endpoints.Count, 80, 1000);
        foreach (var endpoint in endpoints)
        {
            var first = endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0];
            Assert.False(Private.Contains(first) && await IsPublicAsync(endpoint, "GET"), endpoint.RoutePattern.RawText);
            Assert.False(await IsPublicAsync(endpoint, "POST"));
            Assert.False(await IsPublicAsync(endpoint, "GET", isSignedIn: true));
        }

        foreach (var path in new[] { "", "praktyki", "praktyki/{sector}/{category}", "rezultaty", "szukaj", "mapa", "statystyki", "kalendarium", "publikacje", "inne-bazy", "strona/{slug}" })
        {
            var endpoint = Assert.Single(endpoints, e => e.RoutePattern.RawText!.TrimStart('/') == path);
            Assert.True(await IsPublicAsync(endpoint, "GET"), path);
            Assert.True(await IsPublicAsync(endpoint, "HEAD"), path);
        }
    }

    private static IReadOnlyList<string> Methods(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static async Task<bool> IsPublicAsync(Endpoint endpoint, string method, bool isSignedIn = false)
    {
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(isSignedIn ? new ClaimsIdentity([], "cookie") : new ClaimsIdentity()) };
        context.Request.Method = method;
        context.SetEndpoint(endpoint);
        var isPublic = false;
        await new PublicReading(_ =>
        {
            isPublic = PublicReads.IsWanted;
            return Task.CompletedTask;
        }).InvokeAsync(context);
        return isPublic;
    }

    /// <summary>A portal on a SQL Server that is not there.</summary>
    private sealed class Server(WebApplication app, NoServer noServer, string directory) : IAsyncDisposable
    {
        public IServiceProvider Services => app.Services;

        public IReadOnlyList<ApplicationIntent> Intents => noServer.Intents;

        public static async Task<Server> StartAsync(params string[] settings)
        {
            var directory = Directory.CreateTempSubdirectory("practicebase-intent-").FullName;
            var noServer = new NoServer();
            var app = PracticeBaseApp.Build(
            [
                "--environment=Testing", "--applicationName=PracticeBase", "--urls=http://127.0.0.1:0", $"--Storage:Directory={directory}", $"--Portal:Operator={PortalFactory.Operator}",
                $"--Portal:Email={PortalFactory.Email}", "--Jobs:PeriodSeconds=0", "--Search:FollowMilliseconds=0", "--Search:PatienceMilliseconds=600000", "--Database:Provider=SqlServer",
                "--ConnectionStrings:PracticeBase=Server=nowhere;Database=PracticeBase;Encrypt=true", "--Serilog:MinimumLevel:Default=Fatal", "--Serilog:MinimumLevel:Override:Microsoft=Fatal", .. settings,
            ], quiet: true, new TestClock(), noServer.AddTo);
            await app.StartAsync(Cancelled);
            return new Server(app, noServer, directory);
        }

        /// <summary>Those of one request; at least one. Not every page can be shown of answers that hold no rows at all, so what it looks like is not asked here.</summary>
        public async Task<IReadOnlyList<ApplicationIntent>> IntentsAsync(string path)
        {
            var before = noServer.Intents.Count;
            using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
            using var answer = await client.GetAsync(path, Cancelled);
            IReadOnlyList<ApplicationIntent> intents = [.. noServer.Intents.Skip(before)];
            Assert.NotEmpty(intents);
            return intents;
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            Directory.Delete(directory, recursive: true);
        }
    }
}
