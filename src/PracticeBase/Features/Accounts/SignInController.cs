using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

/// <summary>
/// Signing in: a passkey, or a password and a code where the account has them. Who fails is told the same whatever the reason,
/// after comparable work, so that nobody learns here who has an account.
/// </summary>
public sealed class SignInController(
    UserManager<Account> users, SignInManager<Account> signIn, PracticeBaseDbContext db, CurrentAccount current, AttemptLimits limits, AccountSecurity security,
    RecoveryCodes recovery, KeptForm kept, Letters letters, Words words) : AccountPageController(words)
{
    public const string Address = "/konto/zaloguj";

    private const string SignInView = "SignIn";
    private const string SecondStepView = "SecondStep";
    private const string RecoveryView = "RecoveryCode";

    [HttpGet(Address)]
    public IActionResult SignIn(string? powrot)
    {
        if (current.IsSignedIn && !current.LacksSecondFactor)
        {
            return GoOn(current.Account, current.IsStrong, powrot);
        }

        return Page(SignInView, new SignInForm { Powrot = Local(powrot) });
    }

    [HttpPost(Address)]
    public async Task<IActionResult> SignIn(SignInForm form)
    {
        var (email, password) = (EmailAddress.Read(form.Email), Password(nameof(form.Password), form.Password));
        if (!limits.Allows(HttpContext, email))
        {
            return TooMany(SignInView, form);
        }

        if (email is null)
        {
            ModelState.AddModelError(nameof(form.Email), Words.Plain("Account.Error.Email"));
        }

        if (email is null || password is null)
        {
            return Refused(SignInView, form);
        }

        if (await users.FindByEmailAsync(email) is not { } account)
        {
            security.PretendToCheck(password);
            return Failed(form);
        }

        var result = await signIn.PasswordSignInAsync(account, password, form.Remember, lockoutOnFailure: true);
        if (result.RequiresTwoFactor)
        {
            return string.IsNullOrEmpty(form.Zachowane)
                ? this.RedirectTo($"/konto/drugi-krok?remember={(form.Remember ? "true" : "false")}&powrot={Uri.EscapeDataString(Local(form.Powrot) ?? "")}")
                : Page(SecondStepView, new SecondStepForm { Remember = form.Remember, Powrot = form.Powrot, Zachowane = form.Zachowane });
        }

        if (result.Succeeded)
        {
            return Finish(account, isStrong: false, form);
        }

        if (result.IsNotAllowed)
        {
            return await NotAllowedAsync(account, password, form);
        }

        if (result.IsLockedOut)
        {
            // Identity did not look at the password.
            security.PretendToCheck(password);
        }

        return Failed(form);
    }

    /// <summary>For the script: what the browser is to sign.</summary>
    [HttpPost("/konto/klucz/opcje")]
    public async Task<IActionResult> PasskeyOptions() => limits.Allows(HttpContext)
        ? Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")
        : StatusCode(StatusCodes.Status429TooManyRequests);

    [HttpPost("/konto/klucz")]
    public async Task<IActionResult> Passkey(SignInForm form)
    {
        if (!limits.Allows(HttpContext))
        {
            return TooMany(SignInView, form);
        }

        if (await AssertAsync(form.Klucz) is not { User: { } account, Passkey: { } passkey } || !await signIn.CanSignInAsync(account))
        {
            ModelState.AddModelError("", Words.Plain("Account.Error.Passkey"));
            return Refused(SignInView, form);
        }

        await users.AddOrUpdatePasskeyAsync(account, passkey);
        return await SignInStronglyAsync(account, form);
    }

    [HttpGet("/konto/drugi-krok")]
    public async Task<IActionResult> SecondStep(bool remember, string? powrot) => await signIn.GetTwoFactorAuthenticationUserAsync() is null
        ? this.RedirectTo(Address)
        : Page(SecondStepView, new SecondStepForm { Remember = remember, Powrot = Local(powrot) });

    [HttpPost("/konto/drugi-krok")]
    public Task<IActionResult> SecondStep(SecondStepForm form) => SecondStepAsync(form, SecondStepView, Words.Plain("Account.Error.Code"), (account, code) =>
        users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code));

    [HttpGet("/konto/kod-zapasowy")]
    public async Task<IActionResult> RecoveryCode(bool remember, string? powrot) => await signIn.GetTwoFactorAuthenticationUserAsync() is null
        ? this.RedirectTo(Address)
        : Page(RecoveryView, new SecondStepForm { Remember = remember, Powrot = Local(powrot) });

    /// <summary>Without a code: the way from the second step, which carries the kept form along.</summary>
    [HttpPost("/konto/kod-zapasowy")]
    public async Task<IActionResult> RecoveryCode(SecondStepForm form)
    {
        if (form.Code is null && await signIn.GetTwoFactorAuthenticationUserAsync() is not null)
        {
            return Page(RecoveryView, form);
        }

        return await SecondStepAsync(form, RecoveryView, Words.Plain("Account.Error.RecoveryCode"), async (account, code) =>
        {
            if (!await recovery.RedeemAsync(account, code))
            {
                return false;
            }

            await security.TellAsync(account, SecurityChange.RecoveryCodeUsed, Aborted);
            return true;
        });
    }

    [HttpPost("/konto/wyloguj")]
    public new async Task<IActionResult> SignOut()
    {
        await signIn.SignOutAsync();
        return this.RedirectTo("/", "Account.Notice.SignedOut");
    }

    private async Task<IActionResult> SecondStepAsync(SecondStepForm form, string view, string wrong, Func<Account, string, Task<bool>> check)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account || !await signIn.CanSignInAsync(account))
        {
            ModelState.AddModelError("", Words.Plain("Account.Error.StepExpired"));
            return Refused(SignInView, new SignInForm { Remember = form.Remember, Powrot = form.Powrot, Zachowane = form.Zachowane });
        }

        if (!limits.Allows(HttpContext, account.Email))
        {
            return TooMany(view, form);
        }

        var code = new string([.. (form.Code ?? "").Take(100).Where(char.IsAsciiLetterOrDigit)]);
        if (await users.IsLockedOutAsync(account) || code.Length == 0 || !await check(account, code))
        {
            await users.AccessFailedAsync(account);
            ModelState.AddModelError(nameof(form.Code), wrong);
            return Refused(view, form);
        }

        await users.ResetAccessFailedCountAsync(account);
        await HttpContext.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        return await SignInStronglyAsync(account, form);
    }

    private async Task<IActionResult> SignInStronglyAsync(Account account, SignInState state)
    {
        await signIn.SignInAsync(account, SessionCookie.StrongProperties(state.Remember));
        return Finish(account, isStrong: true, state);
    }

    private IActionResult Finish(Account account, bool isStrong, SignInState state) =>
        kept.Open(state.Zachowane) is { } fields ? Page("Resume", fields) : GoOn(account, isStrong, state.Powrot);

    private IActionResult GoOn(Account account, bool isStrong, string? back)
    {
        if (account.Is(Account.PrivilegedRoles) && !isStrong)
        {
            return this.RedirectTo(AccountSecurity.SecurityPage + "?potrzebny=1");
        }

        if (Local(back) is { } address)
        {
            return LocalRedirect(address);
        }

        return this.RedirectTo(account.Is(AccountRoles.Administrator) ? "/administracja" : account.Is(AccountRoles.Editor) ? "/redakcja" : "/panel");
    }

    private string? Local(string? address) => Url.IsLocalUrl(address) && address.StartsWith('/') && !address.Contains('\\', StringComparison.Ordinal) ? address : null;

    private ViewResult Failed(SignInForm form)
    {
        ModelState.AddModelError("", Words.Plain("Account.Error.SignIn"));
        return Refused(SignInView, form);
    }

    /// <summary>Closed, or the address is not confirmed; the latter is said only to who knows the password.</summary>
    private async Task<IActionResult> NotAllowedAsync(Account account, string password, SignInForm form)
    {
        if (!await users.CheckPasswordAsync(account, password) || account is not { EmailConfirmed: false, ClosedAt: null })
        {
            return Failed(form);
        }

        if (limits.AllowsLetter(account.Email!))
        {
            letters.Write(MessageKind.ConfirmEmail, account, await security.ConfirmLinkAsync(account), null);
            await db.SaveChangesAsync(Aborted);
        }

        ModelState.AddModelError("", Words.Plain("Account.Error.NotConfirmed"));
        return Refused(SignInView, form);
    }

    private async Task<PasskeyAssertionResult<Account>?> AssertAsync(string? answer)
    {
        if (string.IsNullOrEmpty(answer))
        {
            return null;
        }

        try
        {
            var result = await signIn.PerformPasskeyAssertionAsync(answer);
            return result.Succeeded ? result : null;
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked for in this browser, or too long ago.
            return null;
        }
    }
}
