using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests;

/// <summary>People of every kind, and practices as a test needs them.</summary>
public class ReviewPortal : PortalFactory
{
    public const string Unit = "2477";
    public const string OtherUnit = "0226";

    private readonly Dictionary<int, Visitor> visitors = [];

    public Account Officer { get; private set; } = null!;

    public Account Stranger { get; private set; } = null!;

    /// <summary>An editor who writes practices too.</summary>
    public Account AuthorEditor { get; private set; } = null!;

    public Account Editor { get; private set; } = null!;

    public Account Assigned { get; private set; } = null!;

    public Account Administrator { get; private set; } = null!;

    public Account Expert { get; private set; } = null!;

    public Account OtherExpert { get; private set; } = null!;

    /// <summary>A complete revision of a practice of <see cref="Unit"/>, with an open remark that does not block.</summary>
    public Task<PracticeRevision> AddRevisionAsync(
        RevisionStatus status, Account? author = null, Account? assignee = null, string title = "Klub integracji", Action<PracticeRevision>? content = null, Action<Practice>? also = null, string? summary = null,
        DateTimeOffset? submittedAt = null, int number = 1) => UseDatabaseAsync(async db =>
    {
        var seed = new PortalSeed(db, null!);
        var place = seed.Place(Unit);
        var writer = author ?? Officer;
        var practice = new Practice { Kind = PracticeKind.Practice, Slug = Text.Slug(title), CreatedAt = PortalSeed.Moment, OwnerId = place.Id };
        also?.Invoke(practice);
        var revision = new PracticeRevision
        {
            Practice = practice,
            Number = number,
            Status = status,
            CreatedAt = PortalSeed.Moment,
            ChangedAt = DateTimeOffset.UtcNow,
            PublishedAt = ReviewWorkflow.IsFrozen(status) ? PortalSeed.Moment : null,
            SubmittedAt = status == RevisionStatus.Draft ? null : submittedAt ?? PortalSeed.Moment,
            ScheduledFor = status == RevisionStatus.Scheduled ? DateTimeOffset.UtcNow.AddDays(5) : null,
            AuthorId = writer.Id,
            Writers = [writer.Id],
            AssigneeId = assignee?.Id,
            Title = title,
        };
        seed.Complete(revision, place);
        revision.Summary = summary ?? revision.Summary;
        content?.Invoke(revision);
        practice.Revisions.Add(revision);
        db.Practices.Add(practice);
        await db.SaveChangesAsync();
        db.Remarks.Add(new Remark { RevisionId = revision.Id, Field = "Problem", AuthorId = Assigned.Id, At = PortalSeed.Moment, Text = "Proszę o liczbę." });
        db.Changes.Add(new Change { PracticeId = practice.Id, At = PortalSeed.Moment });
        await db.SaveChangesAsync();
        return revision;
    });

    /// <summary>The account at its browser; the same one each time.</summary>
    public async Task<Visitor> AtAsync(Account account)
    {
        if (!visitors.TryGetValue(account.Id, out var visitor))
        {
            visitors[account.Id] = visitor = await SignInAsync(account);
        }

        return visitor;
    }

    public static string Path(PracticeRevision revision) => $"/redakcja/wersja/{revision.Id}";

    protected override async Task SeedAsync(PortalSeed seed)
    {
        Officer = await AddAccountAsync("Anna Zielna", AccountRoles.Officer, Unit);
        Stranger = await AddAccountAsync("Piotr Obcy", AccountRoles.Officer, OtherUnit);
        AuthorEditor = await AddAccountAsync("Maria Pisząca", AccountRoles.Editor);
        Editor = await AddAccountAsync("Paweł Klon", AccountRoles.Editor);
        Assigned = await AddAccountAsync("Marta Wilga", AccountRoles.Editor);
        Administrator = await AddAccountAsync("Adam Zarządca", AccountRoles.Administrator);
        Expert = await AddAccountAsync("Tomasz Olcha", AccountRoles.Expert);
        OtherExpert = await AddAccountAsync("Barbara Brzoza", AccountRoles.Expert);
    }
}
