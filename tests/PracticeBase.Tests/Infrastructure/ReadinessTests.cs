using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using PracticeBase.Tests.Nodes;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>«/zdrowie» and «/gotowosc» tell the truth.</summary>
public sealed class ReadinessTests(TroubledPortal portal) : IClassFixture<TroubledPortal>, IDisposable
{
    private const string Well = "Healthy";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_WhenAllIsWell_IsNeitherCachedNorRedirected()
    {
        foreach (var address in new[] { "/gotowosc", "/zdrowie" })
        {
            var page = await portal.GetPageAsync(address);
            Assert.Equal((HttpStatusCode.OK, Well), (page.Status, page.Source));
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
        }
    }

    /// <summary>Whoever asked first gave up; the next one asks anew.</summary>
    [Fact]
    public async Task Part_ThatHungAndIsWell_IsAskedAnew()
    {
        var part = new HangingPart();
        var context = new HealthCheckContext();
        Assert.Equal(HealthStatus.Unhealthy, (await part.CheckHealthAsync(context, Cancelled)).Status);
        part.Hangs = false;
        // The first of these may still meet the end of the former question.
        await part.CheckHealthAsync(context, Cancelled);
        Assert.Equal(HealthStatus.Healthy, (await part.CheckHealthAsync(context, Cancelled)).Status);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("cut")]
    public async Task Ready_WithoutTheDatabase_NamesItAndComesBack(string cause)
    {
        portal.Begin(cause);
        await AssertFailingAsync("database");
        portal.Trouble.End();
        Assert.Equal(Well, (await portal.GetPageAsync("/gotowosc")).Source);
    }

    [Fact]
    public async Task Ready_WithADatabaseThatHangs_AnswersAllTheSame()
    {
        using var hanging = new ManualResetEventSlim();
        portal.Trouble.Begin(() =>
        {
            hanging.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
            return new TimeoutException();
        });
        try
        {
            await AssertFailingAsync("database");
        }
        finally
        {
            portal.Trouble.End();
            hanging.Set();
        }

        Assert.True(await TroubledPortal.SoonAsync(async () => (await portal.GetPageAsync("/gotowosc")).Source == Well));
    }

    [Fact]
    public async Task Ready_WithAnotherSchema_IsNot()
    {
        await portal.UseDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')", Cancelled));
        await AssertFailingAsync("database");
        await portal.UseDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory WHERE MigrationId = '29990101000000_Future'", Cancelled));
    }

    [Fact]
    public async Task Ready_WithoutTheStorage_NamesItAndComesBack()
    {
        var (files, aside) = (Path.Combine(portal.StorageDirectory, "files"), Path.Combine(portal.StorageDirectory, "aside"));
        Directory.Move(files, aside);
        await AssertFailingAsync("storage");
        Directory.Move(aside, files);
        Assert.Equal(Well, (await portal.GetPageAsync("/gotowosc")).Source);
        Assert.Empty(Directory.GetFiles(files));
    }

    [Fact]
    public async Task Stop_ByItsOperator_IsToldFirstServesOnAndWritesTheCounts()
    {
        await using var pair = await NodePair.CreateAsync(Cancelled, "--Shutdown:DelaySeconds=2");
        var node = pair.Nodes[0];
        var revision = Assert.Single(await pair.AddAsync(1, "Czytana przed końcem", RevisionStatus.Published));
        var (id, slug) = await pair.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision).Select(r => ValueTuple.Create(r.PracticeId, r.Practice.Slug)).SingleAsync(Cancelled));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        node.Start();
        await node.UntilReadyAsync(client, Cancelled);
        await client.GetStringAsync(new Uri(node.Address, $"/praktyka/{id}-{slug}"), Cancelled);

        var stopping = node.StopAsync(Cancelled);
        var told = "";
        for (var since = Stopwatch.StartNew(); told.Length == 0 && since.Elapsed < TimeSpan.FromSeconds(30);)
        {
            using var answer = await client.GetAsync(new Uri(node.Address, "/gotowosc"), Cancelled);
            told = answer.StatusCode == HttpStatusCode.ServiceUnavailable ? await answer.Content.ReadAsStringAsync(Cancelled) : "";
        }

        Assert.Equal("Unhealthy: stopping", told);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(node.Address, "/praktyki"), Cancelled)).StatusCode);
        Assert.Equal(0, await stopping);
        Assert.Equal(1, await pair.UseDatabaseAsync(db => db.PracticeReads.Where(r => r.PracticeId == id).SumAsync(r => r.Reads, Cancelled)));
    }

    public void Dispose() => portal.Trouble.End();

    private async Task AssertFailingAsync(string part)
    {
        var ready = await portal.GetPageAsync("/gotowosc");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, $"Unhealthy: {part}"), (ready.Status, ready.Source));
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/zdrowie")).Status);
    }

    private sealed class HangingPart : ReadinessCheck
    {
        public bool Hangs { get; set; } = true;

        protected override Task AskAsync(CancellationToken cancellationToken) => Hangs ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
    }
}
