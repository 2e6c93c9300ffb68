using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Transfer;

/// <summary>
/// Writes documents into the database, each in one transaction: all of it or nothing. A published revision never changes;
/// the same document written again changes nothing.
/// </summary>
public sealed class PracticeWriter(PracticeBaseDbContext db, FileStore files, TextExtractor extractor, TimeProvider clock)
{
    private const string Actor = nameof(ReviewActor.Operator);

    private readonly ReferenceFinder finder = new(db);
    private readonly AttachmentLoader attachments = new(db, files, extractor, clock);

    /// <summary>Writes one practice. The scope's context is cleared before and after.</summary>
    /// <exception cref="ImportException">The document cannot be taken; nothing was written.</exception>
    public async Task<WriteOutcome> WriteAsync(ReadDocument read, WriteOptions options, CancellationToken cancellationToken = default)
    {
        try
        {
            return await WriteCoreAsync(read, options, cancellationToken);
        }
        catch (DbUpdateConcurrencyException e)
        {
            throw new ImportException("Ktoś zmienił tę praktykę w tej samej chwili; nic nie zapisano.", e);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task<WriteOutcome> WriteCoreAsync(ReadDocument read, WriteOptions options, CancellationToken cancellationToken)
    {
        var document = read.Document;
        if (string.IsNullOrWhiteSpace(document.Title))
        {
            throw new ImportException("Dokument nie ma tytułu.");
        }

        var publish = options.Publish && read.IsKnownLayout;
        return await db.InTransactionAsync(async () =>
        {
            var limits = new ColumnLimits(db.Model);
            if (options.Publish && !publish)
            {
                limits.Doubts.Add("Układu dokumentu nie rozpoznano, dlatego jest szkicem.");
            }

            var importKey = Text.ImportKey(document.Kind, document.Title, document.Metryka.UnitName ?? document.Metryka.Locality);
            var practice = await FindAsync(document, importKey, cancellationToken);
            var existing = practice is null ? [] : await ExistingAsync(practice.Id, cancellationToken);
            if (practice is not null && Unchanged(existing, read, publish) is { } same)
            {
                return new WriteOutcome(WriteResult.Unchanged, practice.Id, practice.Kind, same.Number, same.Status, []);
            }

            var contents = await AttachmentLoader.ReadAsync(document.Attachments, options.Folder, cancellationToken);
            var at = options.PublishedAt ?? clock.GetUtcNow();
            var title = RevisionContent.Title(document, limits);
            var isNew = practice is null;
            if (practice is null)
            {
                practice = await NewPracticeAsync(document, importKey, title, at, limits, cancellationToken);
            }
            else
            {
                await MakeRoomAsync(practice, existing, publish, at, cancellationToken);
            }

            var isPublic = existing.Any(r => r.Status == RevisionStatus.Published);
            if (publish || !isPublic)
            {
                practice.Slug = Text.Slug(title);
            }

            var revision = NewRevision(practice, await NextNumberAsync(practice.Id, cancellationToken), title, publish, at, read.SourceHash);
            revision.Metryka = RevisionContent.Metryka(document.Metryka, limits);
            revision.CategoryId = await finder.CategoryAsync(document.Category, limits, cancellationToken);
            revision.LocalGovernmentId = await finder.LocalGovernmentAsync(document.Teryt, document.Metryka, limits, cancellationToken);
            practice.OwnerId ??= revision.LocalGovernmentId;
            revision.ImplementingUnit = await finder.UnitAsync(revision.Metryka, revision.LocalGovernmentId, cancellationToken);
            revision.TargetGroups.AddRange((await finder.TargetGroupsAsync(document.TargetGroups, limits, cancellationToken)).Select(id => new RevisionTargetGroup { TargetGroupId = id }));
            await AddContactsAsync(practice, revision, document.Contacts, beside: isPublic && !publish, limits, cancellationToken);
            foreach (var (attachment, content) in contents)
            {
                var file = await attachments.KeepAsync(content, attachment.FileName, cancellationToken);
                revision.Attachments.Add(RevisionContent.Attachment(attachment, file, revision.Attachments.Count, limits));
            }

            await AddOpinionsAsync(practice, document, beside: isPublic && !publish, limits, cancellationToken);
            RevisionContent.Fill(revision, document, limits);
            db.Revisions.Add(revision);
            await db.SaveChangesAsync(cancellationToken);
            if (publish)
            {
                db.Changes.Add(new Change { PracticeId = practice.Id, At = clock.GetUtcNow() });
                await db.SaveChangesAsync(cancellationToken);
            }

            return new WriteOutcome(isNew ? WriteResult.New : WriteResult.Changed, practice.Id, practice.Kind, revision.Number, revision.Status, limits.Doubts);
        }, cancellationToken);
    }

    /// <summary>A lasting name says which practice is meant; only documents without one are known by their title and unit.</summary>
    private Task<Practice?> FindAsync(PracticeDocument document, string importKey, CancellationToken cancellationToken) => document.Uid is { } uid
        ? db.Practices.FirstOrDefaultAsync(p => p.Uid == uid, cancellationToken)
        : db.Practices.FirstOrDefaultAsync(p => p.ImportKey == importKey, cancellationToken);

    private Task<List<ExistingRevision>> ExistingAsync(int practiceId, CancellationToken cancellationToken) => db.Revisions
        .Where(r => r.PracticeId == practiceId)
        .OrderBy(r => r.Number)
        .Select(r => new ExistingRevision(r.Id, r.Number, r.Status, r.SourceHash, r.Version))
        .ToListAsync(cancellationToken);

    private static ExistingRevision? Unchanged(IReadOnlyList<ExistingRevision> existing, ReadDocument read, bool publish)
    {
        if (publish && existing.Any(r => r.IsUntouchedImport && r.SourceHash == read.SourceHash))
        {
            // What was taken as a draft is now to be published.
            return null;
        }

        if (existing.LastOrDefault(r => r.SourceHash is not null) is { } imported && imported.SourceHash == read.SourceHash)
        {
            return imported;
        }

        return read.Document is { Uid: not null, Revision: { } number } ? existing.LastOrDefault(r => r.Number >= number) : null;
    }

    private async Task<Practice> NewPracticeAsync(
        PracticeDocument document, string importKey, string title, DateTimeOffset at, ColumnLimits limits, CancellationToken cancellationToken)
    {
        var twin = await db.Practices.AsNoTracking().FirstOrDefaultAsync(p => p.ImportKey == importKey, cancellationToken);
        if (twin is not null)
        {
            limits.Doubts.Add($"Jest już praktyka o tym samym tytule i jednostce ({twin.Signature}); sprawdź, czy to nie ta sama.");
        }

        var practice = new Practice
        {
            Uid = document.Uid ?? Guid.NewGuid(),
            Kind = document.Kind,
            Slug = Text.Slug(title),
            ImportKey = twin is null ? importKey : null,
            CreatedAt = at,
        };
        db.Practices.Add(practice);
        await db.SaveChangesAsync(cancellationToken);
        return practice;
    }

    /// <summary>Takes away an imported draft that nobody touched, and the former published revision's rank.</summary>
    private async Task MakeRoomAsync(Practice practice, IReadOnlyList<ExistingRevision> existing, bool publish, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (existing.FirstOrDefault(r => r.IsWorking) is { } working)
        {
            if (working.IsUntouchedImport)
            {
                var draft = await db.Revisions.Include(r => r.Contacts).ThenInclude(c => c.Contact).SingleAsync(r => r.Id == working.Id, cancellationToken);
                var others = db.Set<RevisionContact>().Where(c => c.RevisionId != working.Id);
                var known = await others.Where(c => draft.Contacts.Select(d => d.ContactId).Contains(c.ContactId)).Select(c => c.ContactId).ToListAsync(cancellationToken);
                var orphans = draft.Contacts.Where(c => !known.Contains(c.ContactId)).Select(c => c.Contact).ToList();
                db.RemoveRange(draft.Contacts);
                db.Contacts.RemoveRange(orphans);
                db.Revisions.Remove(draft);
            }
            else if (!publish)
            {
                throw new ImportException($"Praktyka {practice.Signature} ma wersję roboczą {working.Number}, nad którą ktoś pracuje; nie zastąpiono jej.");
            }
        }

        if (publish && existing.FirstOrDefault(r => r.Status == RevisionStatus.Published) is { } published)
        {
            var former = await db.Revisions.SingleAsync(r => r.Id == published.Id, cancellationToken);
            var move = ReviewWorkflow.Demand(former.Status, ReviewAction.Supersede, ReviewActor.System);
            former.Status = move.To;
            former.History.Add(new HistoryEntry { At = at, Actor = nameof(ReviewActor.System), Action = move.Action, From = move.From, To = move.To });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<int> NextNumberAsync(int practiceId, CancellationToken cancellationToken) =>
        (await db.Revisions.Where(r => r.PracticeId == practiceId).MaxAsync(r => (int?)r.Number, cancellationToken) ?? 0) + 1;

    private static PracticeRevision NewRevision(Practice practice, int number, string title, bool publish, DateTimeOffset at, string sourceHash)
    {
        var move = ReviewWorkflow.Demand(null, publish ? ReviewAction.ImportPublished : ReviewAction.ImportDraft, ReviewActor.Operator);
        return new PracticeRevision
        {
            Practice = practice,
            Number = number,
            Status = move.To,
            CreatedAt = at,
            ChangedAt = at,
            PublishedAt = publish ? at : null,
            SourceHash = sourceHash,
            Title = title,
            History = { new HistoryEntry { At = at, Actor = Actor, Action = move.Action, From = move.From, To = move.To } },
        };
    }

    private async Task AddContactsAsync(Practice practice, PracticeRevision revision, IReadOnlyList<ContactDocument> contacts, bool beside, ColumnLimits limits, CancellationToken cancellationToken)
    {
        var validUntil = DateOnly.FromDateTime(clock.GetLocalNow().DateTime).AddYears(Contact.DefaultValidityYears);
        foreach (var document in contacts)
        {
            var name = limits.Personal(nameof(Contact.Name), "imię i nazwisko", document.Name);
            if (name is null || revision.Contacts.Any(c => c.Contact.Name == name))
            {
                continue;
            }

            var contact = await FindContactAsync(practice.Id, revision.ImplementingUnit, name, cancellationToken);
            if (contact is not null && revision.Contacts.Any(c => c.Contact == contact))
            {
                // SQL Server finds «JAN KOWALSKI» as «Jan Kowalski».
                continue;
            }

            if (contact is not null && beside)
            {
                // The published revision shows the same person: a draft changes nothing there.
                revision.Contacts.Add(new RevisionContact { Contact = contact, Order = revision.Contacts.Count });
                continue;
            }

            if (contact is null)
            {
                contact = new Contact { Name = name, ImplementingUnit = revision.ImplementingUnit, ValidUntil = validUntil };
                db.Contacts.Add(contact);
            }

            // An export carries no phone and no e-mail; it does not erase those that are known here.
            contact.Post = limits.Personal(nameof(Contact.Post), "stanowisko", document.Post) ?? contact.Post;
            contact.Phone = limits.Personal(nameof(Contact.Phone), "telefon", document.Phone) ?? contact.Phone;
            contact.Email = limits.Personal(nameof(Contact.Email), "e-mail", document.Email) ?? contact.Email;
            revision.Contacts.Add(new RevisionContact { Contact = contact, Order = revision.Contacts.Count });
        }
    }

    /// <summary>Without a unit, a name alone does not say that two practices mean the same person.</summary>
    private Task<Contact?> FindContactAsync(int practiceId, ImplementingUnit? unit, string name, CancellationToken cancellationToken) => unit switch
    {
        { Id: > 0 } => db.Contacts.FirstOrDefaultAsync(c => c.ImplementingUnitId == unit.Id && c.Name == name, cancellationToken),
        null => db.Revisions.Where(r => r.PracticeId == practiceId).SelectMany(r => r.Contacts).Select(c => c.Contact)
            .FirstOrDefaultAsync(c => c.ImplementingUnitId == null && c.Name == name, cancellationToken),
        _ => Task.FromResult<Contact?>(null),
    };

    /// <summary>Opinions and adoptions belong to the practice, not to a revision: those that it has already are not doubled.</summary>
    private async Task AddOpinionsAsync(Practice practice, PracticeDocument document, bool beside, ColumnLimits limits, CancellationToken cancellationToken)
    {
        if (beside)
        {
            // They would be public at once, although the draft is not.
            if (document.Opinions.Count + document.Adoptions.Count > 0)
            {
                limits.Doubts.Add("Opinie ekspertów i wdrożenia dotyczą całej praktyki, a ta jest opublikowana; szkic ich nie zmienia.");
            }

            return;
        }

        var opinions = await db.Opinions.Where(o => o.PracticeId == practice.Id).ToListAsync(cancellationToken);
        foreach (var opinion in document.Opinions.Select(o => RevisionContent.Opinion(o, limits)))
        {
            if (opinions.Find(o => o.Text == opinion.Text && o.Expert == opinion.Expert) is { } known)
            {
                (known.Recommended, known.WorksWithoutFunding, known.Scores, known.IsPublic) = (opinion.Recommended, opinion.WorksWithoutFunding, opinion.Scores, true);
                continue;
            }

            opinion.IsPublic = true;
            practice.Opinions.Add(opinion);
        }

        var adoptions = await db.Adoptions.AsNoTracking().Where(a => a.PracticeId == practice.Id).ToListAsync(cancellationToken);
        practice.Adoptions.AddRange(document.Adoptions.Select(a => RevisionContent.Adoption(a, limits))
            .Where(a => !adoptions.Exists(k => k.Adopter == a.Adopter && k.Year == a.Year)));
    }

    private sealed record ExistingRevision(int Id, int Number, RevisionStatus Status, string? SourceHash, int Version)
    {
        public bool IsWorking => ReviewWorkflow.Working.Contains(Status);

        /// <summary>Saved once only: nobody has worked on it since.</summary>
        public bool IsUntouchedImport => Status == RevisionStatus.Draft && SourceHash is not null && Version == 1;
    }
}
