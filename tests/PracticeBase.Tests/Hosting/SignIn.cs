using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;

namespace PracticeBase.Tests.Hosting;

/// <summary>Accounts and signed-in browsers without the pages that make them, which have tests of their own.</summary>
public static class SignIn
{
    /// <summary>An open account with a confirmed address; an officer of a unit belongs to it unless said otherwise.</summary>
    public static async Task<Account> AddAccountAsync(IServiceProvider services, string name, AccountRoles roles, string? teryt = null, bool belongs = true)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var email = $"{Text.Slug(name)}-{Guid.NewGuid().ToString("N")[..6]}@example.org";
        var account = new Account
        {
            Name = name,
            Roles = roles,
            CreatedAt = PortalSeed.Moment,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString(),
            LocalGovernmentId = teryt is null ? null : await db.LocalGovernments.Where(g => g.Teryt == teryt).Select(g => (int?)g.Id).SingleAsync(),
            BelongingConfirmedAt = teryt is not null && belongs ? PortalSeed.Moment : null,
        };
        db.Accounts.Add(account);
        await db.SaveChangesAsync();
        return account;
    }

    /// <summary>The cookie of a new session.</summary>
    /// <param name="services">Of the portal, or of another process over the same database.</param>
    /// <param name="account">Who.</param>
    /// <param name="host">The portal's host name.</param>
    /// <param name="strong">As if a second factor had been used.</param>
    public static async Task<Cookie> CookieAsync(IServiceProvider services, Account account, string host, bool strong = true)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var session = new AccountSession { AccountId = account.Id, CreatedAt = now, SeenAt = now, ExpiresAt = now.AddHours(1), Device = "Test", IsStrong = strong };
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        var cookie = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddDays(1) };
        var ticket = new AuthenticationTicket(SessionCookie.Principal(session.Id, account.Id, []), properties, IdentityConstants.ApplicationScheme);
        return new Cookie(cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket), "/", host);
    }
}
