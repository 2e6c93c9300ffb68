using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;
using PracticeBase.BrowserTests.Pages;

namespace PracticeBase.BrowserTests;

/// <summary>What the visitor sits at; a desktop with script and no choices stored when nothing is said.</summary>
public sealed record ScreenOptions
{
    public const int Desktop = 1280;
    public const int Phone = 390;
    public const int SmallPhone = 320;

    public int Width { get; init; } = Desktop;

    public bool Script { get; init; } = true;

    /// <summary>Answers to scripts that belong to the journey: 401.</summary>
    public IReadOnlyCollection<int> Expected { get; init; } = [];

    /// <summary>The cookie «widok»: «tekst=3&amp;kontrast=wysoki&amp;motyw=dark».</summary>
    public string? Look { get; init; }
}

public abstract class BrowserTest(PortalFixture portal, BrowserFixture browser) : IAsyncLifetime
{
    private readonly List<IBrowserContext> contexts = [];
    private readonly List<Guard> guards = [];

    protected PortalFixture Portal => portal;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Every test ends with the same question: was the browser content with what it got?</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.CloseAsync();
        }

        GC.SuppressFinalize(this);
        foreach (var guard in guards)
        {
            guard.AssertQuiet();
        }
    }

    /// <summary>A new visitor with nothing stored, on an empty page.</summary>
    protected async Task<IPage> VisitAsync(ScreenOptions? options = null)
    {
        options ??= new ScreenOptions();
        var context = await browser.Browser.NewContextAsync(new()
        {
            BaseURL = portal.Origin,
            Locale = "pl-PL",
            JavaScriptEnabled = options.Script,
            ViewportSize = new() { Width = options.Width, Height = 900 },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        contexts.Add(context);
        guards.Add(new Guard(context, portal.Origin, options.Expected));
        if (options.Look is { } look)
        {
            await SetLookAsync(context, look);
        }

        return await context.NewPageAsync();
    }

    protected Task SetLookAsync(IBrowserContext context, string look) =>
        context.AddCookiesAsync([new Cookie { Name = "widok", Value = look, Url = portal.Origin }]);

    protected async Task<SitePage> OpenAsync(string path, ScreenOptions? options = null)
    {
        var page = await VisitAsync(options);
        await page.GotoAsync(path);
        return new SitePage(page);
    }
}
