using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Pages;

/// <summary>A listing: its filters, what they leave, and the way through the pages.</summary>
public sealed class ListingPart(IPage page)
{
    /// <summary>Practices on a full page.</summary>
    public const int PageSize = 10;

    private ILocator Main => page.GetByRole(AriaRole.Main);

    public ILocator Filters => page.GetByRole(AriaRole.Form, new() { Name = "Filtry" });

    public ILocator Chips => page.GetByRole(AriaRole.List, new() { Name = "Aktywne filtry" }).GetByRole(AriaRole.Link, new() { Name = "Usuń filtr:" });

    public ILocator Titles => Main.GetByRole(AriaRole.Article).GetByRole(AriaRole.Heading, new() { Level = 3 }).GetByRole(AriaRole.Link);

    public ILocator Sorting => page.GetByRole(AriaRole.Navigation, new() { Name = "Sortowanie" });

    public ILocator Pager => page.GetByRole(AriaRole.Navigation, new() { Name = "Strony wyników" });

    /// <summary>The number in the heading over the results.</summary>
    public async Task<int> TotalAsync() =>
        NumberIn(await Main.GetByRole(AriaRole.Heading, new() { Level = 2 }).First.InnerTextAsync());

    /// <summary>The box of a value, made visible.</summary>
    public async Task<ILocator> BoxAsync(string facet, string value)
    {
        var group = Filters.Locator("details").Filter(new() { Has = page.Locator("fieldset", new() { HasText = facet }) }).First;
        if (await group.GetAttributeAsync("open") is null)
        {
            await group.Locator("summary").First.ClickAsync();
        }

        var box = group.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex($@"^{Regex.Escape(value)} \d") });
        if (!await box.IsVisibleAsync())
        {
            await group.Locator("summary", new() { HasText = "Pokaż" }).ClickAsync();
        }

        return box;
    }

    /// <summary>Ticks a value.</summary>
    /// <returns>How many practices the page says it would give.</returns>
    public async Task<int> TickAsync(string facet, string value)
    {
        var box = await BoxAsync(facet, value);
        await box.CheckAsync();
        return NumberIn(await box.Locator("xpath=..").InnerTextAsync());
    }

    public Task ApplyAsync() => Filters.GetByRole(AriaRole.Button, new() { Name = "Pokaż wyniki" }).ClickAsync();

    public async Task<IReadOnlyList<string>> TitlesAsync()
    {
        // A click ends when the next page begins to come; to read a list does not wait for it.
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        return await Titles.AllInnerTextsAsync();
    }

    /// <summary>The last whole number in a text: «opolskie 3», «12 praktyk».</summary>
    private static int NumberIn(string text) =>
        int.Parse(text.Split([' ', '\n', '\u00A0'], StringSplitOptions.RemoveEmptyEntries).Last(w => w.All(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
