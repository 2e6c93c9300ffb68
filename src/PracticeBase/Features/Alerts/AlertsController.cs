using Microsoft.AspNetCore.Mvc;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Alerts;

/// <param name="Listing">What is to be followed.</param>
/// <param name="Labels">The same in words.</param>
/// <param name="Form">What was typed so far.</param>
/// <param name="Errors">Keys of texts by the field's name; «» for the form as a whole.</param>
public sealed record NewAlertPage(WatchedListing Listing, IReadOnlyList<string> Labels, AlertForm Form, IReadOnlyDictionary<string, string> Errors);

/// <param name="Alert">The alert of a letter's link.</param>
/// <param name="Period">What the link confirms.</param>
/// <param name="Others">How many more alerts its address has.</param>
public sealed record AlertPage(Alert Alert, AlertPeriod Period, int Others)
{
    public bool IsRunning => Alert.ConfirmedAt is not null && Alert.Period == Period;
}

/// <param name="Alert">The one that was deleted.</param>
/// <param name="Others">How many its address still has; 0: the address is erased.</param>
public sealed record StoppedPage(Alert Alert, int Others);

/// <summary>
/// Letters about what is new, without an account: asked for with an address, confirmed by a link, ended by another. Programs that look at links
/// open them, so opening changes nothing.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AlertsController(WatchedListings listings, Subscriptions subscriptions, FormGuard guard, AttemptLimits limits) : Controller
{
    private const int AsksInWindow = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    [HttpGet(AlertAddresses.New)]
    public async Task<IActionResult> New([FromQuery(Name = AlertAddresses.Listing)] string? listing, CancellationToken cancellationToken) =>
        await FormAsync(await ReadAsync(listing, cancellationToken), new AlertForm { Stamp = guard.Stamp(), Period = AlertAddresses.PeriodValue(AlertPeriod.Weekly) }, cancellationToken);

    /// <summary>The answer is the same whoever has which alert already.</summary>
    [HttpPost(AlertAddresses.New)]
    public async Task<IActionResult> New([FromQuery(Name = AlertAddresses.Listing)] string? listing, [FromForm] AlertForm form, CancellationToken cancellationToken)
    {
        var watched = await ReadAsync(listing, cancellationToken);
        if (!string.IsNullOrEmpty(form.Website))
        {
            // A program is told what it wants to hear.
            return this.RedirectTo(AlertAddresses.Sent);
        }

        var errors = form.Check();
        if (errors.Count == 0 && (guard.AgeOf(form.Stamp) is not { } age || age < FormGuard.Soonest || age > TimeSpan.FromDays(1)))
        {
            errors = new Dictionary<string, string> { [""] = "Alerts.Error.TooSoon" };
            form.Stamp = guard.AgeOf(form.Stamp) < FormGuard.Soonest ? form.Stamp : guard.Stamp();
        }

        if (errors.Count > 0)
        {
            return await FormAsync(watched, form, cancellationToken, errors, StatusCodes.Status422UnprocessableEntity);
        }

        if (!guard.Allows("alert", HttpContext.Connection.RemoteIpAddress, AsksInWindow, Window))
        {
            return await FormAsync(watched, form, cancellationToken, new Dictionary<string, string> { [""] = "Alerts.Error.TooMany" }, StatusCodes.Status429TooManyRequests);
        }

        if (limits.AllowsLetter(form.Email!))
        {
            await subscriptions.AskAsync(form.Email!, watched, form.ChosenPeriod, cancellationToken);
        }

        return this.RedirectTo(AlertAddresses.Sent);
    }

    [HttpGet(AlertAddresses.Sent)]
    public IActionResult Sent() => View();

    [HttpGet(AlertAddresses.Confirm)]
    public async Task<IActionResult> Confirm([FromQuery(Name = AlertAddresses.Token)] string? token, [FromQuery(Name = AlertAddresses.Period)] string? period, CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(token, cancellationToken) is { } alert
            ? View(new AlertPage(alert, AlertAddresses.ReadPeriod(period) ?? alert.Period, 0))
            : DeadLink();

    [HttpPost(AlertAddresses.Confirm)]
    public async Task<IActionResult> Start([FromQuery(Name = AlertAddresses.Token)] string? token, [FromQuery(Name = AlertAddresses.Period)] string? period, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(token, cancellationToken) is not { } alert)
        {
            return DeadLink();
        }

        var chosen = AlertAddresses.ReadPeriod(period) ?? alert.Period;
        return await subscriptions.ConfirmAsync(alert, chosen, cancellationToken) ? this.RedirectTo(AlertAddresses.ConfirmFor(alert.Token, chosen)) : DeadLink();
    }

    [HttpGet(AlertAddresses.Unsubscribe)]
    public async Task<IActionResult> Unsubscribe([FromQuery(Name = AlertAddresses.Token)] string? token, CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(token, cancellationToken) is { } alert
            ? View(new AlertPage(alert, alert.Period, await subscriptions.CountOfAddressAsync(alert, cancellationToken) - 1))
            : DeadLink();

    /// <summary>
    /// Of the page's buttons, and of a mail program's own (RFC 8058), which has no antiforgery token and follows no redirect. Who knows the
    /// alert's token has its letter, and can do no more with it than end it.
    /// </summary>
    [HttpPost(AlertAddresses.Unsubscribe)]
    [IgnoreAntiforgeryToken]
    public async Task<IActionResult> Stop([FromQuery(Name = AlertAddresses.Token)] string? token, [FromForm(Name = AlertAddresses.All)] string? all, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(token, cancellationToken) is not { } alert)
        {
            return DeadLink();
        }

        await subscriptions.RemoveAsync(alert, all is not null, cancellationToken);
        return View("Stopped", new StoppedPage(alert, await subscriptions.CountOfAddressAsync(alert, cancellationToken)));
    }

    /// <exception cref="BadRequestException">An address that is no listing of this portal's.</exception>
    private async Task<WatchedListing> ReadAsync(string? listing, CancellationToken cancellationToken) =>
        await listings.ReadAsync(listing ?? WatchedListing.Everything, cancellationToken) ?? throw new BadRequestException(AlertAddresses.Listing, listing);

    private async Task<IActionResult> FormAsync(
        WatchedListing listing, AlertForm form, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? errors = null, int status = StatusCodes.Status200OK)
    {
        Response.StatusCode = status;
        return View("New", new NewAlertPage(listing, await listings.LabelsAsync(listing, cancellationToken), form, errors ?? new Dictionary<string, string>()));
    }

    private ViewResult DeadLink()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("DeadLink");
    }
}
