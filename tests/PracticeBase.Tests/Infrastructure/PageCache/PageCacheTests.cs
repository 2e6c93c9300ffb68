using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Infrastructure.PageCache;

/// <summary>Which answers are kept, for whom, and what they say to browsers and proxies. A portal for each test.</summary>
public sealed class PageCacheTests : CachePortal
{
    [Fact]
    public async Task Page_AskedForAgain_IsTheSameUntilTheFeedTells()
    {
        var first = await GetPageAsync(BikesPath);
        await WriteSilentlyAsync(Bikes);
        var (second, third) = (await GetPageAsync(BikesPath), await GetPageAsync(BikesPath));
        Assert.Equal(first.Source, second.Source);
        Assert.Equal(first.Source, third.Source);
        // All three ways to be answered say the same of themselves.
        Assert.Equal(Described(first), Described(second));
        Assert.Equal(Described(first), Described(third));

        await TellAsync(Bikes.PracticeId);
        Assert.Contains(Silent, (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
        static string Described(Page page) => string.Join('\n', page.Headers.Where(h => h.Key is not ("Date" or "Age")).OrderBy(h => h.Key).Select(h => $"{h.Key}: {h.Value}"));
    }

    [Fact]
    public async Task OtherPractice_Changed_LeavesThePageAlone()
    {
        await KeepAsync(BikesPath);
        await WriteSilentlyAsync(Bikes);
        var water = await UseDatabaseAsync(db => db.Practices.Where(p => p.Slug == "woda-z-deszczu").Select(p => p.Id).SingleAsync());
        await TellAsync(water);
        Assert.DoesNotContain(Silent, (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("")]
    public async Task Encodings_AreEachKept_AndTold(string encoding)
    {
        var plain = (await GetPageAsync(BikesPath)).Source;
        foreach (var page in new[] { await GetAsync(BikesPath, ("Accept-Encoding", encoding)), await GetAsync(BikesPath, ("Accept-Encoding", encoding)), await GetAsync(BikesPath, ("Accept-Encoding", encoding)) })
        {
            Assert.Equal(encoding, page.Headers.GetValueOrDefault("Content-Encoding", ""));
            Assert.Equal("Accept-Encoding, Cookie", page.Headers["Vary"]);
            Assert.Equal("no-cache", page.Headers["Cache-Control"]);
            Assert.Equal(page.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Headers["Content-Length"]);
            Assert.Equal(plain, Unpacked(page).Source);
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", PageEncoding.Brotli)]
    [InlineData("gzip, deflate, br;q=0", PageEncoding.Gzip)]
    [InlineData("gzip;q=1.0, br;q=0.5", PageEncoding.Brotli)]
    [InlineData("GZIP", PageEncoding.Gzip)]
    [InlineData("gzip;q=0, identity", PageEncoding.None)]
    [InlineData("deflate", PageEncoding.None)]
    [InlineData("", PageEncoding.None)]
    [InlineData("br br br ;;;= ,", PageEncoding.None)]
    public void Encoding_IsTheBestThatIsTaken(string accepted, PageEncoding encoding) => Assert.Equal(encoding, PageVariant.EncodingOf(accepted));

    [Fact]
    public async Task Validators_AreAnsweredWith304_EachTime()
    {
        var page = await GetPageAsync(BikesPath);
        var (etag, modified) = (page.Headers["ETag"], page.Headers["Last-Modified"]);
        for (var asked = 0; asked < 3; asked++)
        {
            foreach (var (name, value) in new[] { ("If-None-Match", etag), ("If-None-Match", $"\"other\", W/{etag}"), ("If-None-Match", "*"), ("If-Modified-Since", modified) })
            {
                var unchanged = await GetAsync(BikesPath, (name, value));
                Assert.Equal((HttpStatusCode.NotModified, 0), (unchanged.Status, unchanged.Body.Length));
                Assert.Equal((etag, "no-cache", "Accept-Encoding, Cookie"), (unchanged.Headers["ETag"], unchanged.Headers["Cache-Control"], unchanged.Headers["Vary"]));
            }

            foreach (var (name, value) in new[] { ("If-None-Match", "\"other\""), ("If-None-Match", "nonsense"), ("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT"), ("If-Modified-Since", "yesterday") })
            {
                Assert.Equal(HttpStatusCode.OK, (await GetAsync(BikesPath, (name, value))).Status);
            }

            // The stronger one decides.
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(BikesPath, ("If-None-Match", "\"other\""), ("If-Modified-Since", modified))).Status);
            Assert.Equal(HttpStatusCode.OK, (await GetPageAsync(BikesPath)).Status);
        }
    }

    [Fact]
    public async Task Page_RenderedAnewWithAnotherText_HasAnotherETag()
    {
        var before = (await GetPageAsync(BikesPath)).Headers["ETag"];
        await WriteSilentlyAsync(Bikes);
        await TellAsync(Bikes.PracticeId);
        var now = await GetAsync(BikesPath, ("If-None-Match", before));
        Assert.Equal(HttpStatusCode.OK, now.Status);
        Assert.NotEqual(before, now.Headers["ETag"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tekst=3&kontrast=wysoki&motyw=dark")]
    public async Task Page_RenderedAnewWithTheSameText_IsNotSentAgain(string look)
    {
        (string, string) view = ("Cookie", $"widok={look}");
        var before = await GetAsync(BikesPath, view);
        await TellAsync(Bikes.PracticeId);
        var now = await GetAsync(BikesPath, view, ("If-None-Match", before.Headers["ETag"]));
        Assert.Equal((HttpStatusCode.NotModified, 0), (now.Status, now.Body.Length));
        Assert.Equal((before.Headers["ETag"], "no-cache", "Accept-Encoding, Cookie"), (now.Headers["ETag"], now.Headers["Cache-Control"], now.Headers["Vary"]));
    }

    [Fact]
    public async Task ManyAtOnce_GetOneRendering()
    {
        var renderings = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            // Whoever renders later would see one more.
            await WriteSilentlyAsync(Bikes, $"{Silent} {i}");
            renderings.Add((await GetPageAsync(BikesPath)).Headers["ETag"]);
        }));
        Assert.Single(renderings.Distinct());
    }

    [Fact]
    public async Task SignedIn_GetsNothingKept_AndLeavesNothing()
    {
        var account = await AddAccountAsync("Anna Zielna", AccountRoles.Officer);
        var officer = await SignInAsync(account);
        var own = await officer.GetAsync(BikesPath);
        Assert.Contains("no-store", own.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("Anna Zielna", own.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna Zielna", (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
        await KeepAsync(BikesPath);
        Assert.Contains("Anna Zielna", (await officer.GetAsync(BikesPath)).Source, StringComparison.Ordinal);
        Assert.Contains("no-store", (await GetAsync(BikesPath, ("Cookie", "konto=nonsense"))).Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("")]
    public async Task Looks_AreOneKeptPage_WhicheverWasFirst(string encoding)
    {
        var first = await GetLookAsync("tekst=3&kontrast=wysoki&motyw=dark");
        Assert.Equal("3 high dark", first.Look);
        await WriteSilentlyAsync(Bikes);
        var tags = new HashSet<string>();
        // Made, and found before anything else.
        for (var asked = 0; asked < 2; asked++)
        {
            foreach (var look in ViewPreferences.All)
            {
                var (shown, page) = await GetLookAsync(look.ToString());
                Assert.Equal($"{look.Text} {(look.HighContrast ? "high" : "std")} {look.Theme}", shown);
                Assert.DoesNotContain(Silent, page.Document.Body!.TextContent, StringComparison.Ordinal);
                tags.Add(page.Headers["ETag"]);
                Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(look.ToString(), page.Headers["ETag"])).Status);
            }
        }

        Assert.Equal((18, 1), (tags.Count, Services.GetRequiredService<PageStore>().Count));

        async Task<(string Look, Page Page)> GetLookAsync(string look)
        {
            var page = await AskAsync(look);
            var root = page.Document.DocumentElement;
            return ($"{root.GetAttribute("data-text")} {root.GetAttribute("data-contrast")} {root.GetAttribute("data-theme")}", page);
        }

        async Task<Page> AskAsync(string look, string? known = null)
        {
            var page = await GetAsync(BikesPath, ("Cookie", $"widok={look}"), ("Accept-Encoding", encoding), ("If-None-Match", known ?? "\"none\""));
            return page.Status == HttpStatusCode.OK ? Unpacked(page) : page;
        }
    }

    [Fact]
    public async Task Looks_TakeNoOtherLooksPageForTheirs()
    {
        var tag = (await GetPageAsync(BikesPath)).Headers["ETag"];
        for (var asked = 0; asked < 3; asked++)
        {
            var dark = await GetAsync(BikesPath, ("Cookie", "widok=motyw=dark"), ("If-None-Match", tag));
            Assert.Equal(HttpStatusCode.OK, dark.Status);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(BikesPath, ("If-None-Match", dark.Headers["ETag"]))).Status);
        }
    }

    [Fact]
    public async Task Looks_UnknownOnes_AreTheDefaultOne()
    {
        var tag = (await GetPageAsync(BikesPath)).Headers["ETag"];
        foreach (var cookie in new[] { "widok=motyw=fioletowy", "widok=", "reklama=1; inne=2", "widok=tekst=9&kontrast=maly" })
        {
            Assert.Equal(tag, (await GetAsync(BikesPath, ("Cookie", cookie))).Headers["ETag"]);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("")]
    public async Task Encodings_OfAKeptPage_AreMadeOfIt(string encoding)
    {
        var before = await GetAsync(BikesPath, ("Accept-Encoding", "br"));
        await WriteSilentlyAsync(Bikes);
        for (var asked = 0; asked < 3; asked++)
        {
            var page = await GetAsync(BikesPath, ("Accept-Encoding", encoding));
            Assert.Equal(Unpacked(before).Source, Unpacked(page).Source);
            Assert.NotEqual(before.Headers["ETag"], page.Headers["ETag"]);
            Assert.Equal(before.Headers["Last-Modified"], page.Headers["Last-Modified"]);
            Assert.Equal(Others(before), Others(page));
        }

        await TellAsync(Bikes.PracticeId);
        Assert.Contains(Silent, Unpacked(await GetAsync(BikesPath, ("Accept-Encoding", encoding))).Source, StringComparison.Ordinal);

        static string Others(Page page) => string.Join('\n', page.Headers.Where(h => h.Key is not ("Date" or "Age" or "ETag" or "Content-Length" or "Content-Encoding")).OrderBy(h => h.Key));
    }

    [Fact]
    public async Task Encoding_FirstAskedForByManyAtOnce_IsOnePageMore()
    {
        var original = Unpacked(await GetAsync(BikesPath, ("Accept-Encoding", "br"))).Source;
        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => GetAsync(BikesPath, ("Accept-Encoding", "gzip"))));
        Assert.All(pages, page => Assert.Equal(original, Unpacked(page).Source));
        Assert.Single(pages.Select(p => p.Headers["ETag"]).Distinct());
        Assert.Equal(2, Services.GetRequiredService<PageStore>().Count);
    }

    [Fact]
    public async Task HeadersOfTheirOwn_AreRememberedUpToALimit()
    {
        await GetPageAsync(BikesPath);
        var (store, answers) = (Services.GetRequiredService<PageStore>(), Services.GetRequiredService<PageAnswers>());
        var page = store.Find(KeyOf(BikesPath))!.Value.Page;
        for (var i = 0; i < 300; i++)
        {
            AddWith(i);
        }

        Assert.Null(store.Find(new PageKey(1, 299)));
        AddWith(0);
        Assert.NotNull(store.Find(new PageKey(1, 0)));

        void AddWith(int number) => answers.Add(
            new PageKey(1, (ulong)number), page, new HeaderDictionary { ["Last-Modified"] = "Fri, 27 Nov 2026 12:00:00 GMT", ["Own"] = $"{number}" }, default, default);
    }

    [Fact]
    public async Task MadeOfAPageThatIsAboutToGo_IsNotKept()
    {
        await GetPageAsync(BikesPath);
        var store = Services.GetRequiredService<PageStore>();
        var page = store.Find(KeyOf(BikesPath))!.Value.Page;
        long? during = null;
        store.Evict(new WatchedTags(page.Tags.ToArray(), () => during ??= store.Generation));
        Assert.True(page.IsGone);
        Assert.Null(store.Keep(new PageKey(1, 1), [1], page, during!.Value));
        Assert.NotNull(store.Keep(new PageKey(1, 1), [1], page, store.Generation));
    }

    [Fact]
    public async Task UnknownParameters_MakeNoPagesAndAreNowhereOnThem()
    {
        await KeepAsync("/praktyki?wojewodztwo=opolskie");
        var before = Services.GetRequiredService<PageStore>().Count;
        for (var i = 0; i < 50; i++)
        {
            var page = await GetPageAsync($"/praktyki?utm_source=atak{i}&wojewodztwo=opolskie&x{i}=%22%3E%3Cscript%3E");
            Assert.DoesNotContain("atak", page.Source, StringComparison.Ordinal);
            Assert.DoesNotContain("script%3E", page.Source, StringComparison.Ordinal);
        }

        Assert.Equal(before, Services.GetRequiredService<PageStore>().Count);
    }

    [Fact]
    public async Task Parameters_InAnotherOrder_AreTheSamePage()
    {
        await KeepAsync("/praktyki?wojewodztwo=opolskie&sort=tytul");
        var count = Services.GetRequiredService<PageStore>().Count;
        await KeepAsync("/praktyki?sort=tytul&wojewodztwo=opolskie");
        Assert.Equal(count, Services.GetRequiredService<PageStore>().Count);
    }

    [Fact]
    public async Task ManyDifferentQueries_AskedForOnce_KeepNothing()
    {
        for (var i = 0; i < 300; i++)
        {
            await GetPageAsync($"/szukaj?q=rowery+{i}");
            await GetPageAsync($"/szukaj?q=rowery&strona={i + 1}");
        }

        // Words beside «rowery» are not found; that page alone was asked for again.
        Assert.InRange(Services.GetRequiredService<PageStore>().Count, 0, 1);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "zly.example")]
    [InlineData("X-Original-URL", "/inna")]
    [InlineData("X-Rewrite-Url", "/inna")]
    [InlineData("X-HTTP-Method-Override", "POST")]
    [InlineData("Forwarded", "host=zly.example")]
    [InlineData("Referer", "https://zly.example/")]
    [InlineData("Accept-Language", "en")]
    [InlineData("Origin", "https://zly.example")]
    public async Task Headers_DoNotChangeWhatOthersGet(string name, string value)
    {
        var poisoned = await GetAsync(BikesPath, (name, value));
        Assert.DoesNotContain("zly.example", poisoned.Source, StringComparison.Ordinal);
        await GetAsync(BikesPath, (name, value));
        var page = await GetPageAsync(BikesPath);
        Assert.DoesNotContain("zly.example", page.Source, StringComparison.Ordinal);
        Assert.Equal("pl", page.Document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Host_OfTheRequest_IsOnItsOwnPagesOnly()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("inna.example", (await GetAsync(BikesPath, ("Host", "inna.example"))).Canonical, StringComparison.Ordinal);
            Assert.DoesNotContain("inna.example", (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Languages_AreKeptApart()
    {
        await KeepAsync(BikesPath);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("en", (await GetPageAsync("/en" + BikesPath)).Document.DocumentElement.GetAttribute("lang"));
        }

        Assert.Equal("pl", (await GetPageAsync(BikesPath)).Document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Head_HasTheHeadersOfThePageAlone()
    {
        var page = await GetPageAsync(BikesPath);
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, BikesPath);
            var head = await SendAsync(request);
            Assert.Equal((HttpStatusCode.OK, 0), (head.Status, head.Body.Length));
            Assert.Equal((page.Headers["ETag"], page.Headers["Content-Length"]), (head.Headers["ETag"], head.Headers["Content-Length"]));
            await GetPageAsync(BikesPath);
        }
    }

    [Fact]
    public async Task HeadersOfOneConnection_AreNotThePages()
    {
        for (var i = 0; i < 4; i++)
        {
            await GetAsync(BikesPath, ("Connection", "close"));
        }

        Assert.DoesNotContain("Connection", (await GetPageAsync(BikesPath)).Headers.Keys);
    }

    [Fact]
    public async Task OnlyIfCached_IsAnsweredLikeAnyOther()
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(BikesPath, ("Cache-Control", "only-if-cached"))).Status);
        }
    }

    [Fact]
    public async Task OddSpellings_First_LeaveThePageToItsOwnAddress()
    {
        await GetPageAsync(BikesPath.Replace("praktyka", "%70raktyka", StringComparison.Ordinal));
        await GetPageAsync(BikesPath + "?");
        await GetPageAsync(BikesPath);
        Assert.NotNull(Services.GetRequiredService<PageStore>().Find(KeyOf(BikesPath)));
        Assert.Null(Services.GetRequiredService<PageStore>().Find(KeyOf(BikesPath + "?")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/praktyki")]
    [InlineData("/mapa")]
    [InlineData("/praktyki/kanal.atom")]
    [InlineData("/en/kanal.atom")]
    public async Task Page_OnceMade_IsFoundBeforeAnythingElse(string path)
    {
        await GetPageAsync(path);
        Assert.NotNull(Services.GetRequiredService<PageStore>().Find(KeyOf(path)));
    }

    [Fact]
    public async Task OddSpellings_AskedForOnce_KeepNothing()
    {
        await GetPageAsync(BikesPath.ToUpperInvariant().Replace("ROWERY", "rowery", StringComparison.Ordinal));
        await GetPageAsync("/PRAKTYKI");
        await GetPageAsync("/Praktyki");
        Assert.Equal(0, Services.GetRequiredService<PageStore>().Count);
    }

    [Fact]
    public async Task Day_Passed_RendersAnew()
    {
        await KeepAsync(BikesPath);
        await WriteSilentlyAsync(Bikes);
        Time.Pass(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(Silent, (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
        Time.Pass(TimeSpan.FromMinutes(1));
        Assert.Contains(Silent, (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Midnight_RendersAnewWhatIsSaidOfADay()
    {
        var today = DateOnly.FromDateTime(Time.GetLocalNow().DateTime);
        await UseDatabaseAsync(async db =>
        {
            var revision = await db.Revisions.SingleAsync(r => r.Id == Bikes.Id);
            revision.Contacts.Add(new RevisionContact { Contact = new Contact { Name = "Anna Doba", Visibility = ContactVisibility.Public, ValidUntil = today } });
            db.CalendarEvents.Add(new CalendarEvent { Title = "Spotkanie dziś", StartsOn = today });
            return await db.SaveChangesAsync();
        });
        await KeepAsync(BikesPath);
        await KeepAsync("/kalendarium");
        Assert.Contains("Anna Doba", (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
        var coming = (await GetPageAsync("/kalendarium")).Source;

        Time.Pass(Time.GetLocalNow().Date.AddDays(1) - Time.GetLocalNow().DateTime);
        Assert.DoesNotContain("Anna Doba", (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
        Assert.NotEqual(coming, (await GetPageAsync("/kalendarium")).Source);
    }

    [Fact]
    public async Task Notice_AfterSending_IsNotKept()
    {
        await GetPageAsync($"{BikesPath}?komunikat=Contact.Notice.Sent");
        Assert.Equal(0, Services.GetRequiredService<PageStore>().Count);
        Assert.Null((await GetPageAsync(BikesPath)).Document.QuerySelector("[role=status]"));
    }

    [Fact]
    public async Task Missing_AndRefused_AreNotKept()
    {
        foreach (var path in new[] { "/praktyka/999-nie-ma", "/praktyki?sort=dowolnie", "/praktyki?strona=99", "/nie-ma" })
        {
            await KeepAsync(path);
        }

        Assert.Equal(0, Services.GetRequiredService<PageStore>().Count);
    }

    private static Page Unpacked(Page page)
    {
        using var body = new MemoryStream(page.Body);
        using Stream unpacked = page.Headers.GetValueOrDefault("Content-Encoding") switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
        using var content = new MemoryStream();
        unpacked.CopyTo(content);
        return page with { Body = content.ToArray() };
    }

    /// <summary>Until it is kept and found before anything else, with a query too.</summary>
    private async Task KeepAsync(string path)
    {
        for (var i = 0; i < 4; i++)
        {
            await GetPageAsync(path);
        }
    }

    private PageKey KeyOf(string target)
    {
        var context = new DefaultHttpContext { Request = { Scheme = "http", Host = new(Client.BaseAddress!.Authority) } };
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        return PageKey.Of(context, PageEncoding.None, byHost: true)!.Value;
    }

    /// <summary>Tells when an eviction compares a page with them.</summary>
    private sealed class WatchedTags(IEnumerable<PageTag> tags, Action looked) : HashSet<PageTag>(tags), IReadOnlySet<PageTag>
    {
        bool IReadOnlySet<PageTag>.Contains(PageTag item)
        {
            looked();
            return Contains(item);
        }
    }
}
