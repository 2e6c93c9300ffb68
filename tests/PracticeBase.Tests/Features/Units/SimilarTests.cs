using System.Net;
using AngleSharp.Dom;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class SimilarTests(SimilarPortal portal) : IClassFixture<SimilarPortal>
{
    private const string Address = "/jednostki-podobne";
    private const string Mine = $"{Address}?jst={SimilarPortal.Osiecznica}";
    private const string Show = "Pokaż praktyki podobnych jednostek";

    private static readonly string[] ByLikeness = ["Warta polecana", "Warta nowa", "Moszczenica", "Nowogrodziec", "Zagrodno", "Gorlice 5", "Gorlice 4", "Gorlice 3"];

    [Fact]
    public async Task Similar_NoUnit_OffersTheField()
    {
        var page = await portal.GetPageAsync(Address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Praktyki jednostek takich jak moja", page.Heading);
        var label = Assert.Single(page.Main.QuerySelectorAll("label"), l => l.Words() == "Wybierz swoją gminę, powiat albo województwo");
        var input = page.Document.GetElementById(label.GetAttribute("for")!)!;
        Assert.Equal("/konto/samorzady", input.GetAttribute("data-places"));
        Assert.Contains("Kultura", Options(page), StringComparer.Ordinal);
        Assert.Empty(page.Titles);
    }

    [Theory]
    [InlineData("Osiecznica", "/jednostki-podobne?jst=020105")]
    [InlineData("gmina Osiecznica, pow. bolesławiecki, dolnośląskie", "/jednostki-podobne?jst=020105")]
    [InlineData("wroclaw", "/jednostki-podobne?jst=0264")]
    [InlineData("powiat bolesławiecki, dolnośląskie", "/jednostki-podobne?jst=0201")]
    [InlineData("województwo małopolskie", "/jednostki-podobne?jst=12")]
    public async Task Similar_ClearName_LeadsToTheUnitsAddress(string name, string address)
    {
        using var visitor = portal.Visit();
        var page = await visitor.SubmitAsync(await visitor.GetAsync(Address), Show, [("nazwa", name)]);
        Assert.Equal((HttpStatusCode.Found, address), (page.Status, page.Headers["Location"]));
    }

    [Fact]
    public async Task Similar_AmbiguousName_AsksWhichUnitAndKeepsTheChoices()
    {
        using var visitor = portal.Visit();
        var asked = await visitor.SubmitAsync(await visitor.GetAsync($"{Address}?kryteria=typ"), Show, [("nazwa", "Dąbrowa"), ("problem", "smup")]);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        var candidates = asked.Main.QuerySelectorAll("input[type=radio]").Select(r => r.GetAttribute("value")!).ToList();
        Assert.Equal(["gmina Dąbrowa, pow. mogileński, kujawsko-pomorskie", "gmina Dąbrowa, pow. opolski, opolskie"], candidates.Order(StringComparer.Ordinal));
        Assert.Contains("Jest kilka takich jednostek", asked.Main.Words(), StringComparison.Ordinal);

        var chosen = await visitor.SubmitAsync(asked, Show, [("nazwaChoice", "gmina Dąbrowa, pow. opolski, opolskie")]);
        Assert.Equal("/jednostki-podobne?jst=160902&problem=smup&kryteria=typ", chosen.Headers["Location"]);
    }

    [Fact]
    public async Task Similar_UnknownName_SaysSo()
    {
        var page = await portal.GetPageAsync($"{Address}?nazwa=Nibylandia");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Nie ma takiej jednostki", page.Main.Words(), StringComparison.Ordinal);
        Assert.Equal("Nibylandia", page.Document.GetElementById("nazwa")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Similar_Unit_ShowsPracticesOfUnitsLikeItBestFirst()
    {
        var page = await portal.GetPageAsync(Mine);
        Assert.Equal(ByLikeness, page.Titles);
        Assert.Equal("8 praktyk z 5 jednostek", page.Sections[0]);
        Assert.Contains("gmina Osiecznica, pow. bolesławiecki, dolnośląskie", page.Main.QuerySelector("[data-testid=chosen]")!.Words(), StringComparison.Ordinal);
        Assert.Contains("7 000 mieszkańców", page.Main.QuerySelector("[data-testid=chosen]")!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Similar_Unit_LinksItsOwnPracticesApart()
    {
        var page = await portal.GetPageAsync(Mine);
        Assert.DoesNotContain("Własna", page.Titles);
        var own = await portal.GetPageAsync(page.Main.Link("Praktyki tej jednostki (1)").Href());
        Assert.Equal(["Własna"], own.Titles);
    }

    [Fact]
    public async Task Similar_UnitWithMorePractices_LinksTheRest()
    {
        var page = await portal.GetPageAsync(Mine);
        var rest = await portal.GetPageAsync(page.Main.Link("Wszystkie praktyki: gmina Gorlice, pow. gorlicki, małopolskie (5)").Href());
        Assert.Equal(5, rest.Titles.Count);
    }

    [Fact]
    public async Task Similar_EachPractice_SaysWhy()
    {
        var page = await portal.GetPageAsync($"{Mine}&problem=pomoc-spoleczna&problem=kultura&grupa=seniorzy");
        Assert.Equal("Dlaczego: gmina wiejska jak Państwa · 6 900 mieszkańców (Państwa 7 000) · ta sama dziedzina: Kultura · ta sama grupa: seniorzy", WhyOf(page, "Moszczenica"));
        Assert.Equal("Dlaczego: gmina wiejska jak Państwa · 7 200 mieszkańców (Państwa 7 000) · ten sam powiat · ta sama dziedzina: Pomoc społeczna", WhyOf(page, "Warta polecana"));
        Assert.Equal("Dlaczego: gmina miejsko-wiejska (Państwa: gmina wiejska) · 15 000 mieszkańców (Państwa 7 000) · ten sam powiat", WhyOf(page, "Nowogrodziec"));
        // Nobody knows how many live there.
        Assert.Equal("Dlaczego: gmina wiejska jak Państwa · 35 km od Państwa · to samo województwo · ta sama dziedzina: Pomoc społeczna", WhyOf(page, "Zagrodno"));
    }

    [Fact]
    public async Task Similar_ChosenProblem_RaisesUnitsThatWorkOnIt()
    {
        var page = await portal.GetPageAsync($"{Mine}&problem=pomoc-spoleczna");
        Assert.Equal(["Warta polecana", "Zagrodno", "Moszczenica", "Nowogrodziec"], page.Titles.Take(4));
        Assert.Contains("praktyki z wybranych dziedzin: 1 z 2", WhyOf(page, "Warta polecana"), StringComparison.Ordinal);
        // The other one stands behind the link to the unit.
        Assert.DoesNotContain("Warta nowa", page.Titles);
        Assert.Equal(3, (await portal.GetPageAsync(page.Main.Link("Wszystkie praktyki: gmina Warta Bolesławiecka, pow. bolesławiecki, dolnośląskie (2)").Href())).Titles.Count);
    }

    [Theory]
    [InlineData("kryteria=typ", "Warta polecana, Warta nowa, Moszczenica, Nowogrodziec, Zagrodno, Gorlice 5, Gorlice 4, Gorlice 3")]
    [InlineData("kryteria=ludnosc", "Warta polecana, Warta nowa, Moszczenica")]
    [InlineData("kryteria=wojewodztwo", "Warta polecana, Warta nowa, Nowogrodziec, Zagrodno")]
    [InlineData("kryteria=typ,ludnosc,wojewodztwo", "Warta polecana, Warta nowa")]
    [InlineData("kryteria=typ&kryteria=ludnosc&kryteria=wojewodztwo", "Warta polecana, Warta nowa")]
    [InlineData("kryteria=dziedzina&problem=uslugi-spoleczne%2Fkultura", "Moszczenica, Warta nowa")]
    [InlineData("kryteria=dziedzina&problem=uslugi-spoleczne&kryteria=ludnosc", "Warta polecana, Warta nowa, Moszczenica")]
    [InlineData("kryteria=dziedzina", "Warta polecana, Warta nowa, Moszczenica, Nowogrodziec, Zagrodno, Gorlice 5, Gorlice 4, Gorlice 3")]
    public async Task Similar_Conditions_LeaveOutWhoDoesNotMeetThem(string conditions, string titles) =>
        Assert.Equal(titles, string.Join(", ", (await portal.GetPageAsync($"{Mine}&{conditions}")).Titles));

    [Fact]
    public async Task Similar_NobodyMeetsTheConditions_AdvisesToLoosenThem()
    {
        var page = await portal.GetPageAsync($"{Mine}&kryteria=dziedzina,wojewodztwo&problem=smup");
        Assert.Empty(page.Titles);
        Assert.Contains("Żadna jednostka nie spełnia wszystkich warunków naraz", page.Main.Words(), StringComparison.Ordinal);
        var loosened = page.Main.Link("Usuń warunki").Href();
        Assert.Equal($"{Mine}&problem=smup", loosened);
        Assert.NotEmpty((await portal.GetPageAsync(loosened)).Titles);
    }

    [Fact]
    public async Task Similar_NobodyLikeIt_LeadsToAllPractices()
    {
        // A county, of which neither position nor population is known.
        var page = await portal.GetPageAsync($"{Address}?jst=0201");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Titles);
        Assert.Equal("/praktyki", page.Main.Link("Wszystkie praktyki").Href());
    }

    [Fact]
    public async Task Similar_UnknownPopulation_CanBeTold()
    {
        var page = await portal.GetPageAsync($"{Address}?jst={SimilarPortal.Gromadka}");
        Assert.Contains("Nie znamy liczby mieszkańców", page.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("(Państwa ", WhyOf(page, "Moszczenica"), StringComparison.Ordinal);
        Assert.Null((await portal.GetPageAsync(Mine)).Document.GetElementById("mieszkancy"));

        using var visitor = portal.Visit();
        var told = await visitor.SubmitAsync(page, "Pokaż wyniki", [("mieszkancy", "6 900")]);
        Assert.Contains("6 900 mieszkańców (Państwa 6 900)", WhyOf(told, "Moszczenica"), StringComparison.Ordinal);
        Assert.DoesNotContain("Nie znamy liczby", told.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Similar_Links_KeepTheUnitAndTheChoices()
    {
        const string Chosen = $"{Mine}&problem=uslugi-spoleczne%2Fkultura&grupa=seniorzy&kryteria=typ";
        var page = await portal.GetPageAsync(Chosen);
        Assert.EndsWith(Chosen, page.Canonical, StringComparison.Ordinal);
        var chips = page.Main.QuerySelectorAll("a").Where(a => a.Words().StartsWith("Usuń filtr:", StringComparison.Ordinal)).ToDictionary(a => a.Words()["Usuń filtr: ".Length..], a => a.Href());
        Assert.Equal($"{Mine}&grupa=seniorzy&kryteria=typ", chips["Kultura"]);
        Assert.Equal($"{Mine}&problem=uslugi-spoleczne%2Fkultura&kryteria=typ", chips["seniorzy"]);
        Assert.Equal($"{Mine}&problem=uslugi-spoleczne%2Fkultura&grupa=seniorzy", chips["ten sam albo pokrewny typ jednostki"]);
        Assert.Equal(Mine, page.Main.Link("Wyczyść wszystkie").Href());
        Assert.Equal($"{Address}?problem=uslugi-spoleczne%2Fkultura&grupa=seniorzy&kryteria=typ", page.Main.Link("Zmień jednostkę").Href());
        Assert.Equal("/en" + Chosen, page.Document.Link("English").Href());

        using var visitor = portal.Visit();
        var again = await visitor.SubmitAsync(page, "Pokaż wyniki");
        Assert.Equal(page.Titles, again.Titles);
        Assert.Empty(visitor.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task Similar_UnitMergedAway_LeadsToItsSuccessor()
    {
        var (merged, into) = portal.Associations;
        var (status, location) = await portal.GetRedirectAsync($"{Address}?jst=id-{merged.Id}&problem=smup");
        Assert.Equal((HttpStatusCode.Found, $"{Address}?jst=id-{into.Id}&problem=smup"), (status, location));
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync(location)).Status);
    }

    [Fact]
    public async Task Similar_UnitWithoutTeryt_HasTheListingsKey()
    {
        var place = portal.Associations.Into;
        var (_, location) = await portal.GetRedirectAsync($"{Address}?nazwa={Uri.EscapeDataString(place.Name)}");
        Assert.Equal($"{Address}?jst=id-{place.Id}", location);
        var page = await portal.GetPageAsync(location);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal($"id-{place.Id}", page.Main.QuerySelector("input[name=jst]")!.GetAttribute("value"));
        Assert.Equal(["Wspólna zlewnia"], (await portal.GetPageAsync($"/praktyki?jst=id-{place.Id}")).Titles);
        // There is no second spelling.
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.GetPageAsync($"{Address}?jst={PermanentAddress.Format(place.Id, place.Slug)}")).Status);
    }

    [Theory]
    [InlineData("jst=id-0")]
    [InlineData("jst=id-99999999999")]
    [InlineData("jst=999999")]
    [InlineData("jst=0")]
    [InlineData("jst=999999999-nie-ma")]
    [InlineData("jst=99999999999-nie-ma")]
    [InlineData("jst=%00")]
    [InlineData("jst=020105&problem=smoki")]
    [InlineData("jst=020105&grupa=smoki")]
    [InlineData("jst=020105&kryteria=smoki")]
    [InlineData("jst=020105&mieszkancy=-5")]
    [InlineData("jst=020105&mieszkancy=wielu")]
    [InlineData("jst=020105&mieszkancy=99999999999")]
    [InlineData("jst=020105&strona=0")]
    [InlineData("problem=smoki")]
    public async Task Similar_UnusableValue_IsABadRequest(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.GetPageAsync($"{Address}?{query}")).Status);

    [Fact]
    public async Task Similar_TooLongName_IsABadRequest() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.GetPageAsync($"{Address}?nazwa={new string('a', 201)}")).Status);

    [Fact]
    public async Task Similar_PageBeyondTheLast_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync($"{Mine}&strona=9")).Status);

    [Fact]
    public async Task Similar_InEnglish_SpeaksEnglishAndStaysThere()
    {
        var page = await portal.GetPageAsync($"/en{Mine}");
        Assert.Equal("Practices of units like mine", page.Heading);
        Assert.StartsWith("Why: rural commune like yours · 7,200 residents (yours 7,000) · same county", WhyOf(page, "Warta polecana"), StringComparison.Ordinal);
        Assert.Equal($"/en{Address}", page.Main.Link("Change the unit").Href());
    }

    [Fact]
    public async Task Similar_Entries_StandOnTheHomePageAndTheListing()
    {
        foreach (var path in new[] { "/", "/praktyki" })
        {
            Assert.Equal(Address, (await portal.GetPageAsync(path)).Main.Link("Praktyki jednostek takich jak moja").Href());
        }
    }

    private static string WhyOf(Page page, string title) =>
        page.Main.QuerySelectorAll("article").Single(a => a.QuerySelector("h3")?.Words() == title).QuerySelector("[data-testid=why]")!.Words();

    private static IEnumerable<string> Options(Page page) => page.Main.QuerySelectorAll("label:has(input[type=checkbox]) span:not(.n)").Select(s => s.Words());
}
