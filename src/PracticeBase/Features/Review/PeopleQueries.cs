using PracticeBase.Domain;

namespace PracticeBase.Features.Review;

public static class PeopleQueries
{
    /// <summary>Those who have the role and can sign in.</summary>
    public static IQueryable<Account> Open(this IQueryable<Account> accounts, AccountRoles role) => accounts.Where(a => (a.Roles & role) != 0 && a.ClosedAt == null && a.ErasedAt == null);
}
