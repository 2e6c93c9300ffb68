using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Sixty practices published one a day, of two regions, and some results.</summary>
public sealed class FeedPortal : ClockPortal
{
    public const string Root = "https://baza.example.org";

    public ImplementingUnit Unit { get; } = new() { Name = "Ośrodek Kultury", Slug = "osrodek-kultury" };

    protected override IEnumerable<string> Settings => [$"--Portal:BaseAddress={Root}"];

    protected override async Task SeedAsync(PortalSeed seed)
    {
        for (var i = 0; i < 60; i++)
        {
            await seed.AddAsync($"Praktyka {i:00}", r =>
            {
                // The newest have the lowest numbers, so that no order of the database looks right by chance.
                r.PublishedAt = PortalSeed.Moment.AddDays(100 - i);
                r.LocalGovernment = seed.Place(i % 3 == 0 ? "2477" : "0226");
                r.Category = seed.Category(i % 2 == 0 ? "kultura" : "drogi-i-transport");
                r.ImplementingUnit = i % 10 == 0 ? Unit : null;
                r.Metryka = new Metryka { UnitName = i % 10 == 0 ? Unit.Name : null };
                r.Contacts.Add(new RevisionContact { Contact = new Contact { Name = "Anna Tajna", Email = "anna.tajna@example.org", Phone = "00 111 22 33", ValidUntil = new DateOnly(2030, 1, 1) } });
            });
        }

        await seed.AddAsync("Rezultat z ogonkami ąę", r => r.PublishedAt = PortalSeed.Moment.AddDays(200), PracticeKind.ProgrammeResult);
        await seed.AddAsync("Zły \u0001znak\uFFFE i <znacznik> & 😀", r =>
        {
            r.PublishedAt = PortalSeed.Moment.AddDays(150);
            r.Summary = "Pisz na jan.tajny@example.org albo dzwoń: tel. 12 345 67 89.";
        });
        await seed.AddAsync("Szkic", status: RevisionStatus.Draft);
    }
}

public sealed class FeedTests(FeedPortal portal) : IClassFixture<FeedPortal>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/kanal.atom", "/")]
    [InlineData("/praktyki/kanal.atom?wojewodztwo=slaskie", "/praktyki?wojewodztwo=slaskie")]
    [InlineData("/en/rezultaty/kanal.atom", "/en/rezultaty")]
    public async Task Feed_IsValidAtom(string address, string listing)
    {
        var page = await portal.GetPageAsync(address);
        Assert.Equal((HttpStatusCode.OK, "application/atom+xml; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        var feed = Parse(page);
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.Equal(address.StartsWith("/en", StringComparison.Ordinal) ? "en" : "pl", (string?)feed.Attribute(XNamespace.Xml + "lang"));
        Assert.Equal(FeedPortal.Root + address, (string?)feed.Element(Atom + "id"));
        Assert.Equal(FeedPortal.Root + address, LinkOf(feed, "self"));
        Assert.Equal(FeedPortal.Root + listing, LinkOf(feed, "alternate"));
        Assert.NotEmpty((string)feed.Element(Atom + "title")!);
        Assert.Equal(PortalFactory.Operator, (string?)feed.Element(Atom + "author")!.Element(Atom + "name"));
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.NotEmpty(entries);
        Assert.Equal(entries.Max(e => Moment(e, "updated")), Moment(feed, "updated"));
        Assert.Equal(entries.Count, entries.Select(e => (string)e.Element(Atom + "id")!).Distinct().Count());
        Assert.All(entries, e =>
        {
            Assert.All(["id", "title", "updated", "published", "summary"], name => Assert.NotEmpty((string)Assert.Single(e.Elements(Atom + name))));
            Assert.True(Moment(e, "published") <= Moment(e, "updated"));
            Assert.True(Uri.TryCreate((string)e.Element(Atom + "id")!, UriKind.Absolute, out _));
            Assert.StartsWith($"{FeedPortal.Root}{(address.StartsWith("/en", StringComparison.Ordinal) ? "/en" : "")}/praktyka/", LinkOf(e, "alternate"), StringComparison.Ordinal);
        });
        Assert.All(feed.DescendantsAndSelf(), e => Assert.Equal(Atom, e.Name.Namespace));
    }

    [Fact]
    public async Task Feed_OfEverything_HasTheFiftyNewestOfBothKinds()
    {
        var titles = Titles(await portal.GetPageAsync("/kanal.atom"));
        Assert.Equal(50, titles.Count);
        Assert.Equal(["Rezultat z ogonkami ąę", "Zły znak i <znacznik> & 😀", .. Enumerable.Range(0, 48).Select(i => $"Praktyka {i:00}")], titles);
    }

    [Theory]
    [InlineData("/praktyki?wojewodztwo=slaskie&q=praktyka+0")]
    [InlineData("/praktyki/uslugi-spoleczne?wojewodztwo=slaskie")]
    [InlineData("/praktyki/uslugi-spoleczne/kultura?wojewodztwo=slaskie")]
    [InlineData("/praktyki?q=nic-takiego")]
    [InlineData("/rezultaty")]
    public async Task Feed_OfAListing_HasWhatTheListingHas(string listing)
    {
        var page = await portal.GetPageAsync(listing);
        var found = new List<string>(page.Titles);
        for (var next = 2; page.Document.QuerySelector("a[rel=next]") is { } link; next++)
        {
            page = await portal.GetPageAsync(link.Href());
            found.AddRange(page.Titles);
        }

        var first = await portal.GetPageAsync(listing);
        var feed = first.Main.Link("Kanał Atom").Href();
        Assert.Equal(FeedPortal.Root + feed, first.Document.QuerySelector("link[rel=alternate][type='application/atom+xml']")!.GetAttribute("href"));
        Assert.Equal(found.Order(StringComparer.Ordinal), Titles(await portal.GetPageAsync(feed)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ogonkami", 1)]
    [InlineData("rezultat+ogonkami+teleskop", 0)]
    [InlineData("ogonkamu", 0)]
    public async Task Feed_OfAText_HasWhatHoldsAllItsWordsAsTheyWereTyped(string text, int count)
    {
        Assert.Equal("Rezultat z ogonkami ąę", Assert.Single((await portal.GetPageAsync($"/szukaj?q={text}")).Titles));
        Assert.Equal(count, Titles(await portal.GetPageAsync($"/szukaj/kanal.atom?q={text}")).Count);
    }

    [Fact]
    public async Task Feed_OfAUnit_HasItsPractices()
    {
        var address = $"/jednostki/{portal.Unit.Id}-osrodek-kultury/kanal.atom";
        var feed = Parse(await portal.GetPageAsync(address));
        Assert.Equal(["Praktyka 00", "Praktyka 10", "Praktyka 20", "Praktyka 30", "Praktyka 40", "Praktyka 50"], feed.Elements(Atom + "entry").Select(e => (string)e.Element(Atom + "title")!));
        Assert.Equal("Ośrodek Kultury", (string?)feed.Elements(Atom + "entry").First().Element(Atom + "author")!.Element(Atom + "name"));
        Assert.Equal((HttpStatusCode.MovedPermanently, address), await portal.GetRedirectAsync($"/jednostki/{portal.Unit.Id}-dawna-nazwa/kanal.atom"));
    }

    [Fact]
    public async Task Entry_NamesItsCategoriesAndNoPerson()
    {
        var page = await portal.GetPageAsync("/praktyki/kanal.atom");
        var entry = Parse(page).Elements(Atom + "entry").Single(e => (string?)e.Element(Atom + "title") == "Praktyka 00");
        Assert.Equal(["uslugi-spoleczne Usługi społeczne", "uslugi-spoleczne/kultura Kultura"], entry.Elements(Atom + "category").Select(c => $"{c.Attribute("term")!.Value} {c.Attribute("label")!.Value}"));
        Assert.DoesNotContain("Tajna", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("@", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("111 22", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("345 67", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Szkic", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_InEnglish_NamesCategoriesInEnglish()
    {
        var feed = Parse(await portal.GetPageAsync("/en/praktyki/uslugi-spoleczne/kultura/kanal.atom"));
        Assert.Contains("Culture", (string)feed.Element(Atom + "title")!, StringComparison.Ordinal);
        var entry = feed.Elements(Atom + "entry").First();
        Assert.Equal("pl", (string?)entry.Attribute(XNamespace.Xml + "lang"));
        Assert.Contains("Culture", entry.Elements(Atom + "category").Select(c => c.Attribute("label")!.Value));
    }

    [Fact]
    public async Task Feed_Unchanged_IsNotSentAgain()
    {
        const string Address = "/praktyki/kanal.atom?wojewodztwo=dolnoslaskie";
        var first = await portal.GetPageAsync(Address);
        var tag = first.Headers["ETag"];
        Assert.Equal(Parse(first).Element(Atom + "updated")!.Value, DateTimeOffset.Parse(first.Headers["Last-Modified"], CultureInfo.InvariantCulture).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        var same = await portal.GetPageAsync(Address, r => r.Headers.Add("If-None-Match", tag));
        Assert.Equal((HttpStatusCode.NotModified, 0), (same.Status, same.Body.Length));
        Assert.Equal(HttpStatusCode.NotModified, (await portal.GetPageAsync(Address, r => r.Headers.Add("If-Modified-Since", first.Headers["Last-Modified"]))).Status);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync(Address, r => r.Headers.Add("If-None-Match", "W/\"inny\""))).Status);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/en" + Address, r => r.Headers.Add("If-None-Match", tag))).Status);

        await portal.UseDatabaseAsync(async db =>
        {
            var practice = await db.Practices.SingleAsync(p => p.Slug == "praktyka-01", Cancelled);
            practice.ArchivedAt = portal.Time.Now;
            db.Changes.Add(new Change { PracticeId = practice.Id, At = portal.Time.Now });
            return await db.SaveChangesAsync(Cancelled);
        });
        try
        {
            var changed = await portal.GetPageAsync(Address, r =>
            {
                r.Headers.Add("If-None-Match", tag);
                r.Headers.Add("If-Modified-Since", first.Headers["Last-Modified"]);
            });
            Assert.Equal(HttpStatusCode.OK, changed.Status);
            Assert.DoesNotContain("Praktyka 01", Titles(changed));
        }
        finally
        {
            await portal.UseDatabaseAsync(async db =>
            {
                var practice = await db.Practices.SingleAsync(p => p.Slug == "praktyka-01", Cancelled);
                practice.ArchivedAt = null;
                db.Changes.Add(new Change { PracticeId = practice.Id, At = portal.Time.Now });
                return await db.SaveChangesAsync(Cancelled);
            });
        }
    }

    [Theory]
    [InlineData("/praktyki/nie-ma/kanal.atom", HttpStatusCode.NotFound)]
    [InlineData("/jednostki/999999/kanal.atom", HttpStatusCode.NotFound)]
    [InlineData("/praktyki/kanal.atom?wojewodztwo=nibylandia", HttpStatusCode.BadRequest)]
    [InlineData("/kanal.atom?q=a%00b", HttpStatusCode.OK)]
    [InlineData("/kanal.atom/?q=praktyka", HttpStatusCode.OK)]
    [InlineData("/praktyki/kanal.atom?strona=999&sort=tytul", HttpStatusCode.OK)]
    public async Task Feed_OfAnOddAddress_AnswersInKind(string address, HttpStatusCode status) => Assert.Equal(status, (await portal.GetPageAsync(address)).Status);

    [Fact]
    public async Task Home_NamesTheFeedOfEverything() =>
        Assert.Equal($"{FeedPortal.Root}/kanal.atom", (await portal.GetPageAsync("/")).Document.QuerySelector("link[type='application/atom+xml']")!.GetAttribute("href"));

    private static XElement Parse(Page page) => XDocument.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(page.Body)).Root!;

    private static List<string> Titles(Page page) => [.. Parse(page).Elements(Atom + "entry").Select(e => (string)e.Element(Atom + "title")!)];

    private static string? LinkOf(XElement element, string relation) => (string?)Assert.Single(element.Elements(Atom + "link"), l => (string?)l.Attribute("rel") == relation).Attribute("href");

    private static DateTimeOffset Moment(XElement element, string name)
    {
        var text = (string)element.Element(Atom + name)!;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", text);
        return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }
}
