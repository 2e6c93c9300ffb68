using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Submitting;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.BrowserTests.Fixtures;

/// <summary>The people of the journeys: they sign in without the sign-in page, which has journeys of its own.</summary>
public sealed class DeskPeople(PortalFixture portal)
{
    private static int taken;

    /// <summary>An officer whose unit has a published practice that can be submitted again as it is, but for the consents.</summary>
    public async Task<(Account Officer, PracticeRevision Published)> OfficerWithPracticeAsync(string name = "Anna Zielna")
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        // Not the practice that other journeys read: this one gets another title.
        var candidates = await db.Revisions.AsNoTracking().Where(r => r.PracticeId != portal.Richest.PracticeId && r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null && r.Practice.Kind == PracticeKind.Practice && r.LocalGovernment!.Teryt != null)
            .WithContent(files: false).Include(r => r.LocalGovernment).OrderBy(r => r.Id).ToListAsync();
        // A practice of their own for each journey: they run side by side.
        var published = candidates.Where(r => RevisionField.Missing(r, PracticeKind.Practice).All(f => f.Step == SubmissionStep.Consents || f.Key == "Contacts")).ElementAt(Interlocked.Increment(ref taken) - 1);
        await db.Practices.Where(p => p.Id == published.PracticeId).ExecuteUpdateAsync(s => s.SetProperty(p => p.OwnerId, published.LocalGovernmentId));
        return (await SignIn.AddAccountAsync(portal.Services, name, AccountRoles.Officer, published.LocalGovernment!.Teryt), published);
    }

    public Task<Account> AddAsync(string name, AccountRoles roles, string? teryt = null) => SignIn.AddAccountAsync(portal.Services, name, roles, teryt);

    /// <summary>Puts the cookie of a new session into the browser.</summary>
    public async Task SignInAsync(IBrowserContext context, Account account)
    {
        var cookie = await SignIn.CookieAsync(portal.Services, account, new Uri(portal.Origin).Host);
        await context.AddCookiesAsync([new() { Name = cookie.Name, Value = cookie.Value, Url = portal.Origin, HttpOnly = true }]);
    }

    /// <summary>As if the time had run out.</summary>
    public async Task ExpireAsync(Account account)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().Sessions.Where(s => s.AccountId == account.Id).ExecuteDeleteAsync();
    }
}
