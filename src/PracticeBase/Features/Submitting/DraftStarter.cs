using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Transfer;
using PracticeBase.Features.Transfer.Import;

namespace PracticeBase.Features.Submitting;

public enum StartRefusal
{
    /// <summary>No such revision for this account.</summary>
    NotFound,

    /// <summary>Only officers of the unit and editors start.</summary>
    NotAllowed,

    /// <summary>The practice has a working revision already.</summary>
    AlreadyStarted,
}

/// <param name="RevisionId">The new draft, or the working revision that there is already.</param>
public sealed record StartOutcome(StartRefusal? Refusal, int? RevisionId);

/// <summary>Starts drafts: from nothing, from a document, from a revision of a practice.</summary>
public sealed class DraftStarter(PracticeBaseDbContext db, CurrentAccount account, TimeProvider clock)
{
    /// <summary>Revisions of a unit among which its address is looked for.</summary>
    private const int Recent = 20;

    /// <summary>What belongs to the life of a revision, not to its content.</summary>
    private static readonly HashSet<string> OwnColumns =
    [
        nameof(PracticeRevision.Id), nameof(PracticeRevision.PracticeId), nameof(PracticeRevision.Number), nameof(PracticeRevision.Status), nameof(PracticeRevision.CreatedAt),
        nameof(PracticeRevision.ChangedAt), nameof(PracticeRevision.PublishedAt), nameof(PracticeRevision.AuthorId), nameof(PracticeRevision.Writers), nameof(PracticeRevision.SubmittedAt),
        nameof(PracticeRevision.AssigneeId), nameof(PracticeRevision.DueOn), nameof(PracticeRevision.ScheduledFor), nameof(PracticeRevision.Version), nameof(PracticeRevision.SourceHash),
        nameof(PracticeRevision.ConsentsToPublication), nameof(PracticeRevision.ContactsInformed), nameof(PracticeRevision.PersonalDataChecked), nameof(PracticeRevision.SearchText), "IsSealed",
    ];

    /// <summary>An empty draft with a title; an officer's unit is filled in.</summary>
    public async Task<StartOutcome> FromNothingAsync(string title, PracticeKind kind, CancellationToken cancellationToken) =>
        await StartAsync(title, kind, null, cancellationToken);

    /// <summary>A draft filled with what the importer read from an old page, DOCX or text.</summary>
    public async Task<StartOutcome> FromDocumentAsync(ReadDocument read, CancellationToken cancellationToken) =>
        await StartAsync(read.Document.Title, read.Document.Kind, read.Document, cancellationToken);

    /// <summary>A new draft with the content of a published or superseded revision of the account's own unit (editors: of any).</summary>
    public async Task<StartOutcome> FromRevisionAsync(int revisionId, CancellationToken cancellationToken)
    {
        return await db.InTransactionAsync<StartOutcome>(async () =>
        {
            var source = await db.Revisions.VisibleTo(account).Where(r => r.Id == revisionId).WithContent(files: false).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
            if (source is null)
            {
                return new(StartRefusal.NotFound, null);
            }

            if (!ReviewWorkflow.MovesFrom(null, account.ActorFor(source), isAuthor: false).Any(m => m.Action == ReviewAction.Start) || ReviewWorkflow.Working.Contains(source.Status))
            {
                return new(StartRefusal.NotAllowed, null);
            }

            var working = await db.Revisions.Where(r => r.PracticeId == source.PracticeId && ReviewWorkflow.Working.Contains(r.Status)).Select(r => (int?)r.Id).FirstOrDefaultAsync(cancellationToken);
            if (working is not null)
            {
                return new(StartRefusal.AlreadyStarted, working);
            }

            var number = await db.Revisions.Where(r => r.PracticeId == source.PracticeId).MaxAsync(r => r.Number, cancellationToken) + 1;
            var draft = NewDraft(await db.Practices.SingleAsync(p => p.Id == source.PracticeId, cancellationToken), number, source.Title);
            db.Revisions.Add(draft);
            CopyContent(source, draft);
            await db.SaveChangesAsync(cancellationToken);
            return new(null, draft.Id);
        }, cancellationToken);
    }

    /// <summary>Takes away a draft that was never submitted, and the practice with it when there is nothing else. False when it is not this account's or no such draft.</summary>
    public async Task<bool> DiscardAsync(int revisionId, CancellationToken cancellationToken)
    {
        return await db.InTransactionAsync(async () =>
        {
            var draft = await db.WrittenBy(account).Include(r => r.Contacts).Include(r => r.Practice)
                .SingleOrDefaultAsync(r => r.Id == revisionId && r.Status == RevisionStatus.Draft && r.SubmittedAt == null, cancellationToken);
            if (draft is null)
            {
                return false;
            }

            var contacts = draft.Contacts.ConvertAll(c => c.ContactId);
            db.Revisions.Remove(draft);
            await db.SaveChangesAsync(cancellationToken);
            await db.Contacts.Where(c => contacts.Contains(c.Id) && !db.Set<RevisionContact>().Any(r => r.ContactId == c.Id)).ExecuteDeleteAsync(cancellationToken);
            if (!await db.Revisions.AnyAsync(r => r.PracticeId == draft.PracticeId, cancellationToken) && !await db.Opinions.AnyAsync(o => o.PracticeId == draft.PracticeId, cancellationToken))
            {
                db.Practices.Remove(draft.Practice);
                await db.SaveChangesAsync(cancellationToken);
            }

            return true;
        }, cancellationToken);
    }

    private async Task<StartOutcome> StartAsync(string title, PracticeKind kind, PracticeDocument? document, CancellationToken cancellationToken)
    {
        if (!account.IsOfficer && !account.IsEditor)
        {
            return new(StartRefusal.NotAllowed, null);
        }

        return await db.InTransactionAsync<StartOutcome>(async () =>
        {
            // The number is part of many things, so it has to be known first.
            var practice = new Practice { Kind = kind, Slug = Text.Slug(title), CreatedAt = clock.GetUtcNow(), OwnerId = account.UnitId };
            db.Practices.Add(practice);
            await db.SaveChangesAsync(cancellationToken);
            var limits = new ColumnLimits(db.Model);
            var draft = NewDraft(practice, 1, document is null ? title : RevisionContent.Title(document, limits));
            if (document is not null)
            {
                await FillAsync(draft, document, limits, cancellationToken);
            }

            if (draft.LocalGovernmentId is null && account.IsOfficer)
            {
                await FillUnitAsync(draft, cancellationToken);
            }

            db.Revisions.Add(draft);
            await db.SaveChangesAsync(cancellationToken);
            return new(null, draft.Id);
        }, cancellationToken);
    }

    private PracticeRevision NewDraft(Practice practice, int number, string title)
    {
        var actor = account.IsOfficer ? ReviewActor.UnitOfficer : ReviewActor.Editor;
        var move = ReviewWorkflow.Demand(null, ReviewAction.Start, actor);
        var now = clock.GetUtcNow();
        var role = account.IsOfficer ? AccountRoles.Officer : AccountRoles.Editor;
        return new PracticeRevision
        {
            Practice = practice,
            Number = number,
            Status = move.To,
            CreatedAt = now,
            ChangedAt = now,
            AuthorId = account.Id,
            Writers = [account.Id],
            Title = title,
            History = { new HistoryEntry { At = now, Actor = role.ToString(), AccountId = account.Id, Action = move.Action, From = move.From, To = move.To } },
        };
    }

    /// <summary>The officer's own unit and its address.</summary>
    private async Task FillUnitAsync(PracticeRevision draft, CancellationToken cancellationToken)
    {
        if (account.Account.LocalGovernmentId is not { } id)
        {
            return;
        }

        var place = await db.LocalGovernments.Include(g => g.County).Include(g => g.Voivodeship).SingleAsync(g => g.Id == id, cancellationToken);
        draft.LocalGovernmentId = place.Id;
        draft.Metryka.UnitType = place.Type;
        draft.Metryka.County = place.County?.Name;
        draft.Metryka.Voivodeship = place.Voivodeship?.Name;
        draft.Metryka.Population = place.Population;
        draft.Metryka.PopulationYear = place.PopulationYear;
        if (account.UnitId is { } unit && await LastMetrykaAsync(unit, cancellationToken) is { } last)
        {
            draft.Metryka.UnitName = last.UnitName;
            draft.Metryka.Locality = last.Locality;
            draft.Metryka.Street = last.Street;
            draft.Metryka.PostalCode = last.PostalCode;
            draft.Metryka.PostOffice = last.PostOffice;
            draft.Metryka.Website = last.Website;
        }
    }

    /// <summary>The one changed last, of the newest revisions that say where it is: not all that a busy unit has begun are read.</summary>
    private Task<Metryka?> LastMetrykaAsync(int unitId, CancellationToken cancellationToken) =>
        (from p in db.Practices
         join r in db.Revisions on p.Id equals r.PracticeId
         where p.OwnerId == unitId && (r.Metryka.UnitName != null || r.Metryka.Locality != null)
         orderby p.Id descending, r.Number descending
         select r).Take(Recent).OrderByDescending(r => r.ChangedAt).Select(r => r.Metryka).FirstOrDefaultAsync(cancellationToken);

    private async Task FillAsync(PracticeRevision draft, PracticeDocument document, ColumnLimits limits, CancellationToken cancellationToken)
    {
        var finder = new ReferenceFinder(db);
        draft.Metryka = RevisionContent.Metryka(document.Metryka, limits);
        draft.CategoryId = await finder.CategoryAsync(document.Category, limits, cancellationToken);
        draft.LocalGovernmentId = await finder.LocalGovernmentAsync(document.Teryt, document.Metryka, limits, cancellationToken);
        draft.TargetGroups.AddRange((await finder.TargetGroupsAsync(document.TargetGroups, limits, cancellationToken)).Select(id => new RevisionTargetGroup { TargetGroupId = id }));
        var validUntil = DateOnly.FromDateTime(clock.GetLocalNow().DateTime).AddYears(Contact.DefaultValidityYears);
        foreach (var person in document.Contacts)
        {
            if (limits.Personal(nameof(Contact.Name), "imię i nazwisko", person.Name) is { } name)
            {
                var contact = new Contact
                {
                    Name = name,
                    Post = limits.Personal(nameof(Contact.Post), "stanowisko", person.Post),
                    Phone = limits.Personal(nameof(Contact.Phone), "telefon", person.Phone),
                    Email = limits.Personal(nameof(Contact.Email), "e-mail", person.Email),
                    ValidUntil = validUntil,
                };
                draft.Contacts.Add(new RevisionContact { Contact = contact, Order = draft.Contacts.Count });
            }
        }

        RevisionContent.Fill(draft, document, limits);
    }

    private void CopyContent(PracticeRevision source, PracticeRevision draft)
    {
        var (from, to) = (db.Entry(source), db.Entry(draft));
        foreach (var property in to.Properties.Where(p => !OwnColumns.Contains(p.Metadata.Name)))
        {
            property.CurrentValue = from.Property(property.Metadata.Name).CurrentValue;
        }

        foreach (var part in to.ComplexProperties)
        {
            foreach (var property in part.Properties)
            {
                property.CurrentValue = from.ComplexProperty(part.Metadata.Name).Property(property.Metadata.Name).CurrentValue;
            }
        }

        draft.TargetGroups.AddRange(source.TargetGroups.Select(g => new RevisionTargetGroup { TargetGroupId = g.TargetGroupId }));
        draft.Contacts.AddRange(source.Contacts.Select(c => new RevisionContact { Contact = DraftForm.Copy(c.Contact), Order = c.Order }));
        draft.Partners.AddRange(source.Partners.Select(p => new Partner { Name = p.Name, Kind = p.Kind, Role = p.Role, Contribution = p.Contribution, Order = p.Order }));
        draft.Attachments.AddRange(source.Attachments.Select(a => new Attachment
        {
            Sha256 = a.Sha256,
            FileName = a.FileName,
            Title = a.Title,
            Description = a.Description,
            AltText = a.AltText,
            Licence = a.Licence,
            Order = a.Order,
        }));
    }
}
