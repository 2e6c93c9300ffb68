using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Submitting;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

public sealed class RemarkForm
{
    public string? Field { get; set; }

    public string? Text { get; set; }

    public bool IsBlocking { get; set; }

    /// <summary>The page to return to, from the site's root.</summary>
    public string? Back { get; set; }
}

/// <summary>A remark that was not taken: what was typed, to be mended.</summary>
public sealed record RemarkPage(string Action, RemarkForm Form, RevisionField Field, Remark? Answered, string Error);

/// <summary>The talk about a revision, from both sides.</summary>
[Authorize(Policies.SignedIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RemarksController(PracticeBaseDbContext db, CurrentAccount account, Letters letters, Words words, TimeProvider clock) : ReviewDeskController
{
    public const int MaxText = 4000;

    /// <summary>Of one revision; nobody reads more.</summary>
    private const int MaxRemarks = 1000;

    [HttpPost("/panel/uwagi/{revisionId:int}/dodaj")]
    public async Task<IActionResult> Add(int revisionId, RemarkForm form, CancellationToken cancellationToken)
    {
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            await db.HoldAsync(db.PracticeOf(revisionId), cancellationToken);
            var revision = await Revisions.SingleOrDefaultAsync(r => r.Id == revisionId, cancellationToken);
            if (revision is null || !RemarkRights.Of(account, revision).CanAdd || RevisionField.Of(revision.Practice.Kind).FirstOrDefault(f => f.Key == form.Field) is not { } field)
            {
                return NotFound();
            }

            return await WriteAsync(revision, field, null, form, cancellationToken) is { } refused ? refused : await DoneAsync(form, revision, field.Key, "Review.Notice.RemarkAdded", cancellationToken);
        }, cancellationToken);
    }

    [HttpPost("/panel/uwagi/{id:int}/odpowiedz")]
    public async Task<IActionResult> Reply(int id, RemarkForm form, CancellationToken cancellationToken)
    {
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await FindAsync(id, r => r.CanReply, cancellationToken) is not { } first)
            {
                return NotFound();
            }

            if (await WriteAsync(first.Revision, RevisionField.Find(first.Field)!, first, form, cancellationToken) is { } refused)
            {
                return refused;
            }

            await WriteLettersAsync(first, InputText.Clean(form.Text)!, cancellationToken);
            return await DoneAsync(form, first.Revision, first.Field, "Review.Notice.RemarkAnswered", cancellationToken);
        }, cancellationToken);
    }

    [HttpPost("/panel/uwagi/{id:int}/rozwiaz")]
    public Task<IActionResult> Resolve(int id, RemarkForm form, CancellationToken cancellationToken) => SetResolvedAsync(id, true, form, cancellationToken);

    [HttpPost("/panel/uwagi/{id:int}/otworz")]
    public Task<IActionResult> Reopen(int id, RemarkForm form, CancellationToken cancellationToken) => SetResolvedAsync(id, false, form, cancellationToken);

    private IQueryable<PracticeRevision> Revisions => db.Revisions.VisibleTo(account).Include(r => r.Practice).Include(r => r.Author).Include(r => r.Assignee);

    private async Task<IActionResult> SetResolvedAsync(int id, bool isResolved, RemarkForm form, CancellationToken cancellationToken)
    {
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await FindAsync(id, r => isResolved ? r.CanResolve : r.CanReopen, cancellationToken) is not { } first)
            {
                return NotFound();
            }

            // Twice is as good as once: who was first stays.
            if (first.ResolvedAt is null == isResolved)
            {
                first.ResolvedAt = isResolved ? clock.GetUtcNow() : null;
                first.ResolvedById = isResolved ? account.Id : null;
            }

            return await DoneAsync(form, first.Revision, first.Field, isResolved ? "Review.Notice.RemarkResolved" : "Review.Notice.RemarkReopened", cancellationToken);
        }, cancellationToken);
    }

    /// <summary>The first remark of a thread, when this account may do so much with it.</summary>
    private async Task<Remark?> FindAsync(int id, Func<RemarkRights, bool> may, CancellationToken cancellationToken)
    {
        await db.HoldAsync(db.Practices.Where(p => db.Remarks.Where(r => r.Id == id).Select(r => r.Revision.PracticeId).Contains(p.Id)), cancellationToken);
        var first = await db.Remarks.SingleOrDefaultAsync(r => r.Id == id && r.ParentId == null, cancellationToken);
        // Loading the revision fills in the remark's own.
        var revision = first is null ? null : await Revisions.SingleOrDefaultAsync(r => r.Id == first.RevisionId, cancellationToken);
        return revision is not null && may(RemarkRights.Of(account, revision)) ? first : null;
    }

    /// <summary>Null when it was written; otherwise the page that says why not, with what was typed.</summary>
    private async Task<IActionResult?> WriteAsync(PracticeRevision revision, RevisionField field, Remark? answered, RemarkForm form, CancellationToken cancellationToken)
    {
        var text = InputText.Clean(form.Text);
        var error = text is null ? words.Plain("Review.Remark.Empty")
            : text.Length > MaxText ? words.Plain("Review.TooLong", words.Number(MaxText), words.Number(text.Length))
            : await db.Remarks.CountAsync(r => r.RevisionId == revision.Id, cancellationToken) >= MaxRemarks ? words.Plain("Review.Remark.TooMany") : null;
        if (error is not null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            form.Back = BackTo(form, revision);
            return Page("Remark", new RemarkPage(Request.Path, form, field, answered, error));
        }

        db.Remarks.Add(new Remark
        {
            RevisionId = revision.Id,
            Field = field.Key,
            ParentId = answered?.Id,
            AuthorId = account.Id,
            At = clock.GetUtcNow(),
            Text = text!,
            IsBlocking = answered is null && form.IsBlocking,
        });
        return null;
    }

    /// <summary>To the other side: the authors, or the editor in charge, or else who began the thread.</summary>
    private async Task WriteLettersAsync(Remark first, string text, CancellationToken cancellationToken)
    {
        var revision = first.Revision;
        var isDesk = RemarkRights.Of(account, revision).CanReopen;
        IReadOnlyList<Account> readers = isDesk ? await db.AuthorsOfAsync(revision, cancellationToken)
            : revision.Assignee is { ClosedAt: null } assignee ? [assignee]
            : await db.Accounts.Where(a => a.Id == first.AuthorId && a.ClosedAt == null).ToListAsync(cancellationToken);
        var page = !isDesk ? $"/redakcja/wersja/{revision.Id}"
            : revision.Status == RevisionStatus.Returned ? SubmittingController.PathOf(revision.Id, RevisionField.Find(first.Field)!.Step)
            : $"/panel/podglad/{revision.Id}";
        foreach (var reader in readers.Where(r => r.Id != account.Id))
        {
            letters.Write(MessageKind.RemarkAnswered, reader, $"{page}#{first.Field}", revision, revision.Title, revision.Practice.Signature, account.Account.Name, words.Plain($"Submission.Field.{first.Field}"), text);
        }
    }

    private async Task<IActionResult> DoneAsync(RemarkForm form, PracticeRevision revision, string field, string notice, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        return this.RedirectTo($"{BackTo(form, revision)}#{field}", notice);
    }

    /// <summary>A page of the panel or the desk; the language comes from the request.</summary>
    private string BackTo(RemarkForm form, PracticeRevision revision) =>
        form.Back is { Length: < 500 } back && Url.IsLocalUrl(back) && (back.StartsWith("/panel/", StringComparison.Ordinal) || back.StartsWith("/redakcja/", StringComparison.Ordinal)) && !back.Contains('#', StringComparison.Ordinal)
            ? back
            : RemarkRights.Of(account, revision).CanReopen ? $"/redakcja/wersja/{revision.Id}" : $"/panel/podglad/{revision.Id}";
}
