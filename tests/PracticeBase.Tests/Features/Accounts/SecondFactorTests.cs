using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class SecondFactorTests(AccountsPortal portal) : IClassFixture<AccountsPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetUp_RightCode_MakesTheSessionStrongAndShowsTenCodes()
    {
        var account = await portal.AddWithPasswordAsync("Anna Zielna", AccountRoles.Editor);
        using var elsewhere = await portal.SignInAsync(account, strong: false);
        using var visitor = await SignInAsync(account);

        var (key, codes) = await portal.SetUpCodesAsync(visitor);

        Assert.Equal(10, codes.Distinct().Count());
        Assert.True(Assert.Single(await portal.SessionsOfAsync(account)).IsStrong);
        Assert.Equal(HttpStatusCode.Found, (await elsewhere.GetAsync("/konto")).Status);
        var security = await visitor.GetAsync("/konto/bezpieczenstwo");
        Assert.Contains("Zostało 10 kodów zapasowych", security.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, security.Source, StringComparison.Ordinal);
        // The key of codes in use is shown to nobody any more.
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.GetAsync("/konto/aplikacja")).Status);
        Assert.Contains(await portal.LettersToAsync(account.Email!), m => m.Kind == MessageKind.SecurityNotice && m.Subject.Contains("włączenie kodów", StringComparison.Ordinal));
        var stored = await portal.UseDatabaseAsync(db => db.UserTokens.Where(t => t.UserId == account.Id && t.Name == "RecoveryCodes").Select(t => t.Value).SingleAsync(Cancelled));
        Assert.DoesNotContain(codes[0], stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000")]
    [InlineData("abcdef")]
    [InlineData("12345")]
    [InlineData("１２３４５６")]
    public async Task SetUp_WrongCode_TurnsNothingOn(string code)
    {
        var account = await portal.AddWithPasswordAsync("Anna Pomyłka");
        using var visitor = await SignInAsync(account);
        var page = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync("/konto/bezpieczenstwo"), "Ustaw kody z aplikacji"));

        var answer = await visitor.SubmitAsync(page, "Włącz", [("Code", code)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("kod się nie zgadza", AccountsPortal.ErrorsOf(answer), StringComparison.Ordinal);
        Assert.Equal(AccountsPortal.KeyOf(page), AccountsPortal.KeyOf(answer));
        Assert.False((await portal.ReadAsync(account.Id)).TwoFactorEnabled);
    }

    [Fact]
    public async Task SecondStep_Code_OpensAStrongSessionOnce()
    {
        var (account, key, _) = await WithCodesAsync();
        var code = AccountsPortal.CodeOf(key);
        using var visitor = portal.Visit();
        var step = await visitor.FollowAsync(await AccountsPortal.SignInAsync(visitor, account.Email, address: "/konto/zaloguj?powrot=%2Fkalendarium", also: ("Remember", "true")));
        Assert.Equal("Drugi krok logowania", step.Heading);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/konto")).Status);

        var wrong = await visitor.SubmitAsync(step, "Zaloguj się", [("Code", "000000")], within: FormOf(step));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        var answer = await visitor.SubmitAsync(wrong, "Zaloguj się", [("Code", $" {code[..3]} {code[3..]} ")], within: FormOf(wrong));

        Assert.Equal("/kalendarium", answer.Headers["Location"]);
        var session = Assert.Single(await portal.SessionsOfAsync(account));
        Assert.True(session.IsStrong);
        Assert.Equal(TimeSpan.FromDays(30), session.ExpiresAt - session.CreatedAt);

        using var second = portal.Visit();
        var again = await second.FollowAsync(await AccountsPortal.SignInAsync(second, account.Email));
        var replayed = await second.SubmitAsync(again, "Zaloguj się", [("Code", code)], within: FormOf(again));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replayed.Status);
        Assert.Single(await portal.SessionsOfAsync(account));
        // The form of the first sign-in is worth nothing either.
        Assert.NotEqual(HttpStatusCode.Found, (await visitor.SubmitAsync(wrong, "Zaloguj się", [("Code", code)], within: FormOf(wrong))).Status);
    }

    [Fact]
    public async Task SecondStep_ManyWrongCodes_LocksTheAccount()
    {
        var (account, key, codes) = await WithCodesAsync();
        using var visitor = portal.Visit();
        var step = await visitor.FollowAsync(await AccountsPortal.SignInAsync(visitor, account.Email));
        for (var i = 0; i < 8; i++)
        {
            await visitor.SubmitAsync(step, "Zaloguj się", [("Code", $"99999{i}")], within: FormOf(step));
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SubmitAsync(step, "Zaloguj się", [("Code", AccountsPortal.CodeOf(key))], within: FormOf(step))).Status);
        var recovery = await visitor.SubmitAsync(step, "Nie mam telefonu: użyj kodu zapasowego");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SubmitAsync(recovery, "Zaloguj się", [("Code", codes[0])], within: FormOf(recovery))).Status);
        Assert.Empty(await portal.SessionsOfAsync(account));
    }

    [Fact]
    public async Task SecondStep_WithoutTheFirst_LeadsToTheFirst()
    {
        using var visitor = portal.Visit();

        Assert.EndsWith("/konto/zaloguj", (await visitor.GetAsync("/konto/drugi-krok")).Headers["Location"], StringComparison.Ordinal);
        Assert.EndsWith("/konto/zaloguj", (await visitor.GetAsync("/konto/kod-zapasowy")).Headers["Location"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecoveryCode_EachCode_WorksOnceHoweverItIsTyped()
    {
        var (account, _, codes) = await WithCodesAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await RecoverAsync(account, codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecoverAsync(account, codes[3])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecoverAsync(account, "AAAA-AAAA-AAAA-AAAA")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecoverAsync(account, new string('A', 10_000))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await RecoverAsync(account, codes[4])).Status);
        Assert.All(await portal.SessionsOfAsync(account), s => Assert.True(s.IsStrong));
        Assert.Equal(2, (await portal.LettersToAsync(account.Email!)).Count(m => m.Subject.Contains("kodem zapasowym", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task NewCodes_Made_ReplaceTheOldOnes()
    {
        var (account, _, old) = await WithCodesAsync();
        using var visitor = await portal.SignInAsync(account);

        var codes = AccountsPortal.CodesOf(await visitor.SubmitAsync(await visitor.GetAsync("/konto/bezpieczenstwo"), "Nowe kody zapasowe"));

        Assert.Equal(10, codes.Count);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecoverAsync(account, old[0])).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await RecoverAsync(account, codes[0])).Status);
    }

    [Fact]
    public async Task TurnOff_StrongSession_EndsTheOthersAndAsksForNoCodeAnyMore()
    {
        var (account, _, _) = await WithCodesAsync();
        using var visitor = await portal.SignInAsync(account);
        using var other = await portal.SignInAsync(account);

        await visitor.SubmitAsync(await visitor.GetAsync("/konto/bezpieczenstwo"), "Wyłącz kody z aplikacji");

        Assert.False((await portal.ReadAsync(account.Id)).TwoFactorEnabled);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/konto")).Status);
        using var next = portal.Visit();
        Assert.Equal("/panel", (await AccountsPortal.SignInAsync(next, account.Email)).Headers["Location"]);
    }

    [Fact]
    public async Task WeakSession_OfAnAccountWithAPasskey_ChangesNoFactor()
    {
        var account = await portal.AddWithPasswordAsync("Ewa Kluczowa", AccountRoles.Editor);
        using var visitor = await SignInAsync(account);
        var before = await visitor.GetAsync("/konto/bezpieczenstwo");
        await portal.UseUsersAsync(account.Id, async (users, own) =>
            Assert.True((await users.AddOrUpdatePasskeyAsync(own, new UserPasskeyInfo([1, 2, 3, (byte)account.Id], [1], DateTimeOffset.UtcNow, 0, null, true, false, false, [1], [1]) { Name = "laptop" })).Succeeded));

        // The stolen password alone must not be enough for a factor of the thief's own.
        var begun = await visitor.FollowAsync(await visitor.SubmitAsync(before, "Ustaw kody z aplikacji"));
        Assert.Contains("Do tej zmiany trzeba się zalogować", begun.Source, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.GetAsync("/konto/aplikacja")).Status);
        var options = Form.Of(before.Document.QuerySelector("[data-passkey=create]")!) with { Action = "/konto/klucze/opcje" };
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SubmitAsync(options)).Status);
        var page = await visitor.GetAsync("/konto/bezpieczenstwo");
        Assert.DoesNotContain("Usuń laptop", page.Main.Words(), StringComparison.Ordinal);
        var rename = Form.Of(page.Document.QuerySelectorAll("button").Single(b => b.Words() == "Zapisz"));
        await visitor.SubmitAsync(rename with { Action = "/konto/klucze/usun" });
        Assert.Equal(1, await portal.UseDatabaseAsync(db => db.UserPasskeys.CountAsync(p => p.UserId == account.Id, Cancelled)));
        Assert.False((await portal.ReadAsync(account.Id)).TwoFactorEnabled);
    }

    [Fact]
    public async Task Passkey_RenamedAndRemoved_IsTheOwnersAlone()
    {
        var account = await portal.AddWithPasswordAsync("Ewa Właścicielka");
        var stranger = await portal.AddWithPasswordAsync("Jan Obcy");
        await portal.UseUsersAsync(account.Id, (users, own) => users.AddOrUpdatePasskeyAsync(own, new UserPasskeyInfo([9, 9, (byte)account.Id], [1], DateTimeOffset.UtcNow, 0, null, true, false, false, [1], [1]) { Name = "laptop" }));
        using var visitor = await portal.SignInAsync(account);
        using var other = await portal.SignInAsync(stranger);
        var rename = Form.Of((await visitor.GetAsync("/konto/bezpieczenstwo")).Document.QuerySelectorAll("button").Single(b => b.Words() == "Zapisz"));
        var token = (await other.GetAsync("/konto/bezpieczenstwo")).Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value");

        Assert.Equal(HttpStatusCode.NotFound, (await other.SubmitAsync(rename with { Action = "/konto/klucze/usun" }, [("__RequestVerificationToken", token)])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SubmitAsync(rename with { Action = "/konto/klucze/usun" }, [("Id", "!!!")])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SubmitAsync(rename, [("Name", "\u202e")])).Status);
        await visitor.SubmitAsync(rename, [("Name", "telefon <b>")]);
        var page = await visitor.GetAsync("/konto/bezpieczenstwo");
        Assert.Contains("telefon <b>", page.Main.Words(), StringComparison.Ordinal);
        await visitor.SubmitAsync(page, "Usuń telefon <b>");
        Assert.DoesNotContain("telefon", (await visitor.GetAsync("/konto/bezpieczenstwo")).Main.QuerySelector("ul")?.Words() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picture_OfTheKey_HoldsNoScriptAndNamesThePortal()
    {
        var account = await portal.AddWithPasswordAsync("Anna Obrazkowa");
        using var visitor = await SignInAsync(account);
        var page = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync("/konto/bezpieczenstwo"), "Ustaw kody z aplikacji"));

        var picture = page.Main.QuerySelector("img")!;
        Assert.StartsWith("data:image/svg+xml;base64,", picture.GetAttribute("src"), StringComparison.Ordinal);
        Assert.NotEmpty(picture.GetAttribute("alt")!);
    }

    /// <summary>The form of the code, beside the one that leads to recovery codes.</summary>
    private static AngleSharp.Dom.IParentNode FormOf(Page page) => page.Main.QuerySelector("[name=Code]")!.Closest("form")!;

    private async Task<Visitor> SignInAsync(Account account)
    {
        var visitor = portal.Visit();
        await AccountsPortal.SignInAsync(visitor, account.Email);
        return visitor;
    }

    private async Task<(Account Account, string Key, IReadOnlyList<string> Codes)> WithCodesAsync()
    {
        var account = await portal.AddWithPasswordAsync("Jan Dwuskładnikowy");
        using var visitor = await SignInAsync(account);
        var (key, codes) = await portal.SetUpCodesAsync(visitor);
        await visitor.SubmitAsync(await visitor.GetAsync("/konto"), "Wyloguj się");
        return (account, key, codes);
    }

    private async Task<Page> RecoverAsync(Account account, string code)
    {
        using var visitor = portal.Visit();
        var step = await visitor.FollowAsync(await AccountsPortal.SignInAsync(visitor, account.Email));
        var page = await visitor.SubmitAsync(step, "Nie mam telefonu: użyj kodu zapasowego");
        return await visitor.SubmitAsync(page, "Zaloguj się", [("Code", code)], within: FormOf(page));
    }
}
