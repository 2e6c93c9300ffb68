using System.Diagnostics;

namespace PracticeBase.BrowserTests.Fixtures;

/// <summary>Gets a browser where there is none: Playwright's own download, else Debian's package.</summary>
public static class BrowserInstaller
{
    private static readonly TimeSpan DownloadLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PackageLimit = TimeSpan.FromMinutes(8);

    /// <summary>Each way in turn; what it brings shows in <see cref="BrowserFinder.Candidates"/>.</summary>
    public static IReadOnlyList<Func<Task>> Ways { get; } = [DownloadAsync, InstallPackageAsync];

    private static async Task DownloadAsync()
    {
        try
        {
            await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"])).WaitAsync(DownloadLimit);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"Playwright's download of Chromium took more than {DownloadLimit.TotalMinutes} minutes.");
        }
    }

    private static async Task InstallPackageAsync()
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            await RunAsync("update");
            await RunAsync("install", "-y", "chromium");
        }
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/apt-get", arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(PackageLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
