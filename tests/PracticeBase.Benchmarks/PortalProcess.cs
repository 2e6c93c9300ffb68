using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace PracticeBase.Benchmarks;

/// <summary>The published program in a process of its own, as an operator runs it.</summary>
internal sealed partial class PortalProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private readonly Process process;
    private readonly HttpClient client;
    private bool isStopped;

    private PortalProcess(Workspace workspace, int port)
    {
        Port = port;
        process = workspace.StartPortal(port);
        client = Browser.Create(new Uri($"http://127.0.0.1:{port}"));
    }

    public int Port { get; }

    public Uri Address => client.BaseAddress!;

    /// <summary>Bytes.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Of all processors, by the program and by the system for it.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes that no file stands for; on another system than Linux, what it calls private.</summary>
    public long PrivateMemory
    {
        get
        {
            process.Refresh();
            return OperatingSystem.IsLinux()
                ? long.Parse(File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal))["RssAnon:".Length..^"kB".Length], NumberStyles.Number, CultureInfo.InvariantCulture) * 1024
                : process.PrivateMemorySize64;
        }
    }

    public static PortalProcess Start(Workspace workspace) => new(workspace, FreePort());

    /// <summary>From the start of the process to the last byte of its home page, or of another one.</summary>
    public async Task<TimeSpan> FirstPageAsync(CancellationToken cancellationToken, string page = "/")
    {
        while (sinceStart.Elapsed < Patience)
        {
            try
            {
                await client.GetByteArrayAsync(page, cancellationToken);
                return sinceStart.Elapsed;
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException || e.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                await Task.Delay(10, cancellationToken);
            }
        }

        throw new TimeoutException("The program did not answer.");
    }

    /// <summary>Compressed bytes of each page.</summary>
    public async Task<List<double>> SizesAsync(IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        var sizes = new List<double>();
        foreach (var address in addresses)
        {
            sizes.Add((await client.GetByteArrayAsync(address, cancellationToken)).Length);
        }

        return sizes;
    }

    /// <summary>Compressed bytes of the style sheet, the script and the icons, at the addresses that the home page names.</summary>
    public async Task<List<(string Name, int Size)>> AssetSizesAsync(CancellationToken cancellationToken)
    {
        var found = new List<(string, int)>();
        foreach (var address in await AssetsAsync(cancellationToken))
        {
            found.Add((FingerprintPattern().Replace(Path.GetFileName(address), "."), (await client.GetByteArrayAsync(address, cancellationToken)).Length));
        }

        return found;
    }

    /// <summary>The addresses of the style sheet, the script and the icons, as the home page names them.</summary>
    public async Task<IReadOnlyList<string>> AssetsAsync(CancellationToken cancellationToken)
    {
        using var plain = new HttpClient { BaseAddress = client.BaseAddress };
        return [.. AssetPattern().Matches(await plain.GetStringAsync("/", cancellationToken)).Select(m => m.Groups[1].Value).Distinct()];
    }

    public void Dispose()
    {
        if (!isStopped)
        {
            isStopped = true;
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            client.Dispose();
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("""(?:href|src)="(/(?:site|icons)\.[^"#]+)""")]
    private static partial Regex AssetPattern();

    [GeneratedRegex(@"\.[a-z0-9]{10}\.|\?.*$")]
    private static partial Regex FingerprintPattern();
}
