using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;
using PracticeBase.Domain;

namespace PracticeBase.BrowserTests.Accessibility;

/// <summary>The pages of officers, editors and administrators, in both themes, high contrast and on a phone.</summary>
public sealed class DeskScanTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    private static readonly (string Look, int Width, string Rules)[] Views =
    [
        ("motyw=light", ScreenOptions.Desktop, Axe.AllRules),
        ("motyw=dark", ScreenOptions.Desktop, Axe.ColourRules),
        ("kontrast=wysoki", ScreenOptions.Desktop, Axe.ColourRules),
        ("motyw=light", ScreenOptions.SmallPhone, Axe.AllRules),
    ];

    [Fact]
    public async Task OfficersPages_InEveryLook_BreakNoRuleAndFit()
    {
        var people = new DeskPeople(Portal);
        var (account, published) = await people.OfficerWithPracticeAsync("Zofia Skan");
        var page = await VisitAsync();
        await people.SignInAsync(page.Context, account);
        await page.GotoAsync("/panel");
        await page.Locator($"form[action$='/panel/nowa/wersja/{published.Id}']").GetByRole(AriaRole.Button).ClickAsync();
        var draft = new Uri(page.Url).AbsolutePath.Split('/')[3];

        await ScanAsync(page, "/panel", "/panel/nowa", $"/panel/praktyka/{draft}/jednostka", $"/panel/praktyka/{draft}/tytul", $"/panel/praktyka/{draft}/prezentacja", $"/panel/praktyka/{draft}/koszty",
            $"/panel/praktyka/{draft}/zgody", $"/panel/praktyka/{draft}/wyslanie", $"/panel/praktyka/{draft}/usun", $"/panel/podglad/{draft}", "/panel/wiadomosci");
    }

    [Fact]
    public async Task EditorsAndAdministratorsPages_InEveryLook_BreakNoRuleAndFit()
    {
        var people = new DeskPeople(Portal);
        var page = await VisitAsync();
        await people.SignInAsync(page.Context, await people.AddAsync("Ewa Sitowska", AccountRoles.Editor | AccountRoles.Administrator | AccountRoles.Expert));

        await ScanAsync(page, "/redakcja", "/redakcja/praktyki", "/redakcja/konta", "/redakcja/osoby", "/panel/opinie", "/administracja", "/administracja/kategorie", "/administracja/samorzady",
            "/administracja/jednostki", "/administracja/konta", "/administracja/tresci", "/administracja/ustawienia", "/administracja/dziennik");
    }

    private async Task ScanAsync(IPage page, params string[] paths)
    {
        var broken = new List<string>();
        foreach (var (look, width, rules) in Views)
        {
            await SetLookAsync(page.Context, look);
            await page.SetViewportSizeAsync(width, 900);
            foreach (var path in paths)
            {
                var response = await page.GotoAsync(path);
                Assert.True(response!.Status == 200, $"{path}: {response.Status}");
                broken.AddRange(await Axe.ScanAsync(page, $"{path} ({look}, {width} px)", rules));
                var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
                if (overflow > 0)
                {
                    broken.Add($"{path} is {overflow} px wider than {width} px.");
                }
            }
        }

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }
}
