using System.Net;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class AdminAccessTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    public static TheoryData<string> Pages =>
    [
        "/administracja", "/administracja/kategorie", "/administracja/kategorie/nowe", "/administracja/kategorie/1", "/administracja/kategorie/1/scal", "/administracja/samorzady", "/administracja/samorzady/1",
        "/administracja/jednostki", "/administracja/konta", "/administracja/konta/1", "/administracja/tresci", "/administracja/tresci/strony", "/administracja/tresci/strony/1", "/administracja/tresci/strony/1/usun",
        "/administracja/tresci/publikacje", "/administracja/tresci/publikacje/nowe", "/administracja/tresci/inne-bazy", "/administracja/tresci/kalendarium", "/administracja/tresci/kalendarium/nowe",
        "/administracja/tresci/banery", "/administracja/tresci/banery/nowe", "/administracja/tresci/finansujacy", "/administracja/tresci/finansujacy/nowe", "/administracja/ustawienia", "/administracja/dziennik",
    ];

    public static TheoryData<string> Acts =>
    [
        "/administracja/kategorie/1", "/administracja/kategorie/1/scal", "/administracja/kategorie/1/kolejnosc", "/administracja/konta/1/role", "/administracja/konta/1/zamknij", "/administracja/tresci/banery/nowe",
        "/administracja/ustawienia", "/administracja/dziennik/eksport", "/administracja/listy/ponow", "/redakcja/konta/1/potwierdz",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Nobody_GoesToSignIn(string path)
    {
        var (status, location) = await portal.GetRedirectAsync(path);
        Assert.Equal((HttpStatusCode.Found, $"/konto/zaloguj?powrot={Uri.EscapeDataString(path)}"), (status, location));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_OtherRoles_IsForbidden(string path)
    {
        using var visitor = await portal.SignInAsync(AccountRoles.Officer | AccountRoles.Expert | AccountRoles.Editor);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(path)).Status);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_AdministratorWithoutSecondFactor_IsSentToSetOneUp(string path)
    {
        using var visitor = await portal.SignInAsync(await portal.AddAccountAsync("Adam Słaby", AccountRoles.Administrator), strong: false);
        var page = await visitor.GetAsync(path);
        Assert.Equal((HttpStatusCode.Found, "/konto/bezpieczenstwo?potrzebny=1"), (page.Status, page.Headers["Location"]));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Administrator_IsShownInBothLanguagesAndKeptNowhere(string path)
    {
        using var visitor = await portal.SignInAsync();
        foreach (var language in new[] { "", "/en" })
        {
            var page = await visitor.GetAsync(language + path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotEqual("", page.Heading);
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("[style], [onclick], script:not([src])"));
        }
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_WithoutToken_IsRefused(string path)
    {
        using var visitor = await portal.SignInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("/administracja/kategorie/999999")]
    [InlineData("/administracja/kategorie/abc")]
    [InlineData("/administracja/kategorie/99999999999")]
    [InlineData("/administracja/kategorie/1/usun")]
    [InlineData("/administracja/kategorie/1/scal?cel=999999")]
    [InlineData("/administracja/samorzady/nowe")]
    [InlineData("/administracja/samorzady/999999")]
    [InlineData("/administracja/jednostki/999999")]
    [InlineData("/administracja/konta/999999")]
    [InlineData("/administracja/tresci/banery/999999")]
    [InlineData("/administracja/tresci/banery/999999/usun")]
    public async Task Page_NoSuchRow_IsNotFound(string path)
    {
        using var visitor = await portal.SignInAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("/administracja/samorzady?q=%00%25_[&typ=smok&strona=-5")]
    [InlineData("/administracja/samorzady?strona=2147483647")]
    [InlineData("/administracja/samorzady?strona=abc")]
    [InlineData("/administracja/jednostki?q=%F0%9F%98%80&strona=99999999999")]
    [InlineData("/administracja/konta?q=%27%20%25&rola=Smok&stan=8&strona=0")]
    [InlineData("/administracja/konta?rola=64")]
    [InlineData("/administracja/dziennik?od=2026-99-99&do=9999-12-31&przed=abc&osoba=%27&tekst=%25")]
    [InlineData("/administracja/kategorie/1/scal?q=%00")]
    public async Task List_StrangeQuestion_IsAnswered(string path)
    {
        using var visitor = await portal.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(path)).Status);
    }
}
