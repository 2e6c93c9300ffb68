using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;

namespace PracticeBase.BrowserTests.Accessibility;

/// <summary>What the scans leave out: the order of headings, names of pages, the statement that the law asks for.</summary>
public sealed class StructureTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    private static readonly string[] StatementIds =
    [
        "a11y-wstep", "a11y-podmiot", "a11y-zakres", "a11y-url", "a11y-data-publikacja", "a11y-data-aktualizacja", "a11y-status", "a11y-kontakt",
        "a11y-email", "a11y-telefon", "a11y-procedura", "a11y-data-sporzadzenie", "a11y-architektura", "a11y-komunikacja",
    ];

    public static TheoryData<PageKind> Kinds => PublicPages.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Page_OfEveryKind_HasStatusTitleOrderedHeadingsAndStatementLink(PageKind kind)
    {
        var page = await VisitAsync();
        var response = await page.GotoAsync(Portal.PathOf(kind));
        var levels = await page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')].map(h => Number(h.tagName[1]))");
        var repeated = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)");

        Assert.Equal(PublicPages.StatusOf(kind), response!.Status);
        Assert.Contains("Baza Dobrych Praktyk", await page.TitleAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.Second} follows h{pair.First}"));
        Assert.Empty(repeated);
        await Assertions.Expect(page.GetByRole(AriaRole.Contentinfo).Locator("a[href$='/strona/deklaracja-dostepnosci']")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData(PageKind.AccessibilityStatement, "pl")]
    [InlineData(PageKind.AccessibilityStatementInEnglish, "en")]
    public async Task AccessibilityStatement_InEachLanguage_HasEachElementOnce(PageKind kind, string language)
    {
        var site = await OpenAsync(Portal.PathOf(kind));

        await Assertions.Expect(site.Root).ToHaveAttributeAsync("lang", language);
        foreach (var id in StatementIds)
        {
            await Assertions.Expect(site.Page.Locator($"[id='{id}']")).ToHaveCountAsync(1);
            Assert.NotEmpty((await site.Page.Locator($"[id='{id}']").InnerTextAsync()).Trim());
        }

        foreach (var date in new[] { "a11y-data-publikacja", "a11y-data-aktualizacja", "a11y-data-sporzadzenie" })
        {
            Assert.Matches(@"^\d{4}-\d{2}-\d{2}$", await site.Page.Locator($"time[id='{date}']").GetAttributeAsync("datetime") ?? "");
        }
    }

    [Fact]
    public async Task Links_OfAllPages_LeadSomewhere()
    {
        var page = await VisitAsync();
        var links = new Dictionary<string, string>();
        foreach (var kind in Enum.GetValues<PageKind>())
        {
            await page.GotoAsync(Portal.PathOf(kind));
            foreach (var link in await page.EvaluateAsync<string[]>("() => [...document.links].filter(a => a.origin === location.origin).map(a => a.href.split('#')[0])"))
            {
                links.TryAdd(link, Portal.PathOf(kind));
            }
        }

        var broken = new List<string>();
        foreach (var (link, from) in links.Where(l => Array.TrueForAll(ExpectedFailures(), f => !l.Key.EndsWith(f, StringComparison.Ordinal))))
        {
            await using var response = await page.Context.APIRequest.GetAsync(link, new() { Method = "HEAD" });
            if (!response.Ok)
            {
                broken.Add($"{response.Status} for {link} on {from}");
            }
        }

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));

        // The failed pages link themselves in the other language.
        string[] ExpectedFailures() => [.. Enum.GetValues<PageKind>().Where(k => PublicPages.StatusOf(k) != 200).Select(Portal.PathOf)];
    }
}
