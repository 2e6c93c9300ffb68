using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Accounts;

/// <summary>Where the account is signed in.</summary>
[Authorize(Policies.SignedIn)]
public sealed class SessionsController(PracticeBaseDbContext db, CurrentAccount current, SignInManager<Account> signIn, TimeProvider clock, Words words) : AccountPageController(words)
{
    private const string Address = "/konto/sesje";

    [HttpGet(Address)]
    public async Task<IActionResult> Index()
    {
        var (id, now) = (current.Id, clock.GetUtcNow());
        return Page("Sessions", await db.Sessions.AsNoTracking().Where(s => s.AccountId == id && s.ExpiresAt > now).OrderByDescending(s => s.SeenAt).ToListAsync(Aborted));
    }

    [HttpPost("/konto/sesje/zakoncz")]
    public async Task<IActionResult> End(Guid id)
    {
        var account = current.Id;
        if (id == current.SessionId)
        {
            return await EndAll(onlyThis: true);
        }

        return await db.Sessions.Where(s => s.Id == id && s.AccountId == account).ExecuteDeleteAsync(Aborted) == 0 ? NotFound() : this.RedirectTo(Address, "Account.Notice.SessionEnded");
    }

    [HttpPost("/konto/sesje/wszystkie")]
    public Task<IActionResult> EndAll() => EndAll(onlyThis: false);

    private async Task<IActionResult> EndAll(bool onlyThis)
    {
        var account = current.Id;
        if (!onlyThis)
        {
            await db.Sessions.Where(s => s.AccountId == account).ExecuteDeleteAsync(Aborted);
        }

        await signIn.SignOutAsync();
        return this.RedirectTo(SignInController.Address, "Account.Notice.SignedOut");
    }
}
