using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using PracticeBase.Data;

namespace PracticeBase.Benchmarks;

/// <summary>
/// What one page took, in milliseconds: at the server (ASP.NET Core's own meter), as the client saw it, and of the processors, for server
/// and client together: the only one of them that other programs on the machine hardly change.
/// </summary>
internal sealed record Timing(MeasuredPage Page, IReadOnlyList<double> Server, IReadOnlyList<double> Client, IReadOnlyList<double> Processor, double Size);

/// <summary>The portal in this process, over loopback, where the server's own measure of a request can be heard.</summary>
internal sealed class MeasuredPortal : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;
    private readonly MeterListener listener = new();
    private readonly SemaphoreSlim heard = new(0);
    private double lastSeconds;

    private MeasuredPortal(WebApplication app)
    {
        this.app = app;
        client = Browser.Create(Address);
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument is { Meter.Name: "Microsoft.AspNetCore.Hosting", Name: "http.server.request.duration" })
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            lastSeconds = seconds;
            heard.Release();
        });
        listener.Start();
    }

    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    /// <summary>The portal, not started.</summary>
    public static WebApplication Build(Workspace workspace, params IEnumerable<string> settings) =>
        PracticeBaseApp.Build([.. workspace.Settings, "--urls=http://127.0.0.1:0", "--PageCache:FileMegabytes=0", .. settings], quiet: true);

    public static async Task<MeasuredPortal> StartAsync(Workspace workspace, CancellationToken cancellationToken, params IEnumerable<string> settings)
    {
        var app = Build(workspace, settings);
        await app.Services.PrepareDatabaseAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        return new MeasuredPortal(app);
    }

    /// <summary>Asks for the pages in turn, so that a noisy moment falls on all of them alike.</summary>
    public async Task<IReadOnlyList<Timing>> MeasureAsync(IReadOnlyList<MeasuredPage> pages, int warmUp, int requests, CancellationToken cancellationToken)
    {
        var timings = pages.Select(p => (Page: p, Server: new List<double>(), Client: new List<double>(), Processor: new List<double>(), Sizes: new List<double>())).ToList();
        for (var i = 0; i < warmUp + requests; i++)
        {
            foreach (var timing in timings)
            {
                var used = Environment.CpuUsage.TotalTime;
                var start = Stopwatch.GetTimestamp();
                var size = (await client.GetByteArrayAsync(timing.Page.Address(i), cancellationToken)).Length;
                var elapsed = Stopwatch.GetElapsedTime(start);
                await heard.WaitAsync(cancellationToken);
                if (i >= warmUp)
                {
                    timing.Server.Add(lastSeconds * 1000);
                    timing.Client.Add(elapsed.TotalMilliseconds);
                    timing.Processor.Add((Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
                    timing.Sizes.Add(size);
                }
            }
        }

        return [.. timings.Select(t => new Timing(t.Page, t.Server, t.Client, t.Processor, t.Sizes.Count == 0 ? 0 : t.Sizes.Median()))];
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        client.Dispose();
        await app.DisposeAsync();
        heard.Dispose();
    }
}
