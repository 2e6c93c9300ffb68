using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Submitting;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>A revision without its content.</summary>
public sealed record RevisionLine(int Id, int Number, string Title, RevisionStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? PublishedAt, DateTimeOffset? ScheduledFor, int? AssigneeId, string? Author);

/// <summary>One move: <paramref name="Who"/> is null for what was done without an account, empty when the account was erased.</summary>
public sealed record HistoryLine(int Number, ReviewAction Action, RevisionStatus To, DateTimeOffset At, string? Who, string Actor, string? Remark);

/// <summary>Two revisions side by side.</summary>
public sealed record RevisionComparison(PracticeRevision Before, PracticeRevision After, IReadOnlyList<FieldDiff> Fields)
{
    public IEnumerable<FieldDiff> Changed => Fields.Where(f => f.IsChanged);
}

/// <summary>What happened to a practice, and what differs between its revisions.</summary>
public sealed class RevisionHistory(PracticeBaseDbContext db, Words words)
{
    /// <summary>More is not read on a page; the audit log has everything.</summary>
    private const int MaxLines = 200;

    /// <summary>The moves of these revisions, newest first.</summary>
    public async Task<IReadOnlyList<HistoryLine>> OfAsync(IReadOnlyList<RevisionLine> revisions, CancellationToken cancellationToken)
    {
        var numbers = revisions.ToDictionary(r => r.Id, r => r.Number);
        var ids = numbers.Keys.ToList();
        var entries = await db.History.AsNoTracking().Where(h => ids.Contains(h.RevisionId)).OrderByDescending(h => h.At).ThenByDescending(h => h.Id).Take(MaxLines)
            .Select(h => new { h.RevisionId, h.Action, h.To, h.At, Who = h.Account!.Name, h.Actor, h.Remark }).ToListAsync(cancellationToken);
        return [.. entries.Select(h => new HistoryLine(numbers[h.RevisionId], h.Action, h.To, h.At, h.Who, h.Actor, h.Remark))];
    }

    /// <summary>The difference of the two revisions whose numbers the address names as «od» and «do»; null when it names none or one that is not among them.</summary>
    /// <param name="among">The revisions that may be seen.</param>
    /// <param name="fields">The fields that may be seen.</param>
    /// <param name="address">The query.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="BadRequestException">What the address names is no number.</exception>
    public async Task<RevisionComparison?> CompareAsync(IQueryable<PracticeRevision> among, IEnumerable<RevisionField> fields, IQueryCollection address, CancellationToken cancellationToken)
    {
        if (Number(address, "od") is not { } from || Number(address, "do") is not { } to)
        {
            return null;
        }

        var found = await among.Where(r => r.Number == from || r.Number == to).WithContent().ToListAsync(cancellationToken);
        return found.Find(r => r.Number == from) is { } before && found.Find(r => r.Number == to) is { } after ? new(before, after, RevisionDiff.Between(before, after, fields, words)) : null;
    }

    private static int? Number(IQueryCollection address, string key) =>
        address[key].FirstOrDefault() is not { Length: > 0 } value ? null
        : value.Length <= 9 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new BadRequestException(key, value.Length > 100 ? null : value);
}

public static class RevisionLineQuery
{
    /// <summary>Newest first.</summary>
    public static async Task<IReadOnlyList<RevisionLine>> ToLinesAsync(this IQueryable<PracticeRevision> revisions, CancellationToken cancellationToken) =>
        await revisions.OrderByDescending(r => r.Number)
            .Select(r => new RevisionLine(r.Id, r.Number, r.Title, r.Status, r.CreatedAt, r.SubmittedAt, r.PublishedAt, r.ScheduledFor, r.AssigneeId, r.Author!.Name)).ToListAsync(cancellationToken);
}
