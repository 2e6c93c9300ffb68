namespace PracticeBase.BrowserTests.Fixtures;

/// <summary>Where a Chromium, Chrome or Edge may already be on this machine.</summary>
public static class BrowserFinder
{
    /// <summary>The path of a browser to take before all others.</summary>
    public const string Variable = "PRACTICEBASE_BROWSER";

    private static readonly string[] Commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome"];

    private static readonly string[] MacPlaces =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    private static readonly string[] WindowsPlaces = [@"Google\Chrome\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe", @"Chromium\Application\chrome.exe"];

    /// <summary>Existing files, best first.</summary>
    /// <param name="ownBrowser">Where Playwright keeps the browser that it downloads.</param>
    /// <exception cref="FileNotFoundException">The variable names a file that does not exist.</exception>
    public static IEnumerable<string> Candidates(string ownBrowser)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? [named] : throw new FileNotFoundException($"{Variable} names «{named}», which does not exist: set it to a Chromium, Chrome or Edge.");
        }

        return OnPath().Concat(StandardPlaces()).Append(ownBrowser).Where(File.Exists).Distinct();
    }

    private static IEnumerable<string> OnPath()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return Commands.SelectMany(c => folders.Select(f => Path.Combine(f, c + suffix)));
    }

    private static IEnumerable<string> StandardPlaces()
    {
        if (OperatingSystem.IsMacOS())
        {
            return MacPlaces;
        }

        if (!OperatingSystem.IsWindows())
        {
            return ["/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/usr/lib/chromium/chromium", "/snap/bin/chromium"];
        }

        Environment.SpecialFolder[] roots = [Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData];
        return WindowsPlaces.SelectMany(p => roots.Select(r => Path.Combine(Environment.GetFolderPath(r), p)));
    }
}
