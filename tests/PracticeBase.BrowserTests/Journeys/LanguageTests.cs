using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>English is the same portal under «/en».</summary>
public sealed class LanguageTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    [Fact]
    public async Task English_FromAnyPage_KeepsItsPrefixThroughLinksAndBack()
    {
        var start = Portal.PathOf(PageKind.Filtered);
        var site = await OpenAsync(start);
        await site.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        Assert.Equal("/en" + start, site.Path);
        await Assertions.Expect(site.Root).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(site.Heading).ToHaveTextAsync("All practices");

        await site.Page.GetByRole(AriaRole.Navigation, new() { Name = "Sorting" }).GetByRole(AriaRole.Link, new() { Name = "Newest" }).ClickAsync();
        Assert.StartsWith("/en/praktyki?", site.Path, StringComparison.Ordinal);
        await site.Listing.Titles.First.ClickAsync();
        Assert.StartsWith("/en/praktyka/", site.Path, StringComparison.Ordinal);
        await Assertions.Expect(site.Practice.Summary).ToHaveAttributeAsync("lang", "pl");
        await site.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main menu" }).GetByRole(AriaRole.Link, new() { Name = "Map of practices" }).ClickAsync();
        Assert.Equal("/en/mapa", site.Path);

        await site.Page.GetByRole(AriaRole.Link, new() { Name = "Polski", Exact = true }).ClickAsync();
        Assert.Equal("/mapa", site.Path);
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Mapa praktyk");
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/en/praktyki")]
    [InlineData("/en/strona/mapa-serwisu")]
    [InlineData("/en/praktyki/nie-ma")]
    public async Task English_Page_LinksOnlyEnglishPages(string path)
    {
        var site = await OpenAsync(path);
        var strays = await site.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('a[href^=\"/\"], form[action^=\"/\"]')].filter(e => e.hreflang !== 'pl').map(e => e.getAttribute('href') ?? e.getAttribute('action')).filter(h => !/^\\/en(\\/|$|\\?)/.test(h) && h !== '/widok')");

        Assert.Empty(strays);
    }

    [Fact]
    public async Task English_ChosenLook_ReturnsToTheEnglishPage()
    {
        var site = await OpenAsync("/en/kalendarium", new() { Script = false });
        await site.LookButton("Dark theme").ClickAsync();

        Assert.Equal("/en/kalendarium", site.Path);
        await Assertions.Expect(site.Root).ToHaveAttributeAsync("data-theme", "dark");
    }
}
