using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>A revision as the queue lists it.</summary>
public sealed record QueueRow
{
    public required int Id { get; init; }

    public required int Version { get; init; }

    public required int PracticeId { get; init; }

    public required PracticeKind Kind { get; init; }

    public required string Title { get; init; }

    public required string? UnitName { get; init; }

    public required int? CategoryId { get; init; }

    public required RevisionStatus Status { get; init; }

    public required DateTimeOffset? SubmittedAt { get; init; }

    public required int? AssigneeId { get; init; }

    public required string? Assignee { get; init; }

    public required bool IsAtExpert { get; init; }

    /// <summary>Of a practice that the public already knows.</summary>
    public required bool IsUpdate { get; init; }

    public string Signature => Practice.FormatSignature(Kind, PracticeId);

    public RevisionBadge Badge => new(Status, AssigneeId is not null, IsAtExpert);
}

public sealed record QueueCounts
{
    public required int New { get; init; }

    public required int InReview { get; init; }

    public required int AtExpert { get; init; }

    public required int Resubmitted { get; init; }

    public required int Returned { get; init; }

    public required int Scheduled { get; init; }

    /// <summary>Open ones that wait longer than <see cref="QueueQueries.LateDays"/>.</summary>
    public required int Late { get; init; }

    /// <summary>Open ones of whoever looks.</summary>
    public required int Mine { get; init; }

    /// <summary>From a submission to its decision, in days; null before the first.</summary>
    public required int? MedianDays { get; init; }

    /// <summary>Published practices whose authors do not answer.</summary>
    public required int Unverified { get; init; }

    public int Open => New + InReview + AtExpert + Resubmitted;

    public int Of(QueueState state) => state switch
    {
        QueueState.New => New,
        QueueState.InReview => InReview,
        QueueState.AtExpert => AtExpert,
        QueueState.Resubmitted => Resubmitted,
        QueueState.Returned => Returned,
        QueueState.Scheduled => Scheduled,
        _ => Open,
    };
}

public sealed record QueuePage(Catalogue Catalogue, QueueQuery Query, QueueCounts Counts, PageInfo Page, IReadOnlyList<QueueRow> Rows, IReadOnlyList<Person> Editors, DateTimeOffset Now);

public sealed record Person(int Id, string Name, string? Post);

/// <summary>The queue: no content of any revision is read, only what a row shows.</summary>
public sealed class QueueQueries(PracticeBaseDbContext db, CurrentAccount account, PracticeQueries practices, DeskPracticeQueries desk, TimeProvider clock)
{
    public const int PageSize = 20;
    public const int LateDays = 14;

    private const int DecisionsForMedian = 100;

    private static readonly RevisionStatus[] Open = [RevisionStatus.Submitted, RevisionStatus.InReview];
    private static readonly RevisionStatus[] Counted = [RevisionStatus.Submitted, RevisionStatus.InReview, RevisionStatus.Returned, RevisionStatus.Scheduled];
    private static readonly ReviewAction[] Decisions = [ReviewAction.Return, ReviewAction.Decline, ReviewAction.Approve, ReviewAction.Schedule];

    /// <exception cref="PageNotFoundException">The page lies beyond the last one.</exception>
    /// <exception cref="BadRequestException">A filter with an unknown value.</exception>
    public async Task<QueuePage> PageAsync(IQueryCollection address, CancellationToken cancellationToken)
    {
        var catalogue = await practices.CatalogueAsync(cancellationToken);
        var query = QueueQuery.Read(address, catalogue);
        var found = Filter(query, catalogue);
        var page = new PageInfo(query.Page, PageSize, await found.CountAsync(cancellationToken));
        if (query.Page > page.PageCount)
        {
            throw new PageNotFoundException((query with { Page = page.PageCount }).Address);
        }

        var sorted = query.IsNewestFirst ? found.OrderByDescending(r => r.SubmittedAt).ThenByDescending(r => r.Id) : found.OrderBy(r => r.SubmittedAt).ThenBy(r => r.Id);
        var rows = await sorted.Skip((query.Page - 1) * PageSize).Take(PageSize).Select(r => new QueueRow
        {
            Id = r.Id,
            Version = r.Version,
            PracticeId = r.PracticeId,
            Kind = r.Practice.Kind,
            Title = r.Title,
            UnitName = r.Metryka.UnitName,
            CategoryId = r.CategoryId,
            Status = r.Status,
            SubmittedAt = r.SubmittedAt,
            AssigneeId = r.AssigneeId,
            Assignee = r.Assignee!.Name,
            IsAtExpert = db.Opinions.Any(o => o.RevisionId == r.Id && o.ExpertId != null && o.SignedOn == null),
            IsUpdate = r.Practice.Revisions.Any(p => p.Status == RevisionStatus.Published),
        }).ToListAsync(cancellationToken);
        return new(catalogue, query, await CountsAsync(cancellationToken), page, rows, await PeopleAsync(AccountRoles.Editor, cancellationToken), clock.GetUtcNow());
    }

    /// <summary>Submissions of nobody, the oldest first, but for those that the editor wrote in.</summary>
    public async Task<IReadOnlyList<(int Id, int Version)>> WaitingAsync(int most, CancellationToken cancellationToken)
    {
        var id = account.Id;
        var rows = await db.Revisions.Where(r => r.Status == RevisionStatus.Submitted && r.AssigneeId == null && r.AuthorId != id)
            .OrderBy(r => r.SubmittedAt).ThenBy(r => r.Id).Take(most).Select(r => new { r.Id, r.Version, r.Writers }).ToListAsync(cancellationToken);
        return [.. rows.Where(r => !r.Writers.Contains(id)).Select(r => (r.Id, r.Version))];
    }

    public async Task<IReadOnlyList<Person>> PeopleAsync(AccountRoles role, CancellationToken cancellationToken) =>
        await db.Accounts.Open(role).OrderBy(a => a.Name).Select(a => new Person(a.Id, a.Name, a.Post)).ToListAsync(cancellationToken);

    private IQueryable<PracticeRevision> Filter(QueueQuery query, Catalogue catalogue)
    {
        var atExpert = db.Opinions.Where(o => o.ExpertId != null && o.SignedOn == null && o.RevisionId != null).Select(o => o.RevisionId!.Value);
        var found = query.State switch
        {
            QueueState.New => db.Revisions.Where(r => r.Status == RevisionStatus.Submitted && r.AssigneeId == null),
            QueueState.Resubmitted => db.Revisions.Where(r => r.Status == RevisionStatus.Submitted && r.AssigneeId != null),
            QueueState.InReview => db.Revisions.Where(r => r.Status == RevisionStatus.InReview && !atExpert.Contains(r.Id)),
            QueueState.AtExpert => db.Revisions.Where(r => r.Status == RevisionStatus.InReview && atExpert.Contains(r.Id)),
            QueueState.Returned => db.Revisions.Where(r => r.Status == RevisionStatus.Returned),
            QueueState.Scheduled => db.Revisions.Where(r => r.Status == RevisionStatus.Scheduled),
            _ => db.Revisions.Where(r => Open.Contains(r.Status)),
        };
        if (catalogue.Sectors.FirstOrDefault(s => s.Slug == query.Sector) is { } sector)
        {
            int?[] categories = [sector.Id, .. catalogue.ChildrenOf(sector).Select(c => c.Id)];
            found = found.Where(r => categories.Contains(r.CategoryId));
        }

        if (catalogue.Voivodeships.FirstOrDefault(v => v.Slug == query.Voivodeship) is { } voivodeship)
        {
            found = found.Where(r => r.LocalGovernmentId == voivodeship.Id || r.LocalGovernment!.VoivodeshipId == voivodeship.Id);
        }

        var assignee = query.Assignee == QueueQuery.Mine ? account.Id : int.TryParse(query.Assignee, CultureInfo.InvariantCulture, out var id) ? id : (int?)null;
        if (assignee is not null || query.Assignee == QueueQuery.Nobody)
        {
            found = found.Where(r => r.AssigneeId == assignee);
        }

        if (query.OlderThan > 0)
        {
            var before = clock.GetUtcNow().AddDays(-query.OlderThan);
            found = found.Where(r => r.SubmittedAt < before);
        }

        return found;
    }

    private async Task<QueueCounts> CountsAsync(CancellationToken cancellationToken)
    {
        var me = account.Id;
        var lateBefore = clock.GetUtcNow().AddDays(-LateDays);
        var groups = await db.Revisions.Where(r => Counted.Contains(r.Status))
            .GroupBy(r => new { r.Status, IsAssigned = r.AssigneeId != null, IsMine = r.AssigneeId == me, IsLate = r.SubmittedAt < lateBefore })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var atExpert = await db.Opinions.Where(o => o.ExpertId != null && o.SignedOn == null && o.Revision!.Status == RevisionStatus.InReview)
            .Select(o => o.RevisionId).Distinct().CountAsync(cancellationToken);
        int Sum(RevisionStatus status, bool? isAssigned = null) => groups.Where(g => g.Key.Status == status && (isAssigned is null || g.Key.IsAssigned == isAssigned)).Sum(g => g.Count);
        return new QueueCounts
        {
            New = Sum(RevisionStatus.Submitted, false),
            Resubmitted = Sum(RevisionStatus.Submitted, true),
            AtExpert = atExpert,
            InReview = Sum(RevisionStatus.InReview) - atExpert,
            Returned = Sum(RevisionStatus.Returned),
            Scheduled = Sum(RevisionStatus.Scheduled),
            Late = groups.Where(g => g.Key.IsLate && Open.Contains(g.Key.Status)).Sum(g => g.Count),
            Mine = groups.Where(g => g.Key.IsMine && Open.Contains(g.Key.Status)).Sum(g => g.Count),
            MedianDays = await MedianDaysAsync(cancellationToken),
            Unverified = await desk.CountUnverifiedAsync(cancellationToken),
        };
    }

    /// <summary>Of the last decisions; each counts from the submission before it.</summary>
    private async Task<int?> MedianDaysAsync(CancellationToken cancellationToken)
    {
        var decisions = await db.History.Where(h => Decisions.Contains(h.Action)).OrderByDescending(h => h.Id).Take(DecisionsForMedian)
            .Select(h => new { h.At, SubmittedAt = db.History.Where(s => s.RevisionId == h.RevisionId && s.Action == ReviewAction.Submit && s.Id < h.Id).Max(s => (DateTimeOffset?)s.At) })
            .ToListAsync(cancellationToken);
        var days = decisions.Where(d => d.SubmittedAt is not null).Select(d => (d.At - d.SubmittedAt!.Value).TotalDays).Order().ToList();
        return days.Count == 0 ? null : (int)Math.Round(days.Count % 2 == 1 ? days[days.Count / 2] : (days[(days.Count / 2) - 1] + days[days.Count / 2]) / 2, MidpointRounding.AwayFromZero);
    }
}
