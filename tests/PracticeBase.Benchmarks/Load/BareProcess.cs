using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PracticeBase.Benchmarks.Load;

/// <summary>The bare Kestrel in a process of its own, on the server's core.</summary>
internal sealed class BareProcess : IDisposable
{
    private readonly string file = Path.GetTempFileName();
    private Process? process;

    public int Port { get; } = PortalProcess.FreePort();

    public static async Task<BareProcess> StartAsync(IEnumerable<Captured> answers, CancellationToken cancellationToken)
    {
        var bare = new BareProcess();
        await Captured.SaveAsync(answers, bare.file, cancellationToken);
        bare.process = Cores.StartServer(() => Process.Start("dotnet", [typeof(BareServer).Assembly.Location, BareServer.Verb, bare.file, bare.Port.ToString(CultureInfo.InvariantCulture)]));
        while (!await ListensAsync(bare.Port, cancellationToken))
        {
            if (bare.process.HasExited)
            {
                throw new InvalidOperationException($"The bare server ended with code {bare.process.ExitCode}.");
            }

            await Task.Delay(20, cancellationToken);
        }

        return bare;
    }

    public void Dispose()
    {
        process?.Kill();
        process?.WaitForExit();
        process?.Dispose();
        File.Delete(file);
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
