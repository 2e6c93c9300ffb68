using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>From the home page to what one came for.</summary>
public sealed class BrowsingTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    [Fact]
    public async Task Home_ThroughSectorAndCategory_OpensPractice()
    {
        var site = await OpenAsync("/");
        await site.Content.GetByRole(AriaRole.Link, new() { Name = "Usługi społeczne", Exact = true }).ClickAsync();
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Usługi społeczne");
        var inSector = await site.Listing.TotalAsync();

        await site.Content.GetByRole(AriaRole.Link, new() { Name = "Kultura" }).First.ClickAsync();
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Kultura");
        Assert.InRange(await site.Listing.TotalAsync(), 1, inSector - 1);

        var title = await site.Listing.Titles.First.InnerTextAsync();
        await site.Listing.Titles.First.ClickAsync();
        await Assertions.Expect(site.Practice.Summary).ToBeVisibleAsync();
        Assert.Equal(title, await site.Heading.InnerTextAsync());
        await site.Crumbs.GetByRole(AriaRole.Link, new() { Name = "Kultura" }).ClickAsync();
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Kultura");
    }

    [Fact]
    public async Task Practice_ThroughItsThreeViewsAndBack_KeepsTheHeading()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Summary));
        var title = await site.Heading.InnerTextAsync();
        foreach (var view in new[] { "Pełna prezentacja", "Załączniki", "Skrót i Metryka" })
        {
            await site.Practice.Tab(view).ClickAsync();
            await Assertions.Expect(site.Practice.CurrentTab).ToContainTextAsync(view);
            Assert.Equal(title, await site.Heading.InnerTextAsync());
        }

        await site.Page.GoBackAsync();
        await site.Page.GoBackAsync();
        await site.Page.GoBackAsync();
        await Assertions.Expect(site.Practice.CurrentTab).ToContainTextAsync("Skrót i Metryka");
        await Assertions.Expect(site.Practice.Summary).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Presentation_ThroughItsContents_ReachesSection()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Presentation));
        var entry = site.Content.GetByRole(AriaRole.Navigation, new() { Name = "Spis treści" }).GetByRole(AriaRole.Link).Last;
        var section = await entry.InnerTextAsync();
        await entry.ClickAsync();

        await Assertions.Expect(site.Content.GetByRole(AriaRole.Heading, new() { Name = section, Exact = true })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Attachment_TextAndFile_AreBothThere()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Attachments));
        var practice = site.Practice;
        await Assertions.Expect(practice.Downloads).ToHaveCountAsync(Portal.Richest.AttachmentCount);

        var text = practice.DocumentTexts.First;
        await text.GetByText("Pokaż tekst dokumentu").ClickAsync();
        await Assertions.Expect(text.GetByRole(AriaRole.Paragraph).First).ToBeVisibleAsync();
        Assert.True((await text.InnerTextAsync()).Length > 200);

        for (var i = 0; i < Portal.Richest.AttachmentCount; i++)
        {
            var download = await site.Page.RunAndWaitForDownloadAsync(() => practice.Downloads.Nth(i).ClickAsync());
            var bytes = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
            var start = Path.GetExtension(download.SuggestedFilename) switch
            {
                ".pdf" => "%PDF"u8.ToArray(),
                ".docx" => "PK\u0003\u0004"u8.ToArray(),
                ".png" => [0x89, .. "PNG"u8],
                var other => throw new InvalidOperationException($"No check for «{other}»."),
            };
            Assert.Equal(Encoding.Latin1.GetString(start), Encoding.Latin1.GetString(bytes, 0, start.Length));
        }
    }

    [Fact]
    public async Task Results_FromTheMenu_OpenWithExpertsOpinion()
    {
        var site = await (await OpenAsync("/")).FollowMenuAsync("Baza rezultatów");
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Baza rezultatów");
        Assert.Equal(await site.Listing.TotalAsync(), (await site.Listing.TitlesAsync()).Count);

        await site.Listing.Titles.First.ClickAsync();
        await Assertions.Expect(site.Content.GetByRole(AriaRole.Region, new() { Name = "Opinia eksperta" })).ToBeVisibleAsync();
        await Assertions.Expect(site.Content.GetByRole(AriaRole.Region, new() { Name = "REZ" })).ToContainTextAsync("Czy rekomendowany przez eksperta");
    }

    [Fact]
    public async Task Unit_FromPractice_ListsIt()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Summary));
        var title = await site.Heading.InnerTextAsync();
        await site.Content.Locator("a[href^='/jednostki/']").First.ClickAsync();

        Assert.Equal(Portal.PathOf(PageKind.Unit), site.Path);
        Assert.Contains(title, await site.Listing.TitlesAsync());
    }

    [Fact]
    public async Task Home_NewestPractice_IsFirstOfTheListing()
    {
        var site = await OpenAsync("/");
        var newest = await site.Content.GetByRole(AriaRole.Region, new() { Name = "Ostatnio opublikowane" }).GetByRole(AriaRole.Article).GetByRole(AriaRole.Link).First.InnerTextAsync();
        await site.Content.GetByRole(AriaRole.Link, new() { Name = "Więcej nowości" }).ClickAsync();

        Assert.Equal(newest, (await site.Listing.TitlesAsync())[0]);
    }

    [Fact]
    public async Task Map_ChosenSector_LeadsToItsPracticesThere()
    {
        var site = await (await OpenAsync("/")).FollowMenuAsync("Mapa praktyk");
        await site.Content.GetByLabel("Dziedzina").SelectOptionAsync("uslugi-spoleczne");
        await site.Content.GetByRole(AriaRole.Button, new() { Name = "Pokaż na mapie" }).ClickAsync();
        var row = site.Content.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^opolskie") });
        var list = row.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("zobacz listę") });
        var count = int.Parse((await list.InnerTextAsync()).Split('\n')[0], CultureInfo.InvariantCulture);
        await list.ClickAsync();

        await Assertions.Expect(site.Page).ToHaveURLAsync(new Regex("/praktyki.*uslugi-spoleczne.*wojewodztwo=opolskie|/praktyki.*wojewodztwo=opolskie.*uslugi-spoleczne"));
        Assert.Equal(count, await site.Listing.TotalAsync());
    }

    [Fact]
    public async Task Archived_Practice_SaysWhy()
    {
        var site = await OpenAsync(Portal.PathOf(PageKind.Archived));

        await Assertions.Expect(site.Content).ToContainTextAsync("Praktykę zastąpiła nowsza.");
        await site.Content.GetByRole(AriaRole.Link, new() { Name = "Wszystkie praktyki" }).ClickAsync();
        await Assertions.Expect(site.Heading).ToHaveTextAsync("Wszystkie praktyki");
    }

    [Fact]
    public async Task UnknownFilter_IsNamed_AndCanBeLeftOut()
    {
        var site = await OpenAsync("/praktyki?wojewodztwo=atlantyda&sort=tytul");
        await Assertions.Expect(site.Content).ToContainTextAsync("atlantyda");
        await site.Content.GetByRole(AriaRole.Link, new() { Name = "Pokaż listę bez tego filtra" }).ClickAsync();

        Assert.Equal("/praktyki?sort=tytul", site.Path);
        Assert.NotEmpty(await site.Listing.TitlesAsync());
    }

    [Fact]
    public async Task Missing_Page_OffersSearch()
    {
        var site = await (await OpenAsync(Portal.PathOf(PageKind.Missing))).SearchAsync("biblioteka");

        await Assertions.Expect(site.Heading).ToHaveTextAsync("Wyniki wyszukiwania");
    }
}
