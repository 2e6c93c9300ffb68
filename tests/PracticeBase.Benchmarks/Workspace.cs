using System.Diagnostics;

namespace PracticeBase.Benchmarks;

/// <summary>A temporary folder with the published program and its storage; gone when disposed.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("practicebase-benchmark-").FullName;

    /// <summary>The settings of every run: this storage, no developer's environment.</summary>
    public IReadOnlyList<string> Settings => [$"--Storage:Directory={Path.Combine(folder, "data")}", "--environment=Testing"];

    private string Program => Path.Combine(folder, "app", "PracticeBase.dll");

    public async Task PublishAsync(CancellationToken cancellationToken) =>
        await RunAsync(["publish", Path.Combine(Repository(), "src", "PracticeBase"), "-c", "Release", "-o", Path.Combine(folder, "app"), "--nologo", "-v", "quiet"], cancellationToken);

    /// <exception cref="InvalidOperationException">The program ended with another code than 0.</exception>
    public async Task RunProgramAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        await RunAsync([Program, .. arguments, .. Settings], cancellationToken);

    public Process StartProgram(params IEnumerable<string> arguments) => Start([Program, .. arguments, .. Settings]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

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
