using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

public sealed class ForgottenForm
{
    public string? Email { get; set; }
}

public sealed class NewPasswordForm
{
    public int Konto { get; set; }

    public string? Kod { get; set; }

    public string? Password { get; set; }
}

public sealed class ChangePasswordForm
{
    public string? Password { get; set; }

    public string? NewPassword { get; set; }
}

/// <summary>A forgotten password is set anew by a link; a known one is changed. Either ends the account's other sessions.</summary>
public sealed class PasswordController(
    UserManager<Account> users, PracticeBaseDbContext db, CurrentAccount current, AttemptLimits limits, AccountSecurity security, EmailConfirmation confirmation,
    Letters letters, Words words) : AccountPageController(words)
{
    private const string ForgottenView = "Forgotten";
    private const string NewView = "NewPassword";
    private const string ChangeView = "ChangePassword";

    [HttpGet("/konto/haslo")]
    public IActionResult Forgotten() => Page(ForgottenView, new ForgottenForm());

    [HttpPost("/konto/haslo")]
    public async Task<IActionResult> Forgotten(ForgottenForm form)
    {
        if (!limits.Allows(HttpContext, EmailAddress.Read(form.Email)))
        {
            return TooMany(ForgottenView, form);
        }

        if (Email(nameof(form.Email), form.Email) is not { } email)
        {
            return Refused(ForgottenView, form);
        }

        if (await users.FindByEmailAsync(email) is { ClosedAt: null } account && limits.AllowsLetter(email))
        {
            letters.Write(MessageKind.ResetPassword, account, await security.ResetLinkAsync(account), null);
            await db.SaveChangesAsync(Aborted);
        }

        return this.RedirectTo("/konto/haslo/wyslano");
    }

    [HttpGet("/konto/haslo/wyslano")]
    public IActionResult Sent() => Page("CheckMail", "Account.CheckMail.Reset");

    [HttpGet("/konto/haslo/nowe")]
    public async Task<IActionResult> New([FromQuery] LinkForm link) =>
        await FindAsync(link.Konto, link.Kod) is null ? DeadLink() : Page(NewView, new NewPasswordForm { Konto = link.Konto, Kod = link.Kod });

    [HttpPost("/konto/haslo/nowe")]
    public async Task<IActionResult> New([FromForm] NewPasswordForm form)
    {
        if (await FindAsync(form.Konto, form.Kod) is null)
        {
            return DeadLink();
        }

        if (Password(nameof(form.Password), form.Password) is not { } password)
        {
            return Refused(NewView, form);
        }

        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await FindAsync(form.Konto, form.Kod) is not { } account)
            {
                return DeadLink();
            }

            var result = await users.ResetPasswordAsync(account, AccountSecurity.TokenOf(form.Kod), password);
            if (!result.Succeeded)
            {
                AddErrors(result, nameof(form.Password));
                return Refused(NewView, form);
            }

            if (!account.EmailConfirmed)
            {
                // The link came to that address.
                await confirmation.ConfirmAsync(account, Aborted);
            }

            account.LockoutEnd = null;
            account.AccessFailedCount = 0;
            await security.TellAsync(account, SecurityChange.Password, Aborted);
            await security.EndOtherSessionsAsync(account, Aborted);
            return this.RedirectTo(SignInController.Address, "Account.Notice.PasswordSet");
        }, Aborted);
    }

    [HttpGet("/konto/haslo/zmiana")]
    [Authorize(Policies.SignedIn)]
    public IActionResult Change() => Page(ChangeView);

    [HttpPost("/konto/haslo/zmiana")]
    [Authorize(Policies.SignedIn)]
    public async Task<IActionResult> Change(ChangePasswordForm form)
    {
        if (!limits.Allows(HttpContext, current.Account.Email))
        {
            return TooMany(ChangeView, form);
        }

        var (old, wanted) = (Password(nameof(form.Password), form.Password), Password(nameof(form.NewPassword), form.NewPassword));
        if (old is null || wanted is null)
        {
            return Refused(ChangeView, form);
        }

        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            var account = (await users.FindByIdAsync(current.Id.ToString(CultureInfo.InvariantCulture)))!;
            var result = await users.ChangePasswordAsync(account, old, wanted);
            if (!result.Succeeded)
            {
                foreach (var error in result.Errors)
                {
                    ModelState.AddModelError(error.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? nameof(form.Password) : nameof(form.NewPassword), error.Description);
                }

                return Refused(ChangeView, form);
            }

            await security.TellAsync(account, SecurityChange.Password, Aborted);
            await security.EndOtherSessionsAsync(account, Aborted);
            return this.RedirectTo(AccountSecurity.SecurityPage, "Account.Notice.PasswordChanged");
        }, Aborted);
    }

    private async Task<Account?> FindAsync(int id, string? code) =>
        await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is { ClosedAt: null } account
            && await users.VerifyUserTokenAsync(account, users.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, AccountSecurity.TokenOf(code))
            ? account
            : null;
}
