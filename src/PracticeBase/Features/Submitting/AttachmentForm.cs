using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;

namespace PracticeBase.Features.Submitting;

/// <summary>Adds, describes, orders and removes the attachments of a draft, one by one, each change saved on its own.</summary>
public sealed class AttachmentForm(
    PracticeBaseDbContext db, CurrentAccount account, DraftForm draft, UploadInspector inspector, FileStore files, TextExtractor extractor, DocumentAuthors authors,
    IOptions<UploadOptions> options, TimeProvider clock, ILogger<AttachmentForm> logger)
{
    private const long Megabyte = 1_000_000;
    private const int MaxAttempts = 5;
    private const int MaxShownName = 200;

    /// <summary>A file is looked into in memory; so many at once, whoever sends them.</summary>
    private static readonly SemaphoreSlim Inspections = new(Environment.ProcessorCount);

    private readonly AttachmentLoader loader = new(db, files, extractor, clock);

    /// <summary>The attachments of a revision that the account may see, in their order.</summary>
    public async Task<IReadOnlyList<AttachmentRow>> ListAsync(int revisionId, CancellationToken cancellationToken)
    {
        var stored = await db.Attachments.AsNoTracking().Where(a => a.RevisionId == revisionId).OrderBy(a => a.Order)
            .Select(a => new { Attachment = a, a.File.Size }).ToListAsync(cancellationToken);
        var rows = new List<AttachmentRow>();
        foreach (var row in stored.Select(s => AttachmentRow.Of(s.Attachment, s.Size)))
        {
            rows.Add(row with { Author = await authors.FindAsync(row.Sha256, row.Kind, cancellationToken) });
        }

        return rows;
    }

    /// <summary>One attachment of a draft that may be written in now; null when there is none.</summary>
    public async Task<AttachmentRow?> FindAsync(int revisionId, int attachmentId, CancellationToken cancellationToken) =>
        await db.WrittenBy(account).AsNoTracking().Where(r => r.Id == revisionId && (r.Status == RevisionStatus.Draft || r.Status == RevisionStatus.Returned))
            .SelectMany(r => r.Attachments).Where(a => a.Id == attachmentId).Select(a => new { Attachment = a, a.File.Size }).SingleOrDefaultAsync(cancellationToken) is { } found
            ? AttachmentRow.Of(found.Attachment, found.Size)
            : null;

    /// <summary>Each file is judged and kept, or not, on its own.</summary>
    public async Task<AttachmentOutcome> AddAsync(int revisionId, IReadOnlyList<IFormFile> sent, CancellationToken cancellationToken)
    {
        var status = await db.WrittenBy(account).Where(r => r.Id == revisionId).Select(r => (RevisionStatus?)r.Status).SingleOrDefaultAsync(cancellationToken);
        if (status is null)
        {
            return new(SaveResult.NotFound);
        }

        if (!DraftForm.IsWritable(status.Value))
        {
            return new(SaveResult.NotNow);
        }

        var results = new List<UploadedFile>();
        foreach (var file in sent)
        {
            var (result, uploaded) = await AddAsync(revisionId, file, cancellationToken);
            if (result is not SaveResult.Saved)
            {
                return new(result, new AttachmentReport { Files = results });
            }

            results.Add(uploaded!);
        }

        return new(SaveResult.Saved, new AttachmentReport { Files = results });
    }

    /// <param name="stamp">Of the values that the form was made from.</param>
    public Task<AttachmentOutcome> EditAsync(int revisionId, int attachmentId, AttachmentInput input, string? stamp, CancellationToken cancellationToken) =>
        WriteAsync(revisionId, async revision =>
        {
            var typed = input.Clean();
            if (revision.Attachments.Find(a => a.Id == attachmentId) is not { } attachment)
            {
                return new(SaveResult.NotFound);
            }

            var row = AttachmentRow.Of(attachment, size: 0);
            var report = new AttachmentReport { EditedId = attachmentId, Typed = typed, Errors = Check(typed, row) };
            if (report.Errors.Count > 0)
            {
                return new(SaveResult.Saved, report);
            }

            var wanted = row with { Title = typed.Title!, Description = typed.Description, AltText = typed.AltText, Licence = typed.Licence! };
            if (wanted.Stamp == row.Stamp)
            {
                return new(SaveResult.Saved);
            }

            if (stamp != row.Stamp)
            {
                return new(SaveResult.Conflict, report with { IsConflict = true });
            }

            (attachment.Title, attachment.Description, attachment.AltText, attachment.Licence) = (wanted.Title, wanted.Description, wanted.AltText, wanted.Licence);
            await draft.SaveAsync(revision, cancellationToken);
            return new(SaveResult.Saved);
        }, cancellationToken);

    /// <summary>Puts an attachment directly before or after another one; the same again changes nothing.</summary>
    /// <param name="besideId">The neighbour that the page showed; when it is gone the list is not what the person had seen.</param>
    public Task<AttachmentOutcome> MoveAsync(int revisionId, int attachmentId, int besideId, bool after, CancellationToken cancellationToken) =>
        WriteAsync(revisionId, async revision =>
        {
            var ordered = revision.Attachments.OrderBy(a => a.Order).ToList();
            if (ordered.Find(a => a.Id == attachmentId) is not { } moved)
            {
                return new(SaveResult.NotFound);
            }

            if (besideId == attachmentId || !ordered.Exists(a => a.Id == besideId))
            {
                return new(SaveResult.Conflict, new AttachmentReport { IsConflict = true });
            }

            ordered.Remove(moved);
            ordered.Insert(ordered.FindIndex(a => a.Id == besideId) + (after ? 1 : 0), moved);
            var changed = ordered.Index().Where(p => p.Item.Order != p.Index).ToList();
            if (changed.Count == 0)
            {
                return new(SaveResult.Saved);
            }

            // No two have the same place at any moment, so they step aside first.
            changed.ForEach(p => p.Item.Order = -1 - p.Index);
            await db.SaveChangesAsync(cancellationToken);
            changed.ForEach(p => p.Item.Order = p.Index);
            await draft.SaveAsync(revision, cancellationToken);
            return new(SaveResult.Saved);
        }, cancellationToken);

    /// <summary>The stored content stays: another revision may show it.</summary>
    /// <param name="stamp">Of what the person saw when they agreed.</param>
    public Task<AttachmentOutcome> RemoveAsync(int revisionId, int attachmentId, string? stamp, CancellationToken cancellationToken) =>
        WriteAsync(revisionId, async revision =>
        {
            if (revision.Attachments.Find(a => a.Id == attachmentId) is not { } attachment)
            {
                return new(SaveResult.NotFound);
            }

            if (stamp != AttachmentRow.Of(attachment, size: 0).Stamp)
            {
                return new(SaveResult.Conflict);
            }

            db.Attachments.Remove(attachment);
            await draft.SaveAsync(revision, cancellationToken);
            return new(SaveResult.Saved);
        }, cancellationToken);

    private static List<FieldError> Check(AttachmentInput typed, AttachmentRow row)
    {
        var errors = new List<FieldError>();
        void Error(string column, string text, params object?[] arguments) => errors.Add(new(RevisionField.AttachmentsKey, text, arguments, row.Id, column));
        if (typed.Title is null)
        {
            Error(nameof(AttachmentInput.Title), "Upload.Error.Title");
        }

        foreach (var (column, text, max) in new[]
        {
            (nameof(AttachmentInput.Title), typed.Title, AttachmentRow.MaxTitle),
            (nameof(AttachmentInput.Description), typed.Description, AttachmentRow.MaxText),
            (nameof(AttachmentInput.AltText), typed.AltText, AttachmentRow.MaxText),
        })
        {
            if (text?.Length > max)
            {
                Error(column, "Submission.Error.TooLong", max);
            }
        }

        if (typed.Licence is null || (typed.Licence != row.Licence && !AttachmentRow.Licences.Contains(typed.Licence)))
        {
            Error(nameof(AttachmentInput.Licence), "Upload.Error.Licence");
        }

        return errors;
    }

    private async Task<(SaveResult Result, UploadedFile? File)> AddAsync(int revisionId, IFormFile sent, CancellationToken cancellationToken)
    {
        var shown = MarkdownText.Shorten(InputText.CleanLine(sent.FileName) ?? "?", MaxShownName);
        var (accepted, stored, refusal) = await PrepareAsync(revisionId, sent, cancellationToken);
        if (refusal is { } reason)
        {
            return (SaveResult.Saved, new UploadedFile(shown, IsKept: false, reason.Text, reason.Arguments));
        }

        UploadedFile? result = null;
        var outcome = await WriteAsync(revisionId, async revision =>
        {
            if (await RefusalAsync(revisionId, stored!.Sha256, stored.Size, cancellationToken) is { } late)
            {
                result = new UploadedFile(shown, IsKept: false, late.Text, late.Arguments);
                return new(SaveResult.Saved);
            }

            if (!await db.Files.AnyAsync(f => f.Sha256 == stored.Sha256, cancellationToken))
            {
                db.Files.Add(stored);
            }

            revision.Attachments.Add(new Attachment
            {
                Sha256 = stored.Sha256,
                FileName = accepted!.FileName,
                Title = TitleOf(accepted.FileName),
                Order = revision.Attachments.Count == 0 ? 0 : revision.Attachments.Max(a => a.Order) + 1,
            });
            // Somebody gave their word about the files that were there; this one was not.
            revision.PersonalDataChecked = false;
            await draft.SaveAsync(revision, cancellationToken);
            var isPicture = accepted.Kind.ContentType.StartsWith("image/", StringComparison.Ordinal);
            result = new UploadedFile(accepted.FileName, IsKept: true, !accepted.IsChanged ? "Upload.Added" : isPicture ? "Upload.AddedWithoutMetadata" : "Upload.AddedAsUtf8");
            return new(SaveResult.Saved);
        }, cancellationToken);
        return (outcome.Result, result);
    }

    /// <summary>Looks into the file, keeps its content and reads its text: all that takes time, before the database is written to.</summary>
    private async Task<(UploadVerdict.Accepted? Accepted, StoredFile? Stored, (string Text, object?[] Arguments)? Refusal)> PrepareAsync(int revisionId, IFormFile sent, CancellationToken cancellationToken)
    {
        await Inspections.WaitAsync(cancellationToken);
        try
        {
            await using var content = sent.OpenReadStream();
            switch (await inspector.InspectAsync(sent.FileName, content, cancellationToken))
            {
                case UploadVerdict.Accepted accepted:
                    var refusal = await RefusalAsync(revisionId, Text.Sha256(accepted.Content), accepted.Content.Length, cancellationToken);
                    return refusal is null
                        ? (accepted with { Content = [] }, await loader.StoreAsync(accepted.Content, accepted.FileName, cancellationToken), null)
                        : (null, null, refusal);
                case UploadVerdict.Refused refused:
                    return (null, null, ($"Upload.Refused.{refused.Reason}", [.. refused.Arguments]));
                default:
                    throw new InvalidOperationException("A verdict of a new kind.");
            }
        }
        catch (FileStoreException e)
        {
            logger.LogError(e, "An attachment of revision {Revision} could not be kept", revisionId);
            return (null, null, ("Upload.NotKept", []));
        }
        finally
        {
            Inspections.Release();
        }
    }

    /// <summary>Why a good file does not fit among the others; null when it does.</summary>
    private async Task<(string Text, object?[] Arguments)?> RefusalAsync(int revisionId, string sha256, long size, CancellationToken cancellationToken)
    {
        var others = await db.Attachments.Where(a => a.RevisionId == revisionId).Select(a => new { a.Sha256, a.Title, a.File.Size }).ToListAsync(cancellationToken);
        var limits = options.Value;
        return others.Find(o => o.Sha256 == sha256) is { } same ? ("Upload.Limit.Same", [same.Title])
            : others.Count >= limits.MaxCount ? ("Upload.Limit.Count", [limits.MaxCount])
            : others.Sum(o => o.Size) + size > limits.MaxTotalMegabytes * Megabyte ? ("Upload.Limit.Total", [limits.MaxTotalMegabytes])
            : null;
    }

    /// <summary>One change of one draft in a transaction. Two people who change it at the same moment take turns.</summary>
    private async Task<AttachmentOutcome> WriteAsync(int revisionId, Func<PracticeRevision, Task<AttachmentOutcome>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.InTransactionAsync<AttachmentOutcome>(async () =>
                {
                    var revision = await db.WrittenBy(account).Include(r => r.Practice).Include(r => r.Attachments).SingleOrDefaultAsync(r => r.Id == revisionId, cancellationToken);
                    return revision is null ? new(SaveResult.NotFound)
                        : DraftForm.IsWritable(revision.Status) ? await change(revision)
                        : new(SaveResult.NotNow);
                }, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < MaxAttempts)
            {
                // The other one was faster: the place in the order or the version is taken. Read again.
            }
        }
    }

    /// <summary>«regulamin-punktu_2025.pdf» → «Regulamin punktu 2025».</summary>
    private static string TitleOf(string fileName)
    {
        var words = InputText.CleanLine(string.Join(' ', Path.GetFileNameWithoutExtension(fileName).Split(['-', '_', ' '], StringSplitOptions.RemoveEmptyEntries)));
        return words is null ? fileName : char.ToUpper(words[0], System.Globalization.CultureInfo.GetCultureInfo("pl-PL")) + words[1..];
    }
}
