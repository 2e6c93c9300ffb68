using System.Security.Claims;
using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>Who may open a part of the portal at all; what they see there is the queries' matter.</summary>
public static class Policies
{
    /// <summary>Anybody signed in: account and panel.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Editors and administrators, with a second factor.</summary>
    public const string Review = nameof(Review);

    public const string Editor = nameof(Editor);

    public const string Expert = nameof(Expert);

    public const string Administrator = nameof(Administrator);

    public static void AddPolicies(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(SignedIn, p => p.RequireAuthenticatedUser())
        .AddPolicy(Review, p => p.RequireRole(nameof(AccountRoles.Editor), nameof(AccountRoles.Administrator)))
        .AddPolicy(Editor, p => p.RequireRole(nameof(AccountRoles.Editor)))
        .AddPolicy(Expert, p => p.RequireRole(nameof(AccountRoles.Expert)))
        .AddPolicy(Administrator, p => p.RequireRole(nameof(AccountRoles.Administrator)));

    /// <summary>The roles that this session may use, as claims.</summary>
    internal static IEnumerable<Claim> RoleClaims(AccountSession session) => Enum.GetValues<AccountRoles>()
        .Where(r => r != AccountRoles.None && session.Account.Is(r) && (session.IsStrong || (r & Account.PrivilegedRoles) == 0))
        .Select(r => new Claim(ClaimTypes.Role, r.ToString()));
}
