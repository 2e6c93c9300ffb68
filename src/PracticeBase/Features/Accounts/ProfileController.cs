using System.Data;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Accounts;

public sealed class ProfileForm
{
    public string? Name { get; set; }

    public string? Post { get; set; }

    /// <summary>What the form was filled in from; another one now means that somebody changed it meanwhile.</summary>
    public string? Version { get; set; }
}

public sealed class ChangeEmailForm
{
    public string? Email { get; set; }

    public string? Password { get; set; }
}

public sealed class EraseForm
{
    public string? Password { get; set; }
}

/// <summary>One's own data: to correct, to take away, to erase.</summary>
[Authorize(Policies.SignedIn)]
public sealed class ProfileController(
    UserManager<Account> users, SignInManager<Account> signIn, PracticeBaseDbContext db, CurrentAccount current, AttemptLimits limits, AccountSecurity security,
    Letters letters, AuditLog audit, TimeProvider clock, Words words) : AccountPageController(words)
{
    private const string ProfileView = "Profile";
    private const string EmailView = "ChangeEmail";
    private const string EraseView = "Erase";

    [HttpGet("/konto")]
    public async Task<IActionResult> Index()
    {
        var account = await OwnAsync();
        return Page(ProfileView, new ProfileForm { Name = account.Name, Post = account.Post, Version = account.ConcurrencyStamp });
    }

    [HttpPost("/konto")]
    public async Task<IActionResult> Index(ProfileForm form)
    {
        var name = Line(nameof(form.Name), form.Name, MaxName, Words.Plain("Account.Error.Name"));
        var post = OptionalLine(nameof(form.Post), form.Post, MaxPost);
        if (!ModelState.IsValid)
        {
            return Refused(ProfileView, form);
        }

        var account = await OwnAsync();
        var isFresh = account.ConcurrencyStamp == form.Version;
        (account.Name, account.Post) = (name!, post);
        if (!isFresh || !(await users.UpdateAsync(account)).Succeeded)
        {
            ModelState.AddModelError("", Words.Plain("Account.Error.Concurrency"));
            db.ChangeTracker.Clear();
            form.Version = (await OwnAsync()).ConcurrencyStamp;
            return Page(ProfileView, form, StatusCodes.Status409Conflict);
        }

        return this.RedirectTo("/konto", "Account.Notice.ProfileSaved");
    }

    [HttpGet("/konto/email")]
    public IActionResult ChangeEmail() => Page(EmailView, new ChangeEmailForm());

    [HttpPost("/konto/email")]
    public async Task<IActionResult> ChangeEmail(ChangeEmailForm form)
    {
        if (!limits.Allows(HttpContext, current.Account.Email))
        {
            return TooMany(EmailView, form);
        }

        var (email, password) = (Email(nameof(form.Email), form.Email), Password(nameof(form.Password), form.Password));
        var account = await OwnAsync();
        if (password is not null && !await users.CheckPasswordAsync(account, password))
        {
            ModelState.AddModelError(nameof(form.Password), Words.Plain("Account.Error.PasswordMismatch"));
        }

        if (!ModelState.IsValid)
        {
            return Refused(EmailView, form);
        }

        if (limits.AllowsLetter(email!))
        {
            // The owner of a known address learns of it; who asked does not.
            if (await users.FindByEmailAsync(email!) is { } known)
            {
                if (known.ClosedAt is null)
                {
                    letters.Write(MessageKind.AccountExists, known, "/konto/haslo", null);
                }
            }
            else
            {
                letters.WriteTo(MessageKind.EmailChanged, email!, account.Name, null, await security.ChangeEmailLinkAsync(account, email!));
            }

            await db.SaveChangesAsync(Aborted);
        }

        return this.RedirectTo("/konto", "Account.Notice.EmailAsked");
    }

    [HttpGet("/konto/email/potwierdz")]
    [AllowAnonymous]
    public async Task<IActionResult> ConfirmEmail([FromQuery] LinkForm link) => await FindAsync(link) is null ? DeadLink() : Page("ConfirmEmail", link);

    [HttpPost("/konto/email/potwierdz")]
    [AllowAnonymous]
    public async Task<IActionResult> ConfirmEmailNow([FromForm] LinkForm link)
    {
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await FindAsync(link) is not { } account)
            {
                return DeadLink();
            }

            // While the account still has the old address: that is where its owner must hear of it.
            await security.TellAsync(account, SecurityChange.Email, Aborted);
            account.UserName = link.Adres;
            var result = await users.ChangeEmailAsync(account, link.Adres!, AccountSecurity.TokenOf(link.Kod));
            if (!result.Succeeded)
            {
                await db.Database.RollbackTransactionAsync(Aborted);
                return DeadLink();
            }

            await security.EndOtherSessionsAsync(account, Aborted);
            return this.RedirectTo("/konto", "Account.Notice.EmailChanged");
        }, Aborted);
    }

    [HttpGet("/konto/dane")]
    public async Task<IActionResult> Download() => File(await OwnData.WriteAsync(db, current.Id, Aborted), "application/json", "moje-dane.json");

    [HttpGet("/konto/usun")]
    public IActionResult Erase() => Page(EraseView);

    [HttpPost("/konto/usun")]
    public async Task<IActionResult> Erase(EraseForm form)
    {
        if (!limits.Allows(HttpContext, current.Account.Email))
        {
            return TooMany(EraseView, form);
        }

        // Serializable: of two last administrators who leave at once, one stays.
        var refused = await db.InTransactionAsync<IActionResult?>(() => EraseAsync(form), Aborted, IsolationLevel.Serializable);
        if (refused is not null)
        {
            return refused;
        }

        await signIn.SignOutAsync();
        return this.RedirectTo("/", "Account.Notice.Erased");
    }

    /// <summary>Null when it was erased.</summary>
    private async Task<IActionResult?> EraseAsync(EraseForm form)
    {
        var account = await OwnAsync();
        if (!current.IsStrong && (Password(nameof(form.Password), form.Password) is not { } password || !await users.CheckPasswordAsync(account, password)))
        {
            ModelState.Remove(nameof(form.Password));
            ModelState.AddModelError(nameof(form.Password), Words.Plain("Account.Error.PasswordMismatch"));
        }
        else if (await security.IsLastAdministratorAsync(account, Aborted))
        {
            ModelState.AddModelError("", Words.Plain("Account.Error.LastAdministrator"));
        }

        if (!ModelState.IsValid)
        {
            return Refused(EraseView, form);
        }

        await Erasure.EraseAsync(db, account, clock.GetUtcNow(), Aborted);
        audit.Add("account.erase", $"Account {account.Id}", null);
        await db.SaveChangesAsync(Aborted);
        return null;
    }

    private async Task<Account> OwnAsync() => (await users.FindByIdAsync(current.Id.ToString(CultureInfo.InvariantCulture)))!;

    private async Task<Account?> FindAsync(LinkForm link) =>
        link.Adres is { Length: > 0 } && await users.FindByIdAsync(link.Konto.ToString(CultureInfo.InvariantCulture)) is { ClosedAt: null } account
            && await users.VerifyUserTokenAsync(account, users.Options.Tokens.ChangeEmailTokenProvider, UserManager<Account>.GetChangeEmailTokenPurpose(link.Adres), AccountSecurity.TokenOf(link.Kod))
            ? account
            : null;
}
