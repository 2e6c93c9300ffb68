using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>From the home page to practices of units like one's own.</summary>
public sealed class UnitsLikeMineTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    private const string Show = "Pokaż praktyki podobnych jednostek";

    [Fact]
    public async Task Unit_ChosenByKeyboard_StaysInTheAddressOnTheWayBack()
    {
        var site = await OpenAsync("/");
        await site.Content.GetByRole(AriaRole.Link, new() { Name = "Praktyki jednostek takich jak moja" }).ClickAsync();
        var field = site.Content.GetByRole(AriaRole.Combobox, new() { Name = "Wybierz swoją gminę, powiat albo województwo" });
        await field.PressSequentiallyAsync("tyc");
        var option = site.Content.GetByRole(AriaRole.Option).First;
        await Assertions.Expect(option).ToBeVisibleAsync();
        await field.PressAsync("ArrowDown");
        var unit = await option.InnerTextAsync();
        await field.PressAsync("Enter");
        await Assertions.Expect(field).ToHaveValueAsync(unit);
        await site.Content.GetByRole(AriaRole.Checkbox, new() { Name = "Kultura" }).CheckAsync();
        await site.Content.GetByRole(AriaRole.Button, new() { Name = Show }).ClickAsync();

        await Assertions.Expect(site.Page.GetByTestId("chosen")).ToContainTextAsync(unit);
        Assert.Matches("^/jednostki-podobne\\?jst=[0-9]+&problem=uslugi-spoleczne%2Fkultura$", site.Path);
        await Assertions.Expect(site.Listing.Chips).ToHaveCountAsync(1);
        await Assertions.Expect(site.Page.GetByTestId("why").First).ToContainTextAsync("Dlaczego:");
        var (address, titles) = (site.Path, await site.Listing.TitlesAsync());

        await site.Listing.Titles.First.ClickAsync();
        await Assertions.Expect(site.Heading).ToHaveTextAsync(titles[0]);
        await site.Page.GoBackAsync();
        Assert.Equal(address, site.Path);
        Assert.Equal(titles, await site.Listing.TitlesAsync());
        await Assertions.Expect(site.Content.GetByRole(AriaRole.Checkbox, new() { Name = "Kultura" })).ToBeCheckedAsync();
        Assert.DoesNotContain(await site.Page.Context.CookiesAsync(), c => c.Value.Contains("jst", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unit_WithoutScript_IsChosenFromTheCandidates()
    {
        var site = await OpenAsync("/jednostki-podobne", new() { Script = false });
        await site.Content.GetByLabel("Wybierz swoją gminę, powiat albo województwo").FillAsync("Dąbrowa");
        await site.Content.GetByRole(AriaRole.Button, new() { Name = Show }).ClickAsync();
        await site.Content.GetByRole(AriaRole.Radio, new() { Name = "gmina Dąbrowa, pow. opolski, opolskie" }).CheckAsync();
        await site.Content.GetByRole(AriaRole.Button, new() { Name = Show }).ClickAsync();

        Assert.Equal("/jednostki-podobne?jst=160902", site.Path);
        await Assertions.Expect(site.Page.GetByTestId("chosen")).ToContainTextAsync("gmina Dąbrowa, pow. opolski, opolskie");
    }
}
