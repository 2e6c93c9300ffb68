using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Work that comes round: each run does what is due now. One node runs it at a time (<see cref="JobLeases"/>); it is made of conditional
/// updates in short transactions all the same, so that it may be cut off anywhere and nothing is done twice when clocks or nodes fail.
/// </summary>
public interface IJob
{
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>«Jobs:*».</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>How often to look which jobs are due; 0 leaves them to the other nodes.</summary>
    [Range(0, 3600)]
    public int PeriodSeconds { get; set; } = 60;

    /// <summary>How long a job belongs to the node that runs it; renewed as long as it runs. After a crash another node goes on then.</summary>
    [Range(3, 3600)]
    public int LeaseSeconds { get; set; } = 120;
}

/// <param name="Type">An <see cref="IJob"/>.</param>
/// <param name="Period">Between two runs, whichever node makes them; null: each time that the nodes look.</param>
public sealed record JobSchedule(Type Type, TimeSpan? Period);

/// <summary>Runs the jobs that are due and that no other node has in hand, one after the other. A job that fails is told in the log and comes round again.</summary>
public sealed class JobRunner(
    IServiceScopeFactory scopes, JobLeases leases, IEnumerable<JobSchedule> schedules, IOptions<JobOptions> options, TimeProvider clock, ILogger<JobRunner> logger) : BackgroundService
{
    /// <summary>The jobs whose time has come.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        foreach (var (type, period) in schedules)
        {
            var every = period ?? leases.Tick;
            if (await leases.TryTakeAsync(type.Name, every, cancellationToken))
            {
                await RunAsync(type, every, cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PeriodSeconds == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(leases.Tick, clock);
        try
        {
            // Not at the start: the first page comes before everything that can wait.
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await RunDueAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    logger.LogError(e, "The table of jobs could not be read or written; the jobs are tried again");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; what is due waits for another node, or for the next start.
        }
    }

    private async Task RunAsync(Type type, TimeSpan period, CancellationToken stopping)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var over = new CancellationTokenSource();
        var renewing = leases.KeepAsync(type.Name, running, over.Token);
        var (at, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        string? error = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((IJob)scope.ServiceProvider.GetRequiredService(type)).RunAsync(running.Token);
        }
        catch (Exception) when (running.IsCancellationRequested)
        {
            // SQL Server tells of a cancelled command with an error of its own.
            await over.CancelAsync();
            await renewing;
            await leases.GiveBackAsync(type.Name);
            stopping.ThrowIfCancellationRequested();
            logger.LogWarning("{Job} was cut off: this node could not keep it", type.Name);
            return;
        }
        catch (Exception e)
        {
            error = e.GetType().Name;
            logger.LogError(e, "{Job} failed; it will run again", type.Name);
        }

        await over.CancelAsync();
        await renewing;
        var took = clock.GetElapsedTime(start);
        PortalMeters.JobEnded(type.Name, took, error);
        await leases.FinishAsync(type.Name, at, took, period, error);
    }
}

public static class JobsSetup
{
    /// <summary>Adds what runs the jobs; the jobs themselves are added by <see cref="AddJob"/>.</summary>
    public static void AddJobRunner(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.Section).ValidateDataAnnotations();
        services.AddSingleton<JobLeases>();
        services.AddHostedService<JobRunner>();
    }

    /// <inheritdoc cref="JobSchedule"/>
    public static void AddJob<T>(this IServiceCollection services, TimeSpan? period)
        where T : class, IJob
    {
        services.AddScoped<T>();
        services.AddSingleton(new JobSchedule(typeof(T), period));
    }
}
