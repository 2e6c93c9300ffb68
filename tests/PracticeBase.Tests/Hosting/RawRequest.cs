using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PracticeBase.Tests.Hosting;

/// <summary>A request line as it is, which an HTTP client would tidy up.</summary>
public static class RawRequest
{
    /// <param name="server">Where the portal listens.</param>
    /// <param name="target">The target, byte for byte; characters above 255 are not allowed.</param>
    /// <param name="method">The method.</param>
    public static async Task<Page> SendAsync(Uri server, string target, string method = "GET")
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port);
        await using var stream = connection.GetStream();
        // HTTP/1.0: the answer is neither chunked nor kept open.
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.0\r\nHost: {server.Authority}\r\n\r\n"));
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase);
        return new Page((HttpStatusCode)int.Parse(lines[0].Split(' ')[1]), headers, bytes[(end + 4)..]);
    }
}
