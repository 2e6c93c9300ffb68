using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Review;

public static class RevisionAuthors
{
    /// <summary>Whom to write to about a revision: who started it, or the unit's officers when that account is gone. Author and practice must be loaded.</summary>
    public static async Task<IReadOnlyList<Account>> AuthorsOfAsync(this PracticeBaseDbContext db, PracticeRevision revision, CancellationToken cancellationToken) =>
        revision.Author is { ClosedAt: null, ErasedAt: null } author
            ? [author]
            : await db.Accounts.Where(a => (a.Roles & AccountRoles.Officer) != 0 && a.ClosedAt == null && a.ErasedAt == null)
                .Where(a => a.LocalGovernmentId == revision.Practice.OwnerId && a.BelongingConfirmedAt != null).ToListAsync(cancellationToken);
}
