using PracticeBase.Domain;

namespace PracticeBase.Features.Review;

public static class PeopleQueries
{
    /// <summary>Those who have the role and can sign in.</summary>
    public static IQueryable<Account> Open(this IQueryable<Account> accounts, AccountRoles role) => accounts.Having(role).Where(a => a.ClosedAt == null && a.ErasedAt == null);

    /// <summary>Those with the role, whatever else they are: each sum of roles by itself, for which there is an index.</summary>
    public static IQueryable<Account> Having(this IQueryable<Account> accounts, AccountRoles role)
    {
        var sums = Enumerable.Range(1, (int)Enum.GetValues<AccountRoles>().Aggregate((a, b) => a | b)).Select(n => (AccountRoles)n).Where(r => (r & role) != 0).ToList();
        return accounts.Where(a => sums.Contains(a.Roles));
    }
}
