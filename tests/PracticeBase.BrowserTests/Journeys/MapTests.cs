using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PracticeBase.BrowserTests.Accessibility;
using PracticeBase.BrowserTests.Fixtures;
using PracticeBase.BrowserTests.Pages;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>From all of Poland to the practices of a county, by keyboard and by mouse.</summary>
public sealed partial class MapTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    [Fact]
    public async Task Map_ByKeyboard_LeadsFromPolandToTheListing()
    {
        var site = await OpenAsync("/mapa");
        var region = site.Map.Voivodeships.GetByRole(AriaRole.Link, new() { Name = "opolskie", Exact = true });
        await site.TabToAsync(region);
        // The table shows where on the map one is.
        await Assertions.Expect(site.Map.Shape("opolskie")).ToHaveClassAsync(Hot());
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Mapa praktyk: województwo opolskie");

        var county = site.Map.Counties.GetByRole(AriaRole.Row).Nth(1);
        var count = await county.GetByRole(AriaRole.Cell).First.InnerTextAsync();
        await site.TabToAsync(county.GetByRole(AriaRole.Link));
        await Assertions.Expect(site.Map.Picture.Locator("a.hot").First).ToBeAttachedAsync();
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(2);
        Assert.Equal(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), await site.Listing.TotalAsync());
    }

    [Fact]
    public async Task Map_Tab_NeverStopsInThePicture()
    {
        var site = await OpenAsync("/mapa?wojewodztwo=opolskie");
        for (var stop = 0; stop < 80; stop++)
        {
            await site.Page.Keyboard.PressAsync("Tab");
            Assert.False(await site.Page.EvaluateAsync<bool>("() => document.activeElement.closest('svg') !== null"));
        }
    }

    [Fact]
    public async Task Map_ByMouse_MarksItsLineAndLeadsOn()
    {
        var site = await OpenAsync("/mapa");
        await site.Map.Shape("opolskie").Locator("path").HoverAsync();
        await Assertions.Expect(site.Map.Row("opolskie")).ToHaveClassAsync(Hot());
        await site.Map.Shape("opolskie").Locator("path").ClickAsync();
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Mapa praktyk: województwo opolskie");

        await site.Map.Picture.Locator("a.pt").First.ClickAsync();
        Assert.Matches("^/prakty(ka|ki)", site.Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Map_Filters_StayOnTheWay(bool script)
    {
        var site = await OpenAsync("/mapa", new() { Script = script });
        await site.Content.GetByLabel("Dziedzina").SelectOptionAsync("uslugi-spoleczne");
        await site.Content.GetByText("Więcej filtrów").ClickAsync();
        await site.Content.GetByLabel("Grupa docelowa").SelectOptionAsync("seniorzy");
        await site.Content.GetByRole(AriaRole.Button, new() { Name = "Pokaż na mapie" }).ClickAsync();
        Assert.Equal("/mapa?dzial=uslugi-spoleczne&grupa=seniorzy", site.Path);

        await site.Map.Voivodeships.GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(3);
        await site.Content.GetByRole(AriaRole.Link, new() { Name = "Wróć do mapy całej Polski" }).ClickAsync();
        Assert.Equal("/mapa?dzial=uslugi-spoleczne&grupa=seniorzy", site.Path);
    }

    [Fact]
    public async Task Map_OnSmallPhone_FitsAndStandsOverItsTable()
    {
        foreach (var path in new[] { "/mapa", "/mapa?wojewodztwo=opolskie" })
        {
            var site = await OpenAsync(path, new() { Width = ScreenOptions.SmallPhone });
            Assert.Equal(0, Math.Max(0, await site.OverflowAsync()));
            var picture = await site.Map.Picture.BoundingBoxAsync();
            var table = await site.Content.GetByRole(AriaRole.Table).First.BoundingBoxAsync();
            Assert.True(picture!.Y + picture.Height <= table!.Y);
        }
    }

    [Fact]
    public async Task Map_WithOpenFilters_BreaksNoRuleOfWcag22()
    {
        var site = await OpenAsync("/mapa?wojewodztwo=opolskie&q=w&typ=gmina-wiejska&typ=gmina-miejska");
        Assert.Empty(await Axe.ScanAsync(site.Page, "map of a voivodeship with filters"));
    }

    [GeneratedRegex(@"\bhot\b")]
    private static partial Regex Hot();
}
