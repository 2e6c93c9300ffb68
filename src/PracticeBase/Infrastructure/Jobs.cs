using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Work that comes round: each run does what is due now. Made of conditional updates in short transactions, so that it may run
/// on several nodes at once and be cut off anywhere.
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
}

/// <param name="Type">An <see cref="IJob"/>.</param>
/// <param name="Period">Between two runs on this node; the first comes soon after the start.</param>
public sealed record JobSchedule(Type Type, TimeSpan Period);

/// <summary>Runs the jobs, one after the other. A job that fails is told in the log and comes round again.</summary>
public sealed class JobRunner(IServiceScopeFactory scopes, IEnumerable<JobSchedule> schedules, IOptions<JobOptions> options, TimeProvider clock, ILogger<JobRunner> logger) : BackgroundService
{
    private readonly Dictionary<Type, DateTimeOffset> next = [];

    /// <summary>The jobs whose time has come.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        foreach (var (type, period) in schedules)
        {
            if (next.GetValueOrDefault(type) > clock.GetUtcNow())
            {
                continue;
            }

            next[type] = clock.GetUtcNow() + period;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await ((IJob)scope.ServiceProvider.GetRequiredService(type)).RunAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "{Job} failed; it will run again", type.Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PeriodSeconds == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.PeriodSeconds), clock);
        try
        {
            // Not at the start: the first page comes before everything that can wait.
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunDueAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; what is due waits for the next start.
        }
    }
}

public static class JobsSetup
{
    public static void AddJob<T>(this IServiceCollection services, TimeSpan period)
        where T : class, IJob
    {
        services.AddScoped<T>();
        services.AddSingleton(new JobSchedule(typeof(T), period));
    }
}
