using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class MapTests(ListingPortal portal) : IClassFixture<ListingPortal>
{
    private const string Voivodeships = "Województwa";
    private const string Counties = "Powiaty";
    private const string Places = "Gminy i inne jednostki samorządu";

    public static TheoryData<string> Filters { get; } =
    [
        "",
        "q=swietlica",
        "dzial=uslugi-spoleczne",
        "dzial=uslugi-spoleczne%2Fkultura",
        "dzial=smup&dzial=uslugi-techniczne",
        "typ=gmina-wiejska",
        "typ=miasto-na-prawach-powiatu&typ=powiat&rekomendowane=tak",
        "ludnosc=5-20-tys&ludnosc=ponad-100-tys",
        "rok=2006&rok=2009&grupa=seniorzy",
        "powiat=2477&powiat=0226",
        "wojewodztwo=slaskie&wojewodztwo=dolnoslaskie&q=numer",
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Poland_EachLine_CountsWhatItsListingHolds(string filters)
    {
        var page = await MapAsync(filters);
        var lines = Lines(page, Voivodeships);
        Assert.Equal(16, lines.Count);
        Assert.Contains(lines, l => l.Count > 0);
        foreach (var line in lines)
        {
            var list = line.Row.QuerySelectorAll("a").SingleOrDefault(a => a.Words().EndsWith($"zobacz listę: {line.Name}", StringComparison.Ordinal));
            Assert.Equal(line.Count > 0, list is not null);
            if (list is not null)
            {
                Assert.Equal(line.Count, await CountOfListingAsync(list.Href()));
            }
        }

        Assert.Equal(lines.Sum(l => l.Count).ToString(CultureInfo.InvariantCulture), page.Main.QuerySelector("tfoot td")!.Words());
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Voivodeship_EachLine_CountsWhatItsListingHolds(string filters)
    {
        var page = await MapAsync("wojewodztwo=dolnoslaskie&" + filters.Replace("wojewodztwo=slaskie&wojewodztwo=dolnoslaskie&", "", StringComparison.Ordinal));
        var lines = Lines(page, Counties).Concat(Lines(page, Places)).ToList();
        Assert.All(lines, l => Assert.True(l.Count > 0));
        foreach (var line in lines)
        {
            var link = line.Row.QuerySelector("a")!.Href();
            if (link.StartsWith("/praktyka/", StringComparison.Ordinal))
            {
                Assert.Equal(1, line.Count);
                Assert.Contains((await portal.GetPageAsync(link)).Heading, line.Row.Words(), StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(line.Count, await CountOfListingAsync(link));
            }
        }

        // The same practices twice, by county and by local government.
        var total = await CountOfListingAsync(page.Main.QuerySelectorAll("p.lead a").Select(a => a.Href()).SingleOrDefault());
        Assert.Equal(total, Lines(page, Counties).Sum(l => l.Count));
        Assert.Equal(total, Lines(page, Places).Sum(l => l.Count));
    }

    [Fact]
    public async Task Poland_Counts_LeaveProgrammeResultsOut()
    {
        var lines = Lines(await MapAsync(""), Voivodeships);
        Assert.All(lines, l => Assert.Equal(portal.Samples.Count(s => s.Kind == PracticeKind.Practice && s.Voivodeship == Text.Slug(l.Name)), l.Count));
        Assert.Equal(lines.Select(l => l.Count), (await MapAsync("rodzaj=rezultat")).Main.QuerySelectorAll("tbody td:nth-child(2)").Select(NumberIn));
    }

    [Fact]
    public async Task Poland_Units_AreDistinct()
    {
        var line = Lines(await MapAsync("grupa=seniorzy"), Voivodeships).Single(l => l.Name == "dolnośląskie");
        var expected = portal.Samples.Where(s => s is { Kind: PracticeKind.Practice, Voivodeship: "dolnoslaskie", UnitName: not null } && s.Groups.Contains("seniorzy")).Select(s => s.UnitName).Distinct();
        Assert.Equal(expected.Count().ToString(CultureInfo.InvariantCulture), line.Row.QuerySelectorAll("td")[1].Words());
    }

    [Fact]
    public async Task Links_OfMapAndTable_AreTheSame()
    {
        var poland = await MapAsync("grupa=seniorzy");
        Assert.Equal(Hrefs(poland, "table th a"), Hrefs(poland, "svg a"));
        Assert.Equal(16, Hrefs(poland, "svg a").Count);

        var voivodeship = await MapAsync("wojewodztwo=dolnoslaskie&grupa=seniorzy");
        // A county as a unit has no point of its own.
        Assert.Equal(Hrefs(voivodeship, "table th a").Where(h => !h.EndsWith("jst=0226", StringComparison.Ordinal)), Hrefs(voivodeship, "svg a"));
        Assert.All(new[] { poland, voivodeship }, page =>
        {
            Assert.All(page.Main.QuerySelectorAll("figure svg"), svg => Assert.Equal("true", svg.GetAttribute("aria-hidden")));
            Assert.All(page.Main.QuerySelectorAll("svg a"), a => Assert.Equal("-1", a.GetAttribute("tabindex")));
            Assert.All(page.Main.QuerySelectorAll("svg a"), a => Assert.NotEmpty(page.Main.QuerySelectorAll($"tr[data-region='{a.GetAttribute("data-region")}']")));
        });
    }

    [Fact]
    public async Task Links_KeepTheFilters()
    {
        var poland = await MapAsync("grupa=seniorzy&dzial=uslugi-spoleczne");
        var row = Lines(poland, Voivodeships).Single(l => l.Name == "dolnośląskie").Row;
        Assert.Equal("/mapa?dzial=uslugi-spoleczne&wojewodztwo=dolnoslaskie&grupa=seniorzy", row.QuerySelector("th a")!.Href());
        Assert.Equal("/praktyki/uslugi-spoleczne?wojewodztwo=dolnoslaskie&grupa=seniorzy", row.QuerySelector("td a")!.Href());
        Assert.Equal("/mapa?grupa=seniorzy", poland.Landmark("ul", "Aktywne filtry").Link("Usuń filtr: Usługi społeczne").Href());

        var voivodeship = await MapAsync("wojewodztwo=dolnoslaskie&grupa=seniorzy");
        Assert.Equal("/mapa?grupa=seniorzy", voivodeship.Landmark("nav", "Okruszki").Link("Mapa praktyk").Href());
        Assert.Equal("/mapa?grupa=seniorzy", voivodeship.Main.Link("Wróć do mapy całej Polski").Href());
        Assert.Equal("/mapa?wojewodztwo=lubuskie&grupa=seniorzy", voivodeship.Landmark("nav", "Obok").Link("lubuskie").Href());
    }

    [Theory]
    [InlineData("/praktyki", "/mapa")]
    [InlineData("/praktyki?typ=gmina-wiejska&q=numer&sort=tytul", "/mapa?q=numer&typ=gmina-wiejska")]
    [InlineData("/praktyki/uslugi-spoleczne/kultura?wojewodztwo=slaskie", "/mapa?dzial=uslugi-spoleczne/kultura&wojewodztwo=slaskie")]
    public async Task Listing_LeadsToItsMap(string listing, string map) =>
        Assert.Equal(map, Uri.UnescapeDataString((await portal.GetPageAsync(listing)).Main.Link("Zobacz na mapie").Href()));

    [Fact]
    public async Task FormLeftOpen_LeadsToTheShortAddress()
    {
        var page = await portal.GetPageAsync("/mapa?dzial=&typ=gmina-wiejska&q=&rok=");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal("/mapa?typ=gmina-wiejska", page.Headers["Location"]);
    }

    [Fact]
    public async Task Form_Sent_KeepsWhatTheAddressHolds()
    {
        var page = await MapAsync("wojewodztwo=dolnoslaskie&powiat=0226&q=numer&typ=gmina-wiejska&typ=powiat&rok=2006&rekomendowane=tak&dzial=uslugi-spoleczne%2Fkultura");
        var form = page.Landmark("form", "Filtry");
        var sent = form.QuerySelectorAll("input").Where(i => i.GetAttribute("type") != "checkbox" || i.HasAttribute("checked")).Select(i => (Name: i.GetAttribute("name"), Value: i.GetAttribute("value")))
            .Concat(form.QuerySelectorAll("select").Select(s => (Name: s.GetAttribute("name"), Value: (s.QuerySelector("option[selected]") ?? s.QuerySelector("option"))!.GetAttribute("value"))))
            .Where(p => p.Value is { Length: > 0 }).Select(p => $"{p.Name}={p.Value}");
        Assert.Equal(
            ["dzial=uslugi-spoleczne/kultura", "powiat=0226", "q=numer", "rekomendowane=tak", "rok=2006", "typ=gmina-wiejska", "typ=powiat", "wojewodztwo=dolnoslaskie"],
            sent.Order(StringComparer.Ordinal));
        Assert.All(form.QuerySelectorAll("select, input:not([type=hidden])"), f => Assert.True(f.Closest("label") is not null || form.QuerySelector($"label[for='{f.Id}']") is not null));
    }

    [Fact]
    public async Task Voivodeship_Cities_AreDots()
    {
        var page = await MapAsync("wojewodztwo=slaskie");
        var cities = await portal.UseDatabaseAsync(db => Task.FromResult(db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.CityWithCountyRights && g.Voivodeship!.Teryt == "24").Select(g => g.Name).ToList()));
        var dots = page.Main.QuerySelectorAll("svg > circle title").Select(t => t.Words()).ToList();
        Assert.Equal(19, cities.Count);
        Assert.All(cities, city => Assert.Contains(dots, d => d.StartsWith($"m. {city}: ", StringComparison.Ordinal)));
        Assert.Equal(cities.Count, dots.Count);
    }

    [Fact]
    public async Task Voivodeship_Points_LieWithinThePicture_WithTheirNumber()
    {
        var page = await MapAsync("wojewodztwo=slaskie");
        var point = Assert.Single(page.Main.QuerySelectorAll("svg a:has(circle)"));
        Assert.InRange(double.Parse(point.QuerySelector("circle")!.GetAttribute("cx")!, CultureInfo.InvariantCulture), 0, 1000);
        Assert.InRange(double.Parse(point.QuerySelector("circle")!.GetAttribute("cy")!, CultureInfo.InvariantCulture), 0, 954);
        var count = portal.Samples.Count(s => s is { Kind: PracticeKind.Practice, County: "2477" }).ToString(CultureInfo.InvariantCulture);
        Assert.Equal(count, point.QuerySelector("text")!.Words());
        Assert.Equal($"Tychy: {count}", point.QuerySelector("title")!.Words());
    }

    [Fact]
    public async Task Voivodeship_CountyChosen_LeavesItsPointsAlone()
    {
        var page = await MapAsync("wojewodztwo=dolnoslaskie&powiat=0201");
        var count = portal.Samples.Count(s => s is { Kind: PracticeKind.Practice, County: "0201" });
        Assert.Equal([("bolesławiecki", count)], Lines(page, Counties).Select(l => (l.Name, l.Count)));
        Assert.Equal([("gmina Nowogrodziec", count)], Lines(page, Places).Select(l => (l.Name, l.Count)));
        Assert.Equal("020104", Assert.Single(page.Main.QuerySelectorAll("svg a:has(circle)")).GetAttribute("data-region"));
    }

    [Fact]
    public async Task Voivodeship_WithoutPractices_SaysSo()
    {
        var page = await MapAsync("wojewodztwo=podlaskie");
        Assert.Equal("Mapa praktyk: województwo podlaskie", page.Heading);
        Assert.Empty(page.Main.QuerySelectorAll("table"));
        Assert.Empty(page.Main.QuerySelectorAll("svg a"));
        Assert.Contains("Bez praktyk:", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("m. Białystok", page.Main.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wojewodztwo=malopolskie", "12", "województwo małopolskie")]
    [InlineData("wojewodztwo=lubuskie", null, null)]
    [InlineData("wojewodztwo=dolnoslaskie", "0226", "powiat złotoryjski")]
    public async Task Voivodeship_PracticesWithoutPoint_AreNamed(string filters, string? unit, string? place)
    {
        var page = await MapAsync(filters);
        var expected = portal.Samples.Where(s => s.Kind == PracticeKind.Practice && s.Voivodeship == filters.Split('=')[1]
            && (unit is null ? s.County is null : unit.Length == 4 ? s.County == unit : s.County is null)).ToList();
        var unplaced = page.Main.QuerySelector("[data-testid=unplaced]")!;
        var links = unplaced.QuerySelectorAll("li a").Select(a => a.Words()).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, title => Assert.Contains(portal.Samples, s => s.Title == title));
        Assert.Matches(@"^\d+ prakty\w+ bez punktu na mapie", unplaced.QuerySelector("summary")!.Words());
        Assert.Equal(place is not null, Lines(page, Places).Any(l => l.Name == place));
    }

    [Theory]
    [InlineData("typ=zwiazek&rok=2005&rekomendowane=tak&wojewodztwo=opolskie")]
    [InlineData("q=nosorożec")]
    public async Task Filters_LeaveNothing_SectorAndTypeCanStillBeChosen(string filters)
    {
        var page = await MapAsync(filters);
        Assert.Contains("0 praktyk", page.Main.Words(), StringComparison.Ordinal);
        Assert.NotEmpty(page.Main.QuerySelectorAll("select[name=dzial] option[value=smup]"));
        Assert.NotEmpty(page.Main.QuerySelectorAll("select[name=typ] option[value=powiat]"));
    }

    [Theory]
    [InlineData("wojewodztwo=atlantyda")]
    [InlineData("powiat=9999")]
    [InlineData("dzial=nie-ma")]
    [InlineData("dzial=kultura")]
    [InlineData("dziedzina=nie-ma")]
    [InlineData("miara=wysokosc")]
    [InlineData("jst=999999")]
    [InlineData("typ=%00")]
    public async Task UnknownValue_IsRefusedKindly(string filters)
    {
        var page = await portal.GetPageAsync("/mapa?" + filters);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotEmpty(page.Main.Links());
    }

    [Theory]
    [InlineData("/mapa?dziedzina=smup", "/mapa?dzial=smup")]
    [InlineData("/mapa?dziedzina=", "/mapa")]
    [InlineData("/mapa?dziedzina=uslugi-spoleczne&grupa=seniorzy", "/mapa?dzial=uslugi-spoleczne&grupa=seniorzy")]
    [InlineData("/en/mapa?dziedzina=smup", "/en/mapa?dzial=smup")]
    public async Task FormerAddress_LeadsToTheNewOne(string address, string location)
    {
        var page = await portal.GetPageAsync(address);
        Assert.Equal(HttpStatusCode.MovedPermanently, page.Status);
        Assert.Equal(location, page.Headers["Location"]);
    }

    [Fact]
    public async Task Inhabitants_NotKnown_AreNotOffered()
    {
        var page = await MapAsync("miara=na-100-tys");
        Assert.DoesNotContain("mieszkańców", page.Main.QuerySelector("figure")!.Words(), StringComparison.Ordinal);
        Assert.Null(page.Main.QuerySelector("select[name=miara]"));
    }

    private static List<string> Hrefs(Page page, string selector) => [.. page.Main.QuerySelectorAll(selector).Select(a => a.Href()).Distinct().Order(StringComparer.Ordinal)];

    private static IReadOnlyList<(string Name, int Count, IElement Row)> Lines(Page page, string section) =>
        page.FindLandmark("section", section) is not { } part ? []
            : [.. part.QuerySelectorAll("tbody tr").Select(r => (r.QuerySelector("th")!.FirstElementChild!.Words(), NumberIn(r.QuerySelector("td")!), r))];

    private static int NumberIn(IElement element) => int.Parse(element.Words().Split(' ')[0], CultureInfo.InvariantCulture);

    private async Task<Page> MapAsync(string filters)
    {
        var page = await portal.GetPageAsync("/mapa" + (filters.Length > 0 ? "?" : "") + filters);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }

    private async Task<int> CountOfListingAsync(string? address)
    {
        if (address is null)
        {
            return 0;
        }

        var page = await portal.GetPageAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return NumberIn(page.Document.GetElementById("wyniki")!);
    }
}

/// <summary>With the inhabitants of every voivodeship entered.</summary>
public sealed class InhabitantsPortal : PortalFactory
{
    protected override async Task SeedAsync(PortalSeed seed)
    {
        foreach (var voivodeship in seed.Db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.Voivodeship))
        {
            voivodeship.Population = voivodeship.Teryt == "24" ? 4_000_000 : 1_000_000;
        }

        foreach (var (teryt, number) in new[] { ("2477", 1), ("2477", 2), ("0226", 3) })
        {
            await seed.AddAsync($"Praktyka {number}", r => r.LocalGovernment = seed.Place(teryt));
        }
    }
}

public sealed class MapByInhabitantsTests(InhabitantsPortal portal) : IClassFixture<InhabitantsPortal>
{
    [Fact]
    public async Task Inhabitants_Known_OrderAndShadeTheVoivodeships()
    {
        var plain = await portal.GetPageAsync("/mapa");
        Assert.Equal("śląskie", plain.Main.QuerySelector("tbody th")!.Words());
        Assert.NotNull(plain.Main.QuerySelector("select[name=miara]"));

        var page = await portal.GetPageAsync("/mapa?miara=na-100-tys");
        Assert.Equal(["dolnośląskie 1 0,1", "śląskie 2 0,05"], page.Main.QuerySelectorAll("tbody tr").Take(2).Select(r => string.Join(' ', r.Children.Take(3).Select(c => c.Words().Split(' ')[0]))));
        Assert.Equal("q5", page.Main.QuerySelector("a[data-region=dolnoslaskie] path")!.ClassName);
        Assert.Equal("q3", page.Main.QuerySelector("a[data-region=slaskie] path")!.ClassName);
        Assert.Equal("/mapa?wojewodztwo=slaskie&miara=na-100-tys", page.Main.QuerySelector("tr[data-region=slaskie] th a")!.Href());
    }
}
