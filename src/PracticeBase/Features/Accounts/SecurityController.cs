using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;
using QRCoder;

namespace PracticeBase.Features.Accounts;

/// <param name="IsNeeded">Came here because the account's role needs a second factor.</param>
/// <param name="HasAuthenticator">A code is asked for at each sign-in with the password.</param>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
/// <param name="Passkeys">Oldest first.</param>
/// <param name="MayChange">False where a second factor exists and this session was begun without it.</param>
public sealed record SecurityPage(bool IsNeeded, bool HasAuthenticator, int CodesLeft, IReadOnlyList<UserPasskeyInfo> Passkeys, bool MayChange);

/// <param name="Key">Base 32.</param>
/// <param name="Picture">The QR code as a data: address.</param>
public sealed record AuthenticatorPage(string Key, string Picture)
{
    /// <summary>«JBSW Y3DP …», to be typed where nothing can be scanned.</summary>
    public string Groups => string.Join(' ', Key.Chunk(4).Select(g => new string(g)));
}

public sealed class CodeForm
{
    public string? Code { get; set; }
}

public sealed class PasskeyForm
{
    /// <summary>The passkey's number, base 64 for addresses; null for a new one.</summary>
    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Klucz { get; set; }
}

/// <summary>Second factors of one's own account.</summary>
[Authorize(Policies.SignedIn)]
public sealed class SecurityController(
    UserManager<Account> users, SignInManager<Account> signIn, PracticeBaseDbContext db, CurrentAccount current, AttemptLimits limits, AccountSecurity security,
    RecoveryCodes recovery, IOptions<PortalOptions> portal, Words words) : AccountPageController(words)
{
    public const int MaxPasskeyName = 60;

    private const int MostPasskeys = 20;
    private const string SecurityView = "Security";
    private const string AuthenticatorView = "Authenticator";
    private const string AuthenticatorAddress = "/konto/aplikacja";

    [HttpGet(AccountSecurity.SecurityPage)]
    public async Task<IActionResult> Index(string? potrzebny) => Page(SecurityView, await ReadAsync(await OwnAsync(), potrzebny == "1"));

    /// <summary>A new key; the old one, if any, is worth nothing from now on.</summary>
    [HttpPost("/konto/aplikacja/nowa")]
    public async Task<IActionResult> Begin()
    {
        var account = await OwnAsync();
        if (account.TwoFactorEnabled || !await MayChangeAsync(account))
        {
            return NeedsStrength();
        }

        await users.ResetAuthenticatorKeyAsync(account);
        return this.RedirectTo(AuthenticatorAddress);
    }

    [HttpGet(AuthenticatorAddress)]
    public async Task<IActionResult> Authenticator()
    {
        var account = await OwnAsync();
        return await PendingKeyAsync(account) is { } key ? Page(AuthenticatorView, Picture(account, key)) : this.RedirectTo(AccountSecurity.SecurityPage);
    }

    [HttpPost(AuthenticatorAddress)]
    public async Task<IActionResult> Authenticator(CodeForm form)
    {
        var account = await OwnAsync();
        if (await PendingKeyAsync(account) is not { } key)
        {
            return NeedsStrength();
        }

        if (!limits.Allows(HttpContext, account.Email))
        {
            return TooMany(AuthenticatorView, Picture(account, key));
        }

        var code = new string([.. (form.Code ?? "").Take(100).Where(char.IsAsciiDigit)]);
        return await ChangeAsync(async own =>
        {
            if (!await users.VerifyTwoFactorTokenAsync(own, TokenOptions.DefaultAuthenticatorProvider, code))
            {
                ModelState.AddModelError(nameof(form.Code), Words.Plain("Account.Error.Code"));
                return Refused(AuthenticatorView, Picture(own, key));
            }

            await users.SetTwoFactorEnabledAsync(own, true);
            var codes = await recovery.RenewAsync(own, Aborted);
            await security.TellAsync(own, SecurityChange.AuthenticatorOn, Aborted);
            await security.EndOtherSessionsAsync(own, Aborted);
            await StrengthenAsync(own);
            return Page("RecoveryCodes", codes);
        });
    }

    [HttpPost("/konto/aplikacja/wylacz")]
    public async Task<IActionResult> TurnOff()
    {
        var account = await OwnAsync();
        if (!current.IsStrong)
        {
            return NeedsStrength();
        }

        return await ChangeAsync(async own =>
        {
            await users.SetTwoFactorEnabledAsync(own, false);
            await users.ResetAuthenticatorKeyAsync(own);
            await users.RemoveAuthenticationTokenAsync(own, "[AspNetUserStore]", "RecoveryCodes");
            await security.TellAsync(own, SecurityChange.AuthenticatorOff, Aborted);
            await security.EndOtherSessionsAsync(own, Aborted);
            return this.RedirectTo(AccountSecurity.SecurityPage, "Account.Notice.AuthenticatorOff");
        });
    }

    [HttpPost("/konto/kody")]
    public async Task<IActionResult> NewCodes()
    {
        var account = await OwnAsync();
        if (!current.IsStrong || !account.TwoFactorEnabled)
        {
            return NeedsStrength();
        }

        return await ChangeAsync(async own =>
        {
            var codes = await recovery.RenewAsync(own, Aborted);
            await security.TellAsync(own, SecurityChange.RecoveryCodes, Aborted);
            return Page("RecoveryCodes", codes);
        });
    }

    /// <summary>For the script: what the browser is to make.</summary>
    [HttpPost("/konto/klucze/opcje")]
    public async Task<IActionResult> PasskeyOptions()
    {
        var account = await OwnAsync();
        if (!await MayChangeAsync(account))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var options = await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = account.Id.ToString(CultureInfo.InvariantCulture),
            Name = account.Email!,
            DisplayName = account.Name,
        });
        return Content(options, "application/json");
    }

    [HttpPost("/konto/klucze")]
    public async Task<IActionResult> AddPasskey(PasskeyForm form)
    {
        var account = await OwnAsync();
        var passkeys = await users.GetPasskeysAsync(account);
        if (passkeys.Count >= MostPasskeys || !await MayChangeAsync(account))
        {
            return NeedsStrength();
        }

        var name = OptionalLine(nameof(form.Name), form.Name, MaxPasskeyName);
        var passkey = ModelState.IsValid ? await AttestAsync(account, form.Klucz) : null;
        if (passkey is null)
        {
            ModelState.AddModelError("", Words.Plain("Account.Error.PasskeyNotMade"));
            return Refused(SecurityView, await ReadAsync(account, false));
        }

        passkey.Name = name ?? DeviceName.Of(Request.Headers.UserAgent.ToString());
        return await ChangeAsync(async own =>
        {
            var result = await users.AddOrUpdatePasskeyAsync(own, passkey);
            if (!result.Succeeded)
            {
                AddErrors(result, "");
                return Refused(SecurityView, await ReadAsync(own, false));
            }

            await security.TellAsync(own, SecurityChange.PasskeyAdded, Aborted);
            await StrengthenAsync(own);
            return this.RedirectTo(AccountSecurity.SecurityPage, "Account.Notice.PasskeyAdded");
        });
    }

    [HttpPost("/konto/klucze/nazwa")]
    public async Task<IActionResult> RenamePasskey(PasskeyForm form)
    {
        var account = await OwnAsync();
        if (await FindPasskeyAsync(account, form.Id) is not { } passkey)
        {
            return NotFound();
        }

        if (Line(nameof(form.Name), form.Name, MaxPasskeyName, Words.Plain("Account.Error.PasskeyName")) is not { } name)
        {
            return Refused(SecurityView, await ReadAsync(account, false));
        }

        passkey.Name = name;
        await users.AddOrUpdatePasskeyAsync(account, passkey);
        return this.RedirectTo(AccountSecurity.SecurityPage, "Account.Notice.PasskeyRenamed");
    }

    [HttpPost("/konto/klucze/usun")]
    public async Task<IActionResult> RemovePasskey(PasskeyForm form)
    {
        var account = await OwnAsync();
        if (await FindPasskeyAsync(account, form.Id) is not { } passkey)
        {
            return NotFound();
        }

        if (!current.IsStrong)
        {
            return NeedsStrength();
        }

        return await ChangeAsync(async own =>
        {
            await users.RemovePasskeyAsync(own, passkey.CredentialId);
            await security.TellAsync(own, SecurityChange.PasskeyRemoved, Aborted);
            return this.RedirectTo(AccountSecurity.SecurityPage, "Account.Notice.PasskeyRemoved");
        });
    }

    private async Task<Account> OwnAsync() => (await users.FindByIdAsync(current.Id.ToString(CultureInfo.InvariantCulture)))!;

    /// <summary>In one transaction, on the account as that transaction reads it.</summary>
    private Task<IActionResult> ChangeAsync(Func<Account, Task<IActionResult>> change) => db.InTransactionAsync(async () => await change(await OwnAsync()), Aborted);

    private async Task<SecurityPage> ReadAsync(Account account, bool isNeeded) => new(
        isNeeded, account.TwoFactorEnabled, account.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(account) : 0,
        [.. (await users.GetPasskeysAsync(account)).OrderBy(p => p.CreatedAt)], await MayChangeAsync(account));

    /// <summary>The first second factor can be set up with the password alone; whoever has one shows it first, or a stolen password would be enough for a new one.</summary>
    private async Task<bool> MayChangeAsync(Account account) => current.IsStrong || !await security.HasSecondFactorAsync(account);

    private IActionResult NeedsStrength() => this.RedirectTo(AccountSecurity.SecurityPage, "Account.Notice.NeedsStrength");

    /// <summary>The key being set up; null when there is none, or it is in use and no longer shown.</summary>
    private async Task<string?> PendingKeyAsync(Account account) =>
        !account.TwoFactorEnabled && await MayChangeAsync(account) ? await users.GetAuthenticatorKeyAsync(account) : null;

    private AuthenticatorPage Picture(Account account, string key)
    {
        var issuer = Uri.EscapeDataString(portal.Value.Name);
        var uri = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(account.Email!)}?secret={key}&issuer={issuer}&digits={OneTimeCodes.Digits}";
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return new AuthenticatorPage(key, $"data:image/svg+xml;base64,{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(svg.GetGraphic(4)))}");
    }

    /// <summary>This session has now shown a second factor; a new one takes its place.</summary>
    private async Task StrengthenAsync(Account account)
    {
        var remember = (await HttpContext.AuthenticateAsync()).Properties?.IsPersistent ?? false;
        await signIn.SignInAsync(account, SessionCookie.StrongProperties(remember));
    }

    private async Task<UserPasskeyInfo?> AttestAsync(Account account, string? answer)
    {
        if (string.IsNullOrEmpty(answer))
        {
            return null;
        }

        try
        {
            var result = await signIn.PerformPasskeyAttestationAsync(answer);
            return result.Succeeded && result.UserEntity.Id == account.Id.ToString(CultureInfo.InvariantCulture) ? result.Passkey : null;
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked for in this browser, or too long ago.
            return null;
        }
    }

    private async Task<UserPasskeyInfo?> FindPasskeyAsync(Account account, string? id)
    {
        try
        {
            return await users.GetPasskeyAsync(account, WebEncoders.Base64UrlDecode(id ?? ""));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
