using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

/// <summary>Nobody knows whose request it is: the session could not be read.</summary>
public sealed record UnreadSession(Exception Reason);

/// <summary>
/// The cookie names a session in the database; every request reads the session with its account, so that a closed session,
/// a lost role or a closed account counts at once, on every node.
/// </summary>
public sealed class SessionCookie(PracticeBaseDbContext db, CurrentAccount current, KeptForm kept, AuditLog audit, IModelMetadataProvider metadata, TimeProvider clock, ILogger<SessionCookie> logger)
    : CookieAuthenticationEvents
{
    /// <summary>Set by the sign-in page: a passkey or a second factor was used.</summary>
    public const string StrongItem = "strong";

    private const string SessionClaim = "sid";

    private static readonly CompiledQuery<Func<PracticeBaseDbContext, Guid, DateTimeOffset, CancellationToken, Task<AccountSession?>>> Valid =
        new(() => EF.CompileAsyncQuery((PracticeBaseDbContext db, Guid id, DateTimeOffset now, CancellationToken _) => db.Sessions.AsNoTracking()
            .Include(s => s.Account).ThenInclude(a => a.LocalGovernment)
            .SingleOrDefault(s => s.Id == id && s.ExpiresAt > now && s.Account.ClosedAt == null)));

    private static readonly TimeSpan Length = TimeSpan.FromHours(10);
    private static readonly TimeSpan RememberedLength = TimeSpan.FromDays(30);
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);

    /// <summary>Of a sign-in with a passkey or a second factor.</summary>
    public static AuthenticationProperties StrongProperties(bool remember) => new() { IsPersistent = remember, Items = { [StrongItem] = "1" } };

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
        // Signing in again in the same browser replaces its session.
        _ = Guid.TryParse(context.HttpContext.User.FindFirstValue(SessionClaim), out var before);
        var cancellationToken = context.HttpContext.RequestAborted;
        await db.InTransactionAsync(async () =>
        {
            // Its own too: the answer to a commit that went well may have been lost.
            await db.Sessions.Where(s => s.Id == before || s.Id == session.Id).ExecuteDeleteAsync(cancellationToken);
            db.Sessions.Add(session);
            await db.SaveChangesAsync(cancellationToken);
            await db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.LastSignInAt, now), cancellationToken);
            current.Set(await ReadAsync(session.Id, now, cancellationToken) ?? throw new InvalidOperationException($"Account {accountId} was closed while signing in."));
            if (session.IsStrong && current.Account.Is(Account.PrivilegedRoles))
            {
                audit.Add("account.signIn", $"Account {accountId}", null);
                await db.SaveChangesAsync(cancellationToken);
            }
        }, cancellationToken);
        context.Principal = Principal(session.Id, accountId, []);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var now = clock.GetUtcNow();
        var id = Guid.Empty;
        AccountSession? session;
        try
        {
            session = Guid.TryParse(context.Principal?.FindFirstValue(SessionClaim), out id) ? await ReadAsync(id, now, context.HttpContext.RequestAborted) : null;
        }
        catch (Exception e) when (Outage.Is(e))
        {
            // Authentication remembers how it ended: failing here, it would fail the page about the failure too. UseSessions goes on from this.
            context.HttpContext.Features.Set(new UnreadSession(e));
            session = null;
        }

        if (session is null)
        {
            context.RejectPrincipal();
            return;
        }

        if (now - session.SeenAt > SeenStep)
        {
            var expires = now + (context.Properties.IsPersistent ? RememberedLength : Length);
            try
            {
                await db.Sessions.Where(s => s.Id == id)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now).SetProperty(x => x.ExpiresAt, expires), context.HttpContext.RequestAborted);
            }
            catch (Exception e) when (Outage.Is(e))
            {
                // Nothing can be written now; whoever only reads goes on, and the next request tries again.
                logger.LogWarning(e, "A session could not be prolonged");
            }
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

    /// <summary>A script is told by the status; a person goes to the sign-in page and comes back, with the form that was being sent.</summary>
    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.AsksForJson())
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (await kept.TryReadAsync(request) is { } form)
        {
            await ShowSignInAsync(context.HttpContext, form);
            return;
        }

        var back = HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : "";
        context.Response.Redirect($"{request.PathBase}/konto/zaloguj{(back.Length is 0 or > 1000 ? "" : "?powrot=" + Uri.EscapeDataString(back))}");
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

    private Task<AccountSession?> ReadAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => Valid.For(db)(db, id, now, cancellationToken);

    /// <summary>The sign-in page as the answer to what was sent, holding the form.</summary>
    private Task ShowSignInAsync(HttpContext http, string form)
    {
        http.Response.Headers.CacheControl = "no-store";
        var page = new ViewResult
        {
            ViewName = "~/Features/Accounts/SignIn.cshtml",
            StatusCode = StatusCodes.Status401Unauthorized,
            ViewData = new ViewDataDictionary<SignInForm>(metadata, new ModelStateDictionary()) { Model = new SignInForm { Zachowane = form } },
        };
        return page.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
    }

    public static ClaimsPrincipal Principal(Guid session, int accountId, IEnumerable<Claim> roles) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, accountId.ToString(CultureInfo.InvariantCulture)), new(SessionClaim, session.ToString()), .. roles], IdentityConstants.ApplicationScheme));
}
