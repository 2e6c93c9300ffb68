using System.Globalization;
using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;
using PracticeBase.BrowserTests.Pages;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>From a few letters to a practice, and back to the results.</summary>
public sealed class SearchTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    /// <summary>In so many texts that two facets leave more than a page.</summary>
    private const string Frequent = "gmina";

    [Fact]
    public async Task Suggestion_ChosenByKeyboard_LeadsThere()
    {
        var site = await OpenAsync("/");
        await site.Search.TypeAsync("tel");
        await site.Search.Box.PressAsync("ArrowDown");
        var option = site.Search.Options.First;
        await Assertions.Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(site.Search.Box).ToHaveAttributeAsync("aria-activedescendant", await option.GetAttributeAsync("id") ?? "");
        await Assertions.Expect(site.Search.Box).ToBeFocusedAsync();
        var text = await option.InnerTextAsync();

        await site.Search.Box.PressAsync("Enter");
        await Assertions.Expect(site.Practice.CurrentTab).ToContainTextAsync("Skrót i Metryka");
        // The page ties short words to the next one.
        Assert.StartsWith((await site.Heading.InnerTextAsync()).Replace('\u00A0', ' '), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_ArrowsPastTheEnds_GoRound()
    {
        var site = await OpenAsync("/szukaj");
        await site.Search.TypeAsync("gmi");
        await Assertions.Expect(site.Search.Options.Nth(1)).ToBeVisibleAsync();
        await site.Search.Box.PressAsync("ArrowUp");
        await Assertions.Expect(site.Search.Options.Last).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(site.Search.Options.Last).ToBeInViewportAsync(new() { Ratio = 1 });
        await site.Search.Box.PressAsync("ArrowDown");
        await Assertions.Expect(site.Search.Options.First).ToHaveAttributeAsync("aria-selected", "true");
    }

    [Fact]
    public async Task Suggestion_OfAPlace_NarrowsToIt()
    {
        var site = await OpenAsync("/praktyki");
        await site.Search.TypeAsync("opols");
        await site.Search.Options.Filter(new() { HasText = "województwo opolskie" }).ClickAsync();

        await Assertions.Expect(site.Listing.Chips).ToHaveTextAsync("Usuń filtr: opolskie");
        Assert.InRange(await site.Listing.TotalAsync(), 1, 9);
    }

    [Fact]
    public async Task Escape_ClosesSuggestions_AndEnterSearchesForTheText()
    {
        var site = await OpenAsync("/");
        await site.Search.TypeAsync("bib");
        await Assertions.Expect(site.Search.Box).ToHaveAttributeAsync("aria-expanded", "true");
        await site.Search.Box.PressAsync("Escape");
        await Assertions.Expect(site.Search.Options.First).ToBeHiddenAsync();
        await Assertions.Expect(site.Search.Box).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(site.Search.Box).ToHaveValueAsync("bib");

        await site.Search.Box.PressAsync("Enter");
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Wyniki wyszukiwania");
        Assert.Equal("/szukaj?q=bib", site.Path);
    }

    [Fact]
    public async Task Enter_WithoutAChoice_SearchesForTheText()
    {
        var site = await OpenAsync("/mapa");
        await site.Search.TypeAsync("tele");
        await site.Search.Box.PressAsync("Enter");

        await Assertions.Expect(site.Heading).ToHaveTextAsync("Wyniki wyszukiwania");
        Assert.Equal("/szukaj?q=tele", site.Path);
        // Not the first mark: what other journeys publish changes how rare a word is, and so which result leads.
        await Assertions.Expect(site.Search.Marks.Filter(new() { HasText = "Teleopieka" }).First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Results_OnTheWayBackFromAPractice_AreAsTheyWere(bool script)
    {
        var site = await OpenAsync("/", new() { Script = script });
        await site.SearchAsync(Frequent);
        var kinds = await site.Listing.TickAsync("Rodzaj", "praktyki");
        await site.Listing.ApplyAsync();
        Assert.Equal(kinds, await site.Listing.TotalAsync());
        var groups = await site.Listing.TickAsync("Grupa docelowa", "wszyscy mieszkańcy");
        await site.Listing.ApplyAsync();
        Assert.Equal(groups, await site.Listing.TotalAsync());
        Assert.InRange(groups, ListingPart.PageSize + 1, kinds - 1);

        await site.Listing.Pager.GetByRole(AriaRole.Link, new() { Name = "Następna" }).ClickAsync();
        await Assertions.Expect(site.Listing.Pager.Locator("[aria-current=page]")).ToHaveTextAsync("2");
        var (address, titles) = (site.Path, await site.Listing.TitlesAsync());
        Assert.Equal($"/szukaj?q={Frequent}&rodzaj=praktyka&grupa=mieszkancy&strona=2", address);
        await site.Listing.Titles.Last.ScrollIntoViewIfNeededAsync();
        var scrolled = script ? await site.Page.EvaluateAsync<int>("() => Math.round(scrollY)") : 0;
        await site.Listing.Titles.Last.ClickAsync();
        await Assertions.Expect(site.Heading).ToHaveTextAsync(titles[^1]);

        await site.Page.GoBackAsync();
        await Assertions.Expect(site.Search.Box).ToHaveValueAsync(Frequent);
        Assert.Equal(address, site.Path);
        Assert.Equal(titles, await site.Listing.TitlesAsync());
        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(3);
        await Assertions.Expect(await site.Listing.BoxAsync("Rodzaj", "praktyki")).ToBeCheckedAsync();
        await Assertions.Expect(await site.Listing.BoxAsync("Grupa docelowa", "wszyscy mieszkańcy")).ToBeCheckedAsync();
        await Assertions.Expect(site.Listing.Pager.Locator("[aria-current=page]")).ToHaveTextAsync("2");
        if (script)
        {
            Assert.InRange(scrolled, 100, int.MaxValue);
            await site.Page.WaitForFunctionAsync("y => Math.abs(scrollY - y) < 3", scrolled);
        }
    }

    [Fact]
    public async Task Results_AnotherText_KeepsTheFilters()
    {
        var site = await OpenAsync($"/szukaj?q={Frequent}&rodzaj=praktyka");
        await site.Search.Box.FillAsync("szkoła");
        await site.Content.GetByRole(AriaRole.Button, new() { Name = "Szukaj", Exact = true }).ClickAsync();

        await Assertions.Expect(site.Search.Box).ToHaveValueAsync("szkoła");
        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(2);
        await Assertions.Expect(await site.Listing.BoxAsync("Rodzaj", "praktyki")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Text_WithoutScript_IsSearchedWithoutSuggestions()
    {
        var site = await OpenAsync("/", new() { Script = false });
        await site.Search.Box.PressSequentiallyAsync("bib");
        await Assertions.Expect(site.Page.GetByRole(AriaRole.Combobox)).ToHaveCountAsync(0);
        await Assertions.Expect(site.Page.GetByRole(AriaRole.Listbox)).ToHaveCountAsync(0);

        await site.Search.Box.FillAsync("bibliotece");
        await site.Content.GetByRole(AriaRole.Button, new() { Name = "Szukaj", Exact = true }).ClickAsync();
        await Assertions.Expect(site.Search.Marks.First).ToHaveTextAsync("Biblioteka");
        var count = await site.Listing.TickAsync("Ocena eksperta", "rekomendowane przez eksperta");
        await site.Listing.ApplyAsync();
        Assert.Equal(count, await site.Listing.TotalAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mistake_InTheText_ShowsResultsOfTheWordMeant(bool script)
    {
        var site = await OpenAsync("/", new() { Script = script });
        await site.SearchAsync("biblotek");
        await Assertions.Expect(site.Search.Corrected).ToHaveTextAsync("bibliotek");
        var titles = await site.Listing.TitlesAsync();
        Assert.NotEmpty(titles);

        await site.Search.Corrected.ClickAsync();
        await Assertions.Expect(site.Search.Box).ToHaveValueAsync("bibliotek");
        await Assertions.Expect(site.Search.Corrected).ToHaveCountAsync(0);
        Assert.Equal(titles, await site.Listing.TitlesAsync());
    }

    [Fact]
    public async Task Question_WhetherAnotherWordWasMeant_LeadsToItsResults()
    {
        var site = await OpenAsync("/szukaj?q=wieze");
        await Assertions.Expect(site.Content).ToContainTextAsync("Czy chodziło o wierzę?");
        await site.Search.Meant.ClickAsync();

        await Assertions.Expect(site.Search.Box).ToHaveValueAsync("wierzę");
        Assert.NotEmpty(await site.Listing.TitlesAsync());
    }

    [Fact]
    public async Task Nothing_Found_LeadsOnToLess()
    {
        const string Text = "hipopotam w szkole";
        var site = await (await OpenAsync("/")).SearchAsync(Text);
        await Assertions.Expect(site.Content.GetByRole(AriaRole.Heading, new() { Level = 2 }).First).ToHaveTextAsync($"Nikt jeszcze nie opisał praktyki „{Text}”");
        var less = site.Content.GetByRole(AriaRole.Listitem).Filter(new() { Has = site.Page.GetByRole(AriaRole.Link, new() { Name = "szkole", Exact = true }) });
        var count = int.Parse((await less.InnerTextAsync()).Split([' ', '\n', '\u00A0']).First(w => w.Length > 0 && w.All(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
        foreach (var (link, path) in new[] { ("Zgłoś praktykę", "/panel/nowa"), ("Napisz do redakcji", "/strona/kontakt"), ("wszystkie praktyki", "/praktyki") })
        {
            await Assertions.Expect(site.Content.GetByRole(AriaRole.Link, new() { Name = link, Exact = true })).ToHaveAttributeAsync("href", path);
        }

        await less.GetByRole(AriaRole.Link).ClickAsync();
        Assert.Equal("/szukaj?q=szkole", site.Path);
        Assert.Equal(count, await site.Listing.TotalAsync());
    }

    [Fact]
    public async Task Nothing_FoundWithFilters_OffersTheSameWithoutThem()
    {
        var site = await OpenAsync("/szukaj?q=teleopieka&wojewodztwo=opolskie");
        await Assertions.Expect(site.Content.GetByRole(AriaRole.Heading, new() { Level = 2 }).First).ToHaveTextAsync("Z wybranymi filtrami nie ma wyników dla „teleopieka”");
        await site.Content.GetByRole(AriaRole.Link, new() { Name = "to samo bez filtrów" }).ClickAsync();

        Assert.Equal("/szukaj?q=teleopieka", site.Path);
        Assert.NotEmpty(await site.Listing.TitlesAsync());
    }
}
