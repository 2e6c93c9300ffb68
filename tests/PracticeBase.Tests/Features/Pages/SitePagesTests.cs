using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A portal with something on every page, configured as an operator would.</summary>
public sealed class SitePortal : PortalFactory
{
    public PracticeRevision Practice { get; private set; } = null!;

    public Publication File { get; private set; } = null!;

    public DateOnly Today { get; } = DateOnly.FromDateTime(DateTime.Now);

    protected override IEnumerable<string> Settings =>
    [
        "--Portal:Phone=00 000 00 01", "--Portal:Address=ul. Próbna 1, 00-000 Próbowo", "--Portal:VisitorsBefore=1842316", "--Portal:VisitorsSince=2008-04-01", "--Portal:Notice=Wersja próbna.",
        "--Portal:Accessibility:ReviewedOn=2027-03-01", "--Portal:Accessibility:ReportUrl=https://audyt.example.org/",
    ];

    protected override async Task SeedAsync(PortalSeed seed)
    {
        seed.Db.CalendarEvents.AddRange(
            new CalendarEvent { Title = "Webinar za tydzień", StartsOn = Today.AddDays(7), StartsAt = new TimeOnly(9, 30), Place = "online", Description = "Opis webinaru." },
            new CalendarEvent { Title = "Nabór, który trwa", StartsOn = Today.AddDays(-10), EndsOn = Today, Url = "https://nabor.example.org/" },
            new CalendarEvent { Title = "Warsztat z wczoraj", StartsOn = Today.AddDays(-1) },
            new CalendarEvent { Title = "Dawna wizyta", StartsOn = Today.AddDays(-100), EndsOn = Today.AddDays(-98) });
        seed.Db.Banners.AddRange(
            new Banner { TitlePl = "Baner bieżący", TitleEn = "Current banner", Url = "/strona/o-bazie", Theme = "spol", Icon = "p-spol", ShownUntil = Today },
            new Banner { TitlePl = "Baner miniony", TitleEn = "Past banner", Url = "/mapa", Theme = "spol", Icon = "p-spol", ShownUntil = Today.AddDays(-1) },
            new Banner { TitlePl = "Baner przyszły", TitleEn = "Coming banner", Url = "/mapa", Theme = "spol", Icon = "p-spol", ShownFrom = Today.AddDays(1) });
        var file = await seed.FileAsync("raport śródroczny.pdf", [37, 80, 68, 70]);
        var logo = await seed.FileAsync("znak.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray());
        File = new Publication { Title = "Raport śródroczny", Kind = PublicationKind.Report, PublishedOn = Today, Year = 2025, Authors = "Zespół", File = file.File, FileName = "raport śródroczny.pdf", Description = "Co działa." };
        seed.Db.Publications.AddRange(File, new Publication { Title = "Poradnik w sieci", Kind = PublicationKind.Guide, PublishedOn = Today.AddDays(-1), Url = "https://poradnik.example.org/" });
        seed.Db.Funders.Add(new Funder { NamePl = "Fundusz Próbny", NameEn = "Trial Fund", Url = "https://fundusz.example.org/", Logo = logo.File });
        Practice = await seed.AddAsync("Praktyka polecana", r => (r.Category, r.LocalGovernment) = (seed.Category("kultura"), seed.Place("2477")), also: p =>
        {
            p.ReadCount = 7;
            p.Opinions.Add(new ExpertOpinion { Text = "Dobra.", Recommended = true, IsPublic = true });
        });
        await seed.AddAsync("Rezultat programu próbnego", kind: PracticeKind.ProgrammeResult);
    }
}

public sealed partial class SitePagesTests(SitePortal portal) : IClassFixture<SitePortal>
{
    public static TheoryData<string> Addresses =>
        ["/", "/praktyki", "/praktyki/uslugi-spoleczne", "/praktyki/uslugi-spoleczne/kultura", "/rezultaty", "/mapa", "/statystyki", "/kalendarium", "/publikacje", "/inne-bazy", "/strona/kontakt", "/strona/deklaracja-dostepnosci", "/strona/mapa-serwisu"];

    [Fact]
    public async Task Calendar_Events_AreComingOrPast()
    {
        var page = await GetAsync("/kalendarium");
        Assert.Equal("Kalendarium", page.Heading);
        var coming = page.Landmark("section", "Nadchodzące").QuerySelectorAll("li").ToList();
        Assert.Equal(["Nabór, który trwa", "Webinar za tydzień"], coming.Select(Title));
        Assert.Equal(["Warsztat z wczoraj", "Dawna wizyta"], page.Landmark("section", "Minione").QuerySelectorAll("li").Select(Title));
        Assert.Equal("https://nabor.example.org/", coming[0].QuerySelector("a")!.Href());
        Assert.Contains("godz. 9:30, online", coming[1].Words(), StringComparison.Ordinal);
        Assert.Contains("Opis webinaru.", coming[1].Words(), StringComparison.Ordinal);
        Assert.Equal(portal.Today.AddDays(7).ToString("O", CultureInfo.InvariantCulture), coming[1].QuerySelector("time")!.GetAttribute("datetime"));

        static string Title(IElement item) => item.QuerySelector("div > a, div > b")!.Words();
    }

    [Fact]
    public async Task Publications_List_LeadsToFilesAndLinks()
    {
        var page = await GetAsync("/publikacje");
        var items = page.Main.QuerySelectorAll("li").Where(i => i.QuerySelector("h3") is not null).ToList();
        Assert.Equal(["Raport śródroczny", "Poradnik w sieci"], items.Select(i => i.QuerySelector("h3")!.Words()));
        Assert.All(new[] { "raport", "Zespół", "2025", "PDF, 4 B", "Co działa." }, part => Assert.Contains(part, items[0].Words(), StringComparison.Ordinal));
        Assert.Equal("https://poradnik.example.org/", items[1].Link("Otwórz: Poradnik w sieci").Href());

        var file = await portal.GetPageAsync(items[0].Link("Raport śródroczny").Href());
        Assert.Equal((HttpStatusCode.OK, "application/pdf", "%PDF"), (file.Status, file.Headers["Content-Type"], file.Source));
    }

    [Fact]
    public async Task Publications_FileThatIsNotThere_IsNotFound() => Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync($"/publikacje/{portal.File.Id + 100}/x.pdf")).Status);

    [Fact]
    public async Task OtherDatabases_List_LeadsOut()
    {
        var page = await GetAsync("/inne-bazy");
        var links = page.Main.QuerySelectorAll("article h3 a").Select(a => new Uri(a.Href())).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, l => Assert.StartsWith("http", l.Scheme, StringComparison.Ordinal));
        Assert.All(page.Main.QuerySelectorAll("article"), a => Assert.NotEqual("", a.QuerySelector("p")!.Words()));
    }

    [Theory]
    [InlineData("kontakt")]
    [InlineData("kryteria-oceny")]
    [InlineData("o-bazie")]
    [InlineData("otwarte-dane")]
    [InlineData("prywatnosc")]
    [InlineData("przewodnik-dla-autorow")]
    public async Task StaticPage_BothLanguages_HasItsPlaceholdersFilledIn(string slug)
    {
        foreach (var language in new[] { "", "/en" })
        {
            var page = await GetAsync($"{language}/strona/{slug}");
            Assert.NotEqual("", page.Heading);
            Assert.DoesNotContain("{{", page.Source, StringComparison.Ordinal);
            Assert.DoesNotContain("}}", page.Source, StringComparison.Ordinal);
            Assert.NotNull(page.Main.QuerySelector("time[datetime]"));
        }
    }

    [Fact]
    public async Task StaticPage_Contact_NamesTheOperator()
    {
        var text = (await GetAsync("/strona/kontakt")).Main.Words();
        Assert.All(new[] { PortalFactory.Operator, PortalFactory.Email, "00 000 00 01", "ul. Próbna 1, 00-000 Próbowo" }, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/strona/deklaracja-dostepnosci")]
    [InlineData("/en/strona/deklaracja-dostepnosci")]
    public async Task AccessibilityStatement_Ids_AreEachThereOnce(string address)
    {
        var page = await GetAsync(address);
        string[] ids =
        [
            "wstep", "podmiot", "zakres", "url", "data-publikacja", "data-aktualizacja", "status", "kontakt", "email", "telefon", "procedura", "data-sporzadzenie", "architektura", "komunikacja",
            "data-przeglad", "ocena",
        ];
        Assert.All(ids, id => Assert.Single(page.Document.QuerySelectorAll($"[id='a11y-{id}']")));
        Assert.All(ids.Where(i => i.StartsWith("data-", StringComparison.Ordinal)), id =>
        {
            var date = page.Document.GetElementById($"a11y-{id}")!;
            Assert.Equal("time", date.LocalName);
            Assert.True(DateOnly.TryParseExact(date.GetAttribute("datetime"), "yyyy-MM-dd", out _));
        });
        Assert.Equal(PortalFactory.Operator, page.Document.GetElementById("a11y-podmiot")!.Words());
        Assert.Equal("2027-03-01", page.Document.GetElementById("a11y-data-przeglad")!.GetAttribute("datetime"));
    }

    [Fact]
    public async Task SiteMap_Page_LeadsToEverySectorAndPage()
    {
        var page = await GetAsync("/strona/mapa-serwisu");
        var links = page.Main.QuerySelectorAll("a").Select(a => a.Href()).ToList();
        Assert.All(
            new[] { "/praktyki", "/praktyki/uslugi-spoleczne", "/praktyki/uslugi-spoleczne/kultura", "/praktyki/smup", "/rezultaty", "/mapa", "/strona/kontakt", "/strona/prywatnosc", "/strona/deklaracja-dostepnosci" },
            link => Assert.Contains(link, links));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    public async Task Links_OfTheWholeSite_LeadSomewhere(string language)
    {
        var seen = new HashSet<string> { language + "/" };
        var waiting = new Queue<string>(seen);
        var broken = new List<string>();
        while (waiting.TryDequeue(out var address) && seen.Count < 400)
        {
            var page = await portal.GetPageAsync(address);
            if (page.Status != HttpStatusCode.OK)
            {
                broken.Add($"{address}: {page.Status}");
                continue;
            }

            if (!page.Headers["Content-Type"].StartsWith("text/html", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var element in page.Document.QuerySelectorAll("a[href], link[rel=stylesheet], link[rel=icon], script[src], img[src]"))
            {
                var link = (element.GetAttribute("href") ?? element.GetAttribute("src")!).Split('#')[0];
                var isOtherLanguage = element.GetAttribute("hreflang") is not null;
                // Filters multiply without end; the listing's own tests follow them.
                if (!link.Contains(':', StringComparison.Ordinal) && link is not ("" or ['/', ..]))
                {
                    broken.Add($"{address}: {link}");
                }

                if (link.StartsWith('/') && !isOtherLanguage && !link.Contains('?', StringComparison.Ordinal) && seen.Add(link))
                {
                    waiting.Enqueue(link);
                }
            }
        }

        Assert.Empty(broken);
        Assert.True(seen.Count > 30);
    }

    [Fact]
    public async Task Home_WithPractices_ShowsThemAndTheSite()
    {
        var page = await GetAsync("/");
        Assert.Equal("Ktoś już to rozwiązał. Sprawdź jak.", page.Heading);
        Assert.Equal(["Praktyka polecana"], page.Landmark("section", "Ostatnio opublikowane").QuerySelectorAll("article h3").Select(h => h.Words()));
        Assert.Equal(["Praktyka polecana"], page.Landmark("ul", "Najczęściej czytane").Links());
        Assert.Contains("Praktyka tygodnia", page.Main.Words(), StringComparison.Ordinal);
        Assert.Equal("1", page.Term("praktyka z opisem wdrożenia"));
        Assert.Contains("Webinar za tydzień", page.Landmark("section", "Kalendarium").Words(), StringComparison.Ordinal);
        Assert.Contains("Rezultat programu próbnego", page.Landmark("section", "Baza rezultatów").Words(), StringComparison.Ordinal);
        Assert.Equal("śląskie 1", page.Main.QuerySelector("a[href='/praktyki?wojewodztwo=slaskie']")!.Words());
    }

    [Fact]
    public async Task Home_Banners_AreShownInTheirTime()
    {
        var banners = (await GetAsync("/")).Landmark("section", "Polecamy");
        Assert.Equal(["Baner bieżący"], banners.Links());
        Assert.Equal("/en/strona/o-bazie", (await GetAsync("/en/")).Link("Current banner").Href());
    }

    [Fact]
    public async Task Layout_Foot_CountsGuestsAndNamesFunders()
    {
        var page = await GetAsync("/");
        var foot = page.Document.QuerySelector("footer")!.Words();
        Assert.Matches(@"1 842 3\d\d gości odwiedziło nas od 1 kwietnia 2008 r\.", foot);
        var funders = page.Landmark("aside", "Finansowanie");
        Assert.Equal("https://fundusz.example.org/", funders.Link("Fundusz Próbny").Href());
        Assert.Equal("image/svg+xml", (await portal.GetPageAsync(funders.QuerySelector("img")!.GetAttribute("src")!)).Headers["Content-Type"]);
        Assert.Contains("Wersja próbna.", page.Document.QuerySelector("header")!.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_Any_HasOneMainOneHeadingATitleAndItsLandmarks(string address)
    {
        var page = await GetAsync(address);
        Assert.NotEqual("", page.Heading);
        Assert.EndsWith(address == "/" ? "samorządów" : "| Baza Dobrych Praktyk", page.Document.Title, StringComparison.Ordinal);
        Assert.Equal("#tresc", page.Link("Przejdź do treści").Href());
        Assert.Equal("tresc", page.Main.Id);
        var menu = page.Landmark("nav", "Menu główne");
        Assert.All(new[] { "Strona główna", "Baza rezultatów", "Mapa praktyk", "Kalendarium", "Publikacje i dokumenty", "Inne bazy danych" }, entry => Assert.Contains(entry, menu.Links()));
        Assert.Empty(page.Document.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(page.Document.QuerySelectorAll("[aria-labelledby]"), e => Assert.NotNull(page.Document.GetElementById(e.GetAttribute("aria-labelledby")!)));
        Assert.DoesNotContain(page.Document.QuerySelectorAll("[style], [onclick]"), _ => true);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_English_SaysSoAndKeepsItsLinks(string address)
    {
        var page = await GetAsync("/en" + address);
        Assert.Equal(("en", "en"), (page.Document.DocumentElement.GetAttribute("lang"), page.Headers["Content-Language"]));
        var inside = page.Document.QuerySelectorAll("body a[href], form[method=get]").Where(e => e.GetAttribute("hreflang") is null).Select(e => e.GetAttribute("href") ?? e.GetAttribute("action")!)
            .Where(h => h is not ['#', ..] && !h.Contains(':', StringComparison.Ordinal));
        Assert.All(inside, href => Assert.StartsWith("/en/", href, StringComparison.Ordinal));
        Assert.Equal(address, page.Link("Polski").Href());
        Assert.Equal("/en" + address, (await GetAsync(address)).Link("English").Href());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_BothLanguages_NameEachOther(string address)
    {
        foreach (var language in new[] { "", "/en" })
        {
            var page = await GetAsync(language + address);
            string Alternate(string code) => new Uri(page.Document.QuerySelector($"link[rel=alternate][hreflang={code}]")!.Href()).AbsolutePath;
            Assert.Equal((address, "/en" + address), (Alternate("pl"), Alternate("en")));
            Assert.Equal(language + address, new Uri(page.Canonical!).AbsolutePath);
        }
    }

    [Fact]
    public async Task Page_English_MarksPolishContent()
    {
        var page = await GetAsync($"/en/praktyka/{portal.Practice.Practice.Id}-{portal.Practice.Practice.Slug}");
        Assert.Equal("pl", page.Main.QuerySelector("[data-testid=summary]")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task LanguageLink_PathWithTwoSlashes_StaysOnThePortal()
    {
        var links = (await portal.GetPageAsync("/en//example.org/x")).Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href") ?? "");

        Assert.DoesNotContain(links, l => l.StartsWith("//", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/praktyki?wojewodztwo=slaskie&strona=1", "/en/praktyki?wojewodztwo=slaskie&strona=1")]
    [InlineData("/praktyki?q=%C5%BC%C3%B3%C5%82w", "/en/praktyki?q=%C5%BC%C3%B3%C5%82w")]
    public async Task Page_LanguageLink_KeepsTheQuestion(string address, string english) => Assert.Equal(english, (await GetAsync(address)).Link("English").Href());

    [Theory]
    [InlineData("/praktyki?rok=2006", "/praktyki?rok=2006")]
    [InlineData("/en/mapa", "/en/mapa")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("mapa", "/")]
    [InlineData("", "/")]
    [InlineData("/mapa\r\nX-Evil: 1", "/")]
    public async Task Preferences_Sent_AreRememberedAndLeadBackInside(string back, string location)
    {
        var answer = await PostPreferencesAsync(("tekst", "3"), ("kontrast", "wysoki"), ("motyw", "dark"), ("powrot", back));
        Assert.Equal((HttpStatusCode.Found, location), (answer.Status, answer.Headers["Location"]));
        Assert.StartsWith("widok=tekst=3&kontrast=wysoki&motyw=dark;", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.DoesNotContain("X-Evil", answer.Headers.Keys);
    }

    [Fact]
    public async Task Preferences_AddressWithPolishLetters_IsNoFailure() =>
        Assert.Equal(HttpStatusCode.Found, (await PostPreferencesAsync(("motyw", "dark"), ("powrot", "/praktyki?q=żółw"))).Status);

    [Theory]
    [InlineData("inne=1", "wysoki")]
    [InlineData("widok=tekst=1&kontrast=wysoki&motyw=auto", "zwykly")]
    public async Task Preferences_ContrastButton_TurnsItOnAndOff(string cookie, string contrast)
    {
        using var request = Preferences(("kontrast", "przelacz"), ("powrot", "/"));
        request.Headers.Add("Cookie", cookie);
        Assert.StartsWith($"widok=tekst=1&kontrast={contrast}&motyw=auto;", (await portal.SendAsync(request)).Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preferences_UnknownValues_ChangeNothing()
    {
        var answer = await PostPreferencesAsync(("tekst", "9"), ("motyw", "<b>"), ("inne", "1"), ("powrot", "/"));
        Assert.StartsWith("widok=tekst=1&kontrast=zwykly&motyw=auto;", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preferences_Cookie_SetsTheLookAndKeepsTheOthers()
    {
        var page = await portal.GetPageAsync("/mapa", r => r.Headers.Add("Cookie", "widok=tekst=2&kontrast=wysoki&motyw=dark"));
        var root = page.Document.DocumentElement;
        Assert.Equal(("2", "high", "dark"), (root.GetAttribute("data-text"), root.GetAttribute("data-contrast"), root.GetAttribute("data-theme")));
        // The style sheet says by them which buttons are chosen; nothing else of the page knows.
        Assert.Equal((await portal.GetPageAsync("/mapa")).Document.Body!.OuterHtml, page.Document.Body!.OuterHtml);

        using var request = Preferences(("tekst", "1"), ("powrot", "/"));
        request.Headers.Add("Cookie", "widok=tekst=2&kontrast=wysoki&motyw=dark");
        Assert.StartsWith("widok=tekst=1&kontrast=wysoki&motyw=dark;", (await portal.SendAsync(request)).Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mapa?dzial=smup")]
    [InlineData("/nie-ma?x=1")]
    [InlineData("/en/nie-ma")]
    public async Task Preferences_Form_LeadsBackToItsPage(string address) =>
        Assert.Equal(address, (await portal.GetPageAsync(address)).Document.QuerySelector("input[name=powrot]")!.GetAttribute("value"));

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/favicon.svg", HttpStatusCode.OK)]
    [InlineData("/nie-ma", HttpStatusCode.NotFound)]
    [InlineData("/praktyki?rok=abc", HttpStatusCode.BadRequest)]
    [InlineData("/zdrowie", HttpStatusCode.OK)]
    public async Task Answer_Any_CarriesTheSecurityHeaders(string address, HttpStatusCode status)
    {
        var page = await portal.GetPageAsync(address);
        Assert.Equal(status, page.Status);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Equal("strict-origin-when-cross-origin", page.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", page.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Contains("camera=()", page.Headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("Server", page.Headers.Keys);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Cookie_OfForms_GoesBackTheWayItCame(string scheme, bool isSecure)
    {
        var page = await portal.GetPageAsync("/konto/zaloguj", r => r.Headers.Add("X-Forwarded-Proto", scheme));
        Assert.Contains("Antiforgery", page.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Equal(isSecure, page.Headers["Set-Cookie"].Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/zdrowie")]
    [InlineData("/gotowosc")]
    public async Task Health_WorkingPortal_IsHealthy(string address)
    {
        var answer = await portal.GetPageAsync(address);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (answer.Status, answer.Source));
    }

    [Fact]
    public async Task RequestLog_Line_HasNoQueryAndNoAddress()
    {
        await portal.GetPageAsync("/gotowosc");
        await portal.GetPageAsync("/praktyki?q=tajemnica-w-pytaniu", r =>
        {
            r.Headers.UserAgent.ParseAdd("Mozilla/5.0-tajny-agent");
            r.Headers.Add("X-Forwarded-For", "203.0.113.77");
        });
        var path = Assert.Single(Directory.GetFiles(Path.Combine(portal.StorageDirectory, "logs")));
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var log = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = log.Split('\n').Where(l => l.Contains("GET ", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, LogLine().IsMatch);
        Assert.DoesNotContain(lines, l => l.Contains("/gotowosc", StringComparison.Ordinal));
        Assert.All(new[] { "tajemnica", "tajny-agent", "203.0.113.77", "127.0.0.1" }, secret => Assert.DoesNotContain(lines, l => l.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answer_Compressed_IsTheSame()
    {
        var page = await portal.GetPageAsync("/strona/o-bazie", r => r.Headers.AcceptEncoding.ParseAdd("br"));
        Assert.Equal("br", page.Headers["Content-Encoding"]);
        using var unpacked = new System.IO.Compression.BrotliStream(new MemoryStream(page.Body), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.EndsWith("</html>", (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"GET /praktyki 200 \d")]
    private static partial Regex LogLine();

    private static HttpRequestMessage Preferences(params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, "/widok") { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };

    private async Task<Page> PostPreferencesAsync(params (string Name, string Value)[] fields)
    {
        using var request = Preferences(fields);
        return await portal.SendAsync(request);
    }

    private async Task<Page> GetAsync(string path)
    {
        var page = await portal.GetPageAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }
}

/// <summary>The portal on its first day: reference data and nothing else.</summary>
public sealed class EmptyPortalTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Theory]
    [InlineData("/", "Nie ma jeszcze żadnej opublikowanej praktyki.")]
    [InlineData("/praktyki", "Nie ma tu jeszcze żadnej praktyki")]
    [InlineData("/rezultaty", "Nie ma tu jeszcze żadnego rezultatu")]
    [InlineData("/mapa", "0 praktyk według województw.")]
    [InlineData("/statystyki", "Nie ma jeszcze danych.")]
    [InlineData("/kalendarium", "Na razie nic nie zaplanowano.")]
    [InlineData("/publikacje", "Nie ma jeszcze żadnej publikacji.")]
    public async Task Page_NothingPublished_SaysSo(string address, string text)
    {
        foreach (var language in new[] { "", "/en" })
        {
            var page = await portal.GetPageAsync(language + address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotEqual("", page.Heading);
            if (language.Length == 0)
            {
                Assert.Contains(text, page.Main.Words(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Home_NothingPublished_HasNoEmptySections()
    {
        var page = await portal.GetPageAsync("/");
        Assert.All(page.Main.QuerySelectorAll("ul, ol, dl, table"), list => Assert.NotEmpty(list.Children));
        Assert.Null(page.FindLandmark("section", "Polecamy"));
        Assert.Null(page.FindLandmark("section", "Baza rezultatów"));
        Assert.Contains("Na razie nic nie zaplanowano.", page.Landmark("section", "Kalendarium").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layout_NoFirstDay_CountsSinceTheFirstGuest()
    {
        var page = await portal.GetPageAsync("/");
        Assert.Matches(@"\d+ (gość odwiedził|gości odwiedziło) nas od \d+ \p{L}+ \d{4} r\.", page.Document.QuerySelector("footer")!.Words());
        Assert.Null(page.FindLandmark("aside", "Finansowanie"));
    }

    [Fact]
    public async Task Layout_NewGuest_IsCountedOnceADay()
    {
        var before = await CountAsync();
        for (var visit = 0; visit < 5; visit++)
        {
            await portal.GetPageAsync("/", r => r.Headers.UserAgent.ParseAdd("Mozilla/5.0 (pierwszy)"));
        }

        Assert.Equal(before + 1, await CountAsync());

        // On a page that is not kept, nor counted.
        async Task<int> CountAsync()
        {
            var page = await portal.GetPageAsync("/nie-ma");
            return int.Parse(page.Document.QuerySelector("footer b")!.Words().Replace(" ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }
    }
}
