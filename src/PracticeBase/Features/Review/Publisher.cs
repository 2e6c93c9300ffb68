using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer;

namespace PracticeBase.Features.Review;

/// <summary>Makes an approved revision the one that the public sees, in the caller's transaction.</summary>
public sealed class Publisher(PracticeBaseDbContext db, TimeProvider clock)
{
    /// <summary>Supersedes the former revision, freezes this one and announces it. The practice must be loaded; the caller saves and commits.</summary>
    public async Task PublishAsync(PracticeRevision revision, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var practice = revision.Practice;
        var former = await db.Revisions.SingleOrDefaultAsync(r => r.PracticeId == practice.Id && r.Status == RevisionStatus.Published, cancellationToken);
        if (former is not null)
        {
            var move = ReviewWorkflow.Demand(former.Status, ReviewAction.Supersede, ReviewActor.System);
            former.Status = move.To;
            db.History.Add(new HistoryEntry { RevisionId = former.Id, At = now, Actor = nameof(ReviewActor.System), Action = move.Action, From = move.From, To = move.To });
            // One published revision a practice: the old one must have left before the new one comes.
            await db.SaveChangesAsync(cancellationToken);
        }

        revision.Metryka.IntroducedOn ??= former?.Metryka.IntroducedOn ?? today;
        revision.Metryka.UpdatedOn = today;
        revision.ImplementingUnit = await new ReferenceFinder(db).UnitAsync(revision.Metryka, revision.LocalGovernmentId, cancellationToken);
        revision.PublishedAt = now;
        revision.ScheduledFor = null;
        revision.ChangedAt = now;
        revision.Status = RevisionStatus.Published;
        practice.Slug = Text.Slug(revision.Title);
        practice.OwnerId ??= revision.LocalGovernmentId;
        practice.VerifiedOn = today;
        practice.VerificationAskedAt = null;
        // Perhaps chosen a moment ago and not saved yet: the choice is read from what was loaded, not by the query.
        foreach (var opinion in (await db.Opinions.Where(o => o.RevisionId == revision.Id).ToListAsync(cancellationToken)).Where(o => o.IsChosen))
        {
            opinion.IsPublic = true;
        }

        await db.SaveChangesAsync(cancellationToken);
        db.Changes.Add(new Change { PracticeId = practice.Id, At = now });
    }
}
