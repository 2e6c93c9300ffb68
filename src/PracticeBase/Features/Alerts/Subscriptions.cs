using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Alerts;

/// <summary>
/// Who wants letters about what. An address is written to once it was confirmed, and leaves no trace when its last alert goes: neither here nor
/// among the letters that wait.
/// </summary>
public sealed class Subscriptions(PracticeBaseDbContext db, WatchedListings listings, AlertLetters letters, Words words, TimeProvider clock)
{
    public const int ConfirmWithinHours = 48;

    private const int TokenBytes = 32;
    private const int MaxTitle = 300;

    /// <summary>Before this moment an alert that nobody confirmed is dead.</summary>
    private DateTimeOffset AskedSince => clock.GetUtcNow().AddHours(-ConfirmWithinHours);

    /// <summary>Writes the letter that asks for confirmation. What is already confirmed stays as it is until that letter's link is used.</summary>
    public async Task AskAsync(string email, WatchedListing listing, AlertPeriod period, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // «Anna@gmina.pl» and «anna@gmina.pl» are one mailbox everywhere that matters.
        var mailbox = email.ToLowerInvariant();
        var title = await listings.TitleAsync(listing, MaxTitle, cancellationToken);
        await db.InTransactionAsync(async () =>
        {
            var known = await db.Alerts.AsNoTracking().Where(a => a.Email == mailbox && a.Address == listing.Address).ToListAsync(cancellationToken);
            var alert = known.Find(a => a.ConfirmedAt is not null) ?? known.FirstOrDefault();
            if (alert is null)
            {
                alert = new Alert
                {
                    Email = mailbox,
                    Address = listing.Address,
                    Title = title,
                    Period = period,
                    Language = words.Language,
                    Token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes)),
                    CreatedAt = now,
                    ToldUntil = now,
                };
                db.Alerts.Add(alert);
            }
            else
            {
                // The link of the first letter stays good; the time to use it begins anew.
                await db.Alerts.Where(a => a.Id == alert.Id && a.ConfirmedAt == null).ExecuteUpdateAsync(s => s.SetProperty(a => a.CreatedAt, now), cancellationToken);
            }

            // The address may be a stranger's to who typed it: the letter carries none of their words.
            letters.WriteConfirm(alert, await listings.TitleAsync(listing, MaxTitle, cancellationToken, hidesText: true), period, words.IsEnglish);
            await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Null when there is none, or when it was not confirmed in time.</summary>
    public async Task<Alert?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        var since = AskedSince;
        return await db.Alerts.AsNoTracking().SingleOrDefaultAsync(a => a.Token == token && (a.ConfirmedAt != null || a.CreatedAt > since), cancellationToken);
    }

    public Task<int> CountOfAddressAsync(Alert alert, CancellationToken cancellationToken) => db.Alerts.CountAsync(a => a.Email == alert.Email, cancellationToken);

    /// <summary>From now on letters come, in the language of the page where it was confirmed.</summary>
    /// <returns>False when somebody unsubscribed in the meantime.</returns>
    public async Task<bool> ConfirmAsync(Alert alert, AlertPeriod period, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var listing = await listings.ReadAsync(alert.Address, cancellationToken);
        var title = listing is null ? alert.Title : await listings.TitleAsync(listing, MaxTitle, cancellationToken);
        var language = words.Language;
        return await db.InTransactionAsync(async () =>
        {
            // What was public before is no news; what an alert that is already running has told stays told.
            await db.Alerts.Where(a => a.Id == alert.Id && a.ConfirmedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.ConfirmedAt, now).SetProperty(a => a.ToldUntil, now), cancellationToken);
            var confirmed = await db.Alerts.Where(a => a.Id == alert.Id).ExecuteUpdateAsync(
                s => s.SetProperty(a => a.Period, period).SetProperty(a => a.Language, language).SetProperty(a => a.Title, title), cancellationToken);
            if (confirmed == 0)
            {
                // Another one of the listing may be all that its reader has.
                return false;
            }

            // Asked for twice at the same moment, it would come twice.
            await db.Alerts.Where(a => a.Id != alert.Id && a.Email == alert.Email && a.Address == alert.Address).ExecuteDeleteAsync(cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Deletes the alert, or all of its address, with the letters that still wait for that address.</summary>
    public async Task RemoveAsync(Alert alert, bool all, CancellationToken cancellationToken)
    {
        await db.InTransactionAsync(async () =>
        {
            await db.Alerts.Where(a => a.Email == alert.Email && (all || a.Id == alert.Id)).ExecuteDeleteAsync(cancellationToken);
            var links = new[] { "", LanguagePrefix.English }.Select(p => p + AlertAddresses.UnsubscribeFor(alert.Token)).ToList();
            var last = !await db.Alerts.AnyAsync(a => a.Email == alert.Email, cancellationToken);
            await db.Messages.Where(m => Message.AlertKinds.Contains(m.Kind) && m.Address == alert.Email && (last || links.Contains(m.Link!))).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Deletes all alerts of an address with the letters that wait for it, in the caller's transaction.</summary>
    /// <param name="db">Where.</param>
    /// <param name="email">As alerts hold it, in small letters.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many alerts there were.</returns>
    public static async Task<int> EraseAsync(PracticeBaseDbContext db, string email, CancellationToken cancellationToken)
    {
        var count = await db.Alerts.Where(a => a.Email == email).ExecuteDeleteAsync(cancellationToken);
        await db.Messages.Where(m => Message.AlertKinds.Contains(m.Kind) && m.Address == email).ExecuteDeleteAsync(cancellationToken);
        return count;
    }

    /// <summary>Deletes what nobody confirmed in time, with the letters that asked.</summary>
    public async Task RemoveUnconfirmedAsync(CancellationToken cancellationToken)
    {
        var since = AskedSince;
        await db.Alerts.Where(a => a.ConfirmedAt == null && a.CreatedAt <= since).ExecuteDeleteAsync(cancellationToken);
        await db.Messages.Where(m => m.Kind == MessageKind.AlertConfirm && m.Address != null && m.CreatedAt <= since).ExecuteDeleteAsync(cancellationToken);
    }
}
