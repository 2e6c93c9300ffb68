using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;

namespace PracticeBase.Features.Submitting;

/// <summary>A revision in the officer's panel.</summary>
public sealed record PanelRow
{
    public required int RevisionId { get; init; }

    public required int PracticeId { get; init; }

    public required PracticeKind Kind { get; init; }

    public required string Title { get; init; }

    public required string Slug { get; init; }

    public required RevisionStatus Status { get; init; }

    public required int? CategoryId { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required DateTimeOffset? SubmittedAt { get; init; }

    public required DateTimeOffset? ScheduledFor { get; init; }

    public required DateOnly? DueOn { get; init; }

    public required DateOnly? UpdatedOn { get; init; }

    public required DateOnly? VerifiedOn { get; init; }

    public required DateTimeOffset? VerificationAskedAt { get; init; }

    public required bool IsArchived { get; init; }

    public required long Reads { get; init; }

    public required int Version { get; init; }

    public required string? Author { get; init; }

    public required bool IsFirst { get; init; }

    public string Signature => Practice.FormatSignature(Kind, PracticeId);
}

/// <summary>An open remark that waits for the author.</summary>
public sealed record WaitingRemark(int RevisionId, string Field, string Text, string Author);

public sealed record PanelPage
{
    public required IReadOnlyList<PanelRow> Rows { get; init; }

    public required ILookup<int, WaitingRemark> Remarks { get; init; }

    /// <summary>The drafts with their content, for what is still missing.</summary>
    public required IReadOnlyDictionary<int, PracticeRevision> Drafts { get; init; }

    /// <summary>The part of the page asked for: «szkice»; null for all.</summary>
    public required string? Tab { get; init; }

    public IEnumerable<PanelRow> In(params RevisionStatus[] statuses) => Rows.Where(r => statuses.Contains(r.Status));
}

public sealed class PanelQueries(PracticeBaseDbContext db, CurrentAccount account)
{
    /// <summary>More than any office has; the rest is in the public listing of the unit.</summary>
    public const int MaxRows = 500;

    public async Task<PanelPage> FindAsync(string? tab, CancellationToken cancellationToken)
    {
        var rows = await db.AllWrittenBy(account).AsNoTracking()
            .Where(r => r.Status != RevisionStatus.Superseded)
            .OrderByDescending(r => r.ChangedAt).Take(MaxRows)
            .Select(r => new PanelRow
            {
                RevisionId = r.Id,
                PracticeId = r.PracticeId,
                Kind = r.Practice.Kind,
                Title = r.Title,
                Slug = r.Practice.Slug,
                Status = r.Status,
                CategoryId = r.CategoryId,
                ChangedAt = r.ChangedAt,
                SubmittedAt = r.SubmittedAt,
                ScheduledFor = r.ScheduledFor,
                DueOn = r.DueOn,
                UpdatedOn = r.Metryka.UpdatedOn,
                VerifiedOn = r.Practice.VerifiedOn,
                VerificationAskedAt = r.Practice.VerificationAskedAt,
                IsArchived = r.Practice.ArchivedAt != null,
                Reads = r.Practice.ReadCount,
                Version = r.Version,
                Author = r.Author!.Name,
                IsFirst = r.Number == 1,
            }).ToListAsync(cancellationToken);
        var returned = rows.Where(r => r.Status == RevisionStatus.Returned).Select(r => r.RevisionId).ToList();
        var remarks = returned.Count == 0 ? [] : await db.Remarks.AsNoTracking()
            .Where(r => returned.Contains(r.RevisionId) && r.ParentId == null && r.ResolvedAt == null).OrderBy(r => r.At)
            .Select(r => new WaitingRemark(r.RevisionId, r.Field, r.Text, r.Author.Name)).ToListAsync(cancellationToken);
        var drafts = rows.Where(r => r.Status == RevisionStatus.Draft).Select(r => r.RevisionId).Take(20).ToList();
        var contents = drafts.Count == 0 ? [] : await db.Revisions.AsNoTracking().Where(r => drafts.Contains(r.Id)).WithContent(files: false).ToListAsync(cancellationToken);
        return new PanelPage { Rows = rows, Remarks = remarks.ToLookup(r => r.RevisionId), Drafts = contents.ToDictionary(r => r.Id), Tab = tab };
    }
}
