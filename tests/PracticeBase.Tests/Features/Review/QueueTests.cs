using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A queue with something in each state.</summary>
public sealed class QueuePortal : ReviewPortal
{
    public PracticeRevision Oldest { get; private set; } = null!;

    public PracticeRevision Unverified { get; private set; } = null!;

    protected override async Task SeedAsync(PortalSeed seed)
    {
        await base.SeedAsync(seed);
        var now = DateTimeOffset.UtcNow;
        Oldest = await AddRevisionAsync(RevisionStatus.Submitted, title: "Nowa od dwudziestu dni", submittedAt: now.AddDays(-20));
        await AddRevisionAsync(RevisionStatus.Submitted, title: "Nowa od dziś", submittedAt: now.AddMinutes(-5));
        await AddRevisionAsync(RevisionStatus.Submitted, assignee: Assigned, title: "Po poprawkach", submittedAt: now.AddDays(-8));
        await AddRevisionAsync(RevisionStatus.InReview, assignee: Assigned, title: "W ocenie Marty", submittedAt: now.AddDays(-16));
        await AddRevisionAsync(RevisionStatus.InReview, assignee: Editor, title: "W ocenie Pawła", submittedAt: now.AddDays(-9));
        var asked = await AddRevisionAsync(RevisionStatus.InReview, assignee: Editor, title: "U eksperta", submittedAt: now.AddDays(-3));
        await AddRevisionAsync(RevisionStatus.Returned, assignee: Editor, title: "Zwrócona", submittedAt: now.AddDays(-30));
        await AddRevisionAsync(RevisionStatus.Scheduled, assignee: Editor, title: "Zaplanowana", submittedAt: now.AddDays(-30));
        await AddRevisionAsync(RevisionStatus.Draft, title: "Cudzy szkic");
        await AddRevisionAsync(RevisionStatus.Published, title: "Dawno opublikowana", also: p => p.ArchivedAt = now.AddDays(-1));
        Unverified = await AddRevisionAsync(RevisionStatus.Published, title: "Bez odpowiedzi", also: p => (p.VerificationAskedAt, p.VerifiedOn) = (now.AddDays(-70), new DateOnly(2020, 1, 1)));
        await AddRevisionAsync(RevisionStatus.Published, title: "Zapytana niedawno", also: p => (p.VerificationAskedAt, p.VerifiedOn) = (now.AddDays(-50), new DateOnly(2020, 1, 1)));
        await UseDatabaseAsync(async db =>
        {
            db.Opinions.Add(new ExpertOpinion { PracticeId = asked.PracticeId, RevisionId = asked.Id, ExpertId = Expert.Id, AskedAt = now, Text = "" });
            var elsewhere = await db.Revisions.SingleAsync(r => r.Title == "Nowa od dziś");
            elsewhere.CategoryId = await db.Categories.Where(c => c.Slug == "drogi-i-transport").Select(c => c.Id).SingleAsync();
            elsewhere.LocalGovernmentId = await db.LocalGovernments.Where(g => g.Teryt == OtherUnit).Select(g => g.Id).SingleAsync();
            foreach (var (days, decision) in new[] { (2, ReviewAction.Return), (6, ReviewAction.Approve), (11, ReviewAction.Decline) })
            {
                db.History.Add(new HistoryEntry { RevisionId = Unverified.Id, At = now.AddDays(-100), Actor = "Officer", Action = ReviewAction.Submit, To = RevisionStatus.Submitted });
                await db.SaveChangesAsync();
                db.History.Add(new HistoryEntry { RevisionId = Unverified.Id, At = now.AddDays(-100 + days), Actor = "Editor", Action = decision, To = RevisionStatus.Returned });
                await db.SaveChangesAsync();
            }

            return 0;
        });
    }
}

public sealed class QueueTests(QueuePortal portal) : IClassFixture<QueuePortal>
{
    [Theory]
    [InlineData("", "Nowa od dwudziestu dni|W ocenie Marty|W ocenie Pawła|Po poprawkach|U eksperta|Nowa od dziś")]
    [InlineData("?sort=najnowsze", "Nowa od dziś|U eksperta|Po poprawkach|W ocenie Pawła|W ocenie Marty|Nowa od dwudziestu dni")]
    [InlineData("?stan=nowe", "Nowa od dwudziestu dni|Nowa od dziś")]
    [InlineData("?stan=w-ocenie", "W ocenie Marty|W ocenie Pawła")]
    [InlineData("?stan=u-eksperta", "U eksperta")]
    [InlineData("?stan=po-poprawkach", "Po poprawkach")]
    [InlineData("?stan=zwrocone", "Zwrócona")]
    [InlineData("?stan=zaplanowane", "Zaplanowana")]
    [InlineData("?wiek=7", "Nowa od dwudziestu dni|W ocenie Marty|W ocenie Pawła|Po poprawkach")]
    [InlineData("?wiek=14", "Nowa od dwudziestu dni|W ocenie Marty")]
    [InlineData("?opiekun=moje", "W ocenie Marty|Po poprawkach")]
    [InlineData("?opiekun=nikt", "Nowa od dwudziestu dni|Nowa od dziś")]
    [InlineData("?dziedzina=uslugi-techniczne", "Nowa od dziś")]
    [InlineData("?dziedzina=uslugi-spoleczne&stan=nowe", "Nowa od dwudziestu dni")]
    [InlineData("?wojewodztwo=slaskie&stan=nowe", "Nowa od dwudziestu dni")]
    [InlineData("?wojewodztwo=dolnoslaskie", "Nowa od dziś")]
    [InlineData("?dziedzina=smup", "")]
    public async Task Queue_WithFilters_ListsWhatMatches(string query, string expected) => Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), Titles(await GetAsync("/redakcja" + query)));

    [Fact]
    public async Task Queue_OfAPerson_ListsTheirs() =>
        Assert.Equal(["W ocenie Pawła", "U eksperta"], Titles(await GetAsync($"/redakcja?opiekun={portal.Editor.Id.ToString(CultureInfo.InvariantCulture)}")));

    [Fact]
    public async Task Queue_Counters_SayHowManyOfEach()
    {
        var page = await GetAsync("/redakcja");
        Assert.Equal("2", page.Term("nowe, nieprzypisane"));
        Assert.Equal("3", page.Term("w ocenie"));
        Assert.Equal("1", page.Term("po poprawkach autora"));
        Assert.Equal("2", page.Term("po terminie 14 dni"));
        Assert.Equal("6 dni", page.Term("mediana czasu decyzji"));
        Assert.Contains("Tylko moje (2)", page.Main.Links());
        Assert.Contains("1 praktyka do sprawdzenia: autorzy nie odpowiadają na coroczne pytanie", page.Main.Links());
        Assert.Contains("Wszystkie otwarte (6)", page.Main.QuerySelectorAll("option").Select(o => o.Words()));
    }

    [Theory]
    [InlineData("?stan=wszystko")]
    [InlineData("?wiek=3")]
    [InlineData("?strona=zero")]
    [InlineData("?dziedzina=%00")]
    [InlineData("?opiekun=-1")]
    public async Task Queue_UnknownValue_Is400(string query) => Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync("/redakcja" + query)).Status);

    [Fact]
    public async Task Queue_PageBeyondTheLast_Is404() => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/redakcja?strona=9")).Status);

    [Theory]
    [InlineData("/redakcja")]
    [InlineData("/redakcja/praktyki")]
    public async Task Desk_OfPeopleWithoutTheRight_IsClosed(string path)
    {
        Assert.Equal(HttpStatusCode.Found, (await portal.GetPageAsync(path)).Status);
        foreach (var account in new[] { portal.Officer, portal.Expert })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await portal.AtAsync(account)).GetAsync(path)).Status);
        }

        using var weak = await portal.SignInAsync(portal.Editor, strong: false);
        Assert.StartsWith("/konto/bezpieczenstwo", (await weak.GetAsync(path)).Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await portal.AtAsync(portal.Administrator)).GetAsync(path)).Status);
        Assert.Contains("no-store", (await GetAsync(path)).Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?stan=do-sprawdzenia", "Bez odpowiedzi")]
    [InlineData("?stan=archiwalne", "Dawno opublikowana")]
    [InlineData("?stan=zaplanowane", "Zaplanowana")]
    [InlineData("?stan=opublikowane&q=odpowiedzi", "Bez odpowiedzi")]
    [InlineData("?q=niedawno", "Zapytana niedawno")]
    [InlineData("?q=szkic", "")]
    public async Task Practices_WithFilters_ListsWhatMatches(string query, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), Titles(await GetAsync("/redakcja/praktyki" + query)));

    [Fact]
    public async Task Practices_SearchedByNumber_FindsTheOne()
    {
        var id = portal.Unverified.PracticeId;
        foreach (var text in new[] { $"{id}", $"BDP {id:0000}", $"bdp{id:0000}" })
        {
            Assert.Equal(["Bez odpowiedzi"], Titles(await GetAsync($"/redakcja/praktyki?q={Uri.EscapeDataString(text)}")));
        }
    }

    [Fact]
    public async Task Practices_All_ShowsEachOnceButNoDrafts()
    {
        var titles = Titles(await GetAsync("/redakcja/praktyki"));
        var shown = await portal.UseDatabaseAsync(db => db.Practices.CountAsync(p => p.Revisions.Any(r => r.Status != RevisionStatus.Draft)));
        Assert.Equal(shown, titles.Count);
        Assert.DoesNotContain("Cudzy szkic", titles);
    }

    [Fact]
    public async Task Practice_MarkedAsStillTrue_LeavesTheListAndIsAudited()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.Published, title: "Jeszcze prawda", also: p => p.VerificationAskedAt = DateTimeOffset.UtcNow.AddDays(-61));
        var visitor = await portal.AtAsync(portal.Assigned);
        Assert.Contains("Jeszcze prawda", Titles(await GetAsync("/redakcja/praktyki?stan=do-sprawdzenia")));
        var page = await visitor.GetAsync($"/redakcja/praktyka/{revision.PracticeId}");
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Oznacz jako aktualną")).Status);
        Assert.DoesNotContain("Jeszcze prawda", Titles(await GetAsync("/redakcja/praktyki?stan=do-sprawdzenia")));
        await portal.UseDatabaseAsync(async db =>
        {
            Assert.Equal(DateOnly.FromDateTime(DateTime.Now), (await db.Practices.SingleAsync(p => p.Id == revision.PracticeId)).VerifiedOn);
            Assert.Equal("practice.verify", (await db.Audit.SingleAsync(a => a.Subject == $"Practice {revision.PracticeId}")).Action);
            return 0;
        });
    }

    private async Task<Page> GetAsync(string path) => await (await portal.AtAsync(portal.Assigned)).GetAsync(path);

    private static IReadOnlyList<string> Titles(Page page) => [.. page.Main.QuerySelectorAll("tbody th a").Select(a => a.Words())];
}
