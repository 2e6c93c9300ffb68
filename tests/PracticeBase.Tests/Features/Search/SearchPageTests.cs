using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

public sealed class SearchPageTests(SearchPortal portal) : IClassFixture<SearchPortal>
{
    [Fact]
    public async Task Results_WordInSeveralFields_StandTitleThenSummaryThenBody()
    {
        var page = await FindAsync("rewitalizacja");
        Assert.Equal(["Rewitalizacja rynku", "Plac zabaw przy szkole", "Ławki i kosze"], page.Titles);
        Assert.Equal("3 wyniki", page.Document.GetElementById("wyniki")!.Words());
    }

    [Theory]
    [InlineData("rewitalizacji")]
    [InlineData("REWITALIZACJĄ")]
    [InlineData("rewitalizacja")]
    [InlineData("rewitaliz")]
    [InlineData("rewitalizacjia")]
    public async Task Results_OtherFormMistakeOrBeginning_AreTheSame(string text) =>
        Assert.Equal(3, (await FindAsync(text)).Titles.Count);

    [Theory]
    [InlineData("psy", "Schronisko")]
    [InlineData("kot", "Schronisko")]
    [InlineData("lawka", "Ławki i kosze")]
    [InlineData("Bielsko-Biała", "Schronisko")]
    [InlineData("bielska", "Schronisko")]
    [InlineData("NGO", "Organizacje pozarządowe piszą wnioski")]
    [InlineData("bezinteresowność sąsiada", "Mediacje w spółdzielni")]
    [InlineData("szlifierka", "Biblioteka narzędzi")]
    [InlineData("absolwenci", "Karta przejścia absolwenta")]
    public async Task Results_AnyForm_FindsTheText(string text, string title) => Assert.Equal([title], (await FindAsync(text)).Titles);

    [Theory]
    [InlineData("kosz", "Koszenie poboczy")]
    [InlineData("koszty", "Ławki i kosze")]
    [InlineData("kultura", "Karta przejścia absolwenta")]
    public async Task Results_FalseFriend_IsNotAmongThem(string text, string friend) => Assert.DoesNotContain(friend, (await FindAsync(text)).Titles);

    [Fact]
    public async Task Results_WhenOneHoldsAllWords_LeaveOutThoseWithLessThanHalf()
    {
        // «rewitalizacja» says less than the rarer «nawierzchnia».
        var page = await FindAsync("rewitalizacja nawierzchni");
        Assert.Equal(["Rewitalizacja rynku"], page.Titles);
        Assert.Null(page.Main.QuerySelector("[data-testid=partial]"));
    }

    [Fact]
    public async Task Phrase_Words_MustFollowEachOther()
    {
        Assert.Equal(["Dom kultury pod gwiazdami"], (await FindAsync("\"dom kultury\"")).Titles);
        Assert.Equal(["Dom kultury pod gwiazdami"], (await FindAsync("„domu kultury”")).Titles);
        Assert.Equal(2, (await FindAsync("dom kultury")).Titles.Count);
        Assert.Empty((await FindAsync("\"kultury dom\"")).Titles);
    }

    [Fact]
    public async Task Excluded_Word_IsInNoResult()
    {
        Assert.Equal(["Rewitalizacja rynku", "Ławki i kosze"], (await FindAsync("rewitalizacja -szkoły")).Titles);
        var all = await FindAsync("-rewitalizacja");
        Assert.Equal(0, all.Titles.Count(t => t is "Rewitalizacja rynku" or "Plac zabaw przy szkole" or "Ławki i kosze"));
        Assert.NotEmpty(all.Titles);
    }

    [Fact]
    public async Task ExactForm_StandsBeforeAnother()
    {
        await portal.UseDatabaseAsync(async db =>
        {
            foreach (var (title, days) in new[] { ("Rejestr sadzonek", 1), ("Rejestru pilnuje sołtys", 2) })
            {
                var practice = new Practice { Kind = PracticeKind.Practice, Slug = Text.Slug(title), CreatedAt = PortalSeed.Moment };
                practice.Revisions.Add(PortalSeed.Revision(practice, title, RevisionStatus.Published, 1));
                practice.Revisions[0].Metryka.IntroducedOn = new DateOnly(2024, 1, 1).AddDays(days);
                db.Practices.Add(practice);
                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
                db.Changes.Add(new Change { PracticeId = practice.Id, At = PortalSeed.Moment });
                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            }

            return 0;
        });
        Assert.Equal(["Rejestr sadzonek", "Rejestru pilnuje sołtys"], (await FindAsync("rejestr")).Titles);
        Assert.Equal(["Rejestru pilnuje sołtys", "Rejestr sadzonek"], (await FindAsync("rejestru")).Titles);
    }

    [Fact]
    public async Task Passage_OfAResult_MarksTheFormsAndSaysWhere()
    {
        var result = (await FindAsync("rewitalizacja")).Main.QuerySelectorAll("article").Single(a => a.TextContent.Contains("Ławki", StringComparison.Ordinal));
        Assert.Equal("rewitalizacji", Assert.Single(result.QuerySelectorAll("mark")).Words());
        Assert.Contains("Znaleziono w: Pełna prezentacja, Problem", result.Words(), StringComparison.Ordinal);

        var file = (await FindAsync("szlifierkę")).Main.QuerySelector("article")!;
        Assert.Contains("Załączniki, Protokół przekazania", file.Words(), StringComparison.Ordinal);
        Assert.EndsWith("/zalaczniki", file.QuerySelectorAll("a").Last().Href(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prądnica", "Znaleziono w: Pełna prezentacja, Partnerzy", "prądnicy")]
    [InlineData("śląskie", "Znaleziono w: Skrót i Metryka: śląskie", "śląskie")]
    public async Task Passage_OfAPartnerOrAName_SaysWhere(string text, string where, string marked)
    {
        var result = (await FindAsync(text)).Main.QuerySelector("article")!;
        Assert.Contains(where, result.Words(), StringComparison.Ordinal);
        Assert.Equal(marked, Assert.Single(result.QuerySelectorAll("mark")).Words());
    }

    [Fact]
    public async Task Mistake_WithoutResults_ShowsThoseOfTheWordMeant()
    {
        var page = await FindAsync("schornisko");
        Assert.Equal(["Schronisko"], page.Titles);
        var note = page.Main.QuerySelector("[data-testid=corrected]")!;
        Assert.EndsWith("q=schronisko", note.QuerySelector("a")!.Href(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/szukaj", "schornisko", "schronisko")]
    [InlineData("/praktyki", "schornisko", "schronisko")]
    [InlineData("/mapa", "schornisko", "schronisko")]
    [InlineData("/mapa?wojewodztwo=slaskie", "schornisko", "schronisko")]
    [InlineData("/rezultaty", "absolwneta", "absolwenta")]
    public async Task Mistake_OnEveryPageWithAText_IsToldAndLinked(string path, string typed, string meant)
    {
        var page = await portal.GetPageAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}q={typed}");
        var link = page.Main.QuerySelector("[data-testid=corrected] a")!;
        Assert.Equal(meant, link.Words());
        var there = await portal.GetPageAsync(link.Href());
        Assert.StartsWith(path.Split('?')[0] + "?q=" + meant, link.Href(), StringComparison.Ordinal);
        Assert.Null(there.Main.QuerySelector("[data-testid=corrected]"));
        Assert.Equal(page.Titles, there.Titles);
    }

    [Theory]
    [InlineData("/szukaj")]
    [InlineData("/praktyki")]
    [InlineData("/mapa")]
    public async Task PartOfTheWords_OnEveryPageWithAText_IsTold(string path)
    {
        var text = Uri.EscapeDataString("rewitalizacja kino");
        Assert.NotNull((await portal.GetPageAsync($"{path}?q={text}")).Main.QuerySelector("[data-testid=partial]"));
        Assert.Null((await portal.GetPageAsync($"{path}?q=rewitalizacja")).Main.QuerySelector("[data-testid=partial]"));
    }

    [Fact]
    public async Task PartOfTheWords_InNothingShown_IsNotTold() =>
        Assert.Null((await portal.GetPageAsync("/rezultaty?q=" + Uri.EscapeDataString("rewitalizacja kino"))).Main.QuerySelector("[data-testid=partial]"));

    [Fact]
    public async Task Nothing_Found_OffersLess()
    {
        var page = await FindAsync("rewitalizacja hipopotamów");
        Assert.Equal("Nikt jeszcze nie opisał praktyki „rewitalizacja hipopotamów”", page.Sections[0]);
        Assert.EndsWith("q=rewitalizacja", page.Link("rewitalizacja").Href(), StringComparison.Ordinal);
        Assert.Contains("3 wyniki", page.Main.Words(), StringComparison.Ordinal);
        Assert.Equal("Nikt jeszcze nie opisał praktyki „xyzzy”", (await FindAsync("xyzzy")).Sections[0]);
    }

    [Fact]
    public async Task Nothing_FoundForAWordOfTheDictionary_IsNoMistake()
    {
        Assert.NotEmpty((await FindAsync("kotami")).Titles);
        // A step away: nobody who flies means cats.
        Assert.Null((await FindAsync("lotami")).Main.QuerySelector("[data-testid=suggestion]"));
    }

    [Fact]
    public async Task Kinds_BothAreFound_AndOneCanBeChosen()
    {
        var both = await FindAsync("narzędzie");
        Assert.Equal(2, both.Titles.Count);
        Assert.Equal(["Karta przejścia absolwenta"], (await portal.GetPageAsync("/szukaj?q=narz%C4%99dzie&rodzaj=rezultat")).Titles);
    }

    [Theory]
    [InlineData("BDP {0}")]
    [InlineData("bdp {0:0000}")]
    [InlineData("BDP-{0}")]
    public async Task Signature_LeadsStraightThere(string format)
    {
        var practice = await portal.UseDatabaseAsync(db => db.Practices.FirstAsync(p => p.Kind == PracticeKind.Practice && p.Revisions.Any(r => r.Title == "Schronisko"), TestContext.Current.CancellationToken));
        var (status, location) = await portal.GetRedirectAsync("/szukaj?q=" + Uri.EscapeDataString(string.Format(null, format, practice.Id)));
        Assert.Equal((HttpStatusCode.Found, $"/praktyka/{practice.Id}-schronisko"), (status, location));
    }

    [Fact]
    public async Task Publication_IsFoundAtOnce_AndGoneWhenArchived()
    {
        Assert.Empty((await FindAsync("ponton")).Titles);
        var practice = await portal.UseDatabaseAsync(async db =>
        {
            var added = new Practice { Kind = PracticeKind.Practice, Slug = "pontony", CreatedAt = PortalSeed.Moment };
            added.Revisions.Add(PortalSeed.Revision(added, "Pontony ratownicze", RevisionStatus.Published, 1));
            db.Practices.Add(added);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            db.Changes.Add(new Change { PracticeId = added.Id, At = PortalSeed.Moment });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return added;
        });
        Assert.Equal(["Pontony ratownicze"], (await FindAsync("ponton")).Titles);
        await portal.UseDatabaseAsync(async db =>
        {
            (await db.Practices.SingleAsync(p => p.Id == practice.Id, TestContext.Current.CancellationToken)).ArchivedAt = PortalSeed.Moment;
            db.Changes.Add(new Change { PracticeId = practice.Id, At = PortalSeed.Moment });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        Assert.Empty((await FindAsync("ponton")).Titles);
    }

    [Fact]
    public async Task Suggestions_WhileTyping_NameCategoriesPlacesAndPractices()
    {
        var suggestions = await SuggestAsync("kul");
        Assert.Contains(suggestions, s => s.GetProperty("label").GetString() == "Kultura" && s.GetProperty("url").GetString() == "/praktyki/uslugi-spoleczne/kultura");
        Assert.Contains(suggestions, s => s.GetProperty("label").GetString() == "Dom kultury pod gwiazdami" && s.GetProperty("group").GetString() == "praktyka");
        Assert.Contains(await SuggestAsync("lawki i ko"), s => s.GetProperty("label").GetString() == "Ławki i kosze");
        Assert.Contains(await SuggestAsync("Bielsko-B"), s => s.GetProperty("label").GetString() == "Bielsko-Biała, śląskie");
        // Of places and categories only those with practices, and words from their beginning: «koszaliński».
        Assert.DoesNotContain(await SuggestAsync("kosz"), s => s.GetProperty("group").GetString()!.StartsWith("miejsce", StringComparison.Ordinal));
        Assert.DoesNotContain(await SuggestAsync("sport"), s => s.GetProperty("group").GetString()!.StartsWith("dział", StringComparison.Ordinal));
        Assert.Empty(await SuggestAsync("k"));
        Assert.Empty(await SuggestAsync(""));
    }

    [Fact]
    public async Task English_Page_SpeaksEnglish()
    {
        var page = await portal.GetPageAsync("/en/szukaj?q=schornisko");
        Assert.Equal("Search results", page.Heading);
        Assert.Equal(["Schronisko"], page.Titles);
        Assert.StartsWith("/en/", page.Main.QuerySelector("article a")!.Href(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutText_Page_ListsEverything()
    {
        var page = await portal.GetPageAsync("/szukaj");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(10, page.Titles.Count);
    }

    private Task<Page> FindAsync(string text) => portal.GetPageAsync("/szukaj?q=" + Uri.EscapeDataString(text));

    private async Task<List<JsonElement>> SuggestAsync(string text) =>
        [.. JsonDocument.Parse((await portal.GetPageAsync("/szukaj/podpowiedzi?q=" + Uri.EscapeDataString(text))).Body).RootElement.EnumerateArray()];
}
