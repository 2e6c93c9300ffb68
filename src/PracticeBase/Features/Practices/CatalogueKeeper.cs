namespace PracticeBase.Features.Practices;

/// <summary>Writes the node's copy of the catalogue where something changed: soon after the start, then now and then, and when the portal stops.</summary>
public sealed class CatalogueKeeper(CatalogueSource source, TimeProvider clock, ILogger<CatalogueKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(First, clock);
        try
        {
            // Not at the start: the first page comes before everything that can wait.
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SaveAsync(stoppingToken);
                timer.Period = Period;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping; it is written then.
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await source.SaveAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "The copy of the catalogue could not be written; the next start reads the database");
        }
    }
}
