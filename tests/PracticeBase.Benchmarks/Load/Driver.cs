using System.Diagnostics;
using System.Net.Sockets;

namespace PracticeBase.Benchmarks.Load;

/// <summary>A closed loop: every connection sends its next request when it has its answer. A thread each, which waits in the socket.</summary>
internal static class Driver
{
    /// <param name="port">Of the server on this machine.</param>
    /// <param name="connections">What each of them asks.</param>
    /// <param name="duration">How long at most; a request that is under way is waited for.</param>
    /// <param name="cancellationToken">Ends it earlier.</param>
    public static Measured Run(int port, IReadOnlyList<Requests> connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var start = new Barrier(connections.Count + 1);
        var results = connections.Select(_ => new Measured()).ToList();
        var threads = connections.Select((requests, i) => new Thread(() => Loop(port, requests, results[i], start, duration, cancellationToken)) { IsBackground = true }).ToList();
        threads.ForEach(t => t.Start());
        start.SignalAndWait(cancellationToken);
        var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        threads.ForEach(t => t.Join());
        var total = new Measured();
        total.End(Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used);
        results.ForEach(total.Join);
        cancellationToken.ThrowIfCancellationRequested();
        return total;
    }

    private static void Loop(int port, Requests requests, Measured result, Barrier start, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var connection = new Connection(port);
        start.SignalAndWait(CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < duration && !cancellationToken.IsCancellationRequested)
        {
            var request = requests.Next();
            if (request.IsEmpty)
            {
                break;
            }

            var sent = Stopwatch.GetTimestamp();
            try
            {
                var answer = connection.Exchange(request);
                result.Count(Stopwatch.GetElapsedTime(sent), requests.IsWrite);
                if (!requests.IsRight(answer))
                {
                    result.Fail($"{HttpHead.Line(request)}: status {answer.Status}, {answer.Body.Length} bytes");
                }
            }
            catch (Exception e) when (e is SocketException or InvalidDataException)
            {
                result.Count(Stopwatch.GetElapsedTime(sent), requests.IsWrite);
                result.Fail($"{HttpHead.Line(request)}: {e.Message}");
            }
        }
    }
}
