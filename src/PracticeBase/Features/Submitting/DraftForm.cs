using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Submitting;

/// <summary>
/// Shows and saves the steps of a draft. Every field is compared with what the person had seen: two people in different fields
/// both win, two in the same field are told, and nothing is overwritten unseen.
/// </summary>
public sealed class DraftForm(PracticeBaseDbContext db, CurrentAccount account, PracticeQueries queries, LocalGovernmentFinder places, Words words, TimeProvider clock)
{
    public const string StampName = "Stan";

    private const int MaxAttempts = 4;

    /// <summary>A history entry «edit» stands for all saves of a person within this time.</summary>
    private static readonly TimeSpan EditSpan = TimeSpan.FromHours(1);

    private static readonly CompiledQuery<Func<PracticeBaseDbContext, int, CancellationToken, Task<HistoryEntry?>>> LastEntry =
        new(() => EF.CompileAsyncQuery((PracticeBaseDbContext db, int revisionId, CancellationToken _) =>
            db.History.AsNoTracking().Where(h => h.RevisionId == revisionId).OrderByDescending(h => h.Id).FirstOrDefault()));

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>Null when there is no such draft for this account, or when it cannot be written in now.</summary>
    /// <param name="revisionId">The draft.</param>
    /// <param name="step">Its fields are shown.</param>
    /// <param name="addRowTo">The field that gets an empty row more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="save">What a save could not store is shown as it was typed, with the reason.</param>
    public async Task<StepPage?> OpenAsync(int revisionId, SubmissionStep step, string? addRowTo, CancellationToken cancellationToken, SaveOutcome? save = null)
    {
        var revision = await db.WrittenBy(account).Where(r => r.Id == revisionId).AsNoTracking().WithContent(files: step is SubmissionStep.Costs).SingleOrDefaultAsync(cancellationToken);
        return revision is null || !IsWritable(revision.Status) ? null : await PageAsync(revision, step, addRowTo, save, cancellationToken);
    }

    /// <summary>Stores what was typed in a step.</summary>
    /// <param name="revisionId">The draft.</param>
    /// <param name="step">Only its fields are looked at.</param>
    /// <param name="form">As the browser sent it.</param>
    /// <param name="withoutRow">«Partners-2»: the row whose button was pressed; it is left out.</param>
    public async Task<SaveOutcome> SaveAsync(int revisionId, SubmissionStep step, IFormCollection form, string? withoutRow, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Reading in the writing transaction: what is compared is what is written over.
                return await db.InTransactionAsync(() => WriteAsync(revisionId, step, form, withoutRow, cancellationToken), cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (attempt < MaxAttempts)
            {
                // Where several write at once, somebody else saved another field at this moment: compared anew with what they left.
            }
        }
    }

    private async Task<SaveOutcome> WriteAsync(int revisionId, SubmissionStep step, IFormCollection form, string? withoutRow, CancellationToken cancellationToken)
    {
        // By its number alone, which each of the queries repeats; who may write in it is asked afterwards.
        var revision = await db.FindWithFieldsOfAsync(revisionId, step, cancellationToken);
        if (revision is null || !account.ActorFor(revision).HasFlag(ReviewActor.UnitOfficer))
        {
            return new SaveOutcome(SaveResult.NotFound);
        }

        if (!IsWritable(revision.Status))
        {
            return new SaveOutcome(SaveResult.NotNow);
        }

        var seen = Seen(form[StampName].ToString());
        var changes = new List<(FieldEditor Editor, FieldInput Typed)>();
        var conflicts = new List<string>();
        var errors = new List<FieldError>();
        var typed = new Dictionary<string, FieldInput>();
        foreach (var editor in SubmissionFields.Of(step, revision.Practice.Kind))
        {
            var input = FieldInput.Read(form, editor, SubmissionFields.MaxRows, out var tooMany);
            if (withoutRow is not null && withoutRow.StartsWith(editor.Key + "-", StringComparison.Ordinal) && int.TryParse(withoutRow[(editor.Key.Length + 1)..], out var row))
            {
                input = input.Without(row);
            }

            var current = editor.Show(revision);
            if (input.IsSameAs(current))
            {
                continue;
            }

            var (stored, before) = (current.Stamp, seen.GetValueOrDefault(editor.Key));
            if (before != stored && before == input.Stamp)
            {
                // Somebody else changed it and this person did not.
                continue;
            }

            typed[editor.Key] = input;
            if (before != stored)
            {
                conflicts.Add(editor.Key);
                continue;
            }

            var wrong = tooMany ? [new FieldError(editor.Key, "Submission.Error.TooManyRows", [SubmissionFields.MaxRows])] : TooLong(editor, input);
            errors.AddRange(wrong);
            if (wrong.Count == 0)
            {
                changes.Add((editor, input));
            }
        }

        if (conflicts.Count > 0)
        {
            return new SaveOutcome(SaveResult.Conflict) { Step = step, Revision = revision, Typed = typed, Conflicts = conflicts };
        }

        var (written, missing) = (false, RevisionField.Missing(revision, revision.Practice.Kind));
        foreach (var (editor, input) in changes)
        {
            if (editor.Key == "Contacts")
            {
                await OwnContactsAsync(revision, cancellationToken);
            }

            var writer = new FieldWriter(input, revision, editor.IsChosen ? await ListsAsync(input, cancellationToken) : null, Today);
            editor.Write(writer);
            errors.AddRange(writer.Errors);
            if (writer.Errors.Count == 0)
            {
                typed.Remove(editor.Key);
                written = true;
            }
        }

        if (written)
        {
            await SaveAsync(revision, cancellationToken);
        }

        if (changes.Exists(c => c.Editor.Kind == InputKind.Place))
        {
            await ReloadPlaceAsync(revision, cancellationToken);
        }

        return new SaveOutcome(SaveResult.Saved)
        {
            Step = step,
            Revision = revision,
            Typed = typed,
            Errors = errors,
            // Told too where the same was sent before: the answer to that may have been lost.
            Completeness = written && RevisionField.Missing(revision, revision.Practice.Kind).SequenceEqual(missing) ? null : await CompletenessAsync(revision, cancellationToken),
        };
    }

    public static bool IsWritable(RevisionStatus status) => status is RevisionStatus.Draft or RevisionStatus.Returned;

    /// <summary>Notes the writer and the moment, and saves. For everything that changes a draft.</summary>
    public async Task SaveAsync(PracticeRevision revision, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        revision.ChangedAt = now;
        if (!revision.Writers.Contains(account.Id))
        {
            revision.Writers = [.. revision.Writers, account.Id];
        }

        if (await LastEntry.For(db)(db, revision.Id, cancellationToken) is not { Action: ReviewAction.Edit or ReviewAction.Start } last || last.AccountId != account.Id || now - last.At > EditSpan)
        {
            var move = ReviewWorkflow.Demand(revision.Status, ReviewAction.Edit, account.ActorFor(revision));
            db.History.Add(new HistoryEntry { RevisionId = revision.Id, At = now, Actor = nameof(AccountRoles.Officer), AccountId = account.Id, Action = move.Action, From = move.From, To = move.To });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<StepPage> PageAsync(PracticeRevision revision, SubmissionStep step, string? addRowTo, SaveOutcome? save, CancellationToken cancellationToken)
    {
        var kind = revision.Practice.Kind;
        var missing = RevisionField.Missing(revision, kind);
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        return new StepPage
        {
            Revision = revision,
            Step = step,
            Lists = new SubmissionLists(catalogue, []),
            Missing = missing,
            Completeness = RevisionField.Completeness(revision, kind),
            AddRowTo = addRowTo,
            Similar = step is SubmissionStep.Title or SubmissionStep.Preview ? SimilarPractices.Find(catalogue, revision) : [],
            Fields = [.. SubmissionFields.Of(step, kind).Select(editor =>
            {
                var (field, stored) = (RevisionField.Find(editor.Key)!, editor.Show(revision));
                var typed = save?.Typed.GetValueOrDefault(editor.Key);
                // What somebody stored since the save was compared is theirs as well.
                var isTheirs = typed is not null && (save!.Conflicts.Contains(editor.Key) || !editor.Show(save.Revision!).IsSameAs(stored));
                return new FieldView(field, editor, typed ?? stored, [.. (save?.Errors ?? []).Where(e => e.Key == editor.Key)], isTheirs ? field.Text(revision, words) ?? "" : null, missing.Contains(field));
            })],
        };
    }

    /// <summary>What the field chooses from. Read within the transaction, and before anything is written in it: the lists come over other connections too.</summary>
    private async Task<SubmissionLists> ListsAsync(FieldInput input, CancellationToken cancellationToken) => new(
        await queries.CatalogueAsync(cancellationToken), input.Key == "LocalGovernment" ? await places.FindAsync(input.Value, cancellationToken) : []);

    /// <summary>Contacts that another revision shows too are copied before they are written in; those taken out are erased.</summary>
    private async Task OwnContactsAsync(PracticeRevision revision, CancellationToken cancellationToken)
    {
        var ids = revision.Contacts.ConvertAll(c => c.ContactId);
        var shared = await db.Set<RevisionContact>().Where(c => ids.Contains(c.ContactId) && c.RevisionId != revision.Id).Select(c => c.ContactId).Distinct().ToListAsync(cancellationToken);
        foreach (var link in revision.Contacts.Where(c => shared.Contains(c.ContactId)).ToList())
        {
            revision.Contacts.Remove(link);
            revision.Contacts.Add(new RevisionContact { Contact = Copy(link.Contact), Order = link.Order });
        }
    }

    internal static Contact Copy(Contact contact) => new()
    {
        ImplementingUnitId = contact.ImplementingUnitId,
        Name = contact.Name,
        Post = contact.Post,
        Phone = contact.Phone,
        Email = contact.Email,
        Visibility = contact.Visibility,
        ValidUntil = contact.ValidUntil,
    };

    /// <summary>The place's own row, for showing the label that was understood.</summary>
    private async Task ReloadPlaceAsync(PracticeRevision revision, CancellationToken cancellationToken)
    {
        if (revision.LocalGovernment?.Id != revision.LocalGovernmentId && revision.LocalGovernmentId is not null)
        {
            await db.Entry(revision).Reference(r => r.LocalGovernment).Query().Include(g => g.County).Include(g => g.Voivodeship).LoadAsync(cancellationToken);
        }
    }

    /// <summary>Reads the lists that the other steps fill, too.</summary>
    private async Task<int> CompletenessAsync(PracticeRevision revision, CancellationToken cancellationToken)
    {
        await db.LoadRequiredListsAsync(revision, cancellationToken);
        return RevisionField.Completeness(revision, revision.Practice.Kind);
    }

    private static List<FieldError> TooLong(FieldEditor editor, FieldInput input) => editor.Columns.Count == 0
        ? input.Rows.Any(r => r.Any(c => c.Length > editor.Max)) ? [new(editor.Key, "Submission.Error.TooLong", [editor.Max])] : []
        : [.. input.Rows.SelectMany((row, i) => row.Select((cell, j) => (cell, i, Column: editor.Columns[j]))).Where(c => c.cell.Length > c.Column.Max)
            .Select(c => new FieldError(editor.Key, "Submission.Error.TooLong", [c.Column.Max], c.i, c.Column.Name))];

    /// <summary>«Title=ab12…;Summary=…» as the form had it; what is unreadable was not seen.</summary>
    private static Dictionary<string, string> Seen(string stamp)
    {
        var result = new Dictionary<string, string>();
        foreach (var part in stamp.Length > 4000 ? [] : stamp.Split(';'))
        {
            if (part.Split('=') is [var key, var value])
            {
                result[key] = value;
            }
        }

        return result;
    }
}
