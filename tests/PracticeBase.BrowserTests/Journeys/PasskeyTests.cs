using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PracticeBase.BrowserTests.Accessibility;
using PracticeBase.BrowserTests.Fixtures;
using PracticeBase.Domain;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>Accounts where a script has a part: passkeys with an authenticator that the browser plays, and suggestions while typing.</summary>
public sealed class PasskeyTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    private const string Password = "cztery zwinne jeże";

    [Fact]
    public async Task Passkey_Added_SignsInWithoutPasswordAndOpensTheEditorsDesk()
    {
        var email = await AddEditorAsync();
        var page = await VisitAsync();
        await AddAuthenticatorAsync(page);
        await SignInAsync(page, email);
        await Assertions.Expect(page.GetByText("Potrzebny jest drugi składnik logowania")).ToBeVisibleAsync();

        await page.GetByLabel("Nazwa klucza").FillAsync("Laptop w pracy");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dodaj klucz dostępu" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Klucz dostępu jest dodany.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Potrzebny jest drugi składnik logowania")).ToHaveCountAsync(0);

        await SignOutAsync(page);
        await page.GotoAsync("/konto/zaloguj?powrot=%2Fkonto%2Fbezpieczenstwo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się kluczem dostępu" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bezpieczeństwo", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Usuń Laptop w pracy" })).ToBeVisibleAsync();

        // A password alone signs in, but opens neither the desk nor the keys.
        await SignOutAsync(page);
        await SignInAsync(page, email);
        await Assertions.Expect(page.GetByText("To konto ma już drugi składnik")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Usuń Laptop w pracy" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Passkey_Removed_SignsInNoMore()
    {
        var email = await AddEditorAsync();
        var page = await VisitAsync();
        await AddAuthenticatorAsync(page);
        await SignInAsync(page, email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Dodaj klucz dostępu" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Usuń Chrome" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Klucz dostępu jest usunięty.")).ToBeVisibleAsync();
        await SignOutAsync(page);

        await page.GotoAsync("/konto/zaloguj");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się kluczem dostępu" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("kluczem się nie udało");
    }

    [Fact]
    public async Task LocalGovernment_TypedWithoutAccents_IsChosenWithTheKeyboard()
    {
        var page = await VisitAsync();
        await page.GotoAsync("/konto/rejestracja");
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Samorząd" });
        await field.PressSequentiallyAsync("labu");
        var list = page.GetByRole(AriaRole.Listbox);
        await Assertions.Expect(list.GetByRole(AriaRole.Option).First).ToContainTextAsync("Łabunie");
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-expanded", "true");

        await field.PressAsync("ArrowDown");
        await Assertions.Expect(list.GetByRole(AriaRole.Option).First).ToHaveAttributeAsync("aria-selected", "true");
        await field.PressAsync("Enter");

        await Assertions.Expect(field).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Łabunie"));
        await Assertions.Expect(list).ToBeHiddenAsync();
        await field.PressSequentiallyAsync("x");
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
    }

    [Fact]
    public async Task AccountPages_InEveryLook_BreakNoRuleOfWcag22()
    {
        var email = await AddEditorAsync();
        var page = await VisitAsync();
        await AddAuthenticatorAsync(page);
        var broken = new List<string>();
        await ScanAsync(page, broken, "/konto/zaloguj", "/konto/rejestracja", "/konto/haslo", "/konto/rejestracja/sprawdz-poczte", "/konto/potwierdz");
        await page.GotoAsync("/konto/zaloguj");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się", Exact = true }).ClickAsync();
        broken.AddRange(await Axe.ScanAsync(page, "refused sign-in", Axe.AllRules));
        await SignInAsync(page, email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Dodaj klucz dostępu" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ustaw kody z aplikacji" }).ClickAsync();
        await ScanAsync(page, broken, "/konto/aplikacja", "/konto", "/konto/bezpieczenstwo", "/konto/sesje", "/konto/email", "/konto/haslo/zmiana", "/konto/usun");

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    private async Task ScanAsync(IPage page, List<string> broken, params string[] addresses)
    {
        foreach (var (look, width, rules) in new[] { ("motyw=light", ScreenOptions.Desktop, Axe.AllRules), ("motyw=dark", ScreenOptions.Phone, Axe.AllRules), ("kontrast=wysoki", ScreenOptions.Desktop, Axe.ColourRules) })
        {
            await SetLookAsync(page.Context, look);
            await page.SetViewportSizeAsync(width, 900);
            foreach (var address in addresses)
            {
                await page.GotoAsync(address);
                broken.AddRange(await Axe.ScanAsync(page, $"{address} ({look}, {width} px)", rules));
                if (Environment.GetEnvironmentVariable("SHOTS") is { } shots)
                {
                    await page.ScreenshotAsync(new() { Path = $"{shots}/{address.Trim('/').Replace('/', '-')}-{look}-{width}.png", FullPage = true });
                }
            }
        }

        await SetLookAsync(page.Context, "motyw=light");
    }

    private async Task<string> AddEditorAsync()
    {
        var email = $"marta-{Guid.NewGuid():N}@example.org";
        await using var scope = Portal.Services.CreateAsyncScope();
        var account = new Account { Name = "Marta Wilga", Email = email, UserName = email, EmailConfirmed = true, Roles = AccountRoles.Editor, CreatedAt = DateTimeOffset.UnixEpoch.AddYears(55) };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, Password)).Succeeded);
        return email;
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await page.GotoAsync("/konto/zaloguj");
        await page.GetByLabel("Służbowy adres e-mail").FillAsync(email);
        await page.GetByLabel("Hasło", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zaloguj się", Exact = true }).ClickAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator("summary", new() { HasText = "Marta Wilga" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Wyloguj się" }).ClickAsync();
    }
}
