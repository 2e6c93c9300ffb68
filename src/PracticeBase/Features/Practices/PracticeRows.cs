using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>A published revision, and which of its further parts are worth asking for.</summary>
internal sealed record PracticeRow(PracticeRevision Revision, bool HasOpinions, bool HasAdoptions);

/// <summary>What the page of a practice asks the database.</summary>
internal static class PracticeRows
{
    private static readonly CompiledQuery<Func<PracticeBaseDbContext, int, CancellationToken, Task<PracticeRow?>>> Published =
        new(() => EF.CompileAsyncQuery((PracticeBaseDbContext db, int revisionId, CancellationToken _) => db.Revisions.AsNoTracking()
            .Include(r => r.Practice).Include(r => r.LocalGovernment).Include(r => r.ImplementingUnit)
            .Where(r => r.Id == revisionId && r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null)
            .Select(r => new PracticeRow(r, db.Opinions.Any(o => o.PracticeId == r.PracticeId && o.IsPublic), db.Adoptions.Any(a => a.PracticeId == r.PracticeId)))
            .SingleOrDefault()));

    private static readonly CompiledQuery<Func<PracticeBaseDbContext, int, DateOnly, IAsyncEnumerable<Contact>>> ShownContacts =
        new(() => EF.CompileAsyncQuery((PracticeBaseDbContext db, int revisionId, DateOnly today) => db.Set<RevisionContact>().AsNoTracking()
            .Where(c => c.RevisionId == revisionId && c.Contact.Visibility == ContactVisibility.Public && (c.Contact.ValidUntil == null || c.Contact.ValidUntil >= today))
            .OrderBy(c => c.Order).Select(c => c.Contact)));

    private static readonly CompiledQuery<Func<PracticeBaseDbContext, int, IAsyncEnumerable<ExpertOpinion>>> PublicOpinions =
        new(() => EF.CompileAsyncQuery<PracticeBaseDbContext, int, ExpertOpinion>((db, practiceId) =>
            db.Opinions.AsNoTracking().Where(o => o.PracticeId == practiceId && o.IsPublic).OrderByDescending(o => o.SignedOn)));

    /// <summary>Null when the revision is not published (any more).</summary>
    public static Task<PracticeRow?> FindAsync(PracticeBaseDbContext db, int revisionId, CancellationToken cancellationToken) => Published.For(db)(db, revisionId, cancellationToken);

    /// <summary>Whom the public may know of on a day.</summary>
    public static ValueTask<List<Contact>> ContactsAsync(PracticeBaseDbContext db, int revisionId, DateOnly today, CancellationToken cancellationToken) =>
        ShownContacts.For(db)(db, revisionId, today).ToListAsync(cancellationToken);

    public static ValueTask<List<ExpertOpinion>> OpinionsAsync(PracticeBaseDbContext db, int practiceId, CancellationToken cancellationToken) =>
        PublicOpinions.For(db)(db, practiceId).ToListAsync(cancellationToken);
}
