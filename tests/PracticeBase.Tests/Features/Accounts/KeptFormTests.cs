using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A form sent after the session ended is not lost.</summary>
public sealed class KeptFormTests(AccountsPortal portal) : IClassFixture<AccountsPortal>
{
    private const string Typed = "Świetlica pod \"lipą\" <b>& spółka</b>";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Form_SessionExpired_IsSavedAfterSigningIn(bool withCodes)
    {
        var (account, visitor, key) = await OfficerAsync(withCodes);
        var page = await visitor.GetAsync("/panel/nowa");
        await EndSessionsAsync(account);

        var signIn = await visitor.SubmitAsync(page, "Zacznij pisać", [("Title", Typed)], within: FormOf(page));
        Assert.Equal(HttpStatusCode.Unauthorized, signIn.Status);
        Assert.Equal("Zaloguj się", signIn.Heading);
        Assert.Contains("Sesja wygasła, ale tekst jest zachowany", signIn.Sections);
        Assert.DoesNotContain("lipą", signIn.Source, StringComparison.Ordinal);
        Assert.Contains("no-store", signIn.Headers["Cache-Control"], StringComparison.Ordinal);

        // A mistake on the way loses nothing either.
        signIn = await visitor.SubmitAsync(signIn, "Zaloguj się", [("Email", account.Email), ("Password", "pomyłka w haśle")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, signIn.Status);
        var next = await visitor.SubmitAsync(signIn, "Zaloguj się", [("Email", account.Email), ("Password", AccountsPortal.Password)]);
        if (withCodes)
        {
            Assert.Equal("Drugi krok logowania", next.Heading);
            next = await visitor.SubmitAsync(next, "Zaloguj się", [("Code", "000000")]);
            next = await visitor.SubmitAsync(next, "Nie mam telefonu: użyj kodu zapasowego");
            next = await visitor.SubmitAsync(next, "Zaloguj się", [("Code", key)]);
        }

        Assert.Equal((HttpStatusCode.OK, "Jesteś znów zalogowany(-a). Twój tekst czeka"), (next.Status, next.Heading));
        var saved = await visitor.SubmitAsync(next, "Zapisz to, co było wpisane");

        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal(Typed, await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.AuthorId == account.Id).Select(r => r.Title).SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task Form_SentByAnotherSite_IsNotKept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/panel/nowa") { Content = new FormUrlEncodedContent([KeyValuePair.Create("Title", Typed)]) };
        request.Headers.Add("Origin", "https://zle.example.org");

        var answer = await portal.SendAsync(request);

        Assert.Equal((HttpStatusCode.Found, "/konto/zaloguj"), (answer.Status, answer.Headers["Location"]));
    }

    [Fact]
    public async Task Form_WithFiles_SaysThatTheyMustBeChosenAgain()
    {
        using var content = new MultipartFormDataContent { { new StringContent(Typed), "Title" }, { new ByteArrayContent([1, 2, 3]), "plik", "a.pdf" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/panel/nowa") { Content = content };

        var answer = await portal.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("Wybranych plików nie dało się zachować", answer.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_OfScriptAndOtherPlaces_IsNotKept()
    {
        using var script = new HttpRequestMessage(HttpMethod.Post, "/panel/nowa") { Content = new FormUrlEncodedContent([KeyValuePair.Create("Title", Typed)]) };
        script.Headers.Add("Accept", "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, (await portal.SendAsync(script)).Status);

        using var password = new HttpRequestMessage(HttpMethod.Post, "/konto/haslo/zmiana") { Content = new FormUrlEncodedContent([KeyValuePair.Create("Password", "tajne")]) };
        Assert.Equal(HttpStatusCode.Found, (await portal.SendAsync(password)).Status);
    }

    [Fact]
    public async Task Form_ThousandsOfLongFields_IsKept()
    {
        var fields = Enumerable.Range(0, 3000).Select(i => KeyValuePair.Create($"Pole{i}", new string('ż', 100)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/panel/nowa") { Content = new FormUrlEncodedContent(fields) };

        Assert.Equal(HttpStatusCode.Unauthorized, (await portal.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("podrobione")]
    [InlineData("AAAA")]
    [InlineData("%%%")]
    public async Task Kept_Forged_IsIgnored(string forged)
    {
        var account = await portal.AddWithPasswordAsync("Ewa Podrabiana");
        using var visitor = portal.Visit();

        var answer = await AccountsPortal.SignInAsync(visitor, account.Email, also: ("Zachowane", forged));

        Assert.Equal((HttpStatusCode.SeeOther, "/panel"), (answer.Status, answer.Headers["Location"]));
    }

    private static AngleSharp.Dom.IParentNode FormOf(Page page) => page.Main.QuerySelector("[name=Title]")!.Closest("form")!;

    private async Task<(Account Account, Visitor Visitor, string RecoveryCode)> OfficerAsync(bool withCodes)
    {
        var account = await portal.AddAccountAsync("Anna Wygasła", AccountRoles.Officer, teryt: "020104");
        await portal.UseUsersAsync(account.Id, async (users, own) => Assert.True((await users.AddPasswordAsync(own, AccountsPortal.Password)).Succeeded));
        var visitor = portal.Visit();
        await AccountsPortal.SignInAsync(visitor, account.Email);
        return (account, visitor, withCodes ? (await portal.SetUpCodesAsync(visitor)).Codes[0] : "");
    }

    private Task<int> EndSessionsAsync(Account account) => portal.UseDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == account.Id).ExecuteDeleteAsync(Cancelled));
}
