using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;
using PracticeBase.Domain;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>An officer writes between two phone calls, and loses nothing.</summary>
public sealed class SubmittingTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    private const string Kept = "Tego nie wolno zgubić.";

    private DeskPeople People => new(Portal);

    [Fact]
    public async Task Autosave_AfterTyping_SavesAndSaysWhen()
    {
        var (page, path) = await StartAsync(await OfficerAsync());

        await page.GetByLabel("Problem").FillAsync(Kept);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).GetByText("Zapisano o")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.GotoAsync(path);

        await Assertions.Expect(page.GetByLabel("Problem")).ToHaveValueAsync(Kept);
    }

    [Fact]
    public async Task Autosave_OfARequiredField_MovesTheBarAndTheListAndOfAnotherLeavesThem()
    {
        var (page, path) = await StartAsync(await OfficerAsync());
        var bar = page.GetByTestId("completeness").First;
        var before = await bar.InnerTextAsync();
        var missing = page.GetByRole(AriaRole.Region, new() { Name = "Kompletność" }).GetByRole(AriaRole.Link, new() { Name = "Problem", Exact = true });
        var step = page.GetByRole(AriaRole.Navigation, new() { Name = "Kroki" }).Locator("[aria-current=step] + small");
        var left = await step.InnerTextAsync();
        await Assertions.Expect(missing).ToBeVisibleAsync();

        await page.GetByLabel("Problem").FillAsync(Kept);
        await Assertions.Expect(bar).Not.ToHaveTextAsync(before, new() { Timeout = 15_000 });
        await Assertions.Expect(missing).ToBeHiddenAsync();
        await Assertions.Expect(step).Not.ToHaveTextAsync(left);
        var fewer = await step.InnerTextAsync();
        var after = await bar.InnerTextAsync();
        await page.RunAndWaitForResponseAsync(() => page.Locator("[name=OtherInformation]").FillAsync(Kept), r => r.Request.Method == "POST");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).GetByText("Zapisano o")).ToBeVisibleAsync();

        await Assertions.Expect(bar).ToHaveTextAsync(after);
        await Assertions.Expect(step).ToHaveTextAsync(fewer);
        await page.GotoAsync(path);
        await Assertions.Expect(bar).ToHaveTextAsync(after);
    }

    [Fact]
    public async Task Autosave_ConnectionLost_SavesWhenItIsBack()
    {
        var (page, path) = await StartAsync(await OfficerAsync());
        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Problem").FillAsync(Kept);
        await Assertions.Expect(page.GetByText("Brak połączenia")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).GetByText("Zapisano o")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.GotoAsync(path);

        await Assertions.Expect(page.GetByLabel("Problem")).ToHaveValueAsync(Kept);
    }

    [Fact]
    public async Task Autosave_PortalCannotSave_SaysSoAndTriesAgain()
    {
        var (page, path) = await StartAsync(await OfficerAsync(), expected: 503);
        await page.RouteAsync("**" + path, route => route.Request.Method == "POST"
            ? route.FulfillAsync(new() { Status = 503, Headers = new Dictionary<string, string> { ["Retry-After"] = "1" }, ContentType = "application/json", Body = "{}" })
            : route.ContinueAsync());
        await page.GetByLabel("Problem").FillAsync(Kept);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).GetByText("Nie zapisano")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.UnrouteAllAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).GetByText("Zapisano o")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.GotoAsync(path);

        await Assertions.Expect(page.GetByLabel("Problem")).ToHaveValueAsync(Kept);
    }

    [Fact]
    public async Task Draft_TabClosedBeforeSaving_ComesBack()
    {
        var (page, path) = await StartAsync(await OfficerAsync());
        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Problem").FillAsync(Kept);
        var context = page.Context;
        await page.CloseAsync();
        await context.SetOfflineAsync(false);

        var again = await context.NewPageAsync();
        await again.GotoAsync(path);

        await Assertions.Expect(again.GetByLabel("Problem")).ToHaveValueAsync(Kept);
        await Assertions.Expect(again.GetByRole(AriaRole.Status).GetByText("Zapisano o")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Autosave_SessionExpired_SavesAfterSigningInElsewhere()
    {
        var officer = await OfficerAsync();
        var (page, path) = await StartAsync(officer, expected: 401);
        await People.ExpireAsync(officer);
        await page.GetByLabel("Problem").FillAsync(Kept);
        await Assertions.Expect(page.GetByText("Sesja wygasła")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await People.SignInAsync(page.Context, officer);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).GetByText("Zapisano o")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.GotoAsync(path);

        await Assertions.Expect(page.GetByLabel("Problem")).ToHaveValueAsync(Kept);
    }

    [Fact]
    public async Task Form_KeyboardAlone_WritesRowsAndGoesOn()
    {
        var page = await VisitAsync();
        await People.SignInAsync(page.Context, await OfficerAsync());
        await page.GotoAsync("/panel/nowa");
        await page.GetByLabel("Tytuł").FocusAsync();
        await page.Keyboard.TypeAsync("Klawiaturą od początku do końca");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jednostka i kontakt", Level = 1 })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Dodaj osobę" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Jan Kłos");
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Osoba 2" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Usuń: Osoba 1" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zapisz i dalej" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tytuł i skrót", Level = 1 })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Osoba 1" }).GetByLabel("Nazwa")).ToHaveValueAsync("Jan Kłos");
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Osoba 2" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Form_WithoutScript_SavesRowsErrorsAndPreview()
    {
        var page = await VisitAsync(new() { Script = false });
        await People.SignInAsync(page.Context, await OfficerAsync());
        await page.GotoAsync("/panel/nowa");
        await page.GetByLabel("Tytuł").FillAsync("Bez skryptów też się da");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zacznij pisać" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Pełna prezentacja" }).First.ClickAsync();
        await page.GetByLabel("Problem").FillAsync(Kept);
        await page.GetByLabel("Nazwa, np. „1. grupa”, Okres 1").FillAsync("1. grupa");
        await page.GetByLabel("Od, Okres 1").FillAsync("31.02.2024");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zapisz", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Takiej daty nie ma");
        await Assertions.Expect(page.GetByLabel("Od, Okres 1")).ToHaveValueAsync("31.02.2024");
        await page.GetByLabel("Od, Okres 1").FillAsync("02.2024");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dodaj okres" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Od, Okres 2")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Podgląd i wysłanie" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Zobacz, jak to będzie wyglądać" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Pełna prezentacja" }).First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(Kept);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("lutego 2024");
    }

    private async Task<Account> OfficerAsync() => (await People.OfficerWithPracticeAsync()).Officer;

    /// <summary>A draft at its third step.</summary>
    private async Task<(IPage Page, string Path)> StartAsync(Account officer, params int[] expected)
    {
        var page = await VisitAsync(new() { Expected = expected });
        await People.SignInAsync(page.Context, officer);
        await page.GotoAsync("/panel/nowa");
        await page.GetByLabel("Tytuł").FillAsync("Punkt pracy socjalnej w autobusie");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zacznij pisać" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Pełna prezentacja" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pełna prezentacja", Level = 1 })).ToBeVisibleAsync();
        return (page, new Uri(page.Url).AbsolutePath);
    }
}
