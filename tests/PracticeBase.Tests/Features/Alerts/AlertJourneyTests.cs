using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Alerts;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Letters about what is new, from asking for them to the last trace of the address.</summary>
public sealed class AlertJourneyTests(AlertPortal portal) : IClassFixture<AlertPortal>
{
    private const string Silesia = "/praktyki?wojewodztwo=slaskie";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_FromAskingToUnsubscribing_LeavesNoTraceOfTheAddress()
    {
        var email = AlertPortal.NewEmail();
        await portal.PublishAsync("Znana od dawna");
        using var visitor = portal.Visit();
        var told = await visitor.FollowAsync(await portal.AskAsync(visitor, Silesia, email));
        Assert.Equal("Proszę sprawdzić pocztę", told.Heading);

        var asked = Assert.Single(await portal.SendLettersAsync(), m => m.Headers["To"] == email);
        Assert.Equal("Proszę potwierdzić powiadomienia: Wszystkie praktyki, śląskie", asked.Headers["Subject"]);
        Assert.Contains("codziennie rano", asked.Text, StringComparison.Ordinal);
        var link = AlertPortal.Link(asked, AlertPortal.Root + "/powiadomienia/potwierdz?kod=");
        var page = await visitor.GetAsync(link);
        Assert.Equal("Potwierdzenie powiadomień", page.Heading);
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("noindex", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(email, page.Source, StringComparison.Ordinal);
        Assert.Null((await AlertsAsync(email)).Single().ConfirmedAt);
        var running = await visitor.FollowAsync(await visitor.SubmitAsync(page, "Potwierdzam, proszę pisać"));
        Assert.Equal("Powiadomienia są włączone", running.Heading);
        Assert.Equal(portal.Time.Now, (await AlertsAsync(email)).Single().ConfirmedAt);

        portal.Time.Pass(TimeSpan.FromHours(1));
        var practice = await portal.PublishAsync("Nowa *śląska* [praktyka]", content: r => r.Summary = "Pierwszy akapit: a.zielna@example.org, tel. 12 345 67 89.");
        await portal.PublishAsync("Z innego województwa", "0226");
        await portal.RunInTheMorningAsync();
        var digest = Assert.Single(await portal.SendLettersAsync(), m => m.Headers["To"] == email);
        Assert.Equal("1 nowy wpis: Wszystkie praktyki, śląskie", digest.Headers["Subject"].Replace('\u00A0', ' '));
        Assert.Contains($"Nowa *śląska* [praktyka]: {AlertPortal.Root}/praktyka/{practice.PracticeId}-", digest.Text, StringComparison.Ordinal);
        Assert.Contains("Pierwszy akapit", digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("zielna", digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("345 67", digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Z innego", digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Znana", digest.Text, StringComparison.Ordinal);
        Assert.Contains($"{AlertPortal.Root}{Silesia}", digest.Text, StringComparison.Ordinal);
        var html = new HtmlParser().ParseDocument(digest.Html);
        Assert.Equal("pl", html.DocumentElement.GetAttribute("lang"));
        Assert.StartsWith($"{AlertPortal.Root}/praktyka/", html.Body!.Link("Nowa *śląska* [praktyka]").Href(), StringComparison.Ordinal);
        var token = (await AlertsAsync(email)).Single().Token;
        // The log of requests keeps paths.
        Assert.All([asked.Text, asked.Html, digest.Text, digest.Html, digest.Headers["List-Unsubscribe"]], t => Assert.Contains($"?kod={token}", t, StringComparison.Ordinal));
        Assert.All([asked.Text, asked.Html, digest.Text, digest.Html, digest.Headers["List-Unsubscribe"]], t => Assert.DoesNotContain($"/{token}", t, StringComparison.Ordinal));
        Assert.Equal("List-Unsubscribe=One-Click", digest.Headers["List-Unsubscribe-Post"]);

        // A letter that still waits when its reader has had enough.
        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.PublishAsync("Następna śląska praktyka");
        await portal.RunInTheMorningAsync();
        Assert.NotEqual(0, await portal.UseDatabaseAsync(db => db.Messages.CountAsync(m => m.Address == email, Cancelled)));
        var stopped = await OneClickAsync(digest.Headers["List-Unsubscribe"]);
        Assert.Equal((HttpStatusCode.OK, "Powiadomienie jest wyłączone"), (stopped.Status, stopped.Heading));
        Assert.Equal(0, await TracesAsync(email));
        Assert.DoesNotContain(await portal.SendLettersAsync(), m => m.Headers["To"] == email);
        Assert.Equal(HttpStatusCode.NotFound, (await OneClickAsync(digest.Headers["List-Unsubscribe"])).Status);
    }

    [Fact]
    public async Task Form_SaysInWordsWhatIsWatchedAndWhatBecomesOfTheAddress()
    {
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync("/powiadomienia/nowe?adres=" + Uri.EscapeDataString("/praktyki/uslugi-spoleczne/kultura?q=senior&wojewodztwo=slaskie&grupa=seniorzy&strona=7&sort=tytul"));
        Assert.Equal("Powiadomienia o nowych wynikach", page.Heading);
        Assert.Equal(["Kultura", "„senior”", "śląskie", "seniorzy"], page.Main.QuerySelectorAll("[data-testid=labels] li").Select(l => l.Words()), StringComparer.OrdinalIgnoreCase);
        Assert.Equal("/praktyki/uslugi-spoleczne/kultura?q=senior&wojewodztwo=slaskie&grupa=seniorzy", page.Main.Link("Zobacz tę listę").Href());
        var words = page.Main.Words();
        Assert.Contains($"Administratorem danych jest {PortalFactory.Operator}", words, StringComparison.Ordinal);
        Assert.Contains("nie pytamy o osobną zgodę", words, StringComparison.Ordinal);
        Assert.Contains("do rezygnacji", words, StringComparison.Ordinal);
        Assert.Empty(page.Main.QuerySelectorAll("input[type=checkbox]"));
    }

    [Theory]
    [InlineData("https://zly.example.org/praktyki")]
    [InlineData("//zly.example.org/praktyki")]
    [InlineData("/\\zly.example.org")]
    [InlineData("praktyki")]
    [InlineData("/panel")]
    [InlineData("/en/praktyki")]
    [InlineData("/praktyki#a")]
    [InlineData("/praktyki/nie-ma-takiej")]
    [InlineData("/praktyki/uslugi-spoleczne/kultura/dalej")]
    [InlineData("/praktyki?wojewodztwo=nibylandia")]
    [InlineData("/praktyki?rok=1")]
    [InlineData("/jednostki/nic")]
    [InlineData("/jednostki/99999999999")]
    public async Task Form_ForAnAddressThatIsNoListing_IsABadRequest(string listing)
    {
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync("/powiadomienia/nowe?adres=" + Uri.EscapeDataString(listing));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotEmpty(page.Heading);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("a[href]"), a => a.Href().Contains("zly.example", StringComparison.Ordinal) && a.Closest("main") is not null);
    }

    [Fact]
    public async Task Form_ForAnAddressTooLong_IsABadRequest()
    {
        using var visitor = portal.Visit();
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/powiadomienia/nowe?adres=/praktyki%3Fnic=" + new string('a', 1000))).Status);
        // 170 characters that take six each in an address.
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/powiadomienia/nowe?adres=" + Uri.EscapeDataString("/praktyki?q=" + new string('ż', 170)))).Status);
    }

    [Theory]
    [InlineData("Email", "")]
    [InlineData("Email", "jan@gmina")]
    [InlineData("Email", "jan@example.org\r\nBcc: wszyscy@example.org")]
    [InlineData("Period", "")]
    [InlineData("Period", "co-godzine")]
    public async Task Form_WithABadValue_SaysWhere(string field, string value)
    {
        using var visitor = portal.Visit();
        var form = await OpenAsync(visitor);
        var answer = await AlertPortal.SendAsync(visitor, form, [("Email", field == "Email" ? value : AlertPortal.NewEmail()), ("Period", field == "Period" ? value : "dzien")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal($"#{field}", Assert.Single(answer.Main.QuerySelectorAll("[role=alert] a")).GetAttribute("href"));
        Assert.NotNull(answer.Document.GetElementById($"{field}-blad"));
    }

    [Fact]
    public async Task Form_OfAProgram_WritesNothing()
    {
        using var visitor = portal.Visit();
        var email = AlertPortal.NewEmail();
        var early = await visitor.GetAsync("/powiadomienia/nowe");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AlertPortal.SendAsync(visitor, early, [("Email", email)])).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await AlertPortal.SendAsync(visitor, await OpenAsync(visitor), [("Email", email), ("Website", "https://spam.example.org")])).Status);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/powiadomienia/nowe") { Content = new FormUrlEncodedContent([new("Email", email), new("Period", "dzien")]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.SendAsync(request)).Status);
        Assert.Equal(0, await TracesAsync(email));
    }

    [Fact]
    public async Task Form_SentAgainAndAgain_IsStopped()
    {
        using var visitor = portal.Visit();
        var form = await OpenAsync(visitor);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await AlertPortal.SendAsync(visitor, form, [("Email", AlertPortal.NewEmail())], "10.8.8.8")).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AlertPortal.SendAsync(visitor, form, [("Email", AlertPortal.NewEmail())], "10.8.8.8")).Status);
    }

    [Fact]
    public async Task Address_WrittenToFiveTimesInAnHour_GetsNoMoreAndNobodyIsTold()
    {
        using var visitor = portal.Visit();
        var email = AlertPortal.NewEmail();
        for (var i = 0; i < 6; i++)
        {
            var answer = await portal.AskAsync(visitor, Silesia, email);
            Assert.Equal((HttpStatusCode.SeeOther, "/powiadomienia/wyslano"), (answer.Status, answer.Headers["Location"]));
        }

        Assert.Equal(5, (await portal.SendLettersAsync()).Count(m => m.Headers["To"] == email));
        Assert.Single(await AlertsAsync(email));
    }

    [Fact]
    public async Task Alert_AskedForAgain_ChangesItsPeriodOnceConfirmed()
    {
        var email = AlertPortal.NewEmail();
        var first = await portal.SubscribeAsync(Silesia, email, "tydzien");
        Assert.Equal(AlertPeriod.Weekly, first.Period);
        using var visitor = portal.Visit();
        var answer = await portal.AskAsync(visitor, Silesia, email.ToUpperInvariant());
        Assert.Equal("/powiadomienia/wyslano", answer.Headers["Location"]);
        Assert.Equal(AlertPeriod.Weekly, (await AlertsAsync(email)).Single().Period);

        var letter = Assert.Single(await portal.SendLettersAsync(), m => m.Headers["To"] == email);
        var page = await visitor.GetAsync(AlertPortal.Link(letter, AlertPortal.Root + "/powiadomienia/potwierdz?kod="));
        await visitor.SubmitAsync(page, "Potwierdzam, proszę pisać");
        var changed = (await AlertsAsync(email)).Single();
        Assert.Equal((first.Id, AlertPeriod.Daily, first.ConfirmedAt, first.ToldUntil), (changed.Id, changed.Period, changed.ConfirmedAt, changed.ToldUntil));
    }

    [Fact]
    public async Task Alert_AskedForTwiceAtOnce_IsOneOnceConfirmed()
    {
        var email = AlertPortal.NewEmail();
        var alert = await portal.SubscribeAsync(Silesia, email);
        await portal.UseDatabaseAsync(async db =>
        {
            db.Alerts.Add(new Alert
            {
                Email = email,
                Address = alert.Address,
                Title = alert.Title,
                Period = AlertPeriod.Daily,
                Language = "pl",
                Token = "bliznia",
                CreatedAt = portal.Time.Now,
                ToldUntil = portal.Time.Now,
            });
            return await db.SaveChangesAsync(Cancelled);
        });
        using var visitor = portal.Visit();
        await visitor.SubmitAsync(await visitor.GetAsync("/powiadomienia/potwierdz?kod=bliznia"), "Potwierdzam, proszę pisać");
        Assert.Equal("bliznia", (await AlertsAsync(email)).Single().Token);

        // The first one's page was open all the while: it is gone, and takes nothing with it.
        await using var scope = portal.Services.CreateAsyncScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<Subscriptions>().ConfirmAsync(alert, AlertPeriod.Weekly, Cancelled));
        Assert.Equal(("bliznia", AlertPeriod.Daily), (await AlertsAsync(email)).Select(a => (a.Token, a.Period)).Single());
    }

    [Fact]
    public async Task Alert_NotConfirmedInTwoDays_IsDeletedWithItsLetter()
    {
        var email = AlertPortal.NewEmail();
        using var visitor = portal.Visit();
        await portal.AskAsync(visitor, Silesia, email);
        var token = (await AlertsAsync(email)).Single().Token;
        portal.Time.Pass(TimeSpan.FromHours(47));
        await portal.RunAsync<AlertJob>();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/powiadomienia/potwierdz?kod={token}")).Status);
        Assert.NotEqual(0, await TracesAsync(email));
        portal.Time.Pass(TimeSpan.FromHours(1));
        var late = await visitor.GetAsync($"/powiadomienia/potwierdz?kod={token}&okres=dzien");
        Assert.Equal((HttpStatusCode.NotFound, "Ten odnośnik już nie działa"), (late.Status, late.Heading));
        await portal.RunAsync<AlertJob>();
        Assert.Equal(0, await TracesAsync(email));
    }

    [Theory]
    [InlineData("/powiadomienia/potwierdz")]
    [InlineData("/powiadomienia/potwierdz?kod=x")]
    [InlineData("/powiadomienia/rezygnacja?kod=x")]
    [InlineData("/powiadomienia/rezygnacja?kod=%E2%98%83")]
    [InlineData("/en/powiadomienia/potwierdz?kod=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Link_Forged_IsNotFoundOnAKindPage(string path)
    {
        var page = await portal.GetPageAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, path.StartsWith("/en", StringComparison.Ordinal) ? "This link no longer works" : "Ten odnośnik już nie działa"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task Links_OpenedByAScanner_ChangeNothing()
    {
        var email = AlertPortal.NewEmail();
        var alert = await portal.SubscribeAsync(Silesia, email);
        foreach (var path in new[] { $"/powiadomienia/rezygnacja?kod={alert.Token}", $"/powiadomienia/potwierdz?kod={alert.Token}&okres=tydzien", $"/en/powiadomienia/potwierdz?kod={alert.Token}&okres=tydzien" })
        {
            Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync(path)).Status);
            using var head = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = await portal.Client.SendAsync(head, Cancelled);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equivalent(alert, (await AlertsAsync(email)).Single(), strict: true);
        // Confirming is for the page's own form alone.
        using var bare = new HttpRequestMessage(HttpMethod.Post, $"/powiadomienia/potwierdz?kod={alert.Token}&okres=tydzien") { Content = new FormUrlEncodedContent([]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.SendAsync(bare)).Status);
    }

    [Fact]
    public async Task Unsubscribing_FromOneOfTwo_KeepsTheOtherAndTheButtonForAllEndsBoth()
    {
        var email = AlertPortal.NewEmail();
        var first = await portal.SubscribeAsync(Silesia, email);
        await portal.SubscribeAsync("/rezultaty", email);
        var third = await portal.SubscribeAsync("/praktyki?q=rower", email);
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync($"/powiadomienia/rezygnacja?kod={first.Token}");
        Assert.Contains("Wszystkie praktyki, śląskie", page.Main.Words(), StringComparison.Ordinal);
        var one = await visitor.SubmitAsync(page, "Zrezygnuj z tego powiadomienia");
        Assert.Contains("2 inne powiadomienia", one.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(2, (await AlertsAsync(email)).Count);

        var all = await visitor.SubmitAsync(await visitor.GetAsync($"/powiadomienia/rezygnacja?kod={third.Token}"), "Zrezygnuj ze wszystkich 2 powiadomień");
        Assert.Contains("Usunęliśmy adres", all.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(0, await TracesAsync(email));
    }

    [Fact]
    public async Task Alert_AskedForInEnglish_IsEnglishToTheLastPage()
    {
        var email = AlertPortal.NewEmail();
        await portal.SubscribeAsync(Silesia, email, language: "/en");
        portal.Time.Pass(TimeSpan.FromHours(1));
        var practice = await portal.PublishAsync("Praktyka dla czytających po angielsku");
        await portal.RunInTheMorningAsync();
        var digest = Assert.Single(await portal.SendLettersAsync(), m => m.Headers["To"] == email);
        Assert.Equal("1 new entry: All practices, śląskie", digest.Headers["Subject"]);
        Assert.Contains("A letter from the portal", digest.Text, StringComparison.Ordinal);
        Assert.Contains($"{AlertPortal.Root}/en/praktyka/{practice.PracticeId}-", digest.Text, StringComparison.Ordinal);
        Assert.Contains($"{AlertPortal.Root}/en{Silesia}", digest.Text, StringComparison.Ordinal);
        Assert.Equal("en", new HtmlParser().ParseDocument(digest.Html).DocumentElement.GetAttribute("lang"));
        var stopped = await OneClickAsync(digest.Headers["List-Unsubscribe"]);
        Assert.Equal("The alert is off", stopped.Heading);
        Assert.Equal(0, await TracesAsync(email));
    }

    [Theory]
    [InlineData("https://zly.example.org/wygrana")]
    [InlineData("www.zly.example.org/wygrana")]
    [InlineData("HTTPS://zly.example.org **kliknij** [tu](https://zly.example.org/wygrana)")]
    [InlineData("mailto:zly@zly.example.org tel:+48700123456 ftp://zly.example.org/wygrana")]
    public async Task Text_ThatSomebodyTyped_IsOnThePageButNotInTheLetterThatAsks(string text)
    {
        var email = AlertPortal.NewEmail();
        var listing = $"/praktyki?q={Uri.EscapeDataString(text)}&wojewodztwo=slaskie";
        using var visitor = portal.Visit();
        await portal.AskAsync(visitor, listing, email);
        var asked = Assert.Single(await portal.SendLettersAsync(), m => m.Headers["To"] == email);
        Assert.Equal("Proszę potwierdzić powiadomienia: Wszystkie praktyki, wyszukiwanie własnych słów, śląskie", asked.Headers["Subject"]);
        Assert.Contains("Wszystkie praktyki, wyszukiwanie własnych słów, śląskie", asked.Text, StringComparison.Ordinal);
        Assert.All([asked.Text, asked.Html], t => Assert.DoesNotContain("zly", Uri.UnescapeDataString(t), StringComparison.OrdinalIgnoreCase));
        var page = await visitor.GetAsync(AlertPortal.Link(asked, AlertPortal.Root + "/powiadomienia/potwierdz?kod="));
        Assert.Contains($"Wszystkie praktyki, „{text}”, śląskie", page.Main.Words(), StringComparison.Ordinal);
        await visitor.SubmitAsync(page, "Potwierdzam, proszę pisać");

        // Who confirmed it reads what they follow; nothing of it leads anywhere but here.
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<AlertLetters>().WriteDigest((await AlertsAsync(email)).Single(), 1, []);
            await scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().SaveChangesAsync(Cancelled);
        }

        var digest = Assert.Single(await portal.SendLettersAsync(), m => m.Headers["To"] == email);
        Assert.Contains($"„{text}”", digest.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.All(new HtmlParser().ParseDocument(digest.Html).QuerySelectorAll("a"), a => Assert.StartsWith(AlertPortal.Root + "/", a.Href(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alert_WhileTheSearchIndexIsMade_IsAskedForAndConfirmed()
    {
        portal.LoseIndex();
        try
        {
            var email = AlertPortal.NewEmail();
            await portal.SubscribeAsync("/praktyki?q=bezindeksu", email);
            Assert.NotNull((await AlertsAsync(email)).Single().ConfirmedAt);
            var feed = await portal.GetPageAsync("/praktyki/kanal.atom?q=bezindeksu");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "60"), (feed.Status, feed.Headers["Retry-After"]));
            Assert.Contains("wróci za kilka minut", feed.Source, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/praktyki/kanal.atom")).Status);
        }
        finally
        {
            portal.RestoreIndex();
        }

        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/praktyki/kanal.atom?q=bezindeksu")).Status);
    }

    private async Task<Page> OpenAsync(Visitor visitor)
    {
        var page = await visitor.GetAsync("/powiadomienia/nowe?adres=/rezultaty");
        portal.Time.Pass(TimeSpan.FromSeconds(20));
        return page;
    }

    /// <summary>What a mail program's own button sends (RFC 8058): no cookie, no token of a form.</summary>
    private async Task<Page> OneClickAsync(string header)
    {
        Assert.StartsWith($"<{AlertPortal.Root}/", header, StringComparison.Ordinal);
        Assert.EndsWith(">", header, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, header[(1 + AlertPortal.Root.Length)..^1]) { Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]) };
        return await portal.SendAsync(request);
    }

    private Task<List<Alert>> AlertsAsync(string email) => portal.UseDatabaseAsync(db => db.Alerts.AsNoTracking().Where(a => a.Email == email).ToListAsync(Cancelled));

    /// <summary>Rows of any kind that hold the address.</summary>
    private Task<int> TracesAsync(string email) => portal.UseDatabaseAsync(async db =>
        await db.Alerts.CountAsync(a => a.Email.Contains(email), Cancelled)
        + (await db.Messages.AsNoTracking().ToListAsync(Cancelled)).Count(m => $"{m.Address} {m.ReplyTo} {m.Subject} {m.Body} {m.Link} {m.Error}".Contains(email, StringComparison.OrdinalIgnoreCase))
        + (await db.Audit.AsNoTracking().ToListAsync(Cancelled)).Count(e => $"{e.Subject} {e.Before} {e.After}".Contains(email, StringComparison.OrdinalIgnoreCase)));
}
