using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The review page: differences, checks, forms.</summary>
public sealed class ReviewPageTests(ReviewPortal portal) : IClassFixture<ReviewPortal>
{
    [Fact]
    public async Task Page_OfANewVersion_ShowsWhatChangedWordByWord()
    {
        var revision = await AddVersionsAsync();
        var page = await GetAsync(ReviewPortal.Path(revision));
        Assert.Contains("Zmiany: 2 z ", page.Main.Words(), StringComparison.Ordinal);
        var goal = page.Document.GetElementById("MainGoal")!;
        Assert.Equal(["[usunięto: 76 ]"], goal.QuerySelectorAll("del").Select(d => d.Words()));
        Assert.Equal(["[dodano: 83 ]"], goal.QuerySelectorAll("ins").Select(d => d.Words()));
        Assert.Equal(2, goal.QuerySelectorAll("p").Count(p => p.Words().Contains("osób", StringComparison.Ordinal)));
        var unified = (await GetAsync(ReviewPortal.Path(revision) + "?widok=razem")).Document.GetElementById("MainGoal")!;
        Assert.Single(unified.QuerySelectorAll("p"), p => p.Words().Contains("osób", StringComparison.Ordinal));
        Assert.Equal($"/panel/podglad/{revision.Id}", page.Main.Link("Cała praktyka").Href());
    }

    [Fact]
    public async Task Page_PlaceAndPopulationOfTheRegister_AgreeWithIt()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var page = await GetAsync(ReviewPortal.Path(revision));
        Assert.Contains("Zgodne z rejestrem", page.Document.GetElementById("Population")!.Words(), StringComparison.Ordinal);
        Assert.Contains("Zgodne z rejestrem", page.Document.GetElementById("Locality")!.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Zgodne z rejestrem", page.Document.GetElementById("UnitName")!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_HostileText_StaysText()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned, title: "<script>alert(1)</script>", content: r => r.Problem = "<img src=x onerror=alert(1)>\n</section><b>gruby</b>");
        var page = await GetAsync(ReviewPortal.Path(revision));
        Assert.Equal("<script>alert(1)</script>", page.Heading);
        Assert.Contains("<img src=x onerror=alert(1)>", page.Document.GetElementById("Problem")!.Words(), StringComparison.Ordinal);
        Assert.Empty(page.Main.QuerySelectorAll("img"));
    }

    [Fact]
    public async Task Checks_OfAFlawedRevision_SayWhatToLookAt()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned, content: r =>
        {
            r.ConsentsToPublication = false;
            r.MainGoal = null;
            r.Metryka.Website = "https://strona.example.org/";
            r.Contacts.Single().Contact.ValidUntil = new DateOnly(2020, 1, 1);
            r.Attachments.Add(new Attachment { FileName = "plan.png", Title = "Plan", Sha256 = new string('a', 64), File = new StoredFile { Sha256 = new string('a', 64), Size = 10, ContentType = "image/png", CreatedAt = PortalSeed.Moment } });
        });
        var checks = (await GetAsync(ReviewPortal.Path(revision))).Document.GetElementById("sprawdzenie")!.Words();
        foreach (var text in new[]
        {
            "Brakuje wymaganych pól: Cel główny, Zgoda na publikację", "Nie ma aktualnej osoby kontaktowej", "Odnośników jeszcze nie sprawdzono", "Autor nie potwierdził", "Obraz bez opisu alternatywnego: plan.png", "Brakuje zgody na publikację",
        })
        {
            Assert.Contains(text, checks, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Return", "DueOn", "jutro", "Podaj datę w postaci")]
    [InlineData("Return", "DueOn", "31.02.2030", "Podaj datę w postaci")]
    [InlineData("Return", "DueOn", "1.1.2020", "Podaj datę w przyszłości")]
    [InlineData("Schedule", "PublishOn", "", "Podaj datę w postaci")]
    [InlineData("Schedule", "PublishAt", "25:00", "Podaj godzinę w postaci")]
    [InlineData("Schedule", "PublishOn", "1.1.2020", "Podaj datę w przyszłości")]
    [InlineData("Decline", "Message", "\u200B", "Podaj uzasadnienie")]
    [InlineData("Submit", "Decision", "Submit", "Wybierz decyzję")]
    public async Task Decision_WithABadField_SaysSoAtTheFieldAndKeepsTheRest(string decision, string field, string value, string message)
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        var page = await visitor.GetAsync(ReviewPortal.Path(revision));
        (string Name, string? Value)[] typed = [("Decision", decision), ("Message", "Dziękujemy."), ("DueOn", "1.12.2090"), ("PublishOn", "2.12.2090"), ("PublishAt", "9:30")];
        var refused = await visitor.SubmitAsync(page, "Wyślij decyzję", [.. typed.Where(t => t.Name != field), (field, value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(message, refused.Document.GetElementById($"decyzja-{field}-err")!.Words(), StringComparison.Ordinal);
        Assert.Equal($"#decyzja-{field}", refused.Document.QuerySelector("[data-testid=errors] a")!.Href());
        Assert.NotNull(refused.Document.GetElementById($"decyzja-{field}"));
        Assert.Equal(field == "Message" ? value : "Dziękujemy.", refused.Document.GetElementById("decyzja-Message")!.TextContent);
        Assert.Equal(field == "DueOn" ? value : "1.12.2090", refused.Document.GetElementById("decyzja-DueOn")!.GetAttribute("value"));
        Assert.Equal(RevisionStatus.InReview, await StatusAsync(revision));
    }

    [Fact]
    public async Task Schedule_DayAndHour_AreThePortalsOwnTime()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        await visitor.SubmitAsync(await visitor.GetAsync(ReviewPortal.Path(revision)), "Wyślij decyzję", [("Decision", "Schedule"), ("PublishOn", "5.07.2090"), ("PublishAt", "7:05")]);
        var local = new DateTime(2090, 7, 5, 7, 5, 0, DateTimeKind.Unspecified);
        var zone = portal.Services.GetRequiredService<TimeProvider>().LocalTimeZone;
        Assert.Equal(new DateTimeOffset(local, zone.GetUtcOffset(local)), await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision.Id).Select(r => r.ScheduledFor).SingleAsync()));
    }

    [Fact]
    public async Task Decline_WithoutConfirmation_ChangesNothing()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        var asked = await visitor.SubmitAsync(await visitor.GetAsync(ReviewPortal.Path(revision)), "Wyślij decyzję", [("Decision", "Decline"), ("Message", "Za mało danych.")]);
        Assert.NotNull(asked.Document.QuerySelector("[data-testid=confirmation]"));
        Assert.Equal("Za mało danych.", asked.Document.GetElementById("decyzja-Message")!.TextContent);
        Assert.Equal(RevisionStatus.InReview, await StatusAsync(revision));
        await visitor.SubmitAsync(asked, "Tak, odrzuć");
        Assert.Equal(RevisionStatus.Declined, await StatusAsync(revision));
    }

    [Fact]
    public async Task AskExpert_Twice_OffersOnlyTheOthers()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        var page = await visitor.GetAsync(ReviewPortal.Path(revision));
        (string, string?)[] typed = [("AccountId", portal.Expert.Id.ToString(CultureInfo.InvariantCulture))];
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Wyślij prośbę", typed)).Status);
        page = await visitor.GetAsync(ReviewPortal.Path(revision));
        Assert.DoesNotContain("Tomasz Olcha", page.Document.GetElementById("ekspert-AccountId")!.Words(), StringComparison.Ordinal);
        var again = await visitor.SubmitAsync(page, "Wyślij prośbę", typed);
        Assert.Contains("została już poproszona", again.Document.GetElementById("ekspert-AccountId-err")!.Words(), StringComparison.Ordinal);
        Assert.Contains("U eksperta", again.Main.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/redakcja/wersja/{0}")]
    [InlineData("/redakcja/praktyka/{1}")]
    public async Task DraftsOfOthers_Guessed_AreNotThere(string path)
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.Draft, title: "Tajny szkic");
        var address = string.Format(CultureInfo.InvariantCulture, path, revision.Id, revision.PracticeId);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(string.Format(CultureInfo.InvariantCulture, path, 999_999, 999_999))).Status);
        foreach (var account in new[] { portal.Stranger, portal.Expert })
        {
            var refused = await (await portal.AtAsync(account)).GetAsync(address);
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.DoesNotContain("Tajny szkic", refused.Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Practice_WithSeveralVersions_ComparesThemAndTellsItsStory()
    {
        var revision = await AddVersionsAsync();
        var page = await GetAsync($"/redakcja/praktyka/{revision.PracticeId}?od=1&do=2");
        Assert.Contains("zmieniono pola, w liczbie: 2", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("Zgłoszono wersję 2", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("Anna Zielna", page.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync($"/redakcja/praktyka/{revision.PracticeId}?od=x&do=2")).Status);
    }

    [Fact]
    public async Task Restore_OfAFormerVersion_StartsADraftWithItsContent()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.Published, number: 2, also: p =>
        {
            var former = PortalSeed.Revision(p, "Dawny tytuł", RevisionStatus.Superseded, 1);
            former.Problem = "Dawny problem.";
            p.Revisions.Add(former);
        });
        var visitor = await portal.AtAsync(portal.Editor);
        var page = await visitor.GetAsync($"/redakcja/praktyka/{revision.PracticeId}");
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Przywróć jako nowy szkic: wersja 1")).Status);
        var draft = await portal.UseDatabaseAsync(db => db.Revisions.SingleAsync(r => r.PracticeId == revision.PracticeId && r.Status == RevisionStatus.Draft));
        Assert.Equal((3, "Dawny tytuł", "Dawny problem.", portal.Editor.Id), (draft.Number, draft.Title, draft.Problem, draft.AuthorId!.Value));
        Assert.DoesNotContain("Przywróć jako nowy szkic", (await visitor.GetAsync($"/redakcja/praktyka/{revision.PracticeId}")).Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_WithoutAReason_AsksForOne()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.Published);
        var visitor = await portal.AtAsync(portal.Editor);
        var page = await visitor.GetAsync($"/redakcja/praktyka/{revision.PracticeId}");
        var refused = await visitor.SubmitAsync(page, "Przenieś do archiwum");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Podaj uzasadnienie", refused.Document.GetElementById("reason-err")!.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(refused, "Przenieś do archiwum", [("reason", "Program wygasł.")])).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.SubmitAsync(page, "Przenieś do archiwum", [("reason", "Jeszcze raz.")])).Status);
    }

    private async Task<PracticeRevision> AddVersionsAsync()
    {
        var first = await portal.AddRevisionAsync(RevisionStatus.Published, title: "Praktyka w dwóch wersjach", content: r => r.MainGoal = "Program kończy 76 osób.");
        return await portal.UseDatabaseAsync(async db =>
        {
            var published = await db.Revisions.AsNoTracking().Include(r => r.TargetGroups).Include(r => r.Contacts).SingleAsync(r => r.Id == first.Id);
            var next = new PracticeRevision
            {
                PracticeId = published.PracticeId,
                Number = 2,
                Status = RevisionStatus.InReview,
                CreatedAt = PortalSeed.Moment,
                ChangedAt = PortalSeed.Moment,
                SubmittedAt = PortalSeed.Moment,
                AuthorId = portal.Officer.Id,
                Writers = [portal.Officer.Id],
                AssigneeId = portal.Assigned.Id,
                Title = published.Title,
                Summary = published.Summary,
                CategoryId = published.CategoryId,
                LocalGovernmentId = published.LocalGovernmentId,
                Metryka = published.Metryka,
                Problem = published.Problem,
                MainGoal = "Program kończy 83 osób.",
                ActivitiesText = published.ActivitiesText,
                ScheduleText = published.ScheduleText,
                ResultsText = published.ResultsText,
                CostsText = null,
                WorksWithoutFunding = published.WorksWithoutFunding,
                ConsentsToPublication = true,
                ContactsInformed = true,
            };
            next.TargetGroups.AddRange(published.TargetGroups.Select(g => new RevisionTargetGroup { TargetGroupId = g.TargetGroupId }));
            next.Contacts.AddRange(published.Contacts.Select(c => new RevisionContact { ContactId = c.ContactId }));
            next.History.Add(new HistoryEntry { At = PortalSeed.Moment, Actor = "Officer", AccountId = portal.Officer.Id, Action = ReviewAction.Submit, From = RevisionStatus.Draft, To = RevisionStatus.Submitted });
            db.Revisions.Add(next);
            await db.SaveChangesAsync();
            return next;
        });
    }

    private async Task<Page> GetAsync(string path) => await (await portal.AtAsync(portal.Assigned)).GetAsync(path);

    private Task<RevisionStatus> StatusAsync(PracticeRevision revision) => portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision.Id).Select(r => r.Status).SingleAsync());
}
