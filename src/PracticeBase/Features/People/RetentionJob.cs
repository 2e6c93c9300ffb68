using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Statistics;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.People;

/// <summary>Deletes what is kept no longer: sessions, letters, people's data whose time is over. The privacy page and docs/operations.md say the same.</summary>
public sealed class RetentionJob(PracticeBaseDbContext db, TimeProvider clock) : IJob
{
    /// <summary>Letters with secret links or strangers' words, sent or not.</summary>
    public const int SecretLetterDays = 30;

    /// <summary>After its last day a contact of no published and no working revision is kept so long, in case it is to be extended.</summary>
    public const int UnusedContactDays = 90;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await db.Sessions.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        await DeleteLettersAsync(now, cancellationToken);
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var firstMonth = new DateOnly(today.Year, today.Month, 1).AddMonths(-DeskStatistics.SearchMonths);
        await db.EmptySearches.Where(s => s.Month < firstMonth).ExecuteDeleteAsync(cancellationToken);
        await EraseContactsAsync(today, cancellationToken);
    }

    private async Task DeleteLettersAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var yearAgo = now.AddYears(-1);
        await db.Messages.Where(m => m.CreatedAt < yearAgo && (m.Address == null || m.FailedAt != null)).ExecuteDeleteAsync(cancellationToken);
        // By the day they were written, so that nothing secret waits for a mail server that is never set.
        var secretUntil = now.AddDays(-SecretLetterDays);
        await db.Messages.Where(m => Message.SecretKinds.Contains(m.Kind) && m.CreatedAt < secretUntil).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task EraseContactsAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var yearAgo = today.AddYears(-1);
        await db.Contacts.Where(c => c.ValidUntil < yearAgo && (c.Phone != null || c.Email != null))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Phone, (string?)null).SetProperty(c => c.Email, (string?)null), cancellationToken);
        var unusedUntil = today.AddDays(-UnusedContactDays);
        RevisionStatus[] inUse = [RevisionStatus.Published, .. ReviewWorkflow.Working];
        var unused = db.Contacts.Where(c => c.ValidUntil < unusedUntil
            && !db.Revisions.Any(r => inUse.Contains(r.Status) && r.Contacts.Any(rc => rc.ContactId == c.Id)));
        // Cut off between the two, the next run finds the contacts without their links.
        await db.Set<RevisionContact>().Where(rc => unused.Any(c => c.Id == rc.ContactId)).ExecuteDeleteAsync(cancellationToken);
        await unused.Where(c => !db.Set<RevisionContact>().Any(rc => rc.ContactId == c.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
