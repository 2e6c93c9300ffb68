using System.Net;

namespace PracticeBase.Benchmarks;

/// <summary>A client that asks like a browser: one connection, compressed answers that it does not unpack, an agent that counts as a person.</summary>
internal static class Browser
{
    public static HttpClient Create(Uri portal)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false }) { BaseAddress = portal };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (measuring)");
        return client;
    }
}
