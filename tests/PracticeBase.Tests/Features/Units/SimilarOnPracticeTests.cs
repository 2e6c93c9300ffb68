using System.Net;
using AngleSharp.Dom;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What stands under a practice and on a unit's page: similar practices and similar units.</summary>
public sealed class SimilarOnPracticeTests(SimilarPortal portal) : IClassFixture<SimilarPortal>
{
    [Theory]
    [InlineData("")]
    [InlineData("/prezentacja")]
    [InlineData("/zalaczniki")]
    public async Task Practice_EachView_ShowsUnitsLikeItsOwn(string view)
    {
        var section = (await portal.GetPageAsync(PathOf(portal.Own) + view)).Landmark("section", "Jednostki podobne do tej");
        Assert.Equal(["gmina Warta Bolesławiecka", "gmina Moszczenica", "gmina Nowogrodziec", "gmina Zagrodno"], section.QuerySelectorAll("h3").Select(h => h.Words()));
        var first = section.QuerySelector("li")!;
        Assert.Contains("pow. bolesławiecki, dolnośląskie · 2 praktyki", first.Words(), StringComparison.Ordinal);
        Assert.Equal("Dlaczego: ten sam typ: gmina wiejska · 7 200 mieszkańców (tu 7 000) · ten sam powiat", first.QuerySelector("[data-testid=why]")!.Words());
        Assert.Equal("/jednostki-podobne?jst=020105", section.Link("Praktyki jednostek podobnych").Href());
        Assert.Equal(["Warta nowa", "Rezultat Warty", "Warta polecana"], (await portal.GetPageAsync(first.Link("gmina Warta Bolesławiecka").Href())).Titles);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/prezentacja")]
    [InlineData("/zalaczniki")]
    public async Task Practice_EachView_ShowsSimilarPracticesOfOthersAndWhy(string view)
    {
        var section = (await portal.GetPageAsync(PathOf(portal.Own) + view)).Landmark("section", "Podobne praktyki");
        var titles = section.QuerySelectorAll("h3").Select(h => h.Words()).ToList();
        Assert.Equal(3, titles.Count);
        Assert.DoesNotContain("Własna", titles);
        Assert.Equal(["Zagrodno", "Warta polecana"], titles.Take(2));
        Assert.Equal("Dlaczego: ta sama dziedzina: Pomoc społeczna", section.QuerySelector("[data-testid=why]")!.Words());
        Assert.Equal("Dlaczego: ta sama dziedzina: Usługi społeczne", section.QuerySelectorAll("[data-testid=why]")[2].Words());
    }

    [Fact]
    public async Task Result_WithoutCategory_ShowsResultsForTheSameGroupsAndUnits()
    {
        var page = await portal.GetPageAsync(PathOf(portal.Result));
        var similar = page.Landmark("section", "Podobne rezultaty");
        Assert.Equal(["Rezultat Moszczenicy"], similar.QuerySelectorAll("h3").Select(h => h.Words()));
        Assert.Equal("Dlaczego: ta sama grupa: seniorzy", similar.QuerySelector("[data-testid=why]")!.Words());
        Assert.Contains("gmina Osiecznica", page.Landmark("section", "Jednostki podobne do tej").QuerySelectorAll("h3").Select(h => h.Words()));
    }

    [Fact]
    public async Task Unit_Page_LeadsToUnitsLikeIt()
    {
        var unit = await portal.UseDatabaseAsync(db => Task.FromResult(db.ImplementingUnits.Single(u => u.Name == "Urząd Gminy Osiecznica")));
        var page = await portal.GetPageAsync($"/jednostki/{PermanentAddress.Format(unit.Id, unit.Slug)}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/jednostki-podobne?jst=020105", page.Landmark("section", "Jednostki podobne do tej").Link("Praktyki jednostek podobnych").Href());
    }

    private static string PathOf(PracticeRevision revision) => $"/praktyka/{PermanentAddress.Format(revision.PracticeId, revision.Practice.Slug)}";
}
