using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Belonging;

/// <param name="Id">Of the account; null when nothing was refused.</param>
/// <param name="Reason">As it was typed.</param>
/// <param name="Problem">What came of it, in words.</param>
public sealed record BelongingProblem(int? Id, string? Reason, string? Problem);

public sealed record BelongingPage(IReadOnlyList<Account> Waiting, int Total, BelongingProblem Problem);

/// <summary>Officers who say that they work for a unit and whose address does not prove it: an editor confirms or refuses.</summary>
[Authorize(Policy = Policies.Review)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class BelongingController(PracticeBaseDbContext db, AccountActs acts, Words words) : Controller
{
    private const string Path = "/redakcja/konta";
    private const int MaxReason = 1000;
    private const int MostShown = 100;

    [HttpGet(Path)]
    public Task<IActionResult> Index(CancellationToken cancellationToken) => PageAsync(new(null, null, null), StatusCodes.Status200OK, cancellationToken);

    [HttpPost(Path + "/{id:int}/potwierdz")]
    public async Task<IActionResult> Confirm([FromRoute] int id, [FromForm] string? stamp, CancellationToken cancellationToken) =>
        await IsWaitingAsync(id, cancellationToken)
            ? await AnswerAsync(id, null, await acts.ConfirmBelongingAsync(id, stamp, cancellationToken), "Admin.Notice.BelongingConfirmed", cancellationToken)
            : await GoneAsync(id, cancellationToken);

    [HttpPost(Path + "/{id:int}/odmow")]
    public async Task<IActionResult> Refuse([FromRoute] int id, [FromForm] string? stamp, [FromForm(Name = "powod")] string? reason, CancellationToken cancellationToken)
    {
        if (!await IsWaitingAsync(id, cancellationToken))
        {
            return await GoneAsync(id, cancellationToken);
        }

        var text = new FormCheck(ModelState, words).Body("powod", reason, MaxReason);
        return ModelState.IsValid
            ? await AnswerAsync(id, reason, await acts.RefuseBelongingAsync(id, stamp, text, cancellationToken), "Admin.Notice.BelongingRefused", cancellationToken)
            : await PageAsync(new(id, reason, ModelState["powod"]!.Errors[0].ErrorMessage), StatusCodes.Status422UnprocessableEntity, cancellationToken);
    }

    private IQueryable<Account> Waiting => db.Accounts.Where(a =>
        (a.Roles & AccountRoles.Officer) != 0 && a.LocalGovernmentId != null && a.BelongingConfirmedAt == null && a.EmailConfirmed && a.ClosedAt == null && a.ErasedAt == null);

    private Task<bool> IsWaitingAsync(int id, CancellationToken cancellationToken) => Waiting.AnyAsync(a => a.Id == id, cancellationToken);

    /// <summary>Somebody else has decided, or there never was such an account: an editor learns no more of it here.</summary>
    private async Task<IActionResult> GoneAsync(int id, CancellationToken cancellationToken) =>
        await db.Audit.AnyAsync(e => e.Subject == $"Account {id}" && (e.Action == "account.confirmBelonging" || e.Action == "account.refuseBelonging"), cancellationToken)
            ? await PageAsync(new(null, null, words.Plain("Admin.StaleAct")), StatusCodes.Status409Conflict, cancellationToken)
            : NotFound();

    private async Task<IActionResult> AnswerAsync(int id, string? reason, ActOutcome outcome, string notice, CancellationToken cancellationToken) => outcome.Status switch
    {
        ActStatus.Done => this.RedirectTo(Path, notice),
        ActStatus.NotFound => NotFound(),
        ActStatus.Stale => await PageAsync(new(id, reason, words.Plain("Admin.StaleAct")), StatusCodes.Status409Conflict, cancellationToken),
        _ => await PageAsync(new(id, reason, words.Plain(outcome.Reason!)), StatusCodes.Status422UnprocessableEntity, cancellationToken),
    };

    private async Task<IActionResult> PageAsync(BelongingProblem problem, int status, CancellationToken cancellationToken)
    {
        Response.StatusCode = status;
        return View("Index", new BelongingPage(
            await Waiting.AsNoTracking().Include(a => a.LocalGovernment!.County).Include(a => a.LocalGovernment!.Voivodeship).OrderBy(a => a.CreatedAt).Take(MostShown).ToListAsync(cancellationToken),
            await Waiting.CountAsync(cancellationToken),
            problem));
    }
}
