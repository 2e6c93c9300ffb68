using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Submitting;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>Publishes approved revisions whose date has come, each in a transaction of its own.</summary>
public sealed class PublishScheduledJob(PracticeBaseDbContext db, Publisher publisher, Letters letters, AuditLog audit, TimeProvider clock, ILogger<PublishScheduledJob> logger) : IJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await db.Revisions.Where(r => r.Status == RevisionStatus.Scheduled && r.ScheduledFor <= now).OrderBy(r => r.ScheduledFor).Select(r => r.Id).ToListAsync(cancellationToken);
        foreach (var id in due)
        {
            try
            {
                await PublishAsync(id, now, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another node was first, or an editor took it back; whoever it was has done what was to be done.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "Revision {Revision} could not be published on its date; it will be tried again", id);
            }
        }
    }

    private async Task PublishAsync(int id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.InTransactionAsync(async () =>
        {
            await db.HoldAsync(db.PracticeOf(id), cancellationToken);
            var revision = await db.Revisions.Include(r => r.Practice).Include(r => r.Author)
                .SingleOrDefaultAsync(r => r.Id == id && r.Status == RevisionStatus.Scheduled && r.ScheduledFor <= now, cancellationToken);
            if (revision is null)
            {
                return;
            }

            var move = ReviewWorkflow.Demand(revision.Status, ReviewAction.PublishScheduled, ReviewActor.System);
            db.History.Add(new HistoryEntry { RevisionId = id, At = now, Actor = nameof(ReviewActor.System), Action = move.Action, From = move.From, To = move.To });
            audit.Add("revision.publishScheduled", $"PracticeRevision {id}", revision.Title, new { move.From, revision.ScheduledFor }, new { move.To });
            await publisher.PublishAsync(revision, cancellationToken);
            foreach (var author in await db.AuthorsOfAsync(revision, cancellationToken))
            {
                var practice = revision.Practice;
                letters.Write(MessageKind.Published, author, $"/praktyka/{PermanentAddress.Format(practice.Id, practice.Slug)}", revision, revision.Title, practice.Signature, "");
            }

            await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
    }
}
