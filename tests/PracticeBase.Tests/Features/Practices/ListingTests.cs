using System.Globalization;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class ListingTests(ListingPortal portal) : IClassFixture<ListingPortal>
{
    [Theory]
    [InlineData("/praktyki")]
    [InlineData("/praktyki?wojewodztwo=slaskie")]
    [InlineData("/praktyki?wojewodztwo=slaskie&wojewodztwo=lubuskie")]
    [InlineData("/praktyki?wojewodztwo=malopolskie")]
    [InlineData("/praktyki?powiat=0226")]
    [InlineData("/praktyki?powiat=2477&powiat=0201")]
    [InlineData("/praktyki?typ=gmina-wiejska")]
    [InlineData("/praktyki?typ=zwiazek&typ=wojewodztwo")]
    [InlineData("/praktyki?ludnosc=ponad-100-tys")]
    [InlineData("/praktyki?ludnosc=do-5-tys&ludnosc=5-20-tys")]
    [InlineData("/praktyki?rok=2006")]
    [InlineData("/praktyki?rok=2006&rok=2009")]
    [InlineData("/praktyki?grupa=mlodziez")]
    [InlineData("/praktyki?grupa=dzieci&grupa=seniorzy")]
    [InlineData("/praktyki?rekomendowane=tak")]
    [InlineData("/praktyki?q=%C5%9Bwietlica")]
    [InlineData("/praktyki?q=swietlica")]
    [InlineData("/praktyki?q=SZKOLE+%C5%9BWIETLICA")]
    [InlineData("/praktyki?q=zolwin")]
    [InlineData("/praktyki?wojewodztwo=slaskie&typ=miasto-na-prawach-powiatu&grupa=seniorzy&rekomendowane=tak")]
    [InlineData("/praktyki?wojewodztwo=dolnoslaskie&rok=2005&rok=2006&rok=2007&q=opis&sort=tytul")]
    [InlineData("/praktyki?ludnosc=5-20-tys&powiat=0226&sort=ludnosc")]
    [InlineData("/praktyki?sort=aktualizowane")]
    [InlineData("/praktyki?sort=tytul")]
    [InlineData("/praktyki?sort=ludnosc")]
    [InlineData("/praktyki?sort=najnowsze")]
    [InlineData("/praktyki/uslugi-spoleczne")]
    [InlineData("/praktyki/uslugi-spoleczne/kultura")]
    [InlineData("/praktyki/smup?grupa=seniorzy")]
    [InlineData("/praktyki/uslugi-spoleczne?wojewodztwo=slaskie&rekomendowane=tak")]
    [InlineData("/praktyki?bezfinansowania=tak")]
    [InlineData("/praktyki?zalaczniki=tak&sort=tytul")]
    [InlineData("/praktyki?dzial=smup")]
    [InlineData("/praktyki?dzial=uslugi-spoleczne&dzial=smup&bezfinansowania=tak")]
    [InlineData("/praktyki?dzial=uslugi-spoleczne/kultura&dzial=uslugi-techniczne")]
    [InlineData("/praktyki?dzial=uslugi-spoleczne&dzial=uslugi-spoleczne/kultura")]
    [InlineData("/praktyki?dzial=uslugi-spoleczne/pomoc-spoleczna&wojewodztwo=dolnoslaskie&powiat=0226")]
    [InlineData("/praktyki?q=opis&sort=trafnosc")]
    [InlineData("/praktyki?q=opis&sort=najnowsze")]
    [InlineData("/rezultaty")]
    [InlineData("/rezultaty?zalaczniki=tak")]
    [InlineData("/rezultaty?wojewodztwo=slaskie")]
    [InlineData("/rezultaty?rekomendowane=tak&sort=tytul")]
    public async Task Listing_Filters_AgreeWithANaiveComputation(string address)
    {
        var (kind, place, query) = Read(address);
        var first = await portal.GetPageAsync(address);
        Assert.Equal(HttpStatusCode.OK, first.Status);

        var expected = portal.Expected(kind, place, query);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(s => s.Title), await AllTitlesAsync(first));
        Assert.StartsWith($"{expected.Count} ", Results(first), StringComparison.Ordinal);
        Assert.All(ListingPortal.FacetsOf(kind, place), facet =>
        {
            var counts = portal.Expected(kind, place, query, exceptFacet: facet).SelectMany(s => s.ValuesOf(facet)).Where(v => IsOffered(facet, v, query)).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
            var shown = OptionsOf(first, facet);
            Assert.Equal(counts.OrderBy(c => c.Key, StringComparer.Ordinal), shown.Where(o => o.Value.Count > 0).Select(o => KeyValuePair.Create(o.Key, o.Value.Count)).OrderBy(c => c.Key, StringComparer.Ordinal));
            Assert.Equal(query[facet].Order(StringComparer.Ordinal), shown.Where(o => o.Value.IsChosen).Select(o => o.Key).Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public async Task Listing_AnyQuestion_AgreesWithANaiveComputation()
    {
        var catalogue = await CatalogueAsync();
        Prop.ForAll(Questions(catalogue).ToArbitrary(), query =>
        {
            PracticeKind? kind = (query.Page % 4) switch { 0 => null, 1 => PracticeKind.ProgrammeResult, _ => PracticeKind.Practice };
            var place = query.Page % 3 == 0 ? catalogue.Sectors[query.Page % catalogue.Sectors.Count] : null;
            query = (query with { Text = "" }).Only(ListingFilter.FacetsOf(kind, place));
            var pairs = query.Values.SelectMany(v => v.Value.Select(x => (v.Key, x))).Append(("sort", ListingQuery.SortValue(query.Sort))).ToLookup(p => p.Item1, p => p.Item2);
            var result = ListingFilter.Run(catalogue, query, kind, place, text: null);
            var expected = portal.Expected(kind, place?.Slug, pairs).Select(s => s.Id).ToList();
            return result.Count == expected.Count
                && ListingFilter.Matches(catalogue, query, kind, place, text: null).ToList().SequenceEqual(expected.Order())
                && Enumerable.Range(0, 1 + (expected.Count / 7)).SelectMany(p => ListingFilter.Page(catalogue, query, result, p * 7, 7)).Select(e => e.PracticeId).SequenceEqual(expected)
                && result.Counts.Keys.SequenceEqual(ListingPortal.FacetsOf(kind, place?.Slug))
                && result.Counts.Keys.All(f => result.Counts[f].Where(c => c.Value > 0).OrderBy(c => c.Key, StringComparer.Ordinal).SequenceEqual(
                    portal.Expected(kind, place?.Slug, pairs, f).SelectMany(s => s.ValuesOf(f)).Where(v => f == "dzial" || IsOffered(f, v, pairs)).GroupBy(v => v)
                        .Select(g => KeyValuePair.Create(g.Key, g.Count())).OrderBy(c => c.Key, StringComparer.Ordinal)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task ListingQuery_AnyQuestion_RoundTrips()
    {
        var catalogue = await CatalogueAsync();
        Prop.ForAll(Questions(catalogue).ToArbitrary(), query =>
        {
            var address = query.ToQueryString();
            var read = ListingQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(address)), catalogue);
            return read.Text == query.Text && read.Sort == query.Sort && read.Page == query.Page && read.ToQueryString() == address
                && read.Values.Keys.Order().SequenceEqual(query.Values.Keys.Order()) && query.Values.All(v => read.Of(v.Key).Order().SequenceEqual(v.Value.Order()));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("/praktyki", "")]
    [InlineData("/praktyki?wojewodztwo=dolnoslaskie", "0201 0226")]
    [InlineData("/praktyki?powiat=2477", "2477")]
    public async Task Listing_Counties_AreThoseOfTheChosenVoivodeships(string address, string counties) =>
        Assert.Equal(counties, string.Join(' ', OptionsOf(await portal.GetPageAsync(address), "powiat").Keys.Order(StringComparer.Ordinal)));

    [Fact]
    public async Task Listing_SortedByTitle_FollowsThePolishAlphabet()
    {
        var page = await portal.GetPageAsync("/praktyki?q=alfabet&sort=tytul");
        Assert.Equal(ListingPortal.Alphabet, page.Titles);
    }

    [Theory]
    [InlineData("/praktyki?sort=najnowsze&strona=1", "/praktyki")]
    [InlineData("/praktyki?strona=2&grupa=seniorzy&q=&typ=", "/praktyki?grupa=seniorzy&strona=2")]
    [InlineData("/praktyki?typ=powiat&wojewodztwo=slaskie&wojewodztwo=dolnoslaskie&q=+dobre++rozwi%C4%85zanie+", "/praktyki?q=dobre%20rozwi%C4%85zanie&wojewodztwo=dolnoslaskie&wojewodztwo=slaskie&typ=powiat")]
    [InlineData("/praktyki?grupa=seniorzy&grupa=seniorzy&utm_source=x", "/praktyki?grupa=seniorzy")]
    [InlineData("/praktyki/uslugi-spoleczne/kultura?sort=tytul", "/praktyki/uslugi-spoleczne/kultura?sort=tytul")]
    [InlineData("/en/praktyki?sort=tytul&strona=1", "/en/praktyki?sort=tytul")]
    public async Task Listing_SameListing_HasOneCanonicalAddress(string address, string canonical)
    {
        var page = await portal.GetPageAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(new Uri(portal.Client.BaseAddress!, canonical).AbsoluteUri, page.Canonical);
    }

    [Fact]
    public async Task Listing_Chips_TakeOneFilterAwayEach()
    {
        var page = await portal.GetPageAsync("/praktyki?wojewodztwo=slaskie&wojewodztwo=dolnoslaskie&rok=2005&q=numer&sort=tytul");
        var chips = page.Landmark("ul", "Aktywne filtry");
        Assert.Equal("/praktyki?wojewodztwo=dolnoslaskie&wojewodztwo=slaskie&rok=2005&sort=tytul", chips.Link("Usuń filtr: „numer”").Href());
        Assert.Equal("/praktyki?q=numer&wojewodztwo=dolnoslaskie&rok=2005&sort=tytul", chips.Link("Usuń filtr: śląskie").Href());
        Assert.Equal("/praktyki?q=numer&wojewodztwo=dolnoslaskie&wojewodztwo=slaskie&sort=tytul", chips.Link("Usuń filtr: 2005").Href());
        Assert.Equal("/praktyki", chips.Link("Wyczyść wszystkie").Href());
    }

    [Fact]
    public async Task Listing_NoFilters_HasNoChips() => Assert.Null((await portal.GetPageAsync("/praktyki")).FindLandmark("ul", "Aktywne filtry"));

    [Fact]
    public async Task Listing_SortLinks_KeepFiltersAndStartOver()
    {
        var page = await portal.GetPageAsync("/praktyki?grupa=seniorzy&strona=2");
        var sorting = page.Landmark("nav", "Sortowanie");
        Assert.Equal(["Najnowsze", "Aktualizacja", "A–Z", "Mieszkańcy"], sorting.Links());
        Assert.Equal("true", sorting.Link("Najnowsze").GetAttribute("aria-current"));
        Assert.Equal("/praktyki?grupa=seniorzy&sort=tytul", sorting.Link("A–Z").Href());
    }

    [Fact]
    public async Task Listing_Form_KeepsTextAndSortAndStaysInItsPlace()
    {
        var page = await portal.GetPageAsync("/praktyki/uslugi-spoleczne?q=opis&sort=tytul");
        var form = page.Landmark("form", "Filtry");
        Assert.Equal("/praktyki/uslugi-spoleczne", form.GetAttribute("action"));
        Assert.Equal(["opis", "tytul"], form.QuerySelectorAll("input[type=hidden]").Select(i => i.GetAttribute("value")));
    }

    [Fact]
    public async Task Paging_FirstPage_LeadsOn()
    {
        var page = await portal.GetPageAsync("/praktyki");
        Assert.Equal(10, page.Titles.Count);
        var pager = page.Landmark("nav", "Strony wyników");
        Assert.Equal("/praktyki?strona=2", pager.Link("Następna").Href());
        Assert.DoesNotContain("Poprzednia", pager.Links());
        Assert.Equal("Strona 1, bieżąca", Assert.Single(pager.QuerySelectorAll("[aria-current=page]")).GetAttribute("aria-label"));
        Assert.Contains("Wyniki 1–10 z 43", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paging_LastPage_HoldsTheRest()
    {
        var page = await portal.GetPageAsync("/praktyki?strona=5");
        Assert.Equal(3, page.Titles.Count);
        var pager = page.Landmark("nav", "Strony wyników");
        Assert.Equal("/praktyki?strona=4", pager.Link("Poprzednia").Href());
        Assert.DoesNotContain("Następna", pager.Links());
        Assert.Equal("/praktyki", pager.QuerySelector("[aria-label='Strona 1']")!.Href());
        Assert.Contains("Wyniki 41–43 z 43", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("strona 5", page.Document.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/praktyki?strona=6")]
    [InlineData("/praktyki?rok=2006&strona=2")]
    [InlineData("/rezultaty?strona=3")]
    public async Task Paging_BeyondTheLastPage_IsNotFound(string address) => Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(address)).Status);

    [Fact]
    public async Task Paging_OnePage_HasNoPager() => Assert.Null((await portal.GetPageAsync("/praktyki?rok=2006")).FindLandmark("nav", "Strony wyników"));

    [Fact]
    public async Task Listing_NothingMatches_SaysSoAndLeadsBack()
    {
        var page = await portal.GetPageAsync("/praktyki?q=nosorożec&rok=2006");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Titles);
        Assert.StartsWith("0 praktyk", Results(page), StringComparison.Ordinal);
        Assert.Equal("/praktyki", page.Link("Pokaż wszystko").Href());
    }

    [Theory]
    [InlineData("q=nosorożec")]
    [InlineData("q=nosorożec&rok=2006")]
    public async Task Listing_TextFoundNowhere_IsToBlame(string filters)
    {
        var words = (await portal.GetPageAsync($"/praktyki?{filters}")).Main.Words();
        Assert.Contains("Nie ma tego w tytułach", words, StringComparison.Ordinal);
        Assert.Contains("Nie znaleziono „nosorożec”", words, StringComparison.Ordinal);
        Assert.DoesNotContain("filtrów naraz", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Z wybranymi filtrami", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=świetlica&typ=zwiazek&rok=2007")]
    [InlineData("typ=zwiazek&rok=2005&rekomendowane=tak&wojewodztwo=opolskie")]
    public async Task Listing_FiltersLeaveNothing_AreToBlame(string filters)
    {
        var page = await portal.GetPageAsync($"/praktyki?{filters}");
        Assert.Empty(page.Titles);
        Assert.Contains("Z wybranymi filtrami nie ma tu żadnej praktyki", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("Nic nie pasuje do wszystkich filtrów naraz", page.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Nie ma tego w tytułach", page.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Nie znaleziono", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_EmptySector_SaysSo()
    {
        var page = await portal.GetPageAsync("/praktyki/dialog-spoleczny");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Nie ma tu jeszcze żadnej praktyki", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sector_Page_CountsItsCategories()
    {
        var page = await portal.GetPageAsync("/praktyki/uslugi-spoleczne");
        Assert.Equal("Usługi społeczne", page.Heading);
        var sector = page.Landmark("nav", "Usługi społeczne");
        int Count(string slug) => portal.Samples.Count(s => s.Sector == slug || s.Category == slug);
        Assert.Equal("/praktyki/uslugi-spoleczne", sector.Link($"Cała dziedzina {Count("uslugi-spoleczne")}").Href());
        Assert.Equal("/praktyki/uslugi-spoleczne/kultura", sector.Link($"Kultura {Count("kultura")}").Href());
        Assert.Equal("/praktyki/uslugi-spoleczne/oswiata", sector.Link("Oświata 0").Href());
        Assert.True(Count("uslugi-spoleczne") > Count("kultura") + Count("pomoc-spoleczna"));
    }

    [Theory]
    [InlineData("/praktyki/kultura")]
    [InlineData("/praktyki/uslugi-techniczne/kultura")]
    [InlineData("/praktyki/nie-ma")]
    [InlineData("/praktyki/uslugi-spoleczne/nie-ma")]
    public async Task Sector_ThatIsNotThere_IsNotFound(string address) => Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(address)).Status);

    [Theory]
    [InlineData("/praktyki?q=niewidoczna")]
    [InlineData("/rezultaty?q=niewidoczna")]
    public async Task Listing_WhatIsNotPublished_IsNeverFound(string address) => Assert.Empty((await portal.GetPageAsync(address)).Titles);

    [Fact]
    public async Task Results_Listing_ShowsResultsOnly()
    {
        var page = await portal.GetPageAsync("/rezultaty");
        Assert.Equal("Baza rezultatów", page.Heading);
        Assert.Equal("12 rezultatów", Results(page));
        Assert.All(page.Main.QuerySelectorAll("article"), a => Assert.Matches(@"^REZ \d{4}", a.Words()));
    }

    private static (PracticeKind Kind, string? Place, ILookup<string, string> Query) Read(string address)
    {
        var parts = address.Split('?');
        var query = QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1)).SelectMany(p => p.Value, (p, v) => (p.Key, Value: v!)).ToLookup(p => p.Key, p => p.Value);
        var segments = parts[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (segments[0] == "rezultaty" ? PracticeKind.ProgrammeResult : PracticeKind.Practice, segments.Length > 1 ? segments[^1] : null, query);
    }

    /// <summary>Counties are offered for the chosen voivodeships only, categories for the chosen sectors; every other value always is.</summary>
    private bool IsOffered(string facet, string value, ILookup<string, string> query) => facet switch
    {
        "powiat" => query["powiat"].Contains(value) || query["wojewodztwo"].Contains(portal.Samples.First(s => s.County == value).Voivodeship),
        "dzial" => !value.Contains('/', StringComparison.Ordinal) || query["dzial"].Any(v => v.Split('/')[0] == value.Split('/')[0]),
        _ => true,
    };

    private static string Results(Page page) => page.Main.QuerySelector("#wyniki")!.Words();

    private static Dictionary<string, (int Count, bool IsChosen)> OptionsOf(Page page, string facet) =>
        page.Landmark("form", "Filtry").QuerySelectorAll($"input[type=checkbox][name={facet}]").ToDictionary(
            box => box.GetAttribute("value")!,
            box => (int.Parse(box.Closest("label")!.Words().Split(' ')[^1], CultureInfo.InvariantCulture), box.HasAttribute("checked")));

    private static Gen<ListingQuery> Questions(Catalogue catalogue)
    {
        Gen<List<string>> Some(params string[] values) => Gen.Frequency((2, Gen.Constant(new List<string>())), (1, Gen.SubListOf(values)));
        return from regions in Some([.. catalogue.Voivodeships.Select(v => v.Slug)])
               from counties in Some("0226", "2477", "0201", "1261", "1465")
               from types in Some([.. Enum.GetValues<LocalGovernmentType>().Select(ListingQuery.UnitTypeValue)])
               from bands in Some([.. PopulationBand.All.Select(b => b.Slug)])
               from years in Some("2005", "2006", "2007", "2008", "2009", "2010")
               from groups in Some("seniorzy", "dzieci", "mlodziez", "rodziny-z-dziecmi")
               from sections in Some("uslugi-spoleczne", "uslugi-spoleczne/kultura", "uslugi-spoleczne/pomoc-spoleczna", "uslugi-techniczne/drogi-i-transport", "smup")
               from kinds in Some("praktyka", "rezultat")
               from recommended in Some("tak")
               from unfunded in Some("tak")
               from attached in Some("tak")
               from sort in Gen.Elements(Enum.GetValues<ListingSort>())
               from page in Gen.Choose(1, 30)
               from text in Gen.Elements("", "opis", "żółw i \"ś\"", "100% & więcej?")
               select new ListingQuery
               {
                   Text = text,
                   Sort = sort,
                   Page = page,
                   Values = ListingKeys.Facets.Zip([kinds, sections, regions, counties, types, bands, years, groups, recommended, unfunded, attached]).Where(f => f.Second.Count > 0).ToDictionary(f => f.First, f => (IReadOnlyList<string>)f.Second),
               };
    }

    private async Task<Catalogue> CatalogueAsync() =>
        await portal.UseDatabaseAsync(db => portal.Services.GetRequiredService<CatalogueSource>().GetAsync(db, TestContext.Current.CancellationToken));

    private async Task<List<string>> AllTitlesAsync(Page page)
    {
        var titles = page.Titles.ToList();
        while (page.FindLandmark("nav", "Strony wyników")?.QuerySelector("a[rel=next]")?.Href() is { } next)
        {
            page = await portal.GetPageAsync(next);
            titles.AddRange(page.Titles);
        }

        return titles;
    }
}
