using System.Net;
using System.Net.Sockets;
using System.Text;
using PracticeBase.Tests.Hosting;
using PracticeBase.Tests.Infrastructure.PageCache;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>One host name is answered; a practice has a file.</summary>
public sealed class StrangePortal : CachePortal
{
    public string FilePath { get; private set; } = "";

    protected override IEnumerable<string> Settings => ["--AllowedHosts=127.0.0.1"];

    protected override async Task SeedAsync(PortalSeed seed)
    {
        await base.SeedAsync(seed);
        var attachment = await seed.FileAsync("regulamin.txt", Encoding.UTF8.GetBytes("Regulamin klubu seniora."));
        var revision = await seed.AddAsync("Praktyka z plikiem", r => r.Attachments.Add(attachment));
        FilePath = $"{PathOf(revision)}/zalaczniki/{attachment.Id}/regulamin.txt";
    }
}

/// <summary>Clients that are slow, old, greedy or wrong: the right status, never a failure, and nobody else waits. Each page as rendered, out of the file and out of memory.</summary>
public sealed class StrangeClientTests(StrangePortal portal) : IClassFixture<StrangePortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("BREW")]
    public async Task OtherMethod_IsRefused_KeptOrNot(string method)
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await RawRequest.SendAsync(portal.Client.BaseAddress!, portal.BikesPath, method)).Status);
            Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync(portal.BikesPath)).Status);
        }
    }

    [Fact]
    public async Task Headers_Of64Kilobytes_AreRefused_AndThePortalGoesOn()
    {
        var answer = await SendAsync($"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Dlugi: {new string('a', 64 * 1024)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
        answer = await SendAsync($"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{string.Concat(Enumerable.Range(0, 2000).Select(i => $"X-{i}: {i}\r\n"))}\r\n");
        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
        answer = await SendAsync($"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: widok={new string('a', 20_000)}\r\nAccept-Encoding: {new string('b', 8000)}\r\nIf-None-Match: {string.Join(',', Enumerable.Repeat("\"x\"", 500))}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/")).Status);
    }

    [Fact]
    public async Task Http10_GetsTheWholePage()
    {
        var page = await portal.GetPageAsync(portal.BikesPath);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(page.Source, (await RawRequest.SendAsync(portal.Client.BaseAddress!, portal.BikesPath)).Source);
        }
    }

    [Fact]
    public async Task OtherHost_IsRefused_KeptOrNot()
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync(portal.BikesPath)).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await portal.GetAsync(portal.BikesPath, ("Host", "zly.example"))).Status);
        }

        Assert.StartsWith("HTTP/1.1 400", await SendAsync($"GET {portal.BikesPath} HTTP/1.1\r\nHost: a b\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await SendAsync($"GET {portal.BikesPath} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes=5-9", HttpStatusCode.PartialContent)]
    [InlineData("bytes=-4", HttpStatusCode.PartialContent)]
    [InlineData("bytes=999999-", HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData("bytes=99999999999999999999-", HttpStatusCode.OK)]
    [InlineData("bytes=9-5", HttpStatusCode.OK)]
    [InlineData("bytes=0-1,3-4,6-7", HttpStatusCode.OK)]
    [InlineData("nonsense", HttpStatusCode.OK)]
    public async Task Range_OfAFile_IsRightOrIgnored(string range, HttpStatusCode status)
    {
        Assert.Equal(status, (await portal.GetAsync(portal.FilePath, ("Range", range))).Status);
        for (var i = 0; i < 3; i++)
        {
            // A page has no parts.
            Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync(portal.BikesPath, ("Range", range))).Status);
        }
    }

    [Fact]
    public async Task SlowReaders_KeepNobodyWaiting()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 30; i++)
            {
                // Asks again and again over one connection, and never reads.
                var client = new TcpClient { ReceiveBufferSize = 1024 };
                await client.ConnectAsync(portal.Client.BaseAddress!.Host, portal.Client.BaseAddress.Port, Cancelled);
                slow.Add(client);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET /praktyki HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 20))), Cancelled);
            }

            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/praktyki")).Status);
            }
        }
        finally
        {
            slow.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task FirstVisitorWhoLeaves_TakesThePageFromNobody()
    {
        for (var i = 0; i < 20; i++)
        {
            var path = $"/praktyki?sort=tytul&wojewodztwo=opolskie&strona=1&x={i}";
            using (var hurried = new TcpClient())
            {
                await hurried.ConnectAsync(portal.Client.BaseAddress!.Host, portal.Client.BaseAddress.Port, Cancelled);
                await hurried.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), Cancelled);
                hurried.LingerState = new LingerOption(enable: true, seconds: 0);
            }

            Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync(path)).Status);
            await portal.TellAsync(practiceId: null);
        }
    }

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Client.BaseAddress!.Host, portal.Client.BaseAddress.Port, Cancelled);
        await using var stream = client.GetStream();
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Cancelled);
            for (int read; (read = await stream.ReadAsync(buffer, Cancelled)) > 0;)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // The server closes what it refuses; its answer came before.
        }

        return answer.ToString();
    }
}
