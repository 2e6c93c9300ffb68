using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Submitting;

namespace PracticeBase.Features.Review;

/// <summary>Something to look at before a decision; <paramref name="IsOk"/> null: nobody looked yet.</summary>
public sealed record ReviewCheck(bool? IsOk, string Text);

/// <summary>What a revision is, for its badge.</summary>
public sealed record RevisionBadge(RevisionStatus Status, bool IsAssigned = false, bool IsAtExpert = false);

/// <summary>A revision under review with all that a decision needs.</summary>
public sealed record ReviewPage
{
    public required PracticeRevision Revision { get; init; }

    /// <summary>What it is compared with: the public revision, or the one before for what was public itself; null for a new practice.</summary>
    public required PracticeRevision? Base { get; init; }

    public required IReadOnlyList<FieldDiff> Fields { get; init; }

    public required ILookup<string, RemarkThread> Threads { get; init; }

    public required RemarkRights Rights { get; init; }

    public required IReadOnlyList<ReviewMove> Moves { get; init; }

    public required IReadOnlyList<ExpertOpinion> Opinions { get; init; }

    public required IReadOnlyList<LinkCheck> Links { get; init; }

    public required IReadOnlyList<ReviewCheck> Checks { get; init; }

    public required IReadOnlyList<HistoryLine> History { get; init; }

    /// <summary>To hand it over to.</summary>
    public required IReadOnlyList<Person> Editors { get; init; }

    /// <summary>To ask; those asked already are left out.</summary>
    public required IReadOnlyList<Person> Experts { get; init; }

    /// <summary>In charge of it, but wrote in it: somebody else approves it.</summary>
    public required bool IsOwnWork { get; init; }

    /// <summary>One text with both versions instead of two columns.</summary>
    public bool IsUnified { get; init; }

    /// <summary>The form that was refused; null on a first look.</summary>
    public string? Step { get; init; }

    /// <summary>What was typed in it.</summary>
    public MoveForm? Typed { get; init; }

    public MoveRefusal? Refusal { get; init; }

    public IReadOnlyList<RevisionField> Missing { get; init; } = [];

    /// <summary>Declining has to be confirmed.</summary>
    public bool AsksConfirmation { get; init; }

    public bool Can(ReviewAction action) => Moves.Any(m => m.Action == action);

    /// <summary>With what was typed into this form, or as it is offered at first.</summary>
    public MoveForm FormOf(string step) => Step == step ? Typed! : new MoveForm();

    public int OpenThreads => Threads.Sum(g => g.Count(t => t.IsOpen));

    public bool IsAtExpert => Revision.Status == RevisionStatus.InReview && Opinions.Any(o => o.SignedOn is null);
}

public sealed class ReviewQueries(
    PracticeBaseDbContext db, CurrentAccount account, RevisionMoves moves, RemarkQueries remarks, RevisionHistory history, QueueQueries queue, Words words, TimeProvider clock)
{
    private static readonly RevisionStatus[] Frozen = [RevisionStatus.Published, RevisionStatus.Superseded];

    /// <summary>Null when there is no such revision for this account.</summary>
    public async Task<ReviewPage?> FindAsync(int id, CancellationToken cancellationToken)
    {
        var revision = await db.Revisions.AsNoTracking().VisibleTo(account).Where(r => r.Id == id).WithContent().Include(r => r.Author).Include(r => r.Assignee).SingleOrDefaultAsync(cancellationToken);
        if (revision is null)
        {
            return null;
        }

        var before = await db.Revisions.AsNoTracking().Where(r => r.PracticeId == revision.PracticeId && r.Number < revision.Number && Frozen.Contains(r.Status))
            .OrderByDescending(r => r.Number).Take(1).WithContent().SingleOrDefaultAsync(cancellationToken);
        var threads = await remarks.ThreadsAsync(revision, cancellationToken);
        var opinions = await db.Opinions.AsNoTracking().Where(o => o.RevisionId == id && o.ExpertId != null).OrderBy(o => o.AskedAt).ToListAsync(cancellationToken);
        var links = await db.LinkChecks.AsNoTracking().Where(c => c.RevisionId == id).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var lines = await db.Revisions.AsNoTracking().VisibleTo(account).Where(r => r.PracticeId == revision.PracticeId).ToLinesAsync(cancellationToken);
        var allowed = moves.MovesOf(revision);
        bool Can(ReviewAction action) => allowed.Any(m => m.Action == action);
        return new ReviewPage
        {
            Revision = revision,
            Base = before,
            Fields = RevisionDiff.Between(before, revision, RevisionField.Of(revision.Practice.Kind), words),
            Threads = threads,
            Rights = RemarkRights.Of(account, revision),
            Moves = allowed,
            Opinions = opinions,
            Links = links,
            Checks = [.. ChecksOf(revision, threads, links)],
            History = await history.OfAsync(lines, cancellationToken),
            Editors = Can(ReviewAction.HandOver) ? [.. (await queue.PeopleAsync(AccountRoles.Editor, cancellationToken)).Where(p => p.Id != revision.AssigneeId)] : [],
            Experts = Can(ReviewAction.AskExpert) ? [.. (await queue.PeopleAsync(AccountRoles.Expert, cancellationToken)).Where(p => opinions.TrueForAll(o => o.ExpertId != p.Id))] : [],
            IsOwnWork = revision.Status == RevisionStatus.InReview && revision.AssigneeId == account.Id && account.HasWrittenIn(revision),
        };
    }

    /// <summary>True where what was typed is what the list of local governments says.</summary>
    public static bool AgreesWithRegister(PracticeRevision revision, RevisionField field) => revision.LocalGovernment is { } place && field.Key switch
    {
        "Population" => place.Population is { } population && population == revision.Metryka.Population,
        "Locality" => place.Type is not (LocalGovernmentType.County or LocalGovernmentType.Voivodeship or LocalGovernmentType.Association) && place.Name == revision.Metryka.Locality,
        _ => false,
    };

    private IEnumerable<ReviewCheck> ChecksOf(PracticeRevision revision, ILookup<string, RemarkThread> threads, IReadOnlyList<LinkCheck> links)
    {
        var missing = RevisionField.Missing(revision, revision.Practice.Kind);
        yield return missing.Count == 0 ? Ok("Complete") : Bad("Incomplete", string.Join(", ", missing.Select(f => words.Plain(f.LabelKey))));

        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var contacts = revision.Contacts.ConvertAll(c => c.Contact);
        var expired = contacts.FindAll(c => c.ValidUntil < today);
        yield return !contacts.Exists(c => !expired.Contains(c) && (c.Email is not null || c.Phone is not null)) ? Bad("NoContact")
            : expired.Count > 0 ? Bad("ContactExpired", string.Join(", ", expired.Select(c => c.Name)))
            : Ok("Contacts");

        var known = LinkChecker.LinksOf(revision);
        if (known.Count == 0)
        {
            yield return Ok("NoLinks");
        }
        else if (known.Any(url => links.All(l => l.Url != url)))
        {
            yield return new(null, words.Plain("Review.Check.LinksUnknown"));
        }
        else
        {
            var dead = links.Count(l => !l.IsAlive);
            yield return dead == 0 ? Ok("Links") : Bad("DeadLinks", words.Number(dead));
        }

        if (revision.Attachments.Count > 0)
        {
            yield return revision.PersonalDataChecked ? Ok("PersonalData") : Bad("NoPersonalData");
            var mute = revision.Attachments.Where(a => a.File.ContentType.StartsWith("image/", StringComparison.Ordinal) && string.IsNullOrWhiteSpace(a.AltText)).Select(a => a.FileName).ToList();
            yield return mute.Count == 0 ? Ok("AltTexts") : Bad("NoAltText", string.Join(", ", mute));
        }

        yield return revision.ConsentsToPublication && (revision.ContactsInformed || contacts.Count == 0) ? Ok("Consents") : Bad("NoConsents");
        var blocking = threads.Sum(g => g.Count(t => t.IsOpen && t.First.IsBlocking));
        yield return blocking == 0 ? Ok("Remarks") : Bad("OpenRemarks", words.Number(blocking));
    }

    private ReviewCheck Ok(string name) => new(true, words.Plain($"Review.Check.{name}"));

    private ReviewCheck Bad(string name, params object[] args) => new(false, words.Plain($"Review.Check.{name}", args));
}
