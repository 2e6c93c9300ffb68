using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class SignInTests(AccountsPortal portal) : IClassFixture<AccountsPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_RightPassword_OpensTheAccountAndNotesTheDevice()
    {
        var account = await portal.AddWithPasswordAsync("Anna Zielna");
        using var visitor = portal.Visit();

        var answer = await AccountsPortal.SignInAsync(visitor, account.Email!.ToUpperInvariant());

        Assert.Equal((HttpStatusCode.SeeOther, "/panel"), (answer.Status, answer.Headers["Location"]));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/konto")).Status);
        var session = Assert.Single(await portal.SessionsOfAsync(account));
        Assert.False(session.IsStrong);
        Assert.InRange(session.ExpiresAt - session.CreatedAt, TimeSpan.FromHours(1), TimeSpan.FromDays(1));
        Assert.NotNull((await portal.ReadAsync(account.Id)).LastSignInAt);
    }

    [Fact]
    public async Task SignIn_Remembered_LastsThirtyDays()
    {
        var account = await portal.AddWithPasswordAsync("Anna Pamiętna");
        using var visitor = portal.Visit();

        var answer = await AccountsPortal.SignInAsync(visitor, account.Email, also: ("Remember", "true"));

        Assert.Contains("expires", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        var session = Assert.Single(await portal.SessionsOfAsync(account));
        Assert.Equal(TimeSpan.FromDays(30), session.ExpiresAt - session.CreatedAt);
    }

    [Fact]
    public async Task SignIn_AnythingWrong_SaysTheSame()
    {
        var account = await portal.AddWithPasswordAsync("Jan Wierzba");
        var closed = await portal.AddWithPasswordAsync("Jan Zamknięty", also: a => a.ClosedAt = PortalSeed.Moment);
        var unconfirmed = await portal.AddWithPasswordAsync("Jan Nowy", also: a => a.EmailConfirmed = false);
        using var visitor = portal.Visit();

        var answers = new[]
        {
            await AccountsPortal.SignInAsync(visitor, account.Email, "zle haslo calkiem"),
            await AccountsPortal.SignInAsync(visitor, "nikogo.takiego@example.org"),
            await AccountsPortal.SignInAsync(visitor, closed.Email),
            await AccountsPortal.SignInAsync(visitor, unconfirmed.Email, "zle haslo calkiem"),
        };

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.Status));
        Assert.Single(answers.Select(AccountsPortal.ErrorsOf).Distinct());
        Assert.Contains("Adres lub hasło się nie zgadza", AccountsPortal.ErrorsOf(answers[0]), StringComparison.Ordinal);
        Assert.Equal(account.Email, answers[0].Document.QuerySelector("[name=Email]")!.GetAttribute("value"));
        Assert.DoesNotContain("zle haslo calkiem", answers[0].Source, StringComparison.Ordinal);
        Assert.Empty(await portal.LettersToAsync(unconfirmed.Email!));
    }

    [Fact]
    public async Task SignIn_EighthFailure_PausesThePasswordWithTheSameWords()
    {
        var account = await portal.AddWithPasswordAsync("Jan Uparty");
        using var visitor = portal.Visit();
        var first = await AccountsPortal.SignInAsync(visitor, account.Email, "zgaduję 1");
        for (var i = 2; i <= 8; i++)
        {
            await AccountsPortal.SignInAsync(visitor, account.Email, $"zgaduję {i}");
        }

        var answer = await AccountsPortal.SignInAsync(visitor, account.Email);

        Assert.Equal((first.Status, AccountsPortal.ErrorsOf(first)), (answer.Status, AccountsPortal.ErrorsOf(answer)));
        Assert.True((await portal.ReadAsync(account.Id)).LockoutEnd > DateTimeOffset.UtcNow);
        Assert.Empty(await portal.SessionsOfAsync(account));
    }

    [Fact]
    public async Task SignIn_UnconfirmedWithRightPassword_SendsTheLinkAgain()
    {
        var account = await portal.AddWithPasswordAsync("Ewa Nowa", also: a => a.EmailConfirmed = false);
        using var visitor = portal.Visit();

        var answer = await AccountsPortal.SignInAsync(visitor, account.Email);

        Assert.Contains("nie jest jeszcze potwierdzony", AccountsPortal.ErrorsOf(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(await portal.LinkToAsync(account.Email!, MessageKind.ConfirmEmail))).Status);
    }

    [Theory]
    [InlineData("/kalendarium?strona=2", "/kalendarium?strona=2")]
    [InlineData("/en/panel", "/en/panel")]
    [InlineData("https://zle.example.org/", "/panel")]
    [InlineData("//zle.example.org/", "/panel")]
    [InlineData("/\\zle.example.org", "/panel")]
    [InlineData("\\\\zle.example.org", "/panel")]
    [InlineData("/%09/zle.example.org", "/%09/zle.example.org")]
    [InlineData("/\t/zle.example.org", "/panel")]
    [InlineData("javascript:alert(1)", "/panel")]
    [InlineData("~/panel", "/panel")]
    [InlineData("panel", "/panel")]
    public async Task SignIn_WithReturnAddress_FollowsOnlyTheOnesOfThePortal(string address, string expected)
    {
        var account = await portal.AddWithPasswordAsync("Ewa Powrotna");
        using var visitor = portal.Visit();

        var answer = await AccountsPortal.SignInAsync(visitor, account.Email, address: $"/konto/zaloguj?powrot={Uri.EscapeDataString(address)}");

        Assert.Equal(expected, answer.Headers["Location"]);

        using var other = portal.Visit();
        var forged = await AccountsPortal.SignInAsync(other, account.Email, also: ("Powrot", address));
        Assert.Equal(expected, forged.Headers["Location"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("to nie adres", "x")]
    [InlineData("a@b@c.pl", "x")]
    [InlineData("<script>alert(1)</script>@example.org", "x")]
    [InlineData("anna\u202e@example.org", "x")]
    [InlineData("anna\ufffd@example.org", "x")]
    public async Task SignIn_HostileInput_IsRefusedWithAMessage(string email, string password)
    {
        using var visitor = portal.Visit();

        foreach (var (e, p) in new[] { (email, password), (new string('a', 5000) + email, new string('x', 100_000)) })
        {
            var answer = await AccountsPortal.SignInAsync(visitor, e, p);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.NotEmpty(AccountsPortal.ErrorsOf(answer));
            Assert.DoesNotContain("<script>alert", answer.Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SignIn_ForgedAntiforgeryToken_IsRefused()
    {
        var account = await portal.AddWithPasswordAsync("Ewa Podrobiona");
        using var visitor = portal.Visit();

        var answer = await AccountsPortal.SignInAsync(visitor, account.Email, also: ("__RequestVerificationToken", "podrobiony"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(answer.Heading);
        Assert.Empty(await portal.SessionsOfAsync(account));
    }

    [Fact]
    public async Task SignIn_AgainInTheSameBrowser_ReplacesTheSession()
    {
        var account = await portal.AddWithPasswordAsync("Ewa Ponowna");
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync("/konto/zaloguj");
        await visitor.SubmitAsync(page, "Zaloguj się", [("Email", account.Email), ("Password", AccountsPortal.Password)]);
        var before = Assert.Single(await portal.SessionsOfAsync(account));

        // The form of the second tab, with its token for nobody, is refused; a fresh one is taken.
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.GetAsync("/konto/zaloguj")).Status);
        Assert.Equal(before.Id, Assert.Single(await portal.SessionsOfAsync(account)).Id);
    }

    [Fact]
    public async Task SignOut_Session_IsGoneEvenForACopyOfTheCookie()
    {
        var account = await portal.AddWithPasswordAsync("Jan Wychodzący");
        using var visitor = portal.Visit();
        await AccountsPortal.SignInAsync(visitor, account.Email);
        using var thief = portal.Visit();
        thief.Cookies.Add(visitor.Cookies.GetAllCookies());

        var answer = await visitor.SubmitAsync(await visitor.GetAsync("/konto"), "Wyloguj się");

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Empty(await portal.SessionsOfAsync(account));
        Assert.Contains("/konto/zaloguj?powrot=%2Fkonto", (await thief.GetAsync("/konto")).Headers["Location"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_EditorWithoutSecondFactor_IsLedToIt()
    {
        var account = await portal.AddWithPasswordAsync("Marta Redaktor", AccountRoles.Editor);
        using var visitor = portal.Visit();

        var answer = await AccountsPortal.SignInAsync(visitor, account.Email, address: "/konto/zaloguj?powrot=%2Fredakcja");

        Assert.Equal("/konto/bezpieczenstwo?potrzebny=1", answer.Headers["Location"]);
        Assert.Contains("Potrzebny jest drugi składnik logowania", (await visitor.FollowAsync(answer)).Sections);
    }

    [Fact]
    public async Task Passkey_WithoutOrWithForeignAnswer_IsRefusedKindly()
    {
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync("/konto/zaloguj");
        foreach (var answer in new[] { "", "{}", "null", "[1]", """{"id":"AQID","rawId":"AQID","type":"public-key","response":{}}""" })
        {
            var form = Form.Of(page.Document.QuerySelectorAll("button").Single(b => b.Words() == "Zaloguj się kluczem dostępu")) with { Action = "/konto/klucz" };
            var refused = await visitor.SubmitAsync(form, [("Klucz", answer)]);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("kluczem się nie udało", AccountsPortal.ErrorsOf(refused), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_OfSigningIn_AreNeverStored()
    {
        foreach (var address in new[] { "/konto/zaloguj", "/konto/rejestracja", "/konto/haslo", "/en/konto/zaloguj" })
        {
            var page = await portal.GetPageAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SignIn_Privileged_IsInTheAuditLogOnceStrong()
    {
        var account = await portal.AddWithPasswordAsync("Marta Audytowana", AccountRoles.Administrator);
        using var visitor = portal.Visit();
        await AccountsPortal.SignInAsync(visitor, account.Email);
        await portal.SetUpCodesAsync(visitor);

        Assert.True(await portal.UseDatabaseAsync(db => db.Audit.AnyAsync(a => a.AccountId == account.Id && a.Action == "account.signIn", Cancelled)));
    }
}
