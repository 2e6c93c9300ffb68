using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>Filters, search, order and pages of the listing.</summary>
public sealed class ListingTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    [Fact]
    public async Task Filters_ChosenOneAfterAnother_GiveWhatTheirCountsSay()
    {
        var site = await OpenAsync("/praktyki");
        var listing = site.Listing;
        var all = await listing.TotalAsync();

        var first = await listing.TickAsync("Województwo", "opolskie");
        await listing.ApplyAsync();
        Assert.Equal(first, await listing.TotalAsync());

        var second = await listing.TickAsync("Województwo", "lubuskie");
        await listing.ApplyAsync();
        Assert.Equal(first + second, await listing.TotalAsync());

        var third = await listing.TickAsync("Typ jednostki", "gmina wiejska");
        await listing.ApplyAsync();
        Assert.Equal(third, await listing.TotalAsync());
        Assert.InRange(third, 1, first + second - 1);

        var fourth = await listing.TickAsync("Grupa docelowa", "wszyscy mieszkańcy");
        await listing.ApplyAsync();
        Assert.Equal(fourth, await listing.TotalAsync());
        Assert.InRange(fourth, 1, third);
        await Assertions.Expect(listing.Chips).ToHaveCountAsync(4);

        for (var left = 3; left >= 0; left--)
        {
            var before = await listing.TotalAsync();
            await listing.Chips.Last.ClickAsync();
            await Assertions.Expect(listing.Chips).ToHaveCountAsync(left);
            // Of two voivodeships the second widened the choice, so without it there is less.
            Assert.True(left == 1 ? await listing.TotalAsync() < before : await listing.TotalAsync() >= before);
        }

        Assert.Equal(all, await listing.TotalAsync());
        Assert.Equal("/praktyki", site.Path);
    }

    [Fact]
    public async Task Filters_AllCleared_ShowEverything()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Filtered));
        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(3);
        await site.Content.GetByRole(AriaRole.Link, new() { Name = "Wyczyść wszystkie" }).ClickAsync();

        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Sorting_ByTitle_OrdersAsPolesDo()
    {
        var site = await OpenAsync("/praktyki/uslugi-spoleczne");
        await site.Listing.Sorting.GetByRole(AriaRole.Link, new() { Name = "A–Z" }).ClickAsync();

        await Assertions.Expect(site.Listing.Sorting.Locator("[aria-current=true]")).ToHaveTextAsync("A–Z");
        var titles = (await site.Listing.TitlesAsync()).Select(t => t.Trim('„')).ToList();
        Assert.Equal(titles.Order(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("pl-PL"), ignoreCase: true)), titles);
    }

    [Fact]
    public async Task Paging_ToTheLastPage_ShowsEachPracticeOnce()
    {
        var site = await OpenAsync("/praktyki?sort=tytul");
        var total = await site.Listing.TotalAsync();
        var titles = new List<string>(await site.Listing.TitlesAsync());
        var next = site.Listing.Pager.GetByRole(AriaRole.Link, new() { Name = "Następna" });
        while (await next.CountAsync() > 0)
        {
            await next.ClickAsync();
            titles.AddRange(await site.Listing.TitlesAsync());
        }

        Assert.Equal(total, titles.Distinct().Count());
        Assert.Equal(total, titles.Count);
        await site.Listing.Pager.GetByRole(AriaRole.Link, new() { Name = "Poprzednia" }).ClickAsync();
        await Assertions.Expect(site.Listing.Pager.Locator("[aria-current=page]")).ToHaveTextAsync($"{(total + 9) / 10 - 1}");
        Assert.Contains("sort=tytul", site.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BIBLIOTEKA", "Biblioteka")]
    [InlineData("ksiegowa", "księgowa")]
    public async Task Search_WithoutCaseAndAccents_FindsPractice(string text, string word)
    {
        var site = await (await OpenAsync("/")).SearchAsync(text);

        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(1);
        Assert.Contains(await site.Listing.TitlesAsync(), t => t.Contains(word, StringComparison.Ordinal));
        await Assertions.Expect(site.Search.Box).ToHaveValueAsync(text);
    }
}
