using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The tables of the public page against practices that the test knows one by one.</summary>
public sealed class StatisticsFacetTests(ListingPortal portal) : IClassFixture<ListingPortal>
{
    private List<Sample> Practices => [.. portal.Samples.Where(s => s.Kind == PracticeKind.Practice)];

    [Theory]
    [InlineData("Praktyki według roku wprowadzenia", "rok")]
    [InlineData("Według województwa", "wojewodztwo")]
    [InlineData("Według typu jednostki", "typ")]
    [InlineData("Według liczby mieszkańców", "ludnosc")]
    [InlineData("Według grupy docelowej", "grupa")]
    public async Task Table_OfAFacet_CountsThePracticesOfEachValue(string heading, string facet)
    {
        var rows = Rows(await TableAsync(heading));
        var expected = Practices.SelectMany(p => p.ValuesOf(facet)).CountBy(v => v).ToDictionary();
        Assert.NotEmpty(expected);
        var linked = rows.Where(r => r.Path is not null).ToDictionary(r => r.Path!, r => r.Count);
        Assert.Equal(expected.ToDictionary(e => $"/praktyki?{facet}={e.Key}", e => e.Value), linked);
        var unknown = Practices.Count(p => !p.ValuesOf(facet).Any());
        Assert.Equal(facet == "grupa" || unknown == 0 ? [] : [unknown], rows.Where(r => r.Path is null).Select(r => r.Count));
    }

    [Fact]
    public async Task Table_OfSectors_CountsThoseOfTheirCategoriesToo()
    {
        var rows = Rows(await TableAsync("Według dziedziny"));
        var expected = Practices.Where(p => p.Sector is not null).CountBy(p => p.Sector!).ToDictionary(s => $"/praktyki/{s.Key}", s => s.Value);
        Assert.Equal(expected, rows.Where(r => r.Path is not null).ToDictionary(r => r.Path!, r => r.Count));
        Assert.Equal(("inne lub nie podano", Practices.Count(p => p.Sector is null)), rows.Where(r => r.Path is null).Select(r => (r.Label, r.Count)).Single());
        Assert.Equal(rows.SkipLast(1).Select(r => r.Count).OrderDescending(), rows.SkipLast(1).Select(r => r.Count));
    }

    [Fact]
    public async Task Figures_OfTheHead_AreThoseOfThePractices()
    {
        var page = await portal.GetPageAsync("/statystyki");
        var count = Practices.Count.ToString(CultureInfo.InvariantCulture);
        Assert.Contains(page.Main.QuerySelectorAll("dl > div"), d => d.QuerySelector("dd")!.Words() == count && d.QuerySelector("dt")!.Words().StartsWith("opublikowan", StringComparison.Ordinal));
        var share = Math.Round(100.0 * Practices.Count(p => p.Recommended) / Practices.Count, MidpointRounding.AwayFromZero);
        Assert.NotEqual(0, share);
        Assert.Equal($"{share:0}%", page.Term("praktyk rekomendowanych przez eksperta"));
        Assert.Equal("0%", page.Term("zaktualizowanych w ostatnich 24 miesiącach"));
        Assert.StartsWith("Dane z ", page.Main.QuerySelector(".lead")!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_OfATable_AreAsLongAsItsNumbers()
    {
        foreach (var heading in new[] { "Według województwa", "Według dziedziny", "Według liczby mieszkańców" })
        {
            var table = await TableAsync(heading);
            var largest = Rows(table).Max(r => r.Count);
            Assert.All(table.QuerySelectorAll("tbody tr"), row =>
            {
                var width = double.Parse(row.QuerySelector("rect")!.GetAttribute("width")!.TrimEnd('%'), CultureInfo.InvariantCulture);
                Assert.Equal(100.0 * int.Parse(row.QuerySelector("td")!.Words(), CultureInfo.InvariantCulture) / largest, width, 0.06);
            });
        }
    }

    [Fact]
    public async Task Chart_OfYears_IsItsTable()
    {
        var section = (await portal.GetPageAsync("/statystyki")).Landmark("section", "Praktyki według roku wprowadzenia");
        var rows = Rows(section.QuerySelector("details table")!);
        var chart = section.QuerySelector("svg[role=img]")!;
        Assert.Equal("Wykres kolumnowy: Praktyki według roku wprowadzenia", chart.QuerySelector($"title#{chart.GetAttribute("aria-labelledby")}")!.TextContent);
        Assert.NotNull(chart.QuerySelector($"desc#{chart.GetAttribute("aria-describedby")}"));
        var columns = chart.QuerySelectorAll("rect").ToList();
        Assert.Equal(rows.Select(r => $"{r.Label}: {r.Count}"), columns.Select(c => c.QuerySelector("title")!.TextContent));
        double Of(IElement column, string name) => double.Parse(column.GetAttribute(name)!.TrimEnd('%'), CultureInfo.InvariantCulture);
        var unit = Of(columns[0], "height") / rows[0].Count;
        Assert.All(columns.Zip(rows), c =>
        {
            Assert.Equal(unit * c.Second.Count, Of(c.First, "height"), 0.3);
            Assert.Equal(260, Of(c.First, "y") + Of(c.First, "height"), 0.11);
            Assert.InRange(Of(c.First, "y"), 20, 260);
            Assert.InRange(Of(c.First, "x") + Of(c.First, "width"), 0, 100);
        });
        Assert.Contains($"Najwięcej: {rows.MaxBy(r => r.Count).Label}", chart.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    public async Task Files_OfAllTables_HoldWhatThePageShows(string language)
    {
        var page = await portal.GetPageAsync($"{language}/statystyki");
        var links = page.Main.QuerySelectorAll("a[download]").Select(a => a.Href()).ToList();
        Assert.Equal(6, links.Count);
        foreach (var link in links)
        {
            var file = await portal.GetPageAsync(link);
            Assert.Equal("text/csv; charset=utf-8", file.Headers["Content-Type"]);
            Assert.Contains("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
            Assert.Equal(Encoding.UTF8.GetPreamble(), file.Body[..3]);
            var lines = file.Source.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var table = page.Main.QuerySelectorAll("section").Single(s => s.QuerySelector("a[download]")?.Href() == link).QuerySelector("table")!;
            Assert.Equal(table.QuerySelectorAll("thead th").Select(h => h.Words()).Where(h => h is not ("Wykres" or "Chart")), lines[0].Split(';'));
            Assert.Equal(Rows(table).Select(r => $"{r.Label};{r.Count}"), lines.Skip(1));
        }
    }

    [Theory]
    [InlineData("/statystyki/nic.csv")]
    [InlineData("/statystyki/..%2F..%2Fappsettings.csv")]
    [InlineData("/statystyki/stany.csv")]
    public async Task File_OfNoPublicTable_IsNotFound(string path) => Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(path)).Status);

    private async Task<IElement> TableAsync(string heading) => (await portal.GetPageAsync("/statystyki")).Landmark("section", heading).QuerySelector("table")!;

    private static List<(string Label, int Count, string? Path)> Rows(IElement table) =>
        [.. table.QuerySelectorAll("tbody tr").Select(r => (r.QuerySelector("th")!.Words(), int.Parse(r.QuerySelector("td")!.Words(), CultureInfo.InvariantCulture), r.QuerySelector("th a")?.Href().Replace("/en/", "/", StringComparison.Ordinal)))];
}
