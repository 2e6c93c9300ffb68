using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>Script only makes things smoother: everything works without it.</summary>
public sealed class NoScriptTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    private static readonly ScreenOptions NoScript = new() { Script = false };

    [Fact]
    public async Task Menu_Filters_AndSorting_Work()
    {
        var site = await OpenAsync("/", NoScript);
        await site.Menu.GetByText("Dziedziny praktyk").ClickAsync();
        await site.Menu.GetByRole(AriaRole.Link, new() { Name = "Usługi społeczne" }).ClickAsync();
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Usługi społeczne");

        var count = await site.Listing.TickAsync("Województwo", "opolskie");
        await site.Listing.ApplyAsync();
        Assert.Equal(count, await site.Listing.TotalAsync());
        await site.Listing.Sorting.GetByRole(AriaRole.Link, new() { Name = "A–Z" }).ClickAsync();
        await site.Listing.Chips.First.ClickAsync();
        Assert.Equal("/praktyki/uslugi-spoleczne?sort=tytul", site.Path);
    }

    [Fact]
    public async Task Search_Practice_AndItsViews_Work()
    {
        var site = await (await OpenAsync("/", NoScript)).SearchAsync(Portal.Richest.Title.Split(' ')[0].Trim('„', '”', ',', ':'));
        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(1);
        await site.Content.Locator($"a[href='{Portal.PathOf(PageKind.Summary)}']").ClickAsync();
        await site.Content.GetByText("Cytuj", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(site.Content).ToContainTextAsync(Portal.Richest.Signature);
        await Assertions.Expect(site.LookButton("Drukuj")).ToBeHiddenAsync();

        await site.Practice.Tab("Pełna prezentacja").ClickAsync();
        await site.Practice.Tab("Załączniki").ClickAsync();
        await site.Practice.DocumentTexts.First.GetByText("Pokaż tekst dokumentu").ClickAsync();
        await Assertions.Expect(site.Practice.DocumentTexts.First.GetByRole(AriaRole.Paragraph).First).ToBeVisibleAsync();
        var download = await site.Page.RunAndWaitForDownloadAsync(() => site.Practice.Downloads.First.ClickAsync());
        Assert.True(new FileInfo(await download.PathAsync()).Length > 1000);
    }

    [Fact]
    public async Task Menu_AndFilters_OnPhone_Work()
    {
        var site = await OpenAsync("/praktyki", NoScript with { Width = ScreenOptions.Phone });
        await site.LookButton("Filtry").ClickAsync();
        await site.Listing.TickAsync("Województwo", "opolskie");
        await site.Listing.ApplyAsync();
        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(1);
        await site.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await site.FollowMenuAsync("Publikacje i dokumenty");
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Publikacje i dokumenty");
    }

    [Fact]
    public async Task Map_ForSector_Works()
    {
        var site = await OpenAsync("/mapa", NoScript);
        await site.Content.GetByLabel("Dziedzina").SelectOptionAsync("uslugi-techniczne");
        await site.Content.GetByRole(AriaRole.Button, new() { Name = "Pokaż na mapie" }).ClickAsync();

        Assert.Equal("/mapa?dzial=uslugi-techniczne", site.Path);
    }
}
