using System.Net;
using AngleSharp.Dom;
using PracticeBase.Domain;
using PracticeBase.Features.Statistics;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class StatisticsPageTests(StatisticsPortal portal) : IClassFixture<StatisticsPortal>
{
    [Fact]
    public async Task MostRead_Lately_CountsTheLastThirtyDaysOfPublicPractices() =>
        Assert.Equal([$"{StatisticsPortal.Formula}|20", "Czytana teraz|9"], await RankedAsync("/statystyki", "Czytane w ostatnich 30 dniach"));

    [Fact]
    public async Task MostRead_Ever_CountsAllReadings() =>
        Assert.Equal(["Czytana dawniej|121", "Czytana teraz|109", $"{StatisticsPortal.Formula}|22", "Sprzed roku|8"], await RankedAsync("/statystyki", "Najczęściej czytane"));

    [Fact]
    public async Task Guests_ByMonth_LeaveNoMonthOut() =>
        Assert.Equal(["wrzesień 2026|1 100", "październik 2026|0", "listopad 2026|23", "grudzień 2026|7"], await RankedAsync("/statystyki", "Goście w kolejnych miesiącach"));

    [Fact]
    public async Task File_WithAFormula_IsHarmlessAndWhole()
    {
        var lines = Lines(await portal.GetPageAsync("/statystyki/czytane-30-dni.csv"));
        Assert.Equal("Sygnatura;Praktyka;Odczyty", lines[0]);
        Assert.EndsWith(";\"'=HYPERLINK(\"\"http://example.org\"\";\"\"x\"\")\";20", lines[1], StringComparison.Ordinal);
        Assert.Equal("wrzesień 2026;1100", Lines(await portal.GetPageAsync("/statystyki/goscie.csv"))[1]);
        Assert.Contains("Month;Visitors", Lines(await portal.GetPageAsync("/en/statystyki/goscie.csv")));
    }

    [Fact]
    public async Task Page_IsLedToFromEverywhere()
    {
        var page = await portal.GetPageAsync("/en/statystyki");
        Assert.Equal("The base in numbers", page.Heading);
        Assert.Equal("page", page.Landmark("nav", "Main menu").Link("Statistics").GetAttribute("aria-current"));
        Assert.Equal("/en/statystyki", page.Document.QuerySelector("footer")!.Link("Statistics").Href());
        Assert.Equal("/statystyki", (await portal.GetPageAsync("/strona/mapa-serwisu")).Main.Link("Statystyki").Href());
    }

    [Fact]
    public async Task Desk_Figures_AreThoseOfTheRevisions()
    {
        var page = await DeskAsync();
        Assert.Equal(("1", "1", "0", "2"), (page.Term("szkice"), page.Term("zgłoszone"), page.Term("w ocenie"), page.Term("zwrócone do poprawy")));
        Assert.Equal("6 dni", page.Term("mediana czasu od zgłoszenia do publikacji"));
        Assert.Equal("page", page.Landmark("nav", "Redakcja").Link("Statystyki").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Desk_Searches_AreByMonthAndByText()
    {
        Assert.Equal(["październik 2026|9", "listopad 2026|0", "grudzień 2026|3"], Ranked(await DeskAsync(), "Wyszukiwania bez wyników"));
        Assert.Equal(["smog|7", "=1+1|5"], Ranked(await DeskAsync(), "Czego szukano bez skutku"));
        Assert.Equal("/praktyki?q=smog", (await DeskAsync()).Main.Link("smog").Href());
    }

    [Fact]
    public async Task Desk_Trends_SetTheLastMonthBesideTheOneBefore()
    {
        var rows = (await DeskAsync()).Landmark("section", "Czytane w ostatnich i poprzednich 30 dniach").QuerySelectorAll("tbody tr")
            .Select(r => string.Join('|', r.QuerySelectorAll("th a, td.num").Select(c => c.Words())));
        Assert.Equal([$"{StatisticsPortal.Formula}|20|2", "Czytana teraz|9|100"], rows);
    }

    [Fact]
    public async Task Desk_Neglected_AreTheUnreadAndTheUnverified()
    {
        var page = await DeskAsync();
        Assert.Equal(
            ["Po dziewięciu dniach|0", "Po trzech dniach|0", "Sprzed roku|8", "Zweryfikowana dawno|0", "Zweryfikowana|0"],
            Ranked(page, "Nieczytane od roku").Order(StringComparer.Ordinal));
        var unverified = page.Landmark("section", "Niezweryfikowane od 2 lat");
        Assert.Equal(["Zweryfikowana dawno"], unverified.QuerySelectorAll("tbody th a").Select(a => a.Words()));
        Assert.Equal("1 listopada 2024", unverified.QuerySelector("tbody td")!.Words());
        Assert.Contains("2024-11-01", (await (await portal.SignInAsync(portal.Editor)).GetAsync("/redakcja/statystyki/niezweryfikowane.csv")).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_Files_AreThoseOfItsTables()
    {
        var visitor = await portal.SignInAsync(portal.Editor);
        var links = (await visitor.GetAsync("/redakcja/statystyki")).Main.QuerySelectorAll("a[download]").Select(a => a.Href()).ToList();
        Assert.Equal(6, links.Count);
        foreach (var link in links)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(link)).Status);
        }

        Assert.Contains("'=1+1;5", string.Join('\n', Lines(await visitor.GetAsync("/redakcja/statystyki/czego-brakuje.csv"))).Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/redakcja/statystyki")]
    [InlineData("/redakcja/statystyki/czego-brakuje.csv")]
    public async Task Desk_OfPeopleWithoutTheRight_IsClosed(string path)
    {
        Assert.Equal(HttpStatusCode.Found, (await portal.GetPageAsync(path)).Status);
        foreach (var role in new[] { AccountRoles.Officer, AccountRoles.Expert })
        {
            using var visitor = await portal.SignInAsync(await portal.AddAccountAsync($"Osoba {role}", role, role == AccountRoles.Officer ? "2477" : null));
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(path)).Status);
        }

        using var weak = await portal.SignInAsync(portal.Editor, strong: false);
        Assert.StartsWith("/konto/bezpieczenstwo", (await weak.GetAsync(path)).Headers["Location"], StringComparison.Ordinal);
    }

    private async Task<Page> DeskAsync() => await (await portal.SignInAsync(portal.Editor)).GetAsync("/redakcja/statystyki");

    private async Task<IReadOnlyList<string>> RankedAsync(string path, string heading) => Ranked(await portal.GetPageAsync(path), heading);

    private static IReadOnlyList<string> Ranked(Page page, string heading) =>
        [.. page.Landmark("section", heading).QuerySelectorAll("tbody tr").Select(r => $"{(r.QuerySelector("th a") ?? r.QuerySelector("th")!).Words()}|{r.QuerySelector("td")!.Words()}")];

    private static string[] Lines(Page file) => file.Source.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Counted once in five minutes, and anew when something is published.</summary>
public sealed class StatisticsAgeTests(ClockPortal portal) : IClassFixture<ClockPortal>
{
    [Fact]
    public async Task Numbers_AreCountedAnewAfterAWhileOrAChange()
    {
        Assert.Equal("0", await GuestsAsync());
        await portal.UseDatabaseAsync(db =>
        {
            db.VisitDays.Add(new VisitDay { Day = portal.Time.Today, Visitors = 12 });
            return db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        portal.Time.Pass(StatisticsSource.Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal("0", await GuestsAsync());
        portal.Time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("12", await GuestsAsync());
        await portal.UseDatabaseAsync(db => new PortalSeed(db, null!).AddAsync("Pierwsza"));
        var page = await portal.GetPageAsync("/statystyki");
        Assert.Equal("1", page.Term("opublikowana praktyka"));
        Assert.Equal("2024: 1", page.Landmark("section", "Praktyki według roku wprowadzenia").QuerySelector("rect title")!.TextContent);
    }

    private async Task<string> GuestsAsync() =>
        (await portal.GetPageAsync("/statystyki")).Landmark("section", "Goście w kolejnych miesiącach").QuerySelector("tbody td")?.Words() ?? "0";
}
