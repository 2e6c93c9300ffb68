using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Pages;

/// <summary>The map and the tables beside it.</summary>
public sealed class MapPart(IPage page)
{
    private ILocator Main => page.GetByRole(AriaRole.Main);

    public ILocator Voivodeships => Main.GetByRole(AriaRole.Region, new() { Name = "Województwa" });

    public ILocator Counties => Main.GetByRole(AriaRole.Region, new() { Name = "Powiaty" });

    public ILocator Places => Main.GetByRole(AriaRole.Region, new() { Name = "Gminy i inne jednostki samorządu" });

    public ILocator Picture => Main.GetByRole(AriaRole.Figure).Locator("svg").First;

    /// <summary>A shape by its name in the tooltip.</summary>
    public ILocator Shape(string name) => Picture.Locator("a").Filter(new() { Has = page.Locator("title", new() { HasTextRegex = new Regex($"^{Regex.Escape(name)}: ") }) }).First;

    public ILocator Row(string name) => Main.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) }).First;
}
