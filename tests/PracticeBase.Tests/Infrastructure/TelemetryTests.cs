using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PracticeBase.Infrastructure.Telemetry;
using PracticeBase.Tests.Hosting;
using PracticeBase.Tests.Nodes;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What a collector gets of a portal in a process of its own: meters of one process are one.</summary>
public sealed class TelemetryTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    /// <summary>Everything that came, by «metrics» and «traces».</summary>
    private readonly ConcurrentDictionary<string, string> received = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collector_GetsMetersAndTraces_WithNothingAboutWhoAsked()
    {
        await using var collector = await StartCollectorAsync();
        await using var pair = await NodePair.CreateAsync(Cancelled, $"--Telemetry:OtlpEndpoint={collector.Urls.Single()}", "--Telemetry:PeriodSeconds=1");
        var node = pair.Nodes[0];
        using var client = new HttpClient();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Tajemnica/1.0");
        node.Start();
        await node.UntilReadyAsync(client, Cancelled);
        await client.GetAsync(new Uri(node.Address, "/praktyki?q=tajemnica-pytania"), Cancelled);
        await client.GetAsync(new Uri(node.Address, "/powiadomienia/tajemnica-zeton"), Cancelled);

        string[] metrics = ["http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections", "practicebase.job.duration", "PublishScheduledJob", "practicebase.index.age", "practicebase.letters.waiting"];
        string[] traces = ["GET praktyki", "http.route", "http.response.status_code", "service.instance.id"];
        foreach (var (kind, names) in new[] { ("metrics", metrics), ("traces", traces) })
        {
            foreach (var name in names)
            {
                Assert.True(await TroubledPortal.SoonAsync(() => Task.FromResult(received.GetValueOrDefault(kind, "").Contains(name, StringComparison.Ordinal))), $"No «{name}» in the {kind}.");
            }

            Assert.DoesNotContain("tajemnica", received[kind], StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("client.address", received[kind], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Portal_WithoutACollector_ListensToNothing() => Assert.Empty(portal.Services.GetServices<IHostedService>().OfType<TelemetryExport>());

    private async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.MapPost("/v1/{kind}", async (string kind, HttpRequest request) =>
        {
            // Texts stand in protobuf as they are.
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            var text = await reader.ReadToEndAsync(Cancelled);
            received.AddOrUpdate(kind, text, (_, before) => before + text);
            return Results.Ok();
        });
        await collector.StartAsync(Cancelled);
        return collector;
    }
}
