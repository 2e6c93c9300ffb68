using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Transfer.Import;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Submitting;

/// <summary>The officer's panel: what there is, what to do next, starting a practice, seeing it as the public will.</summary>
[Authorize(Policy = Policies.SignedIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PanelController(PanelQueries panel, PreviewQueries previews, DraftStarter starter, CurrentAccount account, FileStore files) : Controller
{
    private const int MaxTitle = 300;

    /// <summary>Longer than any text of a practice; attachments are added in the form.</summary>
    private const int MaxDocument = 20 * 1024 * 1024;

    private const string Folder = "~/Features/Submitting/";

    [HttpGet("/panel")]
    public async Task<IActionResult> Index(string? stan, CancellationToken cancellationToken) =>
        View(Folder + "Panel.cshtml", await panel.FindAsync(PanelTabs.All.Any(t => t.Slug == stan) ? stan : null, cancellationToken));

    [HttpGet("/panel/nowa")]
    public async Task<IActionResult> New(CancellationToken cancellationToken) => View(Folder + "New.cshtml", await NewPageAsync(new StartForm(), null, cancellationToken));

    [HttpPost("/panel/nowa")]
    public async Task<IActionResult> Start(StartForm typed, CancellationToken cancellationToken)
    {
        var title = InputText.CleanLine(typed.Title);
        if (title is null || title.Length > MaxTitle)
        {
            return await RefuseAsync(typed, title is null ? "Submission.Error.Title" : "Submission.Error.TitleTooLong", cancellationToken);
        }

        var kind = account.IsEditor && typed.Kind == nameof(PracticeKind.ProgrammeResult) ? PracticeKind.ProgrammeResult : PracticeKind.Practice;
        return Started(await starter.FromNothingAsync(title, kind, cancellationToken));
    }

    [HttpPost("/panel/nowa/dokument")]
    [RequestSizeLimit(MaxDocument + 100_000)]
    [RequestFormLimits(MultipartBodyLengthLimit = MaxDocument + 100_000)]
    public async Task<IActionResult> StartFromDocument(IFormFile? dokument, CancellationToken cancellationToken)
    {
        if (dokument is null or { Length: 0 } or { Length: > MaxDocument })
        {
            return await RefuseAsync(new StartForm(), dokument is null ? "Submission.Error.NoDocument" : dokument.Length == 0 ? "Submission.Error.EmptyDocument" : "Submission.Error.LongDocument", cancellationToken, isDocument: true);
        }

        using var content = new MemoryStream((int)dokument.Length);
        await dokument.CopyToAsync(content, cancellationToken);
        try
        {
            // The portal's own JSON may hold several practices; a form takes one.
            var read = new DocumentReader().Read(content.ToArray(), Path.GetFileName(dokument.FileName))[0];
            return Started(await starter.FromDocumentAsync(read, cancellationToken), "Submission.Notice.Imported");
        }
        catch (ImportException e)
        {
            return await RefuseAsync(new StartForm(), "Submission.Error.Document", cancellationToken, isDocument: true, e.Message);
        }
    }

    [HttpPost("/panel/nowa/wersja/{revisionId:int}")]
    public async Task<IActionResult> StartFromRevision(int revisionId, CancellationToken cancellationToken) => Started(await starter.FromRevisionAsync(revisionId, cancellationToken));

    [HttpGet("/panel/podglad/{revisionId:int}")]
    public async Task<IActionResult> Preview(int revisionId, CancellationToken cancellationToken) =>
        Show(await previews.FindAsync(revisionId, cancellationToken), p => p.Entry.Kind == PracticeKind.Practice ? "Summary" : "Result");

    [HttpGet("/panel/podglad/{revisionId:int}/prezentacja")]
    public async Task<IActionResult> PreviewPresentation(int revisionId, CancellationToken cancellationToken) =>
        Show(await previews.FindAsync(revisionId, cancellationToken), p => p.HasPresentation ? "Presentation" : null);

    [HttpGet("/panel/podglad/{revisionId:int}/zalaczniki")]
    public async Task<IActionResult> PreviewAttachments(int revisionId, CancellationToken cancellationToken) =>
        Show(await previews.FindAsync(revisionId, cancellationToken), p => p.Attachments.Count > 0 ? "Attachments" : null);

    [HttpGet("/panel/podglad/{revisionId:int}/zalaczniki/{attachmentId:int}/{fileName}")]
    public async Task<IActionResult> PreviewFile(int revisionId, int attachmentId, CancellationToken cancellationToken)
    {
        var attachment = await previews.FindAttachmentAsync(revisionId, attachmentId, cancellationToken);
        if (attachment is null || await files.OpenReadAsync(attachment.Sha256, cancellationToken) is not { } content)
        {
            return NotFound();
        }

        var result = FileStreaming.File(this, content, attachment.File.ContentType, attachment.FileName, attachment.Sha256);
        Response.Headers.CacheControl = "no-store";
        return result;
    }

    private IActionResult Show(PracticePage? page, Func<PracticePage, string?> viewOf) =>
        page is not null && viewOf(page) is { } view ? View($"~/Features/Practices/{view}.cshtml", page) : NotFound();

    private IActionResult Started(StartOutcome outcome, string? notice = null) => outcome switch
    {
        { Refusal: null } => this.RedirectTo($"/panel/praktyka/{outcome.RevisionId}/jednostka", notice),
        { Refusal: StartRefusal.AlreadyStarted } => this.RedirectTo($"/panel/praktyka/{outcome.RevisionId}", "Submission.Notice.AlreadyStarted"),
        { Refusal: StartRefusal.NotFound } => NotFound(),
        _ => Forbid(),
    };

    private async Task<IActionResult> RefuseAsync(StartForm typed, string error, CancellationToken cancellationToken, bool isDocument = false, string? detail = null)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(Folder + "New.cshtml", await NewPageAsync(typed, new StartError(error, isDocument, detail ?? MaxTitle.ToString(System.Globalization.CultureInfo.InvariantCulture)), cancellationToken));
    }

    private async Task<NewPage> NewPageAsync(StartForm typed, StartError? error, CancellationToken cancellationToken)
    {
        var rows = (await panel.FindAsync(null, cancellationToken)).Rows;
        var working = rows.Where(r => ReviewWorkflow.Working.Contains(r.Status)).Select(r => r.PracticeId).ToHashSet();
        return new NewPage(typed, error, [.. rows.Where(r => r.Status == RevisionStatus.Published && !r.IsArchived && !working.Contains(r.PracticeId))]);
    }
}

/// <summary>What the page «Nowa praktyka» sends.</summary>
public sealed class StartForm
{
    public string? Title { get; set; }

    public string? Kind { get; set; }
}

/// <param name="Text">Key of the sentence, with <paramref name="Detail"/> as {0}.</param>
public sealed record StartError(string Text, bool IsDocument, string Detail);

/// <param name="Published">Own published practices without a working revision.</param>
public sealed record NewPage(StartForm Typed, StartError? Error, IReadOnlyList<PanelRow> Published);

/// <summary>The parts of the panel: «Szkice», «Zgłoszone» …</summary>
public sealed record PanelTabs(string Slug, string TextKey, RevisionStatus[] Statuses)
{
    public static IReadOnlyList<PanelTabs> All { get; } =
    [
        new("zwrocone", "Panel.Tab.Returned", [RevisionStatus.Returned]),
        new("szkice", "Panel.Tab.Drafts", [RevisionStatus.Draft]),
        new("zgloszone", "Panel.Tab.Submitted", [RevisionStatus.Submitted, RevisionStatus.InReview, RevisionStatus.Scheduled]),
        new("opublikowane", "Panel.Tab.Published", [RevisionStatus.Published]),
        new("odmowa", "Panel.Tab.Declined", [RevisionStatus.Declined]),
    ];
}
