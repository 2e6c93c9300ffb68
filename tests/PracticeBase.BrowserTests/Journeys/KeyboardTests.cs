using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;
using PracticeBase.BrowserTests.Pages;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>The whole way without a mouse.</summary>
public sealed class KeyboardTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    [Fact]
    public async Task SkipLink_IsFirstAndLeadsPastTheMenu()
    {
        var site = await OpenAsync("/praktyki");
        await site.Page.Keyboard.PressAsync("Tab");
        var skip = site.Page.GetByRole(AriaRole.Link, new() { Name = "Przejdź do treści" });
        await Assertions.Expect(skip).ToBeFocusedAsync();
        await Assertions.Expect(skip).ToBeInViewportAsync();

        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(site.Content).ToBeFocusedAsync();
        await site.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(site.Crumbs.GetByRole(AriaRole.Link).First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Menu_OpensWithEnter_AndEscapeGivesFocusBack()
    {
        var site = await OpenAsync("/");
        var opener = site.Menu.Locator("summary");
        await site.TabToAsync(opener);
        await site.Page.Keyboard.PressAsync("Enter");
        var sector = site.Menu.GetByRole(AriaRole.Link, new() { Name = "Usługi techniczne" });
        await Assertions.Expect(sector).ToBeVisibleAsync();

        await site.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sector).ToBeHiddenAsync();
        await Assertions.Expect(opener).ToBeFocusedAsync();

        await site.Page.Keyboard.PressAsync("Enter");
        await site.TabToAsync(sector);
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Usługi techniczne");
    }

    [Fact]
    public async Task Practice_AndItsTabs_AreReachedWithTabAndEnter()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Unit));
        await site.TabToAsync(site.Listing.Titles.First);
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(site.Practice.CurrentTab).ToContainTextAsync("Skrót i Metryka");
        foreach (var view in new[] { "Pełna prezentacja", "Załączniki" })
        {
            await site.TabToAsync(site.Practice.Tab(view));
            await site.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(site.Practice.CurrentTab).ToContainTextAsync(view);
        }
    }

    [Theory]
    [InlineData(PageKind.Home)]
    [InlineData(PageKind.AllPractices)]
    [InlineData(PageKind.Summary)]
    [InlineData(PageKind.Map)]
    [InlineData(PageKind.Search)]
    [InlineData(PageKind.SearchEmpty)]
    public async Task Focus_AtEachStop_IsVisible(PageKind kind)
    {
        const string Unmarked = """
            () => {
              const marked = e => [e, ...['::after', '::before'].map(p => [e, p])].some(x => {
                const s = Array.isArray(x) ? getComputedStyle(...x) : getComputedStyle(x);
                return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
              });
              const e = document.activeElement;
              const box = e.getBoundingClientRect();
              return marked(e) && box.width > 0 && box.bottom > 0 && box.top < innerHeight ? '' : e.outerHTML.slice(0, 120);
            }
            """;
        var site = await OpenAsync(Portal.PathOf(kind));
        for (var stop = 0; stop < 40; stop++)
        {
            await site.Page.Keyboard.PressAsync("Tab");
            Assert.Equal("", await site.Page.EvaluateAsync<string>(Unmarked));
        }
    }
}
