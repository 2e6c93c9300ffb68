using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>
/// The cookie names a session in the database; every request reads the session with its account, so that a closed session,
/// a lost role or a closed account counts at once, on every node.
/// </summary>
public sealed class SessionCookie(PracticeBaseDbContext db, CurrentAccount current, TimeProvider clock) : CookieAuthenticationEvents
{
    /// <summary>Set by the sign-in page: a passkey or a second factor was used.</summary>
    public const string StrongItem = "strong";

    private const string SessionClaim = "sid";

    private static readonly TimeSpan Length = TimeSpan.FromHours(10);
    private static readonly TimeSpan RememberedLength = TimeSpan.FromDays(30);
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);

    public override async Task SigningIn(CookieSigningInContext context)
    {
        var accountId = int.Parse(context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);
        var now = clock.GetUtcNow();
        var session = new AccountSession
        {
            AccountId = accountId,
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + (context.Properties.IsPersistent ? RememberedLength : Length),
            Device = DeviceName.Of(context.Request.Headers.UserAgent.ToString()),
            IsStrong = context.Properties.Items.ContainsKey(StrongItem),
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(context.HttpContext.RequestAborted);
        await db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.LastSignInAt, now), context.HttpContext.RequestAborted);
        context.Principal = Principal(session.Id, accountId, []);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var now = clock.GetUtcNow();
        var session = Guid.TryParse(context.Principal?.FindFirstValue(SessionClaim), out var id)
            ? await db.Sessions.AsNoTracking().Include(s => s.Account).ThenInclude(a => a.LocalGovernment)
                .SingleOrDefaultAsync(s => s.Id == id && s.ExpiresAt > now && s.Account.ClosedAt == null, context.HttpContext.RequestAborted)
            : null;
        if (session is null)
        {
            context.RejectPrincipal();
            return;
        }

        if (now - session.SeenAt > SeenStep)
        {
            var expires = now + (context.Properties.IsPersistent ? RememberedLength : Length);
            await db.Sessions.Where(s => s.Id == id)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now).SetProperty(x => x.ExpiresAt, expires), context.HttpContext.RequestAborted);
        }

        current.Set(session);
        context.ReplacePrincipal(Principal(session.Id, session.AccountId, Policies.RoleClaims(session)));
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        if (current.IsSignedIn)
        {
            var id = current.SessionId;
            await db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync(context.HttpContext.RequestAborted);
        }
    }

    /// <summary>A script is told by the status; a person goes to the sign-in page and comes back.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var back = HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : "";
        context.Response.Redirect($"{request.PathBase}/konto/zaloguj{(back.Length is 0 or > 1000 ? "" : "?powrot=" + Uri.EscapeDataString(back))}");
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (current.LacksSecondFactor && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect($"{context.Request.PathBase}/konto/bezpieczenstwo?potrzebny=1");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    public static ClaimsPrincipal Principal(Guid session, int accountId, IEnumerable<Claim> roles) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, accountId.ToString(CultureInfo.InvariantCulture)), new(SessionClaim, session.ToString()), .. roles], IdentityConstants.ApplicationScheme));
}
