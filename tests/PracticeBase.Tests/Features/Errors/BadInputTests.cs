using System.Net;
using System.Text;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class BadInputTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static readonly string Long = new('a', 10_000);
    private static readonly string LongPolish = string.Concat(Enumerable.Repeat("%C5%BC", 10_000));

    public static TheoryData<string, HttpStatusCode> Targets => new()
    {
        { "/nie-ma-takiej-strony", HttpStatusCode.NotFound },
        { "/nie/ma/takiej/strony", HttpStatusCode.NotFound },
        { "/strona/nie-ma", HttpStatusCode.NotFound },
        { "/nie-ma.css", HttpStatusCode.NotFound },
        { "/en/nie-ma", HttpStatusCode.NotFound },
        { "/EN/praktyki", HttpStatusCode.NotFound },
        { "/praktyki?strona=0", HttpStatusCode.BadRequest },
        { "/praktyki?strona=-5", HttpStatusCode.BadRequest },
        { "/praktyki?strona=abc", HttpStatusCode.BadRequest },
        { "/praktyki?strona=1.5", HttpStatusCode.BadRequest },
        { "/praktyki?strona=%D9%A3", HttpStatusCode.BadRequest },
        { "/praktyki?strona=999999", HttpStatusCode.NotFound },
        { "/praktyki?strona=2147483647", HttpStatusCode.NotFound },
        { "/praktyki?strona=99999999999999", HttpStatusCode.BadRequest },
        { "/praktyki?rok=abc", HttpStatusCode.BadRequest },
        { "/praktyki?rok=99999", HttpStatusCode.BadRequest },
        { "/praktyki?rok=1066", HttpStatusCode.BadRequest },
        { "/praktyki?rok=%D9%A2%D9%A0%D9%A0%D9%A5", HttpStatusCode.BadRequest },
        { "/praktyki?wojewodztwo=atlantyda", HttpStatusCode.BadRequest },
        { "/praktyki?wojewodztwo=slaskie&wojewodztwo=atlantyda", HttpStatusCode.BadRequest },
        { "/praktyki?powiat=9999", HttpStatusCode.BadRequest },
        { "/praktyki?typ=ksiestwo", HttpStatusCode.BadRequest },
        { "/praktyki?ludnosc=tlum", HttpStatusCode.BadRequest },
        { "/praktyki?grupa=smoki", HttpStatusCode.BadRequest },
        { "/praktyki?rekomendowane=moze", HttpStatusCode.BadRequest },
        { "/praktyki?sort=losowo", HttpStatusCode.BadRequest },
        { "/rezultaty?sort=losowo", HttpStatusCode.BadRequest },
        { "/mapa?dziedzina=smoki", HttpStatusCode.BadRequest },
        { "/mapa?dzial=smoki", HttpStatusCode.BadRequest },
        { "/mapa?miara=smoki", HttpStatusCode.BadRequest },
        { "/mapa?wojewodztwo=slaskie&powiat=smoki", HttpStatusCode.BadRequest },
        { $"/mapa?dziedzina={Long}", HttpStatusCode.BadRequest },
        { $"/praktyki?wojewodztwo={Long}", HttpStatusCode.BadRequest },
        { $"/praktyki?q={Long}", HttpStatusCode.OK },
        { $"/praktyki?q={LongPolish}", HttpStatusCode.OK },
        { "/praktyki?q=a%00b", HttpStatusCode.OK },
        { "/praktyki?q=a%01b", HttpStatusCode.OK },
        { "/praktyki?q=a%1fb", HttpStatusCode.OK },
        { $"/szukaj?q={Long}", HttpStatusCode.OK },
        { "/szukaj?q=a&q=b&strona=1", HttpStatusCode.OK },
        { "/szukaj?rodzaj=smok", HttpStatusCode.BadRequest },
        { "/szukaj?strona=0", HttpStatusCode.BadRequest },
        { "/praktyki?wojewodztwo=%00", HttpStatusCode.BadRequest },
        { "/praktyki?q=%20%09%0a%20", HttpStatusCode.OK },
        { "/praktyki?q=%25%5F%5B%27%22%3B--", HttpStatusCode.OK },
        { "/praktyki?q=%F0%9F%98%80", HttpStatusCode.OK },
        { "/praktyki?q=%EF%BF%BE", HttpStatusCode.OK },
        { "/praktyki?q=a&q=b&sort=tytul&sort=ludnosc&strona=1&strona=2", HttpStatusCode.OK },
        { "/praktyki?" + string.Join('&', Enumerable.Repeat("rok=2005", 100)), HttpStatusCode.OK },
        { "/praktyki?" + string.Join('&', Enumerable.Range(1990, 100).Select(y => $"rok={y}")), HttpStatusCode.BadRequest },
        { "/praktyki?" + string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"x{i}=1")), HttpStatusCode.OK },
        { "/praktyki?&&=&?x", HttpStatusCode.OK },
        { "/" + Long, HttpStatusCode.NotFound },
        { "/praktyki/" + Long, HttpStatusCode.NotFound },
        { "/praktyka/1-" + Long, HttpStatusCode.NotFound },
        { "/praktyka/0", HttpStatusCode.NotFound },
        { "/praktyka/999999999", HttpStatusCode.NotFound },
        { "/praktyka/99999999999", HttpStatusCode.NotFound },
        { "/praktyka/abc", HttpStatusCode.NotFound },
        { "/praktyka/-1", HttpStatusCode.NotFound },
        { "/praktyka/1x", HttpStatusCode.NotFound },
        { "/praktyka/%D9%A3", HttpStatusCode.NotFound },
        { "/praktyka/%D9%A3-x/prezentacja", HttpStatusCode.NotFound },
        { "/praktyka/1-a%0Ab", HttpStatusCode.NotFound },
        { "/praktyka/1/zalaczniki/99999999999/x.pdf", HttpStatusCode.NotFound },
        { "/praktyka/1/zalaczniki/abc/x.pdf", HttpStatusCode.NotFound },
        { "/jednostki/0", HttpStatusCode.NotFound },
        { "/jednostki/%D9%A3", HttpStatusCode.NotFound },
        { "/jednostki/abc", HttpStatusCode.NotFound },
        { "/publikacje/99999999999/x", HttpStatusCode.NotFound },
        { "/logo/" + new string('z', 64), HttpStatusCode.NotFound },
        { "/blad/200", HttpStatusCode.NotFound },
        { "/blad/404", HttpStatusCode.NotFound },
        { "/blad/500", HttpStatusCode.NotFound },
        { "/blad/abc", HttpStatusCode.NotFound },
    };

    /// <summary>What an HTTP client would not send.</summary>
    public static TheoryData<string, HttpStatusCode> BrokenTargets => new()
    {
        { "/praktyki?q=%ff", HttpStatusCode.OK },
        { "/praktyki?q=%c5", HttpStatusCode.OK },
        { "/praktyki?q=%zz", HttpStatusCode.OK },
        { "/praktyki?q=100%", HttpStatusCode.OK },
        { "/praktyki?q=%", HttpStatusCode.OK },
        { "/praktyki?wojewodztwo=%", HttpStatusCode.BadRequest },
        { "/praktyki?wojewodztwo=%ff", HttpStatusCode.BadRequest },
        { "/%zz", HttpStatusCode.NotFound },
        { "/praktyki/%", HttpStatusCode.NotFound },
        { "/%ff", HttpStatusCode.NotFound },
        { "/praktyki/%2e%2e/%2e%2e/etc/passwd", HttpStatusCode.NotFound },
        { "/../../etc/passwd", HttpStatusCode.NotFound },
        { "//evil.example/praktyki", HttpStatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Get_BadInput_IsAnsweredInThePortalsLook(string target, HttpStatusCode status) => AssertLook(status, await portal.GetPageAsync(target));

    [Theory]
    [MemberData(nameof(BrokenTargets))]
    public async Task Get_BrokenTarget_IsAnsweredInThePortalsLook(string target, HttpStatusCode status) =>
        AssertLook(status, await RawRequest.SendAsync(portal.Client.BaseAddress!, target));

    [Theory]
    [InlineData("/%00", HttpStatusCode.BadRequest)]
    [InlineData("/praktyki?q=\u00b3\u00f3d\u00bc", HttpStatusCode.BadRequest)]
    public async Task Get_TargetThatIsNoAddress_IsRefusedByTheServer(string target, HttpStatusCode status) =>
        Assert.Equal(status, (await RawRequest.SendAsync(portal.Client.BaseAddress!, target)).Status);

    [Fact]
    public async Task Get_RequestLineWithoutEnd_IsRefusedByTheServer() =>
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await RawRequest.SendAsync(portal.Client.BaseAddress!, "/" + new string('a', 200_000))).Status);

    [Theory]
    [InlineData("POST", "/praktyki")]
    [InlineData("PUT", "/praktyka/1-x")]
    [InlineData("DELETE", "/")]
    [InlineData("BREW", "/mapa")]
    public async Task Send_WrongMethod_IsRefusedInThePortalsLook(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var page = await portal.SendAsync(request);
        AssertLook(HttpStatusCode.MethodNotAllowed, page);
        Assert.NotEqual("", page.Headers["Allow"]);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/praktyki?sort=tytul", HttpStatusCode.OK)]
    [InlineData("/mapa", HttpStatusCode.OK)]
    [InlineData("/favicon.svg", HttpStatusCode.OK)]
    [InlineData("/zdrowie", HttpStatusCode.OK)]
    [InlineData("/nie-ma", HttpStatusCode.NotFound)]
    [InlineData("/praktyki?rok=abc", HttpStatusCode.BadRequest)]
    public async Task Head_AnyPage_AnswersAsGetWithoutABody(string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        var page = await portal.SendAsync(request);
        Assert.Equal(status, page.Status);
        Assert.Empty(page.Body);
        Assert.Equal((await portal.GetPageAsync(path)).Headers["Content-Type"], page.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nbroken")]
    [InlineData("application/json", "{")]
    [InlineData("application/x-www-form-urlencoded", "tekst=%ff&powrot=%00%")]
    public async Task Preferences_BrokenForm_IsNoFailure(string type, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/widok") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        var page = await portal.SendAsync(request);
        Assert.InRange((int)page.Status, 300, 499);
    }

    [Fact]
    public async Task Get_UnknownFilter_NamesItAndLeadsBackWithoutIt()
    {
        var page = await portal.GetPageAsync("/praktyki/smup?wojewodztwo=atlantyda&sort=tytul&q=%C5%BC%C3%B3%C5%82w");
        Assert.Contains("„wojewodztwo” o wartości „atlantyda”", page.Main.Words(), StringComparison.Ordinal);
        var back = page.Link("Pokaż listę bez tego filtra").Href();
        Assert.Equal("/praktyki/smup?q=%C5%BC%C3%B3%C5%82w&sort=tytul", back);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync(back)).Status);
    }

    [Fact]
    public async Task Get_MarkupInAFilter_IsShownAsText()
    {
        var page = await portal.GetPageAsync("/praktyki?wojewodztwo=%3Cscript%3Ealert(1)%3C/script%3E");
        Assert.Empty(page.Main.QuerySelectorAll("script"));
        Assert.Contains("<script>alert(1)</script>", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_MarkupInTheText_IsShownAsText()
    {
        var page = await portal.GetPageAsync("/praktyki?q=%22%3E%3Cimg%20src=x%3E");
        Assert.Empty(page.Document.QuerySelectorAll("img[src=x]"));
        Assert.Equal("\"><img src=x>", page.Document.QuerySelector("input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Get_UnknownAddress_OffersAWayOn()
    {
        var page = await portal.GetPageAsync("/nie-ma");
        Assert.Equal("Tej karty nie ma w katalogu", page.Heading);
        Assert.NotNull(page.Main.QuerySelector("form[role=search] input[name=q]"));
        Assert.Equal("/strona/mapa-serwisu", page.Main.Link("Mapa serwisu").Href());
        Assert.NotNull(page.Document.QuerySelector("meta[name=robots][content=noindex]"));
        Assert.Equal("/en/nie-ma", page.Link("English").Href());
    }

    private static void AssertLook(HttpStatusCode status, Page page)
    {
        Assert.Equal(status, page.Status);
        Assert.StartsWith("text/html", page.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.NotEqual("", page.Main.QuerySelector("h1")!.Words());
        Assert.NotNull(page.FindLandmark("nav", page.Document.DocumentElement.GetAttribute("lang") == "en" ? "Main menu" : "Menu główne"));
    }
}
