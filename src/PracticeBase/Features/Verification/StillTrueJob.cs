using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Review;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Verification;

/// <summary>Asks the authors of a practice once a year whether it is still true. One that nobody can be asked about is marked as asked, so that editors see it.</summary>
public sealed class StillTrueJob(PracticeBaseDbContext db, Letters letters, VerificationLink link, TimeProvider clock) : IJob
{
    /// <summary>At most so many letters a run: an old portal's practices are not asked about all at once.</summary>
    public const int Batch = 50;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var yearAgo = now.AddYears(-1);
        var day = DateOnly.FromDateTime(clock.GetLocalNow().DateTime).AddYears(-1);
        var old = await db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null)
            .Where(r => r.Practice.VerificationAskedAt == null || r.Practice.VerificationAskedAt < yearAgo)
            .Where(r => r.Practice.VerifiedOn != null ? r.Practice.VerifiedOn < day : r.PublishedAt == null || r.PublishedAt < yearAgo)
            .OrderBy(r => r.PracticeId).Select(r => new { r.Id, r.PracticeId }).Take(Batch).ToListAsync(cancellationToken);
        foreach (var revision in old)
        {
            db.ChangeTracker.Clear();
            await AskAsync(revision.Id, revision.PracticeId, now, yearAgo, cancellationToken);
        }
    }

    private async Task AskAsync(int revisionId, int practiceId, DateTimeOffset now, DateTimeOffset yearAgo, CancellationToken cancellationToken)
    {
        await db.InTransactionAsync(async () =>
        {
            // Whoever moves the date asks; another node finds it moved.
            if (await db.Practices.Where(p => p.Id == practiceId && (p.VerificationAskedAt == null || p.VerificationAskedAt < yearAgo))
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.VerificationAskedAt, now), cancellationToken) == 0)
            {
                return;
            }

            var revision = await db.Revisions.Include(r => r.Practice).Include(r => r.Author).SingleAsync(r => r.Id == revisionId, cancellationToken);
            foreach (var author in await db.AuthorsOfAsync(revision, cancellationToken))
            {
                letters.Write(MessageKind.StillTrue, author, link.PathFor(practiceId), revision, revision.Title, revision.Practice.Signature);
            }

            await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
    }
}
