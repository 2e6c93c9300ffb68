using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Pages;

/// <summary>A practice: its three views and its files.</summary>
public sealed class PracticePart(IPage page)
{
    private ILocator Main => page.GetByRole(AriaRole.Main);

    public ILocator Tabs => page.GetByRole(AriaRole.Navigation, new() { Name = "Widoki praktyki" });

    public ILocator Summary => page.GetByTestId("summary");

    public ILocator CurrentTab => Tabs.Locator("[aria-current=page]");

    public ILocator Downloads => Main.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Pobierz ?:") });

    public ILocator DocumentTexts => Main.GetByRole(AriaRole.Group).Filter(new() { HasText = "Pokaż tekst dokumentu" });

    public ILocator Tab(string name) => Tabs.GetByRole(AriaRole.Link, new() { Name = name });
}
