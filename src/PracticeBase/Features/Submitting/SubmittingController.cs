using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Submitting;

/// <summary>The form of a draft, step by step; submitting, withdrawing, discarding it.</summary>
[Authorize(Policy = Policies.SignedIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[Route("/panel/praktyka/{id:int}")]
public sealed class SubmittingController(PracticeBaseDbContext db, CurrentAccount account, DraftForm form, DraftStarter starter, RevisionMoves moves, Words words, TimeProvider clock) : Controller
{
    /// <summary>All fields of a step, typed to their limits, fit in; a row's cells count one by one.</summary>
    private const int MaxValues = 4000;
    private const int MaxValueBytes = 1024 * 1024;

    private static readonly Dictionary<SubmissionStep, string> Slugs = new()
    {
        [SubmissionStep.Unit] = "jednostka",
        [SubmissionStep.Title] = "tytul",
        [SubmissionStep.Presentation] = "prezentacja",
        [SubmissionStep.Costs] = "koszty",
        [SubmissionStep.Consents] = "zgody",
        [SubmissionStep.Preview] = "wyslanie",
    };

    public static string PathOf(int revisionId, SubmissionStep step) => $"/panel/praktyka/{revisionId}/{Slugs[step]}";

    /// <summary>Where the work goes on: the first remark, else the first step with something missing.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Continue(int id, CancellationToken cancellationToken)
    {
        if (await form.OpenAsync(id, SubmissionStep.Preview, null, cancellationToken) is not { } page)
        {
            return await NotWritableAsync(id, cancellationToken);
        }

        var remark = await db.Remarks.Where(r => r.RevisionId == id && r.ParentId == null && r.ResolvedAt == null).OrderBy(r => r.Id).Select(r => r.Field).FirstOrDefaultAsync(cancellationToken);
        var field = (remark is null ? null : RevisionField.Find(remark)) ?? (page.Missing.Count > 0 ? page.Missing[0] : null);
        return this.RedirectTo(PathOf(id, field?.Step ?? SubmissionStep.Preview) + (remark is null ? "" : $"#{field?.Key}"));
    }

    [HttpGet("{step}")]
    public async Task<IActionResult> Step(int id, string step, string? wiersz, CancellationToken cancellationToken)
    {
        if (Find(step) is not { } found)
        {
            return NotFound();
        }

        return await form.OpenAsync(id, found, wiersz, cancellationToken) is { } page ? View(ViewOf(found), page) : await NotWritableAsync(id, cancellationToken);
    }

    /// <summary>Saves a step: for a script as JSON, for a person with the page that comes next.</summary>
    [HttpPost("{step}")]
    [RequestFormLimits(ValueCountLimit = MaxValues, ValueLengthLimit = MaxValueBytes)]
    public async Task<IActionResult> Save(int id, string step, string? dodaj, string? usun, string? dalej, CancellationToken cancellationToken)
    {
        if (Find(step) is not { } found || found == SubmissionStep.Preview)
        {
            return NotFound();
        }

        var outcome = await form.SaveAsync(id, found, await Request.ReadFormAsync(cancellationToken), usun, cancellationToken);
        if (outcome.Result == SaveResult.NotFound)
        {
            return NotFound();
        }

        if (Request.AsksForJson())
        {
            return Answer(outcome);
        }

        if (outcome.Result != SaveResult.Saved || outcome.Errors.Count > 0)
        {
            return await NotSavedAsync(id, dodaj, outcome, cancellationToken);
        }

        return dodaj is not null && SubmissionFields.Find(found, outcome.Revision!.Practice.Kind, dodaj) is { Kind: InputKind.Rows } rows
            ? this.RedirectTo($"{PathOf(id, found)}?wiersz={dodaj}#{dodaj}-{rows.Show(outcome.Revision).Rows.Count}-{rows.Columns[0].Name}")
            : usun is not null ? this.RedirectTo($"{PathOf(id, found)}#{usun.Split('-')[0]}")
            : dalej is not null ? this.RedirectTo(PathOf(id, found + 1), "Submission.Notice.Saved")
            : this.RedirectTo(PathOf(id, found), "Submission.Notice.Saved");
    }

    [HttpPost("zglos")]
    public Task<IActionResult> Submit(int id, int? version, CancellationToken cancellationToken) =>
        MoveAsync(new MoveRequest(id, ReviewAction.Submit) { Version = version }, "Panel.Notice.Submitted", cancellationToken);

    [HttpPost("wycofaj")]
    public Task<IActionResult> Withdraw(int id, int? version, CancellationToken cancellationToken) =>
        MoveAsync(new MoveRequest(id, ReviewAction.Withdraw) { Version = version }, "Panel.Notice.Withdrawn", cancellationToken);

    [HttpGet("usun")]
    public async Task<IActionResult> Discard(int id, CancellationToken cancellationToken) =>
        await db.WrittenBy(account).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Status == RevisionStatus.Draft && r.SubmittedAt == null, cancellationToken) is { } draft
            ? View("Discard", draft)
            : NotFound();

    [HttpPost("usun")]
    public async Task<IActionResult> DiscardConfirmed(int id, CancellationToken cancellationToken) =>
        await starter.DiscardAsync(id, cancellationToken) ? this.RedirectTo("/panel", "Panel.Notice.Discarded") : NotFound();

    private async Task<IActionResult> MoveAsync(MoveRequest request, string notice, CancellationToken cancellationToken)
    {
        var outcome = await moves.MakeAsync(request, cancellationToken);
        if (outcome.IsDone)
        {
            return this.RedirectTo("/panel", notice);
        }

        if (outcome.Revision is null)
        {
            return NotFound();
        }

        Response.StatusCode = outcome.StatusCode;
        return View("Refused", outcome);
    }

    /// <summary>The draft is there but not to be written in: its preview says where it is now.</summary>
    private async Task<IActionResult> NotWritableAsync(int id, CancellationToken cancellationToken) =>
        await db.Revisions.VisibleTo(account).AnyAsync(r => r.Id == id, cancellationToken) ? this.RedirectTo($"/panel/podglad/{id}") : NotFound();

    /// <summary>What was typed stays on the page: with the reasons, or, when nothing can be written there any more, alone.</summary>
    private async Task<IActionResult> NotSavedAsync(int id, string? addRowTo, SaveOutcome outcome, CancellationToken cancellationToken)
    {
        var page = outcome.Revision is null ? null : await form.OpenAsync(id, outcome.Step, addRowTo, cancellationToken, outcome);
        Response.StatusCode = page is null || outcome.Result == SaveResult.Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return page is null ? View("Closed", id) : View("Step", page);
    }

    private JsonResult Answer(SaveOutcome outcome) => new(new
    {
        saved = outcome.Result == SaveResult.Saved ? words.Time(clock.GetUtcNow()) : null,
        message = outcome.Result switch
        {
            SaveResult.Conflict => words.Plain("Submission.Autosave.Conflict"),
            SaveResult.NotNow => words.Plain("Submission.Autosave.Closed"),
            _ => outcome.Errors.Count > 0 ? words.PlainCount("Submission.Autosave.Errors", outcome.Errors.Count) : null,
        },
        stamp = outcome is { Result: SaveResult.Saved, Revision: { } saved } ? SubmissionFields.Stamp(outcome.Step, saved) : null,
        completeness = outcome.Completeness,
        errors = outcome.Errors.Select(e => new { anchor = e.Anchor, text = words.Plain(e.Text, e.Arguments) }),
    })
    { StatusCode = outcome.Result == SaveResult.Saved ? StatusCodes.Status200OK : StatusCodes.Status409Conflict };

    private static string ViewOf(SubmissionStep step) => step == SubmissionStep.Preview ? "Finish" : "Step";

    private static SubmissionStep? Find(string slug) => Slugs.FirstOrDefault(s => s.Value == slug) is { Value: not null } found ? found.Key : null;
}
