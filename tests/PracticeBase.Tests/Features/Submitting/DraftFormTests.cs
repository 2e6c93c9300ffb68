using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What an officer types in the form, and what becomes of it.</summary>
public sealed class DraftFormTests(SubmittingPortal portal) : IClassFixture<SubmittingPortal>
{
    /// <summary>Fits without its scheme, and does not with it.</summary>
    private const string LongWebsite = "example.org/" + Hundred + Hundred + Hundred + Hundred + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private const string Hundred = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Fact]
    public async Task Start_TitleAlone_MakesADraftOfTheOfficersUnit()
    {
        using var officer = await portal.SignInAsync(portal.Officer);

        var id = await SubmittingPortal.StartAsync(officer, "Cicha nawierzchnia przy szkołach");
        var draft = await DraftAsync(id);
        var panel = await officer.GetAsync("/panel");

        Assert.Equal((RevisionStatus.Draft, "Cicha nawierzchnia przy szkołach", portal.Officer.Id), (draft.Status, draft.Title, draft.AuthorId));
        Assert.Equal(portal.Officer.LocalGovernmentId, draft.LocalGovernmentId);
        Assert.Contains("Cicha nawierzchnia przy szkołach", panel.Titles);
        Assert.Equal(ReviewAction.Start, Assert.Single(draft.History).Action);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200B\u202E")]
    public async Task Start_NoTitle_SaysSoAndMakesNothing(string title)
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var before = await portal.UseDatabaseAsync(db => db.Revisions.CountAsync());

        var page = await officer.SubmitAsync(await officer.GetAsync("/panel/nowa"), "Zacznij pisać", [("Title", title)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Podaj tytuł", page.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(before, await portal.UseDatabaseAsync(db => db.Revisions.CountAsync()));
    }

    [Fact]
    public async Task Save_AllSteps_StoresWhatWasTyped()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);

        await CompleteDraft.FillAsync(officer, id);
        var draft = await DraftAsync(id);
        var finish = await officer.GetAsync($"/panel/praktyka/{id}/wyslanie");

        Assert.Equal(("Urząd Gminy", "43-100", 186000.50m, true), (draft.Metryka.UnitName, draft.Metryka.PostalCode, draft.Cost, draft.WorksWithoutFunding));
        Assert.Equal(new Period { Label = "1. edycja", From = new PartialDate(2024, 3), Ongoing = true }, Assert.Single(draft.Periods));
        Assert.Equal("anna@example.org", Assert.Single(draft.Contacts).Contact.Email);
        Assert.Equal("100%", finish.Document.QuerySelector("[data-testid=completeness]")!.Words());
    }

    [Theory]
    [InlineData("jednostka", "PostalCode", "43-10", "Kod pocztowy")]
    [InlineData("jednostka", "Website", "javascript:alert(1)", "adres strony")]
    [InlineData("jednostka", "Website", LongWebsite, "najwyżej 500 znaków")]
    [InlineData("jednostka", "Population", "-5", "samymi cyframi")]
    [InlineData("jednostka", "LocalGovernment", "Atlantyda", "Nie znamy jednostki")]
    [InlineData("jednostka", "Contacts.Email", "to nie adres", "adres e-mail")]
    [InlineData("jednostka", "Contacts.ValidUntil", "31.02.2027", "Takiej daty nie ma")]
    [InlineData("jednostka", "Contacts.ValidUntil", "01.01.2001", "Podaj datę od")]
    [InlineData("tytul", "Title", "", "Podaj tytuł")]
    [InlineData("tytul", "Category", "999999", "Wybierz jedną")]
    [InlineData("prezentacja", "PeopleCount", "dużo", "samymi cyframi")]
    [InlineData("prezentacja", "Periods.From", "31.02.2024", "Takiej daty nie ma")]
    [InlineData("prezentacja", "Periods.From", "13.2024", "Takiej daty nie ma")]
    [InlineData("prezentacja", "Activities.Hours", "osiem", "samymi cyframi")]
    [InlineData("prezentacja", "Indicators.Year", "99", "czterema cyframi")]
    [InlineData("prezentacja", "LegalBases.Url", "ftp://example.org", "adres strony")]
    [InlineData("koszty", "Cost", "-100", "samymi cyframi")]
    [InlineData("koszty", "Cost", "186 tys.", "samymi cyframi")]
    [InlineData("koszty", "FundingSources.Amount", "9999999999999999", "samymi cyframi")]
    [InlineData("koszty", "WorksWithoutFunding", "no", "Wybierz jedną")]
    public async Task Save_BadValue_IsToldAtTheFieldAndTheRestIsKept(string step, string field, string value, string message)
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        var other = step switch { "jednostka" => "Locality", "tytul" => "Summary", "prezentacja" => "Problem", _ => "CostsText" };
        var names = field.Contains('.', StringComparison.Ordinal) ? FirstCell(field) : [];

        var page = await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/{step}"), "Zapisz", [(field, value), (other, "Reszta zostaje."), .. names]);
        var stored = await officer.GetAsync($"/panel/praktyka/{id}/{step}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(message, page.Document.QuerySelector("[role=alert]")!.Words(), StringComparison.Ordinal);
        var anchor = page.Document.QuerySelector("[role=alert] li a")!.GetAttribute("href")![1..];
        var input = page.Document.GetElementById(anchor) ?? throw new InvalidOperationException($"No input «{anchor}».");
        if (input.TagName != "SELECT" && field != "WorksWithoutFunding")
        {
            Assert.Contains(value, ValueOf(page, field));
        }

        Assert.True(input.GetAttribute("aria-invalid") == "true" || input.QuerySelector("[aria-invalid=true]") is not null || field is "WorksWithoutFunding");
        Assert.Contains("Reszta zostaje.", ValueOf(stored, other));
        Assert.DoesNotContain(value.Length == 0 ? "?" : value, ValueOf(stored, field));
    }

    [Theory]
    [InlineData("Periods.From", "05.2024", "Periods.To", "04.2024", "wcześniejszy")]
    [InlineData("Activities.Hours", "8", "Activities.HoursTo", "4", "mniejsza")]
    public async Task Save_EndBeforeStart_IsTold(string first, string from, string second, string to, string message)
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);

        var page = await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/prezentacja"), "Zapisz", [(first, from), (second, to), .. FirstCell(first)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(message, page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_TooLongText_IsToldAndNotStored()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);

        var page = await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/prezentacja"), "Zapisz", [("Problem", new string('x', 20_001)), ("MainGoal", "Cel")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal((null, "Cel"), ((await DraftAsync(id)).Problem, (await DraftAsync(id)).MainGoal));
    }

    [Theory]
    [InlineData(61)]
    [InlineData(900)]
    public async Task Save_TooManyRows_IsToldAndNotStored(int rows)
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        var many = Enumerable.Range(0, rows).SelectMany(i => new (string, string?)[] { ("SpecificGoals.Goal", $"Cel {i}") });

        var page = await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/prezentacja"), "Zapisz", many);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Za dużo wierszy", page.Main.Words(), StringComparison.Ordinal);
        Assert.Empty((await DraftAsync(id)).SpecificGoals);
    }

    [Fact]
    public async Task Save_TenThousandRows_IsRefused()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        var many = Enumerable.Range(0, 10_000).SelectMany(i => new (string, string?)[] { ("SpecificGoals.Goal", $"Cel {i}") });

        var page = await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/prezentacja"), "Zapisz", many);

        Assert.InRange((int)page.Status, 400, 499);
        Assert.Empty((await DraftAsync(id)).SpecificGoals);
    }

    [Fact]
    public async Task Save_HugeBody_IsRefusedWithAPage()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);

        var page = await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/prezentacja"), "Zapisz", [("Problem", new string('x', 6_000_000))]);

        Assert.InRange((int)page.Status, 400, 499);
    }

    [Fact]
    public async Task Rows_AddedAndRemovedWithoutScript_StayInOrder()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        var path = $"/panel/praktyka/{id}/prezentacja";

        var added = await officer.SubmitAsync(await officer.GetAsync(path), "Dodaj partnera", [("Partners.Name", "Koło Gospodyń")]);
        var more = await officer.GetAsync(added.Headers["Location"].Split('#')[0]);
        Assert.Equal(["Koło Gospodyń", ""], ValueOf(more, "Partners.Name"));
        await officer.SubmitAsync(more, "Zapisz", [("Partners.Name", "Koło Gospodyń"), ("Partners.Name", "OSP"), ("Partners.Kind", "Ngo"), ("Partners.Kind", "Informal"), ("Partners.Role", ""), ("Partners.Role", ""), ("Partners.Contribution", ""), ("Partners.Contribution", "sala")]);
        await officer.SubmitAsync(await officer.GetAsync(path), "Usuń: Partner 1");

        var partner = Assert.Single((await DraftAsync(id)).Partners);
        Assert.Equal(("OSP", PartnerKind.Informal, "sala"), (partner.Name, partner.Kind, partner.Contribution));
    }

    [Fact]
    public async Task Save_HostileTextInEveryField_IsStoredCleanAndShownEncoded()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer, "<script>alert(1)</script> \u202Etytuł\u200B");
        const string hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202E\u200B\u0007 \uFFFF";
        foreach (var step in new[] { "jednostka", "tytul", "prezentacja", "koszty" })
        {
            var page = await officer.GetAsync($"/panel/praktyka/{id}/{step}");
            var names = page.Document.QuerySelectorAll("main form textarea[name], main form input[name]:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file])")
                .Select(e => e.GetAttribute("name")!).Where(n => n is not ("LocalGovernment" or "Contacts.Email" or "Contacts.ValidUntil" or "LegalBases.Url")).Distinct();
            var answer = await officer.SubmitAsync(page, "Zapisz", names.Select(n => (n, (string?)hostile)));
            Assert.True((int)answer.Status is 303 or 422, $"{step}: {answer.Status}");
        }

        var draft = await DraftAsync(id);
        var preview = await officer.GetAsync($"/panel/podglad/{id}/prezentacja");

        Assert.DoesNotContain(draft.Problem!, c => c is '\u202E' or '\u200B' or '\u0007' or '\uFFFF');
        Assert.DoesNotContain("<script>alert", preview.Source, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", preview.Source, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Save_LoneSurrogate_IsStoredWithoutIt()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        var page = await officer.GetAsync($"/panel/praktyka/{id}/tytul");
        var form = Form.Of(page.Document.QuerySelectorAll("button").Single(b => b.Words() == "Zapisz" && !b.HasAttribute("aria-hidden")));
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action);
        var body = string.Join('&', form.Fields.Select(f => f.Name == "Title" ? "Title=A%ED%A0%80B%F0" : $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));
        request.Content = new StringContent(body, null, "application/x-www-form-urlencoded");

        var answer = await officer.SendAsync(request);

        Assert.True((int)answer.Status < 500, answer.Status.ToString());
        Assert.DoesNotContain((await DraftAsync(id)).Title, char.IsSurrogate);
    }

    [Fact]
    public async Task Save_FieldsOfAnotherKind_AreIgnored()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);

        await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/tytul"), "Zapisz",
            [("Summary", "Nowy skrót"), ("Status", "Published"), ("AuthorId", "1"), ("AssigneeId", "1"), ("PublishedAt", "2020-01-01"), ("Programme", "EQUAL"), ("Problem", "z innego kroku"), ("Practice.OwnerId", "1")]);
        var draft = await DraftAsync(id);

        Assert.Equal((RevisionStatus.Draft, portal.Officer.Id, null, null, null, null, "Nowy skrót"),
            (draft.Status, draft.AuthorId, draft.AssigneeId, draft.PublishedAt, draft.Result.Programme, draft.Problem, draft.Summary));
    }

    [Fact]
    public async Task Save_ForgedToken_IsRefusedAndChangesNothing()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer, "Bez zmian");

        var page = await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/tytul"), "Zapisz", [("Title", "Zmiana"), ("__RequestVerificationToken", "podrobiony")]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("Bez zmian", (await DraftAsync(id)).Title);
    }

    [Fact]
    public async Task Submit_Incomplete_ListsEveryMissingFieldWithALink()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);

        var page = await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/wyslanie"), "Zgłoś do redakcji");
        var links = page.Main.QuerySelectorAll("[role=alert] li a").Select(a => a.GetAttribute("href")!).ToList();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains($"/panel/praktyka/{id}/tytul#Summary", links);
        foreach (var link in links)
        {
            var target = await officer.GetAsync(link.Split('#')[0]);
            Assert.NotNull(target.Document.GetElementById(link.Split('#')[1]));
        }

        Assert.Equal(RevisionStatus.Draft, (await DraftAsync(id)).Status);
    }

    [Fact]
    public async Task Submit_Complete_IsSubmittedWithReceiptAndCanBeWithdrawn()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer, "Do zgłoszenia");
        await CompleteDraft.FillAsync(officer, id);

        await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/wyslanie"), "Zgłoś do redakcji");
        var submitted = await DraftAsync(id);
        var letters = await portal.UseDatabaseAsync(db => db.Messages.Where(m => m.RevisionId == id).ToListAsync());
        var late = await officer.GetAsync($"/panel/praktyka/{id}/tytul");
        await officer.SubmitAsync(await officer.GetAsync("/panel"), "Wycofaj: Do zgłoszenia");

        Assert.Equal(RevisionStatus.Submitted, submitted.Status);
        Assert.Equal((MessageKind.Submitted, portal.Officer.Id), (Assert.Single(letters).Kind, letters[0].AccountId!.Value));
        Assert.Equal(HttpStatusCode.SeeOther, late.Status);
        Assert.Equal(RevisionStatus.Draft, (await DraftAsync(id)).Status);
    }

    [Fact]
    public async Task Submit_BelongingUnconfirmed_IsRefusedKindly()
    {
        var newcomer = await portal.AddAccountAsync("Nowa Osoba", AccountRoles.Officer, portal.FirstTeryt, belongs: false);
        using var visitor = await portal.SignInAsync(newcomer);
        var id = await SubmittingPortal.StartAsync(visitor);
        await CompleteDraft.FillAsync(visitor, id);

        var page = await visitor.SubmitAsync(await visitor.GetAsync($"/panel/praktyka/{id}/wyslanie"), "Zgłoś do redakcji");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("Szkic jest bezpieczny", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_SubmittedMeanwhile_ShowsWhatWasTyped()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        await CompleteDraft.FillAsync(officer, id);
        var open = await officer.GetAsync($"/panel/praktyka/{id}/tytul");
        await officer.SubmitAsync(await officer.GetAsync($"/panel/praktyka/{id}/wyslanie"), "Zgłoś do redakcji");

        var page = await officer.SubmitAsync(open, "Zapisz", [("Title", "Ostatnia myśl")]);

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("Ostatnia myśl", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discard_Draft_AsksFirstAndTakesItAway()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer, "Do kosza");
        await CompleteDraft.FillAsync(officer, id);

        var asked = await officer.GetAsync($"/panel/praktyka/{id}/usun");
        Assert.Contains("nie da się cofnąć", asked.Main.Words(), StringComparison.Ordinal);
        await officer.SubmitAsync(asked, "Usuń na zawsze");

        Assert.False(await portal.UseDatabaseAsync(db => db.Revisions.AnyAsync(r => r.Id == id)));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/panel/praktyka/{id}/tytul")).Status);
    }

    private static (string, string?)[] FirstCell(string field) => field.Split('.') switch
    {
        ["Contacts", not "Name"] => [("Contacts.Name", "Anna Zielna")],
        ["Activities", not "Name"] => [("Activities.Name", "Zajęcia")],
        ["Indicators", not "Name"] => [("Indicators.Name", "Liczba osób")],
        ["LegalBases", not "Act"] => [("LegalBases.Act", "Uchwała")],
        ["FundingSources", not "Programme"] => [("FundingSources.Programme", "Budżet")],
        _ => [],
    };

    private static IReadOnlyList<string> ValueOf(Page page, string field) =>
        [.. Form.Of(page.Document.QuerySelectorAll("button").Single(b => b.Words() == "Zapisz" && !b.HasAttribute("aria-hidden"))).Fields.Where(f => f.Name == field).Select(f => f.Value)];

    private Task<PracticeRevision> DraftAsync(int id) => portal.UseDatabaseAsync(db => db.Revisions.AsNoTracking()
        .Include(r => r.Contacts).ThenInclude(c => c.Contact).Include(r => r.Partners).Include(r => r.History).SingleAsync(r => r.Id == id));
}
