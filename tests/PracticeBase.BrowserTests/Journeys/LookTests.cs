using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>Text size, contrast and theme: set at once, kept, the same with script and without.</summary>
public sealed class LookTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    [Theory]
    [InlineData("Tekst największy", "data-text", "3", true)]
    [InlineData("Tekst największy", "data-text", "3", false)]
    [InlineData("Wysoki kontrast", "data-contrast", "high", true)]
    [InlineData("Wysoki kontrast", "data-contrast", "high", false)]
    [InlineData("Motyw ciemny", "data-theme", "dark", true)]
    [InlineData("Motyw ciemny", "data-theme", "dark", false)]
    public async Task Choice_OnOnePage_StaysAfterReloadAndOnOthers(string button, string attribute, string value, bool script)
    {
        var start = Portal.PathOf(PageKind.Filtered);
        var site = await OpenAsync(start, new() { Script = script });
        await site.LookButton(button).ClickAsync();
        await ExpectChosenAsync();
        Assert.Equal(start, site.Path);

        await site.Page.ReloadAsync();
        await ExpectChosenAsync();
        await site.FollowMenuAsync("Kalendarium");
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Kalendarium");
        await ExpectChosenAsync();

        async Task ExpectChosenAsync()
        {
            await Assertions.Expect(site.Root).ToHaveAttributeAsync(attribute, value);
            await Assertions.Expect(site.LookButton(button)).ToHaveAccessibleNameAsync($"{button}, {(attribute == "data-contrast" ? "włączony" : "wybrany")}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Choices_TakenBack_LeaveNoTrace(bool script)
    {
        var site = await OpenAsync("/mapa", new() { Script = script, Look = "tekst=2&kontrast=wysoki&motyw=dark" });
        await TakeAsync("Tekst zwykły", "Tekst zwykły, wybrany");
        await TakeAsync("Wysoki kontrast", "Wysoki kontrast");
        await TakeAsync("Motyw jak w systemie", "Motyw jak w systemie, wybrany");
        await site.Page.ReloadAsync();

        foreach (var (attribute, value) in new[] { ("data-text", "1"), ("data-contrast", "std"), ("data-theme", "auto") })
        {
            await Assertions.Expect(site.Root).ToHaveAttributeAsync(attribute, value);
        }

        // Without script a choice is a page of its own: it has to be there before the next one.
        async Task TakeAsync(string button, string name)
        {
            await site.LookButton(button).ClickAsync();
            await Assertions.Expect(site.LookButton(button)).ToHaveAccessibleNameAsync(name);
        }
    }

    [Fact]
    public async Task LargestText_IsLargerAndStillFits()
    {
        var site = await OpenAsync("/");
        var before = await FontSizeAsync();
        await site.LookButton("Tekst największy").ClickAsync();

        Assert.True(await FontSizeAsync() > before * 1.3);
        Assert.Equal(0, await site.OverflowAsync());

        Task<double> FontSizeAsync() => site.Page.EvaluateAsync<double>("() => parseFloat(getComputedStyle(document.body).fontSize)");
    }
}
