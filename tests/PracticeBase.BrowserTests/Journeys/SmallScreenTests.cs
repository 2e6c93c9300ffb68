using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>Phones, large text and paper.</summary>
public sealed class SmallScreenTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    private static readonly (int Width, string Look)[] Screens =
    [
        (ScreenOptions.SmallPhone, "tekst=1"),
        (ScreenOptions.Phone, "tekst=1"),
        (ScreenOptions.Phone, "tekst=3"),
        (768, "tekst=1"),
    ];

    public static TheoryData<PageKind> Kinds => PublicPages.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Page_OnNarrowScreen_DoesNotScrollSideways(PageKind kind)
    {
        var site = await OpenAsync("/zdrowie");
        var wide = new List<string>();
        foreach (var (width, look) in Screens)
        {
            await SetLookAsync(site.Page.Context, look);
            await site.Page.SetViewportSizeAsync(width, 800);
            await site.GoAsync(Portal.PathOf(kind));
            if (await site.OverflowAsync() is > 0 and var pixels)
            {
                wide.Add($"{pixels} px too wide at {width} px, {look}: {await WidestAsync(site.Page)}");
            }
        }

        Assert.True(wide.Count == 0, string.Join(Environment.NewLine, wide));
    }

    [Fact]
    public async Task Menu_OnPhone_OpensClosesAndLeads()
    {
        var site = await OpenAsync("/", new() { Width = ScreenOptions.Phone });
        var opener = site.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true });
        await Assertions.Expect(site.Menu).ToBeHiddenAsync();
        await opener.ClickAsync();
        await Assertions.Expect(site.Menu).ToBeVisibleAsync();
        await site.LookButton("Zamknij menu").ClickAsync();
        await Assertions.Expect(site.Menu).ToBeHiddenAsync();

        await opener.ClickAsync();
        await site.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(site.Menu).ToBeHiddenAsync();
        await opener.ClickAsync();
        await site.FollowMenuAsync("Mapa praktyk");
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Mapa praktyk");
    }

    [Fact]
    public async Task Filters_OnPhone_OpenCloseAndApply()
    {
        var site = await OpenAsync("/praktyki", new() { Width = ScreenOptions.SmallPhone });
        var opener = site.LookButton("Filtry");
        await opener.ClickAsync();
        await Assertions.Expect(site.Listing.Filters).ToBeVisibleAsync();
        await site.LookButton("Zamknij filtry").ClickAsync();
        await Assertions.Expect(site.Listing.Filters).ToBeHiddenAsync();

        await opener.ClickAsync();
        var count = await site.Listing.TickAsync("Województwo", "opolskie");
        await site.Listing.ApplyAsync();
        Assert.Equal(count, await site.Listing.TotalAsync());
        await Assertions.Expect(opener).ToHaveTextAsync("Filtry (1)");
    }

    [Fact]
    public async Task Print_LeavesOutNavigationAndKeepsContent()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Presentation));
        await site.Page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (var hidden in new[] { site.Menu, site.Page.GetByRole(AriaRole.Search), site.LookButton("Motyw ciemny"), site.Content.GetByRole(AriaRole.Navigation, new() { Name = "Spis treści" }) })
        {
            await Assertions.Expect(hidden).ToBeHiddenAsync();
        }

        await Assertions.Expect(site.Heading).ToBeVisibleAsync();
        await Assertions.Expect(site.Content.GetByRole(AriaRole.Heading, new() { Level = 2 }).First).ToBeVisibleAsync();
    }

    /// <summary>The elements that stick out, innermost last.</summary>
    private static Task<string> WidestAsync(IPage page) => page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5).slice(-3).map(e => e.outerHTML.slice(0, 100)).join(' | ')");
}
