using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Submitting;

namespace PracticeBase.Features.Review;

/// <summary>One revision on the editors' desk: what changed, what was said about it, and the decision.</summary>
[Authorize(Policies.Review)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[Route("/redakcja/wersja/{id:int}")]
public sealed class ReviewController(ReviewQueries queries, RevisionMoves moves, LinkChecker links, PracticeBaseDbContext db, CurrentAccount account, Words words, TimeProvider clock) : ReviewDeskController
{
    [HttpGet]
    public async Task<IActionResult> Show(int id, string? widok, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } page ? Page("Review", page with { IsUnified = widok == "razem" }) : NotFound();

    [HttpPost(MoveForm.StepPattern)]
    public async Task<IActionResult> Move(int id, string step, MoveForm form, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var request = form.ToRequest(id, step, words, clock.LocalTimeZone, out var errors);
        if (request is null)
        {
            return await RefuseAsync(id, step, form, errors, StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        if (request is { Action: ReviewAction.Decline, Remark: not null } && !form.Confirmed && await queries.FindAsync(id, cancellationToken) is { } page && page.Can(ReviewAction.Decline))
        {
            return Page("Review", page with { Step = step, Typed = form, AsksConfirmation = true });
        }

        var outcome = await moves.MakeAsync(request, cancellationToken);
        if (outcome.IsDone)
        {
            var leaves = request.Action is ReviewAction.Return or ReviewAction.Decline or ReviewAction.Release or ReviewAction.HandOver;
            return this.RedirectTo(leaves ? "/redakcja" : $"/redakcja/wersja/{id}", $"Review.Notice.{request.Action}");
        }

        var refusal = outcome.Refusal!.Value;
        var field = MoveForm.FieldOf(refusal, request.Action);
        return await RefuseAsync(id, step, form, field is null ? [] : [(field, words.Plain($"Review.Refused.{refusal}"))], outcome.StatusCode, cancellationToken, outcome);
    }

    /// <summary>Asks the links of the texts now.</summary>
    [HttpPost("linki")]
    public async Task<IActionResult> CheckLinks(int id, CancellationToken cancellationToken)
    {
        var revision = await db.Revisions.AsNoTracking().VisibleTo(account).SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (revision is null)
        {
            return NotFound();
        }

        await links.CheckAsync(revision, cancellationToken);
        return this.RedirectTo($"/redakcja/wersja/{id}#sprawdzenie", "Review.Notice.LinksChecked");
    }

    /// <summary>The revision as it stands now, with what was typed and why it was not done.</summary>
    private async Task<IActionResult> RefuseAsync(
        int id, string step, MoveForm form, IEnumerable<(string Field, string Error)> errors, int status, CancellationToken cancellationToken, MoveOutcome? outcome = null)
    {
        if (outcome?.Refusal == MoveRefusal.NotFound || await queries.FindAsync(id, cancellationToken) is not { } page)
        {
            return NotFound();
        }

        foreach (var (field, error) in errors)
        {
            ModelState.AddModelError($"{step}-{field}", error);
        }

        Response.StatusCode = status;
        return Page("Review", page with { Step = step, Typed = form, Refusal = outcome?.Refusal, Missing = outcome?.Missing ?? [] });
    }
}
