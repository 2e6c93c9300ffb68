using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Alerts;

/// <summary>Writes to those who want to know what is new in a listing. Who is told, and that they were, is one transaction; a second node finds it done.</summary>
public sealed class AlertJob(
    PracticeBaseDbContext db, PracticeQueries queries, WatchedListings listings, Subscriptions subscriptions, AlertLetters letters, TimeProvider clock, ILogger<AlertJob> logger) : IJob
{
    /// <summary>Alerts read at once.</summary>
    private const int Batch = 500;

    private bool isSearchable = true;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await subscriptions.RemoveUnconfirmedAsync(cancellationToken);
        foreach (var period in Enum.GetValues<AlertPeriod>())
        {
            await TellAsync(period, AlertSchedule.LastDue(period, clock), cancellationToken);
        }
    }

    private async Task TellAsync(AlertPeriod period, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var due = db.Alerts.AsNoTracking().Where(a => a.Period == period && a.ConfirmedAt != null && a.ToldUntil < until);
        if (await due.OrderBy(a => a.ToldUntil).Select(a => (DateTimeOffset?)a.ToldUntil).FirstOrDefaultAsync(cancellationToken) is not { } since)
        {
            return;
        }

        // One that was made to come more often a moment ago may have missed more; it is due the next time too.
        due = due.Where(a => a.ToldUntil >= since);
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        if (!await queries.IsCatalogueCurrentAsync(cancellationToken))
        {
            // What it lacks would never be told; the next run has it.
            return;
        }

        var news = await listings.NewestAsync(catalogue.All, int.MaxValue, since, until, cancellationToken);
        if (news.Count == 0)
        {
            // Most days: nothing to search for, nobody to write to.
            await due.ExecuteUpdateAsync(s => s.SetProperty(a => a.ToldUntil, until), cancellationToken);
            return;
        }

        string? address = null;
        IReadOnlyList<CatalogueEntry>? matches = [];
        IReadOnlyList<PracticeCard> cards = [];
        var waiting = 0;
        // What was told is due no longer, so the next ones come to the front, behind those that wait; sorted by listing, each is searched once.
        while (await due.OrderBy(a => a.Address).ThenBy(a => a.Id).Skip(waiting).Take(Batch).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            foreach (var alert in batch)
            {
                if (alert.Address != address)
                {
                    address = alert.Address;
                    matches = await NewInAsync(address, news, cancellationToken);
                    cards = await queries.CardsAsync(matches?.Take(AlertLetters.MaxListed) ?? [], cancellationToken);
                }

                if (matches is null)
                {
                    waiting++;
                }
                else
                {
                    await TellAsync(alert, until, matches, cards, cancellationToken);
                }
            }
        }

        if (waiting > 0)
        {
            logger.LogWarning("The search index is being made; {Count} alerts wait for the next run", waiting);
        }
    }

    /// <summary>The new ones of a listing, newest first; none when the listing is there no more, null when it cannot be searched now.</summary>
    private async Task<IReadOnlyList<CatalogueEntry>?> NewInAsync(string address, List<CatalogueEntry> news, CancellationToken cancellationToken)
    {
        if (await listings.ReadAsync(address, cancellationToken) is not { } listing)
        {
            logger.LogInformation("A watched listing is there no more, perhaps its category is hidden; whoever watches it is not written to");
            return [];
        }

        if (listing.Query.Text.Length > 0 && !isSearchable)
        {
            return null;
        }

        try
        {
            var matches = await listings.MatchesAsync(listing, cancellationToken);
            return news.FindAll(e => matches.Contains(e.PracticeId));
        }
        catch (SearchUnavailableException)
        {
            // Each further question would wait for the index anew.
            isSearchable = false;
            return null;
        }
    }

    /// <param name="alert">Whom.</param>
    /// <param name="until">Up to when.</param>
    /// <param name="matches">The new ones of its listing since the first of all alerts, newest first.</param>
    /// <param name="cards">The first of them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task TellAsync(Alert alert, DateTimeOffset until, IReadOnlyList<CatalogueEntry> matches, IReadOnlyList<PracticeCard> cards, CancellationToken cancellationToken)
    {
        var count = matches.TakeWhile(e => e.FirstPublishedAt > alert.ToldUntil).Count();
        await db.InTransactionAsync(async () =>
        {
            // Else another node was first, or somebody unsubscribed.
            if (await db.Alerts.Where(a => a.Id == alert.Id && a.ToldUntil < until).ExecuteUpdateAsync(s => s.SetProperty(a => a.ToldUntil, until), cancellationToken) == 0)
            {
                return;
            }

            if (count > 0)
            {
                letters.WriteDigest(alert, count, cards.Where(c => c.Entry.FirstPublishedAt > alert.ToldUntil).ToList());
                await db.SaveChangesAsync(cancellationToken);
            }

        }, cancellationToken);
    }
}
