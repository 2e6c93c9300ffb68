using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

public sealed class RegistrationForm
{
    public string? Name { get; set; }

    public string? Post { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? Unit { get; set; }

    /// <summary>One of the candidates that a text like «Dąbrowa» brings up.</summary>
    public string? UnitChoice { get; set; }
}

public sealed record RegistrationPage(RegistrationForm Form, IReadOnlyList<LocalGovernment> Candidates);

/// <summary>The address and code of a letter's link, carried by the form that uses it.</summary>
public sealed class LinkForm
{
    public int Konto { get; set; }

    public string? Kod { get; set; }

    /// <summary>The new address, where the link changes one.</summary>
    public string? Adres { get; set; }
}

/// <summary>An officer makes an account. Who registers learns nothing about accounts of others: the owner of a known address gets a letter instead.</summary>
public sealed class RegistrationController(
    UserManager<Account> users, PracticeBaseDbContext db, LocalGovernmentFinder finder, AttemptLimits limits, AccountSecurity security, EmailConfirmation confirmation,
    Letters letters, TimeProvider clock, Words words) : AccountPageController(words)
{
    private const string RegisterView = "Registration";

    [HttpGet("/konto/rejestracja")]
    public IActionResult Register() => Page(RegisterView, new RegistrationPage(new RegistrationForm(), []));

    [HttpPost("/konto/rejestracja")]
    public async Task<IActionResult> Register(RegistrationForm form)
    {
        var page = new RegistrationPage(form, []);
        if (!limits.Allows(HttpContext, EmailAddress.Read(form.Email)))
        {
            return TooMany(RegisterView, page);
        }

        var name = Line(nameof(form.Name), form.Name, MaxName, Words.Plain("Account.Error.Name"));
        var post = OptionalLine(nameof(form.Post), form.Post, MaxPost);
        // A choice among candidates counts while the text still asks for it.
        var wanted = form.UnitChoice is { } choice && Text.Fold(choice).Contains(Text.Fold(form.Unit ?? "").Trim(), StringComparison.Ordinal) ? choice : form.Unit;
        var units = InputText.CleanLine(wanted) is { Length: <= LocalGovernmentFinder.MaxText } typed ? await finder.FindAsync(typed, Aborted) : [];
        if (units is [var unit])
        {
            (form.Unit, form.UnitChoice) = (LocalGovernmentFinder.Label(unit), null);
        }
        else
        {
            unit = null;
            ModelState.AddModelError(nameof(form.Unit), Words.Plain(units.Count > 0 ? "LocalGovernment.Choose" : "LocalGovernment.Unknown"));
            page = page with { Candidates = units };
        }

        var email = Email(nameof(form.Email), form.Email);
        var password = Password(nameof(form.Password), form.Password);
        Account NewAccount() => new()
        {
            Name = name ?? "",
            Post = post,
            Email = email,
            UserName = email,
            Roles = AccountRoles.Officer,
            LocalGovernmentId = unit?.Id,
            CreatedAt = clock.GetUtcNow(),
        };
        if (password is not null)
        {
            // Before anything depends on whether the address is known.
            foreach (var validator in users.PasswordValidators)
            {
                AddErrors(await validator.ValidateAsync(users, NewAccount(), password), nameof(form.Password));
            }
        }

        if (!ModelState.IsValid)
        {
            return Refused(RegisterView, page);
        }

        await CreateAsync(NewAccount, email!, password!);
        return this.RedirectTo("/konto/rejestracja/sprawdz-poczte");
    }

    [HttpGet("/konto/rejestracja/sprawdz-poczte")]
    public IActionResult CheckMail() => Page("CheckMail", "Account.CheckMail.Confirm");

    /// <summary>Suggestions while typing.</summary>
    [HttpGet("/konto/samorzady")]
    public async Task<IActionResult> LocalGovernments(string? q) => Json((InputText.CleanLine(q) is { Length: <= LocalGovernmentFinder.MaxText } typed ? await finder.SuggestAsync(typed, Aborted) : [])
        .Select(g => new { label = LocalGovernmentFinder.Label(g), name = g.Name, county = g.County?.Name, voivodeship = g.Voivodeship?.Name }));

    /// <summary>A button, because programs that look through mail open links too.</summary>
    [HttpGet("/konto/potwierdz")]
    public async Task<IActionResult> Confirm([FromQuery] LinkForm link) => await FindAsync(link) is null ? DeadLink() : Page("Confirm", link);

    [HttpPost("/konto/potwierdz")]
    public async Task<IActionResult> ConfirmNow([FromForm] LinkForm link)
    {
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await FindAsync(link) is not { } account)
            {
                return DeadLink();
            }

            await confirmation.ConfirmAsync(account, Aborted);
            // The link is used up.
            if (!(await users.UpdateSecurityStampAsync(account)).Succeeded)
            {
                await db.Database.RollbackTransactionAsync(Aborted);
                return DeadLink();
            }

            return this.RedirectTo(SignInController.Address, account.BelongingConfirmedAt is null ? "Account.Notice.ConfirmedWaits" : "Account.Notice.Confirmed");
        }, Aborted);
    }

    private async Task<Account?> FindAsync(LinkForm link) =>
        await users.FindByIdAsync(link.Konto.ToString(CultureInfo.InvariantCulture)) is { EmailConfirmed: false, ErasedAt: null } account
            && await users.VerifyUserTokenAsync(account, users.Options.Tokens.EmailConfirmationTokenProvider, UserManager<Account>.ConfirmEmailTokenPurpose, AccountSecurity.TokenOf(link.Kod))
            ? account
            : null;

    /// <summary>An account with its letter, or a letter to whom the address belongs.</summary>
    private async Task CreateAsync(Func<Account> newAccount, string email, string password)
    {
        var known = await users.FindByEmailAsync(email);
        if (known is null)
        {
            await CreateAsync(newAccount, password);
            return;
        }

        security.PretendToCheck(password);
        if (known.ClosedAt is null && limits.AllowsLetter(known.Email!))
        {
            letters.Write(MessageKind.AccountExists, known, "/konto/haslo", null);
            await db.SaveChangesAsync(Aborted);
        }
    }

    private async Task CreateAsync(Func<Account> newAccount, string password)
    {
        try
        {
            await db.InTransactionAsync(async () =>
            {
                var account = newAccount();
                if ((await users.CreateAsync(account, password)).Succeeded)
                {
                    letters.Write(MessageKind.ConfirmEmail, account, await security.ConfirmLinkAsync(account), null);
                    await db.SaveChangesAsync(Aborted);
                }
            }, Aborted);
        }
        catch (DbUpdateException e) when (!Outage.Is(e))
        {
            // The same address came twice at once: the first has its letter.
        }
    }
}
