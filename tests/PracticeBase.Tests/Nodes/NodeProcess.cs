using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PracticeBase.Tests.Nodes;

/// <summary>One node: the built program in a process of its own, on a port of its own.</summary>
public sealed class NodeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string[] arguments;
    private readonly Queue<string> lastLines = new();
    private Process? process;

    /// <param name="settings">Configuration as command-line arguments.</param>
    public NodeProcess(IEnumerable<string> settings)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        arguments = [Path.Combine(AppContext.BaseDirectory, "PracticeBase.dll"), $"--urls={Address}", .. settings];
    }

    public Uri Address { get; }

    public bool IsRunning => process is { HasExited: false };

    /// <summary>The end of what it wrote to the console.</summary>
    public string Output
    {
        get
        {
            lock (lastLines)
            {
                return string.Join('\n', lastLines);
            }
        }
    }

    public void Start()
    {
        process?.Dispose();
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Until it says that it is ready.</summary>
    /// <exception cref="TimeoutException">It did not within a minute.</exception>
    /// <exception cref="InvalidOperationException">It ended.</exception>
    public async Task UntilReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(20, cancellationToken))
        {
            if (!IsRunning)
            {
                throw new InvalidOperationException($"The node ended with code {process?.ExitCode}:\n{Output}");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri(Address, "/gotowosc"), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new TimeoutException($"The node did not become ready:\n{Output}");
    }

    /// <summary>As a power cut does: the process ends where it stands.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    /// <summary>As an operator does; returns the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using (var kill = Process.Start("kill", $"-TERM {process!.Id}"))
        {
            await kill.WaitForExitAsync(cancellationToken);
        }

        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (IsRunning)
        {
            Kill();
        }

        process?.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        lock (lastLines)
        {
            lastLines.Enqueue(line ?? "");
            if (lastLines.Count > 40)
            {
                lastLines.Dequeue();
            }
        }
    }
}
