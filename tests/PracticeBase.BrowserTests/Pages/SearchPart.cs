using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Pages;

/// <summary>The search's field with its suggestions, and what its page says of the question.</summary>
public sealed partial class SearchPart(IPage page)
{
    /// <summary>The only one of the page: in the hero, in the head of the results, or in the header. With script it is a combobox.</summary>
    public ILocator Box => page.GetByRole(AriaRole.Combobox, new() { NameRegex = Name() }).Or(page.GetByRole(AriaRole.Searchbox, new() { NameRegex = Name() }));

    public ILocator Options => page.GetByRole(AriaRole.Listbox, new() { Name = "Podpowiedzi" }).GetByRole(AriaRole.Option);

    public ILocator Corrected => page.GetByTestId("corrected").GetByRole(AriaRole.Link);

    public ILocator Meant => page.GetByTestId("suggestion").GetByRole(AriaRole.Link);

    public ILocator Marks => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Article).Locator("mark");

    /// <summary>Types letter by letter until suggestions show.</summary>
    public async Task TypeAsync(string text)
    {
        await Box.PressSequentiallyAsync(text);
        await Assertions.Expect(Options.First).ToBeVisibleAsync();
    }

    [GeneratedRegex("^Szukaj w (praktykach i rezultatach|całej bazie)$")]
    private static partial Regex Name();
}
