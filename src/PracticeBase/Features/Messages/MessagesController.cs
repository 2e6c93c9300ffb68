using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Messages;

/// <summary>«Wiadomości» of the panel: the account's letters, which mail filters cannot lose.</summary>
[Authorize(Policies.SignedIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MessagesController(MessageQueries messages, CurrentAccount account) : Controller
{
    private const string Address = "/panel/wiadomosci";

    [HttpGet(Address)]
    public async Task<IActionResult> Index([FromQuery(Name = "strona")] string? page, CancellationToken cancellationToken) =>
        View(await messages.PageAsync(account, int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, cancellationToken));

    [HttpGet(Address + "/{id:int}")]
    public async Task<IActionResult> Show(int id, CancellationToken cancellationToken) =>
        await messages.ReadAsync(account, id, cancellationToken) is { } message ? View(message) : NotFound();

    [HttpPost(Address + "/przeczytane")]
    public async Task<IActionResult> MarkAllRead(CancellationToken cancellationToken)
    {
        await messages.MarkAllReadAsync(account, cancellationToken);
        return this.RedirectTo(Address, "Panel.Notice.MessagesRead");
    }
}
