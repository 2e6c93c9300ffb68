using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Benchmarks;

/// <summary>A folder with the published program and its storage: a temporary one, gone when disposed, or one that is kept for the next time.</summary>
/// <param name="kept">The folder to keep; null for a temporary one.</param>
internal sealed class Workspace(string? kept = null) : IDisposable
{
    private readonly string folder = kept is null ? Directory.CreateTempSubdirectory("practicebase-benchmark-").FullName : Directory.CreateDirectory(kept).FullName;

    /// <summary>The settings of every run: this storage, no developer's environment.</summary>
    public IReadOnlyList<string> Settings => [$"--Storage:Directory={Storage}", "--environment=Testing"];

    public string Storage => Path.Combine(folder, "data");

    private string Program => Path.Combine(folder, "app", "PracticeBase.dll");

    public async Task PublishAsync(CancellationToken cancellationToken) =>
        await RunAsync(["publish", Path.Combine(Repository(), "src", "PracticeBase"), "-c", "Release", "-o", Path.Combine(folder, "app"), "--nologo", "-v", "quiet"], cancellationToken);

    /// <summary>Generates practices until there are as many. How long it took; null when they were there.</summary>
    public async Task<TimeSpan?> FillAsync(int practices, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Storage) && await CountAsync(cancellationToken) >= practices)
        {
            return null;
        }

        var clock = Stopwatch.StartNew();
        await RunProgramAsync(["demo", "--count", practices.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        return clock.Elapsed;
    }

    /// <exception cref="InvalidOperationException">The program ended with another code than 0.</exception>
    public async Task RunProgramAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        await RunAsync([Program, .. arguments, .. Settings], cancellationToken);

    public Process StartProgram(params IEnumerable<string> arguments) => Start([Program, .. arguments, .. Settings]);

    /// <summary>Starts the portal. What it writes to the console goes nowhere, as reading it would cost the measuring process more than it costs the portal; its log file stays.</summary>
    public Process StartPortal(int port)
    {
        string[] arguments = [Program, $"--urls=http://127.0.0.1:{port}", .. Settings];
        return OperatingSystem.IsWindows() ? Start(arguments) : Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$@\" > /dev/null", "dotnet", .. arguments]))!;
    }

    public void Dispose()
    {
        if (kept is null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var app = MeasuredPortal.Build(this);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().Practices.CountAsync(p => p.Kind == PracticeKind.Practice, cancellationToken);
    }

    private static async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {process.StartInfo.ArgumentList[0]} ended with code {process.ExitCode}.");
        }
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PracticeBase.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The benchmarks run from the repository: PracticeBase.sln was not found above them.");
    }
}
