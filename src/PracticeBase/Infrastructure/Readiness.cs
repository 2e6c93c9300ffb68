using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PracticeBase.Data;

namespace PracticeBase.Infrastructure;

/// <summary>«Shutdown:*».</summary>
public sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>How long the portal goes on serving after it was told to stop, while it says that it is not ready: what a load balancer needs to notice.</summary>
    [Range(0, 300)]
    public int DelaySeconds { get; set; }

    /// <summary>For requests under way, counts and letters, after that.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;
}

/// <summary>A part without which this node must get no requests. Questions that come while one is being answered share its answer, so that a part that hangs holds one thread.</summary>
public abstract class ReadinessCheck : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Task asked;
        lock (gate)
        {
            if (running.IsCompleted)
            {
                // SQLite blocks its thread; nobody else waits for it.
                running = Task.Run(AskSoonAsync, CancellationToken.None);
            }

            asked = running;
        }

        try
        {
            await asked.WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Its sentence, without the way there: this is asked every few seconds.
            return HealthCheckResult.Unhealthy(e is OperationCanceledException or TimeoutException ? $"No answer within {Patience.TotalSeconds:0} s." : e.Message);
        }
    }

    /// <summary>Throws when the part does not work.</summary>
    /// <param name="cancellationToken">Ends a question that nobody waits for any more: the next one may be answered.</param>
    protected abstract Task AskAsync(CancellationToken cancellationToken);

    private async Task AskSoonAsync()
    {
        using var soon = new CancellationTokenSource(Patience);
        await AskAsync(soon.Token);
    }
}

/// <summary>The database answers, with the schema of this program.</summary>
public sealed class DatabaseReadiness(IServiceScopeFactory scopes) : ReadinessCheck
{
    protected override async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().Database;
        // Opened once, not again and again as for a page: why it fails is known then, and told.
        var connection = database.GetService<IRelationalConnection>();
        await connection.OpenAsync(cancellationToken);
        try
        {
            if (!(await database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet().SetEquals(database.GetMigrations()))
            {
                throw new InvalidOperationException("The database has another schema than this program.");
            }
        }
        finally
        {
            await connection.CloseAsync();
        }
    }
}

/// <summary>The storage of files is there.</summary>
public sealed class StorageReadiness(FileStore files) : ReadinessCheck
{
    protected override Task AskAsync(CancellationToken cancellationToken) => files.ReachAsync(cancellationToken);
}

/// <summary>The portal was not told to stop. Being told is no failure, so it is degraded: that is answered as one, and not logged as one.</summary>
public sealed class StoppingReadiness(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy());
}

/// <summary>Goes on serving for a while after the order to stop: nobody is sent to a closed door. A portal that did not start serves nobody.</summary>
public sealed class GracefulStop(IOptions<ShutdownOptions> options, TimeProvider clock) : IHostedLifecycleService
{
    private bool hasStarted;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        hasStarted = true;
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) =>
        hasStarted ? Task.Delay(TimeSpan.FromSeconds(options.Value.DelaySeconds), clock, cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public static class ReadinessSetup
{
    private const string Alive = "/zdrowie";

    private const string Ready = "/gotowosc";

    public static void AddReadiness(this IServiceCollection services)
    {
        services.AddOptions<ShutdownOptions>().BindConfiguration(ShutdownOptions.Section).ValidateDataAnnotations();
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, stop) => host.ShutdownTimeout = TimeSpan.FromSeconds(stop.Value.DelaySeconds + stop.Value.TimeoutSeconds));
        services.AddHostedService<GracefulStop>();
        services.AddSingleton<DatabaseReadiness>();
        services.AddSingleton<StorageReadiness>();
        services.AddHealthChecks().AddCheck<DatabaseReadiness>("database").AddCheck<StorageReadiness>("storage").AddCheck<StoppingReadiness>("stopping");
    }

    public static bool IsProbe(PathString path) => path == Alive || path == Ready;

    /// <summary>«/zdrowie» says that the process answers, «/gotowosc» that it can serve. Neither is cached, counted or asked who is there.</summary>
    public static void MapReadiness(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(Alive, new() { Predicate = _ => false, ResponseWriter = WriteAsync }).ShortCircuit().DisableHttpMetrics();
        endpoints.MapHealthChecks(Ready, new() { ResponseWriter = WriteAsync, ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable } }).ShortCircuit().DisableHttpMetrics();
    }

    /// <summary>«Healthy», or «Unhealthy: database, storage»: names alone, the reasons are in the log.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var failing = report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => e.Key).Order(StringComparer.Ordinal).ToList();
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(failing.Count == 0 ? "Healthy" : $"Unhealthy: {string.Join(", ", failing)}");
    }
}
