using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Pages;

/// <summary>What every page of the portal has: menu, search, look, main heading.</summary>
public sealed class SitePage(IPage page)
{
    public IPage Page => page;

    public string Path => new Uri(page.Url).PathAndQuery;

    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Content => page.GetByRole(AriaRole.Main);

    public ILocator Menu => page.GetByRole(AriaRole.Navigation, new() { Name = "Menu główne" });

    public ILocator Crumbs => page.GetByRole(AriaRole.Navigation, new() { Name = "Okruszki" });

    public ILocator Root => page.Locator("html");

    public ListingPart Listing => new(page);

    public PracticePart Practice => new(page);

    public MapPart Map => new(page);

    public SearchPart Search => new(page);

    public async Task<SitePage> GoAsync(string path)
    {
        await page.GotoAsync(path);
        return this;
    }

    public async Task<SitePage> SearchAsync(string text)
    {
        await Search.Box.FillAsync(text);
        await Search.Box.PressAsync("Enter");
        await Assertions.Expect(Heading).ToHaveTextAsync("Wyniki wyszukiwania");
        return this;
    }

    public async Task<SitePage> FollowMenuAsync(string name)
    {
        await Menu.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        return this;
    }

    /// <summary>Presses Tab until the element has the focus.</summary>
    public async Task TabToAsync(ILocator target)
    {
        await target.First.WaitForAsync();
        for (var stop = 0; stop < 150 && !await target.First.EvaluateAsync<bool>("e => e === document.activeElement"); stop++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await Assertions.Expect(target.First).ToBeFocusedAsync();
    }

    public ILocator LookButton(string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Pixels by which the page is wider than the screen.</summary>
    public Task<int> OverflowAsync() => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
}
