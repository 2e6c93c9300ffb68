using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Features.Search;

/// <summary>Keeps the node's index up to date while nobody asks, and whole: what is published is found within a second.</summary>
public sealed class IndexFollower(SearchIndex index, IServiceScopeFactory scopes, IOptions<SearchOptions> options, ILogger<IndexFollower> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.FollowMilliseconds == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.FollowMilliseconds));
        try
        {
            // Not at the start: the first page comes before everything that can wait.
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FollowAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; the next start goes on from the position in the index.
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            index.Inspect();
            await using var scope = scopes.CreateAsyncScope();
            if (await index.CatchUpAsync(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>(), wait: false, cancellationToken))
            {
                PortalMeters.IndexIsCurrent();
            }

            index.WarmUp();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(e, "The search index could not follow the changes; it is tried again");
        }
    }
}
