using System.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Accounts;

public sealed class FirstAdministratorForm
{
    public string? Kod { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }
}

/// <summary>The first account, by the link from the log.</summary>
public sealed class FirstAdministratorController(
    UserManager<Account> users, SignInManager<Account> signIn, PracticeBaseDbContext db, FirstAdministrator first, AuditLog audit, TimeProvider clock, Words words) : AccountPageController(words)
{
    private const string FormView = "FirstAdministrator";

    [HttpGet("/konto/pierwszy-administrator")]
    public async Task<IActionResult> Index(string? kod) => await first.IsGoodAsync(kod, Aborted) ? Page(FormView, new FirstAdministratorForm { Kod = kod }) : NotFound();

    [HttpPost("/konto/pierwszy-administrator")]
    public async Task<IActionResult> Index(FirstAdministratorForm form)
    {
        // Serializable: of two who send the form at once, one is first.
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (!await first.IsGoodAsync(form.Kod, Aborted))
            {
                return NotFound();
            }

            var name = Line(nameof(form.Name), form.Name, MaxName, Words.Plain("Account.Error.Name"));
            var email = Email(nameof(form.Email), form.Email);
            var password = Password(nameof(form.Password), form.Password);
            if (!ModelState.IsValid)
            {
                return Refused(FormView, form);
            }

            var account = new Account { Name = name!, Email = email, UserName = email, EmailConfirmed = true, Roles = AccountRoles.Administrator, CreatedAt = clock.GetUtcNow() };
            var result = await users.CreateAsync(account, password!);
            if (!result.Succeeded)
            {
                AddErrors(result, nameof(form.Password), nameof(form.Email));
                return Refused(FormView, form);
            }

            audit.Add("account.create", $"Account {account.Id}", account.Name, null, new { account.Roles });
            await db.SaveChangesAsync(Aborted);
            await signIn.SignInAsync(account, isPersistent: false);
            return this.RedirectTo(AccountSecurity.SecurityPage + "?potrzebny=1");
        }, Aborted, IsolationLevel.Serializable);
    }
}
