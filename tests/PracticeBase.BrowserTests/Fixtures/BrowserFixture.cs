using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Fixtures;

/// <summary>One headless browser for all tests; each test has a context of its own in it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const string HowToHelp =
        $"No browser starts here: install Chromium, Chrome or Edge (on Debian «apt-get install chromium»), or set {BrowserFinder.Variable} to the path of one.";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public IBrowser Browser => browser!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        browser = await LaunchAsync(playwright.Chromium);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <exception cref="InvalidOperationException">No browser starts and none could be got.</exception>
    private static async Task<IBrowser> LaunchAsync(IBrowserType chromium)
    {
        var failures = new Dictionary<string, PlaywrightException>();
        foreach (var prepare in BrowserInstaller.Ways.Prepend(() => Task.CompletedTask))
        {
            await prepare();
            foreach (var path in BrowserFinder.Candidates(chromium.ExecutablePath).Where(p => !failures.ContainsKey(p)))
            {
                try
                {
                    return await chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments() });
                }
                catch (PlaywrightException e)
                {
                    // A stub of a package that is not there, or missing libraries: the next one may start.
                    failures.Add(path, e);
                }
            }
        }

        throw new InvalidOperationException(HowToHelp, failures.Values.LastOrDefault());
    }

    private static IEnumerable<string> Arguments()
    {
        string[] quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
        return OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? quiet.Prepend("--no-sandbox") : quiet;
    }
}
