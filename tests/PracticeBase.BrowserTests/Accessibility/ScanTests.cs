using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Accessibility;

/// <summary>Every kind of public page, in every look, on a wide and a narrow screen.</summary>
public sealed class ScanTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    private static readonly (string Look, int Width, string Rules)[] Views =
    [
        ("motyw=light", ScreenOptions.Desktop, Axe.AllRules),
        ("motyw=dark", ScreenOptions.Desktop, Axe.ColourRules),
        ("kontrast=wysoki", ScreenOptions.Desktop, Axe.ColourRules),
        ("motyw=light", ScreenOptions.Phone, Axe.AllRules),
    ];

    /// <summary>What axe cannot tell: suggestions in the colour of their background, cut off or under something else.</summary>
    private const string Unreadable = """
        () => [...document.querySelectorAll('[role=option]')].filter(li => {
          const box = li.getBoundingClientRect(), list = li.parentElement.getBoundingClientRect(), [x, y] = [box.x + 20, box.y + box.height / 2];
          const shown = y > Math.min(list.bottom, innerHeight) || document.elementFromPoint(x, y)?.closest('[role=option]') === li;
          return !shown || getComputedStyle(li).color === getComputedStyle(li.parentElement).backgroundColor;
        }).map(li => li.textContent)
        """;

    public static TheoryData<PageKind> Kinds => PublicPages.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Page_InEveryLook_BreaksNoRuleOfWcag22(PageKind kind)
    {
        var page = await VisitAsync();
        var broken = new List<string>();
        foreach (var (look, width, rules) in Views)
        {
            await SetLookAsync(page.Context, look);
            await page.SetViewportSizeAsync(width, 900);
            await page.GotoAsync(Portal.PathOf(kind));
            broken.AddRange(await Axe.ScanAsync(page, $"{Portal.PathOf(kind)} ({look}, {width} px)", rules));
        }

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    [Fact]
    public async Task OpenParts_OnPhone_BreakNoRuleOfWcag22()
    {
        var site = await OpenAsync("/praktyki", new() { Width = ScreenOptions.Phone });
        await site.LookButton("Menu").First.ClickAsync();
        await site.Menu.GetByText("Dziedziny praktyk").ClickAsync();
        var broken = new List<string>(await Axe.ScanAsync(site.Page, "open menu"));
        await site.LookButton("Zamknij menu").ClickAsync();
        await site.LookButton("Filtry").ClickAsync();
        broken.AddRange(await Axe.ScanAsync(site.Page, "open filters"));

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/szukaj")]
    [InlineData("/praktyki")]
    public async Task OpenSuggestions_InEveryLook_BreakNoRuleOfWcag22(string path)
    {
        var site = await OpenAsync(path);
        var broken = new List<string>();
        foreach (var (look, width, rules) in Views.Append(("motyw=light", ScreenOptions.SmallPhone, Axe.AllRules)))
        {
            await SetLookAsync(site.Page.Context, look);
            await site.Page.SetViewportSizeAsync(width, 900);
            await site.GoAsync(path);
            await site.Search.TypeAsync("gmi");
            await site.Search.Box.PressAsync("ArrowDown");
            broken.AddRange(await Axe.ScanAsync(site.Page, $"{path} with suggestions ({look}, {width} px)", rules));
            broken.AddRange((await site.Page.EvaluateAsync<string[]>(Unreadable)).Select(o => $"{path}: «{o}» cannot be read ({look}, {width} px)"));
            if (await site.OverflowAsync() is > 0 and var pixels)
            {
                broken.Add($"{path} with suggestions is {pixels} px wider than {width} px.");
            }
        }

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    [Fact]
    public async Task OpenParts_OnDesktop_BreakNoRuleOfWcag22()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Attachments));
        await site.Practice.DocumentTexts.First.GetByText("Pokaż tekst dokumentu").ClickAsync();
        await site.Menu.GetByText("Dziedziny praktyk").ClickAsync();
        var broken = new List<string>(await Axe.ScanAsync(site.Page, "open document text and menu"));
        await site.GoAsync(Portal.PathOf(PageKind.Summary));
        await site.Content.GetByText("Cytuj", new() { Exact = true }).ClickAsync();
        broken.AddRange(await Axe.ScanAsync(site.Page, "open citation"));

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }
}
