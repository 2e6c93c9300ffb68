using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;

namespace PracticeBase.Features.Submitting;

/// <summary>The attachments of a draft, beside the fields of their step: each form saves on its own.</summary>
[Authorize(Policy = Policies.SignedIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[ViewsOf("Submitting")]
[Route("/panel/praktyka/{id:int}/zalaczniki")]
public sealed class AttachmentsController(AttachmentForm attachments, DraftForm form, Words words) : Controller
{
    /// <summary>All fields of one attachment, typed to their limits, many times over.</summary>
    private const int MaxBytes = 1024 * 1024;

    public static string PathOf(int revisionId, int? attachmentId = null) => $"/panel/praktyka/{revisionId}/zalaczniki{(attachmentId is { } id ? $"/{id}" : "")}";

    /// <summary>Where a page that told of refused files is asked for again.</summary>
    [HttpGet("")]
    public IActionResult Show(int id) => this.RedirectTo(StepOf(id));

    /// <summary>Several files at once, each judged on its own: for a script as JSON, for a person the page with what became of them.</summary>
    [HttpPost("")]
    [UploadLimits]
    public async Task<IActionResult> Add(int id, List<IFormFile> pliki, CancellationToken cancellationToken)
    {
        var outcome = await attachments.AddAsync(id, pliki, cancellationToken);
        if (outcome.Result == SaveResult.NotFound)
        {
            return NotFound();
        }

        if (Request.AsksForJson())
        {
            return Answer(outcome);
        }

        var report = outcome.Report;
        if (pliki.Count == 0)
        {
            report = new AttachmentReport { Errors = [new FieldError(RevisionField.AttachmentsKey, "Upload.Error.NoFile", [])] };
        }
        else if (report is not null && !report.Refused.Any())
        {
            return this.RedirectTo(StepOf(id), report.Kept.Any(f => f.Text == "Upload.AddedWithoutMetadata") ? "Upload.Notice.AddedWithoutMetadata" : "Upload.Notice.Added");
        }

        return await AnswerAsync(id, outcome with { Report = report }, "Upload.Notice.Added", cancellationToken);
    }

    [HttpPost("{attachmentId:int}")]
    [RequestSizeLimit(MaxBytes)]
    public async Task<IActionResult> Edit(int id, int attachmentId, [Bind(Prefix = RevisionField.AttachmentsKey)] AttachmentInput input, string? stan, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await attachments.EditAsync(id, attachmentId, input, stan, cancellationToken), "Upload.Notice.Saved", cancellationToken);

    [HttpPost("{attachmentId:int}/kolejnosc")]
    [RequestSizeLimit(MaxBytes)]
    public async Task<IActionResult> Move(int id, int attachmentId, int? przed, int? za, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await attachments.MoveAsync(id, attachmentId, przed ?? za ?? attachmentId, after: przed is null, cancellationToken), "Upload.Notice.Moved", cancellationToken);

    [HttpGet("{attachmentId:int}/usun")]
    public async Task<IActionResult> Remove(int id, int attachmentId, CancellationToken cancellationToken) =>
        await attachments.FindAsync(id, attachmentId, cancellationToken) is { } row ? View("RemoveAttachment", new RemovePage(id, row)) : NotFound();

    [HttpPost("{attachmentId:int}/usun")]
    [RequestSizeLimit(MaxBytes)]
    public async Task<IActionResult> RemoveConfirmed(int id, int attachmentId, string? stan, CancellationToken cancellationToken)
    {
        var outcome = await attachments.RemoveAsync(id, attachmentId, stan, cancellationToken);
        if (outcome.Result != SaveResult.Conflict)
        {
            return await AnswerAsync(id, outcome, "Upload.Notice.Removed", cancellationToken);
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return await attachments.FindAsync(id, attachmentId, cancellationToken) is { } row ? View("RemoveAttachment", new RemovePage(id, row, IsChanged: true)) : View("AttachmentGone", id);
    }

    private static string StepOf(int id) => $"{SubmittingController.PathOf(id, SubmissionStep.Costs)}#{RevisionField.AttachmentsKey}";

    private async Task<IActionResult> AnswerAsync(int id, AttachmentOutcome outcome, string notice, CancellationToken cancellationToken)
    {
        if (outcome.Result == SaveResult.NotFound)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return View("AttachmentGone", id);
        }

        if (outcome.Result == SaveResult.NotNow)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Closed", id);
        }

        if (outcome.Report is not { } report)
        {
            return this.RedirectTo(StepOf(id), notice);
        }

        Response.StatusCode = report.IsConflict ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return await form.OpenAsync(id, SubmissionStep.Costs, null, cancellationToken) is { } page ? View("Step", page with { Attachments = report }) : View("Closed", id);
    }

    private JsonResult Answer(AttachmentOutcome outcome) => new(new
    {
        message = outcome.Result == SaveResult.NotNow ? words.Plain("Submission.Autosave.Closed") : null,
        files = (outcome.Report?.Files ?? []).Select(f => new { name = f.Name, ok = f.IsKept, message = words.Plain(f.Text, f.Arguments) }),
    })
    {
        StatusCode = outcome.Result == SaveResult.NotNow ? StatusCodes.Status409Conflict
            : outcome.Report!.Refused.Any() || outcome.Report.Files.Count == 0 ? StatusCodes.Status422UnprocessableEntity
            : StatusCodes.Status200OK,
    };
}

/// <param name="IsChanged">Somebody changed it after the question was asked.</param>
public sealed record RemovePage(int RevisionId, AttachmentRow Row, bool IsChanged = false);
