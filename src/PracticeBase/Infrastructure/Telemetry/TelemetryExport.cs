using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PracticeBase.Infrastructure.Telemetry;

/// <summary>«Telemetry:*».</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Where meters and traces go, OTLP over HTTP: «http://collector:4318». None without it.</summary>
    [Url]
    public string? OtlpEndpoint { get; set; }

    /// <summary>How often.</summary>
    [Range(1, 3600)]
    public int PeriodSeconds { get; set; } = 60;

    /// <summary>Share of requests that are traced, 0–1.</summary>
    [Range(0, 1.0)]
    public double TracedShare { get; set; } = 1;
}

/// <summary>
/// Sends meters and traces to a collector while the portal runs. Exists only where an address is configured. A trace says which route was asked for, how it was answered
/// and how long it took: no address, query, agent or network address, for those tell about people.
/// </summary>
public sealed class TelemetryExport(IOptions<TelemetryOptions> options, JobLeases node) : IHostedService, IDisposable
{
    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics", "System.Runtime", "Microsoft.EntityFrameworkCore", PortalMeters.Name];

    private MeterProvider? meters;
    private TracerProvider? traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddService("practicebase", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3), serviceInstanceId: node.Node);
        var milliseconds = options.Value.PeriodSeconds * 1000;
        meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters)
            .AddOtlpExporter((otlp, reader) =>
            {
                Configure(otlp, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = milliseconds;
            }).Build();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Microsoft.AspNetCore")
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.TracedShare)))
            .AddProcessor(new OnlyHarmless())
            .AddOtlpExporter(otlp =>
            {
                Configure(otlp, "v1/traces");
                otlp.BatchExportProcessorOptions.ScheduledDelayMilliseconds = milliseconds;
            }).Build();
        return Task.CompletedTask;
    }

    /// <summary>What is left goes out first.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        meters?.Dispose();
        traces?.Dispose();
        (meters, traces) = (null, null);
    }

    private void Configure(OtlpExporterOptions otlp, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(new Uri(options.Value.OtlpEndpoint!.TrimEnd('/') + "/"), path);
    }

    /// <summary>Keeps the few tags that say nothing about whoever asked; whatever a later ASP.NET Core adds is left out.</summary>
    private sealed class OnlyHarmless : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (var tag in data.TagObjects.Where(t => !RequestTrace.Tags.Contains(t.Key)).ToList())
            {
                data.SetTag(tag.Key, null);
            }
        }
    }
}

/// <summary>Names the trace of a request by its route.</summary>
public sealed class RequestTrace(RequestDelegate next)
{
    private const string Method = "http.request.method";
    private const string Route = "http.route";
    private const string Status = "http.response.status_code";

    /// <summary>All that a trace may say.</summary>
    public static IReadOnlySet<string> Tags { get; } = new HashSet<string> { Method, Route, Status, "error.type" };

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (Activity.Current is { IsAllDataRequested: true } activity)
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
                activity.DisplayName = $"{context.Request.Method} {route}".TrimEnd();
                activity.SetTag(Method, context.Request.Method).SetTag(Route, route).SetTag(Status, context.Response.StatusCode);
            }
        }
    }
}

public static class TelemetrySetup
{
    /// <summary>The name that other programs of the same machine understand too.</summary>
    private const string CommonKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).Configure(o => o.OtlpEndpoint ??= configuration[CommonKey]).ValidateDataAnnotations();
        if (IsConfigured(configuration))
        {
            services.AddHostedService<TelemetryExport>();
        }
    }

    /// <summary>Where requests are named; nothing where nobody listens.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        if (IsConfigured(app.Configuration))
        {
            app.UseMiddleware<RequestTrace>();
        }
    }

    private static bool IsConfigured(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.OtlpEndpoint)}"]) || !string.IsNullOrWhiteSpace(configuration[CommonKey]);
}
