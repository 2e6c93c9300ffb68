using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Each test has a day of its own, so that none sees another's guests.</summary>
public sealed class VisitCountingTests(ClockPortal portal) : IClassFixture<ClockPortal>
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    public static TheoryData<string> People =>
    [
        Firefox,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0.0.0;]",
    ];

    public static TheoryData<string> Programs =>
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Perplexity-User/1.0)",
        "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider)",
        "Mozilla/5.0 (compatible; meta-externalagent/1.1)",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15 (Applebot/0.1)",
        "Mozilla/5.0+(compatible; UptimeRobot/2.0)",
        "Mozilla/5.0 (compatible; Pingdom.com_bot_version_1.4_)",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/61.0.3163.100 Safari/537.36 PingdomPageSpeed/1.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
        "Mozilla/5.0 (compatible; LinkChecker/10.4)",
        "Mozilla/5.0 (compatible; W3C_Validator/1.3)",
        "Mozilla/5.0 (compatible; archive.org_bot)",
        "Mozilla/5.0 (compatible; CensysInspect/1.1)",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Google-InspectionTool/1.0",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(People))]
    public void Agent_OfAPerson_IsOne(string agent) => Assert.True(Browsers.IsPerson(Request(agent)));

    [Theory]
    [MemberData(nameof(Programs))]
    public void Agent_OfAProgram_IsNoPerson(string agent) => Assert.False(Browsers.IsPerson(Request(agent)));

    [Theory]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Sec-Purpose", "prefetch")]
    [InlineData("Purpose", "prefetch")]
    [InlineData("X-Moz", "prefetch")]
    public void Request_AheadOfTime_IsNoVisit(string header, string value)
    {
        var request = Request(Firefox);
        request.Headers[header] = value;
        Assert.False(Browsers.IsPerson(request));
    }

    [Fact]
    public async Task Pages_OfOneGuest_CountOnceADay()
    {
        var day = NextDay();
        foreach (var path in new[] { "/", "/", "/en/praktyki", "/statystyki" })
        {
            var page = await VisitAsync(path);
            Assert.False(page.Headers.ContainsKey("Set-Cookie"));
        }

        Assert.Equal(1, await CountAsync(day));
        await VisitAsync("/", agent: Firefox + " Inny/1");
        Assert.Equal(2, await CountAsync(day));
        day = NextDay();
        await VisitAsync("/");
        Assert.Equal(1, await CountAsync(day));
    }

    [Theory]
    [InlineData("HEAD", "/", null)]
    [InlineData("GET", "/statystyki/lata.csv", null)]
    [InlineData("GET", "/praktyki/nie-ma", null)]
    [InlineData("GET", "/zdrowie", null)]
    [InlineData("GET", "/", "prefetch")]
    public async Task Request_ForNoPage_DoesNotCount(string method, string path, string? purpose)
    {
        var day = NextDay();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.UserAgent.ParseAdd(Firefox);
        if (purpose is not null)
        {
            request.Headers.Add("Sec-Purpose", purpose);
        }

        await portal.SendAsync(request);
        Assert.Equal(0, await CountAsync(day));
        await VisitAsync("/");
        Assert.Equal(1, await CountAsync(day));
    }

    [Fact]
    public async Task File_OfAPractice_IsNoVisitAndNoReading()
    {
        var day = NextDay();
        var revision = await portal.UseDatabaseAsync(async db =>
        {
            var seed = new PortalSeed(db, portal.Services.GetRequiredService<FileStore>());
            var file = await seed.FileAsync("plik.txt", "Treść."u8.ToArray());
            return await seed.AddAsync("Z plikiem", r => r.Attachments.Add(file));
        });
        var path = $"/praktyka/{revision.PracticeId}-z-plikiem";
        Assert.Equal(System.Net.HttpStatusCode.OK, (await VisitAsync(string.Create(CultureInfo.InvariantCulture, $"{path}/zalaczniki/{revision.Attachments[0].Id}/plik.txt"))).Status);
        using (var head = new HttpRequestMessage(HttpMethod.Head, path))
        {
            head.Headers.UserAgent.ParseAdd(Firefox);
            await portal.SendAsync(head);
        }

        Assert.Equal((0, 0), (await CountAsync(day), await ReadsAsync()));
        await VisitAsync(path);
        Assert.Equal((1, 1), (await CountAsync(day), await ReadsAsync()));

        async Task<int> ReadsAsync() => (await portal.UseDatabaseAsync(db => db.PracticeReads.SingleOrDefaultAsync(r => r.PracticeId == revision.PracticeId && r.Day == day, Cancelled)))?.Reads ?? 0;
    }

    [Fact]
    public async Task Nodes_AtOnce_AddUp()
    {
        var day = NextDay();
        var practice = (await portal.UseDatabaseAsync(db => new PortalSeed(db, null!).AddAsync("Na wielu węzłach"))).PracticeId;
        var nodes = Enumerable.Range(0, 4)
            .Select(_ => new VisitorCounter(
                portal.Services.GetRequiredService<IServiceScopeFactory>(), portal.Time, portal.Services.GetRequiredService<IOptionsMonitor<PortalOptions>>(), NullLogger<VisitorCounter>.Instance)).ToList();
        foreach (var node in nodes)
        {
            node.CountVisit(Request(Firefox));
            node.CountRead(practice);
            Assert.Equal(1, node.Total);
        }

        await Task.WhenAll(nodes.Select(n => Task.Run(() => n.FlushAsync(Cancelled))));
        foreach (var node in nodes)
        {
            await node.StopAsync(Cancelled);
            node.Dispose();
        }

        Assert.Equal(4, await CountAsync(day));
        Assert.Equal(4, await portal.UseDatabaseAsync(db => db.Practices.Where(p => p.Id == practice).Select(p => p.ReadCount).SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task Readings_OfManyPractices_AreAddedEachToItsOwn()
    {
        var day = NextDay();
        var practices = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            practices.Add((await portal.UseDatabaseAsync(db => new PortalSeed(db, null!).AddAsync($"Czytana {i}"))).PracticeId);
        }

        var counter = portal.Services.GetRequiredService<VisitorCounter>();
        // Some as often as others, some for the first time that day, one not at all the second time.
        foreach (var reads in new[] { new[] { 1, 1, 3, 0, 2 }, [1, 2, 1, 1, 0] })
        {
            for (var i = 0; i < practices.Count; i++)
            {
                for (var read = 0; read < reads[i]; read++)
                {
                    counter.CountRead(practices[i]);
                }
            }

            // It is gone; the others' are added all the same.
            counter.CountRead(int.MaxValue);
            await counter.FlushAsync(Cancelled);
        }

        var rows = await portal.UseDatabaseAsync(db => db.PracticeReads.Where(r => r.Day == day && practices.Contains(r.PracticeId)).OrderBy(r => r.PracticeId).Select(r => r.Reads).ToListAsync(Cancelled));
        var sums = await portal.UseDatabaseAsync(db => db.Practices.Where(p => practices.Contains(p.Id)).OrderBy(p => p.Id).Select(p => p.ReadCount).ToListAsync(Cancelled));
        Assert.Equal([2, 3, 4, 1, 2], rows);
        Assert.Equal([2L, 3L, 4L, 1L, 2L], sums);
    }

    private DateOnly NextDay()
    {
        portal.Time.Pass(TimeSpan.FromDays(1));
        return portal.Time.Today;
    }

    private Task<Page> VisitAsync(string path, string agent = Firefox) => portal.GetPageAsync(path, r => r.Headers.UserAgent.ParseAdd(agent));

    private async Task<int> CountAsync(DateOnly day)
    {
        await portal.Services.GetRequiredService<VisitorCounter>().FlushAsync(Cancelled);
        return (await portal.UseDatabaseAsync(db => db.VisitDays.AsNoTracking().SingleOrDefaultAsync(v => v.Day == day, Cancelled)))?.Visitors ?? 0;
    }

    private static HttpRequest Request(string agent) => new DefaultHttpContext { Request = { Method = "GET", Headers = { UserAgent = agent } } }.Request;
}
