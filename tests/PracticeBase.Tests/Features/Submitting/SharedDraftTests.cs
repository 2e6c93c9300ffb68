using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Several people and one draft: who sees it, who wins, what is told; new revisions and documents.</summary>
public sealed class SharedDraftTests(SubmittingPortal portal) : IClassFixture<SubmittingPortal>
{
    [Fact]
    public async Task Save_TwoPeopleInDifferentFields_KeepsBoth()
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        using var jan = await portal.SignInAsync(portal.CoWorker);
        var path = $"/panel/praktyka/{await SubmittingPortal.StartAsync(anna)}/prezentacja";
        var (one, two) = (await anna.GetAsync(path), await jan.GetAsync(path));

        var first = await anna.SubmitAsync(one, "Zapisz", [("Problem", "Problem Anny")]);
        var second = await jan.SubmitAsync(two, "Zapisz", [("MainGoal", "Cel Jana")]);
        var draft = await LastDraftAsync();

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.Status, second.Status));
        Assert.Equal(("Problem Anny", "Cel Jana"), (draft.Problem, draft.MainGoal));
        Assert.Equal([portal.Officer.Id, portal.CoWorker.Id], draft.Writers);
    }

    [Fact]
    public async Task Save_TwoPeopleInTheSameField_TellsTheSecondAndKeepsBothTexts()
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        using var jan = await portal.SignInAsync(portal.CoWorker);
        var path = $"/panel/praktyka/{await SubmittingPortal.StartAsync(anna)}/prezentacja";
        var (one, two) = (await anna.GetAsync(path), await jan.GetAsync(path));
        await anna.SubmitAsync(one, "Zapisz", [("Problem", "Problem Anny")]);

        var told = await jan.SubmitAsync(two, "Zapisz", [("Problem", "Problem Jana"), ("MainGoal", "Cel Jana")]);
        var before = await LastDraftAsync();
        await jan.SubmitAsync(told, "Zapisz");
        var after = await LastDraftAsync();

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("Problem Anny", told.Main.Words(), StringComparison.Ordinal);
        Assert.Equal("Problem Jana", told.Document.GetElementById("Problem")!.TextContent.Trim());
        Assert.Equal(("Problem Anny", null), (before.Problem, before.MainGoal));
        Assert.Equal(("Problem Jana", "Cel Jana"), (after.Problem, after.MainGoal));
    }

    [Fact]
    public async Task Save_ReplayedForm_ChangesNothing()
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        var path = $"/panel/praktyka/{await SubmittingPortal.StartAsync(anna)}/prezentacja";
        var old = await anna.GetAsync(path);
        await anna.SubmitAsync(old, "Zapisz", [("Problem", "Pierwszy")]);
        await anna.SubmitAsync(await anna.GetAsync(path), "Zapisz", [("Problem", "Drugi")]);

        var replayed = await anna.SubmitAsync(old, "Zapisz", [("Problem", "Pierwszy")]);

        Assert.Equal(HttpStatusCode.Conflict, replayed.Status);
        Assert.Equal("Drugi", (await LastDraftAsync()).Problem);
    }

    [Fact]
    public async Task Save_TwentyAtTheSameMoment_OneWinsAndTheOthersAreTold()
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        var path = $"/panel/praktyka/{await SubmittingPortal.StartAsync(anna)}/prezentacja";
        var visitors = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => portal.SignInAsync(i % 2 == 0 ? portal.Officer : portal.CoWorker)));
        var pages = await Task.WhenAll(visitors.Select(v => v.GetAsync(path)));

        var answers = await Task.WhenAll(visitors.Select((v, i) => v.SubmitAsync(pages[i], "Zapisz", [("Problem", $"Tekst {i}")])));
        var draft = await LastDraftAsync();

        var winner = Assert.Single(Enumerable.Range(0, 20), i => answers[i].Status == HttpStatusCode.SeeOther);
        Assert.Equal($"Tekst {winner}", draft.Problem);
        Assert.All(answers.Where((_, i) => i != winner), a =>
        {
            Assert.Equal(HttpStatusCode.Conflict, a.Status);
            Assert.Contains($"Tekst {winner}", a.Main.Words(), StringComparison.Ordinal);
        });
        Array.ForEach(visitors, v => v.Dispose());
    }

    [Fact]
    public async Task Save_TwentyInTwentyFields_LosesNone()
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        var path = $"/panel/praktyka/{await SubmittingPortal.StartAsync(anna)}/prezentacja";
        string[] fields = ["Problem", "MainGoal", "TargetGroupsText", "ActivitiesText", "ScheduleText", "PartnersText", "Organisation", "LegalText", "ResultsText", "Difficulties", "Sustainability", "OtherInformation"];
        var visitors = await Task.WhenAll(fields.Select((_, i) => portal.SignInAsync(i % 2 == 0 ? portal.Officer : portal.CoWorker)));
        var pages = await Task.WhenAll(visitors.Select(v => v.GetAsync(path)));

        var answers = await Task.WhenAll(visitors.Select((v, i) => v.SubmitAsync(pages[i], "Zapisz", [(fields[i], $"Tekst {i}")])));
        var page = await anna.GetAsync(path);

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Equal(fields.Select((_, i) => $"Tekst {i}"), fields.Select(f => page.Document.GetElementById(f)!.TextContent.Trim()));
        Array.ForEach(visitors, v => v.Dispose());
    }

    [Theory]
    [InlineData("/panel/praktyka/{0}")]
    [InlineData("/panel/praktyka/{0}/jednostka")]
    [InlineData("/panel/praktyka/{0}/wyslanie")]
    [InlineData("/panel/praktyka/{0}/usun")]
    [InlineData("/panel/podglad/{0}")]
    [InlineData("/panel/podglad/{0}/prezentacja")]
    [InlineData("/panel/podglad/{0}/zalaczniki")]
    public async Task Draft_OfAnotherUnit_IsNotThere(string path)
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        using var stranger = await portal.SignInAsync(portal.Stranger);
        using var nobody = portal.Visit();
        var id = await SubmittingPortal.StartAsync(anna);
        var address = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address)).Status);
        Assert.Contains("/konto/zaloguj", (await nobody.GetAsync(address)).Headers["Location"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfAnotherUnit_TakesNoPost()
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        using var stranger = await portal.SignInAsync(portal.Stranger);
        var id = await SubmittingPortal.StartAsync(anna, "Moja praca");
        var own = await SubmittingPortal.StartAsync(stranger);
        var page = await stranger.GetAsync($"/panel/praktyka/{own}/tytul");
        var form = Form.Of(page.Document.QuerySelectorAll("button:not([aria-hidden])").Single(b => b.Words() == "Zapisz"));

        foreach (var path in new[] { "tytul", "zglos", "wycofaj", "usun" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.SubmitAsync(form with { Action = $"/panel/praktyka/{id}/{path}" }, [("Title", "Cudza")])).Status);
        }

        Assert.Equal("Moja praca", await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == id).Select(r => r.Title).SingleAsync()));
    }

    [Fact]
    public async Task NewRevision_OfPublished_LeavesThePublicPageAndCopiesContacts()
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        using var stranger = await portal.SignInAsync(portal.Stranger);
        var practice = $"/praktyka/{portal.PracticeId}-swietlica-dla-seniorow-w-dawnej-szkole";
        var before = await portal.GetPageAsync(practice);

        var started = await anna.SubmitAsync(await anna.GetAsync("/panel/nowa"), "Aktualizuj: Świetlica dla seniorów w dawnej szkole");
        var id = int.Parse(started.Headers["Location"].Split('/')[3], System.Globalization.CultureInfo.InvariantCulture);
        await anna.SubmitAsync(await anna.GetAsync($"/panel/praktyka/{id}/jednostka"), "Zapisz", [("Contacts.Name", "Maria Nowa"), ("UnitName", "Inny urząd")]);
        var after = await portal.GetPageAsync(practice);
        var refused = await stranger.SendAsync(await PostAsync(stranger, $"/panel/nowa/wersja/{portal.PublishedId}"));
        var again = await anna.SendAsync(await PostAsync(anna, $"/panel/nowa/wersja/{portal.PublishedId}"));

        Assert.Contains("Maria Stara", before.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(before.Main.Words(), after.Main.Words());
        Assert.Contains("Maria Nowa", (await anna.GetAsync($"/panel/podglad/{id}")).Main.Words(), StringComparison.Ordinal);
        Assert.Contains("Nie było gdzie się spotkać.", (await anna.GetAsync($"/panel/praktyka/{id}/prezentacja")).Source, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Contains($"/panel/praktyka/{id}", again.Headers["Location"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("portal-page.txt")]
    [InlineData("deck.windows-1250.txt")]
    public async Task Start_FromADocument_FillsTheForm(string sample)
    {
        using var anna = await portal.SignInAsync(portal.Officer);
        var content = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Samples", sample), TestContext.Current.CancellationToken);

        var started = await anna.SubmitAsync(await anna.GetAsync("/panel/nowa"), "Wczytaj dokument", files: [("dokument", sample, content)]);
        var draft = await LastDraftAsync();

        Assert.Equal(HttpStatusCode.SeeOther, started.Status);
        Assert.Equal((RevisionStatus.Draft, portal.Officer.Id), (draft.Status, draft.AuthorId));
        Assert.True(draft.Summary.Length > 50 || draft.Problem is not null);
    }

    [Theory]
    [InlineData("obraz.txt", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0 })]
    [InlineData("pusty.txt", new byte[0])]
    public async Task Start_FromNoDocument_SaysWhy(string name, byte[] content)
    {
        using var anna = await portal.SignInAsync(portal.Officer);

        var page = await anna.SubmitAsync(await anna.GetAsync("/panel/nowa"), "Wczytaj dokument", files: [("dokument", name, content)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotEmpty(page.Document.QuerySelector("[role=alert]")!.Words());
    }

    [Fact]
    public async Task Title_LikeAPublishedOne_IsPointedOut()
    {
        using var stranger = await portal.SignInAsync(portal.Stranger);
        var id = await SubmittingPortal.StartAsync(stranger, "Świetlica dla seniora w dawnej szkole");

        var page = await stranger.GetAsync($"/panel/praktyka/{id}/tytul");

        Assert.Contains("Podobna praktyka już jest w bazie", page.Sections);
    }

    private Task<PracticeRevision> LastDraftAsync() => portal.UseDatabaseAsync(db => db.Revisions.AsNoTracking().OrderByDescending(r => r.Id).FirstAsync());

    private static async Task<HttpRequestMessage> PostAsync(Visitor visitor, string path)
    {
        var token = (await visitor.GetAsync("/panel/nowa")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]) };
    }
}
