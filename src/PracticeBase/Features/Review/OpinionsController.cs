using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Review;

/// <summary>An opinion with the revision it was asked about.</summary>
/// <param name="Opinion">As it is kept.</param>
/// <param name="Form">As it is typed.</param>
/// <param name="IsOpen">It can still be written: not signed, and the revision not decided.</param>
/// <param name="IsStale">It was saved elsewhere in the meantime.</param>
public sealed record OpinionPage(ExpertOpinion Opinion, OpinionForm Form, bool IsOpen, bool IsStale = false);

/// <summary>What experts were asked for.</summary>
[Authorize(Policies.Expert)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OpinionsController(PracticeBaseDbContext db, CurrentAccount account, Letters letters, AuditLog audit, Words words, TimeProvider clock) : ReviewDeskController
{
    [HttpGet("/panel/opinie")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        Page("Opinions", await Own.AsNoTracking().OrderBy(o => o.SignedOn != null).ThenByDescending(o => o.AskedAt).Take(200).ToListAsync(cancellationToken));

    [HttpGet("/panel/opinia/{id:int}")]
    public async Task<IActionResult> Edit(int id, CancellationToken cancellationToken) =>
        await Own.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is { } opinion ? Show(opinion, OpinionForm.Of(opinion, words)) : NotFound();

    /// <summary>Saves a draft, signs, or changes the rows of scores without saving.</summary>
    [HttpPost("/panel/opinia/{id:int}")]
    public async Task<IActionResult> Save(int id, OpinionForm form, string? rows, bool sign, CancellationToken cancellationToken)
    {
        try
        {
            return await db.InTransactionAsync(() => WriteAsync(id, form, rows, sign, cancellationToken), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return Stale(await Own.AsNoTracking().SingleAsync(o => o.Id == id, cancellationToken), form);
        }
    }

    private async Task<IActionResult> WriteAsync(int id, OpinionForm form, string? rows, bool sign, CancellationToken cancellationToken)
    {
        await db.HoldAsync(db.Practices.Where(p => db.Opinions.Where(o => o.Id == id).Select(o => o.PracticeId).Contains(p.Id)), cancellationToken);
        if (await Own.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is not { } opinion)
        {
            return NotFound();
        }

        ModelState.Clear();
        if (!IsOpen(opinion))
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Show(opinion, form);
        }

        if (rows is not null)
        {
            form.ChangeRows(rows);
            return Show(opinion, form);
        }

        foreach (var (field, error) in form.Errors(sign, words))
        {
            ModelState.AddModelError(field, error);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Show(opinion, form);
        }

        if (form.Version != opinion.Version)
        {
            return Stale(opinion, form);
        }

        form.CopyTo(opinion);
        if (sign)
        {
            opinion.SignedOn = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
            opinion.Expert = account.Account.Name;
            opinion.ExpertTitle = account.Account.Post;
            audit.Add("opinion.sign", $"ExpertOpinion {opinion.Id}", opinion.Revision!.Title, null, new { opinion.Recommended, opinion.WorksWithoutFunding });
            if (opinion.Revision.Assignee is { ClosedAt: null } editor)
            {
                letters.Write(MessageKind.OpinionSigned, editor, $"/redakcja/wersja/{opinion.RevisionId}#opinie", opinion.Revision, opinion.Revision.Title, opinion.Practice.Signature, account.Account.Name);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return this.RedirectTo($"/panel/opinia/{id}", sign ? "Review.Notice.OpinionSigned" : "Review.Notice.OpinionSaved");
    }

    private IQueryable<ExpertOpinion> Own
    {
        get
        {
            var id = account.Id;
            return db.Opinions.Where(o => o.ExpertId == id && o.RevisionId != null).Include(o => o.Practice).Include(o => o.Revision!.Assignee);
        }
    }

    private static bool IsOpen(ExpertOpinion opinion) => opinion.SignedOn is null && ReviewWorkflow.Working.Contains(opinion.Revision!.Status);

    private ViewResult Stale(ExpertOpinion opinion, OpinionForm form)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        // Who saves once more has seen what is kept now.
        form.Version = opinion.Version;
        return Page("Opinion", new OpinionPage(opinion, form, IsOpen(opinion), IsStale: true));
    }

    private ViewResult Show(ExpertOpinion opinion, OpinionForm form) => Page("Opinion", new OpinionPage(opinion, form, IsOpen(opinion)));
}
