using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using PracticeBase.Tests.Uploads;
using Xunit;

namespace PracticeBase.Tests.Features.Submitting;

/// <summary>Describing, ordering and removing; who may, and when.</summary>
public sealed class AttachmentEditTests(AttachmentsPortal portal) : IClassFixture<AttachmentsPortal>
{
    private const string Title = "Attachments.Title";
    private const string Description = "Attachments.Description";
    private const string AltText = "Attachments.AltText";
    private const string Licence = "Attachments.Licence";

    [Fact]
    public async Task Edit_OfAllFields_IsSavedAndShown()
    {
        var (anna, draft) = await OpenAsync(("wykres.png", PictureSamples.CleanPng()));
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        Assert.Contains("Brak tekstu alternatywnego", AttachmentsPortal.Section(page).Words(), StringComparison.Ordinal);

        var answer = await anna.SubmitAsync(page, "Zapisz opis: Wykres", [(Title, "Wykres liczby osób"), (Description, "Dane z lat 2020–2025"), (AltText, "Słupki rosną z 12 do 310"), (Licence, "CC0 1.0")]);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        page = await anna.FollowAsync(answer);
        var kept = Assert.Single(await portal.AttachmentsAsync(draft));
        Assert.Equal(("Wykres liczby osób", "Dane z lat 2020–2025", "Słupki rosną z 12 do 310", "CC0 1.0"), (kept.Title, kept.Description, kept.AltText, kept.Licence));
        Assert.DoesNotContain("Brak tekstu alternatywnego", AttachmentsPortal.Section(page).Words(), StringComparison.Ordinal);
        Assert.Contains("Słupki rosną z 12 do 310", (await anna.GetAsync($"/panel/podglad/{draft}/zalaczniki")).Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_WithMarkupAndHiddenCharacters_IsEncodedAndCleaned()
    {
        var (anna, draft) = await OpenAsync();
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));

        var answer = await anna.SubmitAsync(page, "Zapisz opis: Regulamin", [(Title, "<script>alert(1)</script>\u202E\u200B\u0007"), (Description, "\"><img src=x onerror=alert(1)>\r\nwiersz\u0001")]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);

        var kept = Assert.Single(await portal.AttachmentsAsync(draft));
        Assert.Equal(("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>\nwiersz"), (kept.Title, kept.Description));
        foreach (var path in new[] { AttachmentsPortal.StepOf(draft), $"/panel/podglad/{draft}/zalaczniki", $"{AttachmentsPortal.PathOf(draft)}/{kept.Id}/usun" })
        {
            page = await anna.GetAsync(path);
            Assert.Contains("<script>alert(1)</script>", page.Main.Words(), StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page.Source, StringComparison.Ordinal);
            Assert.Empty(page.Main.QuerySelectorAll("img[onerror]"));
        }
    }

    [Fact]
    public async Task Edit_WithHalfASurrogatePair_IsCleaned()
    {
        var (anna, draft) = await OpenAsync();
        var form = Form.Of(Button(await anna.GetAsync(AttachmentsPortal.StepOf(draft)), "Zapisz opis: Regulamin"));
        // The bytes themselves: as %ED%A0%80 they would stay these nine characters.
        var body = string.Join('&', form.With([(Title, "X")]).Select(f => $"{Uri.EscapeDataString(f.Name)}={(f.Name == Title ? "Tytu\u00ED\u00A0\u0080%C5%82" : Uri.EscapeDataString(f.Value))}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.SeeOther, (await anna.SendAsync(request)).Status);
        Assert.Equal("Tytuł", Assert.Single(await portal.AttachmentsAsync(draft)).Title);
    }

    [Theory]
    [InlineData(Title, "  \u200B ", "Proszę podać tytuł załącznika.")]
    [InlineData(Title, null, "Proszę podać tytuł załącznika.")]
    [InlineData(Title, "*301", "Za długi tekst: najwyżej 300 znaków.")]
    [InlineData(Description, "*2001", "Za długi tekst: najwyżej 2000 znaków.")]
    [InlineData(Description, "*300000", "Za długi tekst: najwyżej 2000 znaków.")]
    [InlineData(AltText, "*2001", "Za długi tekst: najwyżej 2000 znaków.")]
    [InlineData(Licence, "All rights reserved", "Proszę wybrać licencję z listy.")]
    public async Task Edit_OfAWrongValue_IsToldAtTheFieldAndKeepsWhatWasTyped(string field, string? value, string message)
    {
        var (anna, draft) = await OpenAsync(("wykres.png", PictureSamples.CleanPng()));
        value = value?[0] == '*' ? new string('x', int.Parse(value[1..], System.Globalization.CultureInfo.InvariantCulture)) : value;
        var other = field == Description ? AltText : Description;

        var page = await anna.SubmitAsync(await anna.GetAsync(AttachmentsPortal.StepOf(draft)), "Zapisz opis: Wykres", [(field, value), (other, "Wpisano przed chwilą")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(message, AttachmentsPortal.Alert(page), StringComparison.Ordinal);
        var wrong = page.Document.QuerySelector(Assert.Single(page.Main.QuerySelectorAll("[role=alert] a")).Href())!;
        Assert.Equal(("true", field), (wrong.GetAttribute("aria-invalid"), wrong.GetAttribute("name")));
        Assert.Contains(message, page.Document.GetElementById(wrong.GetAttribute("aria-describedby")!.Split(' ')[^1])!.Words(), StringComparison.Ordinal);
        Assert.Equal("Wpisano przed chwilą", page.Main.QuerySelector($"[name='{other}']")!.TextContent.Trim());
        var kept = Assert.Single(await portal.AttachmentsAsync(draft));
        Assert.Equal(("Wykres", null, null), (kept.Title, kept.Description, kept.AltText));
    }

    [Fact]
    public async Task Edit_OfAnImportedLicence_KeepsIt()
    {
        var (anna, draft) = await OpenAsync();
        await portal.UseDatabaseAsync(db => db.Attachments.Where(a => a.RevisionId == draft).ExecuteUpdateAsync(s => s.SetProperty(a => a.Licence, "Dozwolony użytek")));
        var answer = await anna.SubmitAsync(await anna.GetAsync(AttachmentsPortal.StepOf(draft)), "Zapisz opis: Regulamin", [(Title, "Regulamin 2")]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("Dozwolony użytek", Assert.Single(await portal.AttachmentsAsync(draft)).Licence);
    }

    [Fact]
    public async Task Edit_OfWhatSomebodyElseChanged_IsToldAndKeepsBoth()
    {
        var (anna, draft) = await OpenAsync();
        using var jan = await portal.SignInAsync(portal.Jan);
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        await jan.SubmitAsync(await jan.GetAsync(AttachmentsPortal.StepOf(draft)), "Zapisz opis: Regulamin", [(Title, "Tytuł Jana")]);

        var conflict = await anna.SubmitAsync(page, "Zapisz opis: Regulamin", [(Title, "Tytuł Anny")]);

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal("Tytuł Jana", Assert.Single(await portal.AttachmentsAsync(draft)).Title);
        Assert.Contains("Ktoś przed chwilą zmienił opis tego załącznika", AttachmentsPortal.Alert(conflict), StringComparison.Ordinal);
        var field = conflict.Main.QuerySelector($"[name='{Title}']")!;
        Assert.Equal("Tytuł Anny", field.GetAttribute("value"));
        Assert.Contains("Tytuł Jana", conflict.Document.GetElementById(field.GetAttribute("aria-describedby")!)!.Words(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await anna.SubmitAsync(conflict, "Zapisz opis: Tytuł Jana")).Status);
        Assert.Equal("Tytuł Anny", Assert.Single(await portal.AttachmentsAsync(draft)).Title);
    }

    [Fact]
    public async Task Edit_OfWhatSomebodyElseRemoved_Is404WithWhatWasTyped()
    {
        var (anna, draft) = await OpenAsync();
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        await portal.UseDatabaseAsync(db => db.Attachments.Where(a => a.RevisionId == draft).ExecuteDeleteAsync());

        var gone = await anna.SubmitAsync(page, "Zapisz opis: Regulamin", [(Description, "Długi opis, którego szkoda")]);

        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Contains("Długi opis, którego szkoda", gone.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_WithMoreThanTheFormHas_ChangesNothingElse()
    {
        var (anna, draft) = await OpenAsync();
        var before = Assert.Single(await portal.AttachmentsAsync(draft));
        var other = await portal.DraftAsync();

        await anna.SubmitAsync(await anna.GetAsync(AttachmentsPortal.StepOf(draft)), "Zapisz opis: Regulamin",
        [
            (Title, "Nowy"), ("Attachments.Id", "1"), ("Attachments.RevisionId", $"{other}"), ("Attachments.Sha256", new string('0', 64)), ("Attachments.FileName", "a.exe"), ("Attachments.Order", "9"),
            ("Attachments.Revision.Title", "Obcy"), ("Status", "Published"), ("Attachments.File.Size", "1"), ("revisionId", $"{other}"), ("FileName", "a.exe"),
        ]);

        var after = Assert.Single(await portal.AttachmentsAsync(draft));
        Assert.Equal((before.Id, before.Sha256, before.FileName, before.Order, before.File.Size), (after.Id, after.Sha256, after.FileName, after.Order, after.File.Size));
        Assert.Equal("Nowy", after.Title);
        Assert.Empty(await portal.AttachmentsAsync(other));
        Assert.Equal(RevisionStatus.Draft, await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == draft).Select(r => r.Status).SingleAsync()));
    }

    [Fact]
    public async Task Order_ByButtons_IsSaved()
    {
        var (anna, draft) = await OpenAsync(("a.txt", "a"u8.ToArray()), ("b.txt", "b"u8.ToArray()), ("c.txt", "c"u8.ToArray()));
        var first = await anna.GetAsync(AttachmentsPortal.StepOf(draft));

        Assert.Equal(HttpStatusCode.SeeOther, (await anna.SubmitAsync(first, "Wyżej: C")).Status);
        Assert.Equal("ACB", await OrderAsync(draft));
        // The same button of the same page again: it is where it was asked to be.
        Assert.Equal(HttpStatusCode.SeeOther, (await anna.SubmitAsync(first, "Wyżej: C")).Status);
        Assert.Equal("ACB", await OrderAsync(draft));
        await anna.SubmitAsync(await anna.GetAsync(AttachmentsPortal.StepOf(draft)), "Niżej: A");
        Assert.Equal("CAB", await OrderAsync(draft));
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        Assert.DoesNotContain(page.Main.QuerySelectorAll("button"), b => b.Words() is "Wyżej: C" or "Niżej: B");
    }

    [Fact]
    public async Task Order_BesideOneThatIsGone_IsToldAndChangesNothing()
    {
        var (anna, draft) = await OpenAsync(("a.txt", "a"u8.ToArray()), ("b.txt", "b"u8.ToArray()), ("c.txt", "c"u8.ToArray()));
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        await portal.UseDatabaseAsync(db => db.Attachments.Where(a => a.RevisionId == draft && a.Title == "B").ExecuteDeleteAsync());

        var conflict = await anna.SubmitAsync(page, "Wyżej: C");

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Lista załączników zmieniła się w międzyczasie", AttachmentsPortal.Alert(conflict), StringComparison.Ordinal);
        Assert.Equal("AC", await OrderAsync(draft));
    }

    [Fact]
    public async Task Order_ByTwoPeopleAtOnce_LosesNothing()
    {
        var (anna, draft) = await OpenAsync(("a.txt", "a"u8.ToArray()), ("b.txt", "b"u8.ToArray()), ("c.txt", "c"u8.ToArray()), ("d.txt", "d"u8.ToArray()));
        using var jan = await portal.SignInAsync(portal.Jan);
        var (annas, jans) = (await anna.GetAsync(AttachmentsPortal.StepOf(draft)), await jan.GetAsync(AttachmentsPortal.StepOf(draft)));

        var answers = await Task.WhenAll(anna.SubmitAsync(annas, "Niżej: A"), jan.SubmitAsync(jans, "Wyżej: D"), AttachmentsPortal.UploadAsync(jan, draft, ("e.txt", "e"u8.ToArray())));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Equal("BADCE", await OrderAsync(draft));
    }

    [Fact]
    public async Task Remove_Confirmed_TakesItFromTheDraftAndKeepsTheFile()
    {
        var (anna, draft) = await OpenAsync();
        var kept = Assert.Single(await portal.AttachmentsAsync(draft));
        var question = await anna.GetAsync((await anna.GetAsync(AttachmentsPortal.StepOf(draft))).Link("Usuń: Regulamin").Href());
        Assert.Single(await portal.AttachmentsAsync(draft));

        Assert.Equal(HttpStatusCode.SeeOther, (await anna.SubmitAsync(question, "Usuń")).Status);

        Assert.Empty(await portal.AttachmentsAsync(draft));
        Assert.NotEmpty(portal.Stored(kept.Sha256));
        Assert.Equal(HttpStatusCode.NotFound, (await anna.SubmitAsync(question, "Usuń")).Status);
    }

    [Fact]
    public async Task Remove_OfWhatSomebodyElseChanged_AsksAgain()
    {
        var (anna, draft) = await OpenAsync();
        var question = await anna.GetAsync((await anna.GetAsync(AttachmentsPortal.StepOf(draft))).Link("Usuń: Regulamin").Href());
        await portal.UseDatabaseAsync(db => db.Attachments.Where(a => a.RevisionId == draft).ExecuteUpdateAsync(s => s.SetProperty(a => a.Description, "Ważny opis")));

        var again = await anna.SubmitAsync(question, "Usuń");

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("Ważny opis", again.Main.Words(), StringComparison.Ordinal);
        Assert.Single(await portal.AttachmentsAsync(draft));
        Assert.Equal(HttpStatusCode.SeeOther, (await anna.SubmitAsync(again, "Usuń")).Status);
        Assert.Empty(await portal.AttachmentsAsync(draft));
    }

    [Fact]
    public async Task Everything_ByAnotherUnit_Is404()
    {
        var (anna, draft) = await OpenAsync(("a.txt", "a"u8.ToArray()), ("b.txt", "b"u8.ToArray()));
        using var stranger = await portal.SignInAsync(portal.Stranger);
        var token = ("__RequestVerificationToken", (string?)AttachmentsPortal.TokenOf(await stranger.GetAsync(AttachmentsPortal.StepOf(await portal.DraftAsync(of: portal.Stranger)))));
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        var question = await anna.GetAsync(page.Link("Usuń: A").Href());

        foreach (var form in Forms(page, question))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.SubmitAsync(form, [token], form.IsMultipart ? [("pliki", "c.txt", "c"u8.ToArray())] : null)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(page.Link("Usuń: A").Href())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(AttachmentsPortal.Section(page).QuerySelector("h3 a")!.Href())).Status);
        Assert.Equal("AB", await OrderAsync(draft));
    }

    [Fact]
    public async Task Everything_OfAnAttachmentOfAnotherDraft_Is404()
    {
        var (anna, draft) = await OpenAsync(("a.txt", "a"u8.ToArray()), ("b.txt", "b"u8.ToArray()));
        var other = await portal.DraftAsync();
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        var question = await anna.GetAsync(page.Link("Usuń: A").Href());
        string Elsewhere(string path) => path.Replace($"/{draft}/", $"/{other}/", StringComparison.Ordinal);

        foreach (var form in Forms(page, question).Where(f => !f.IsMultipart))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await anna.SubmitAsync(form with { Action = Elsewhere(form.Action) })).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(Elsewhere(page.Link("Usuń: A").Href()))).Status);
        Assert.Equal("AB", await OrderAsync(draft));
    }

    [Theory]
    [InlineData(RevisionStatus.Submitted)]
    [InlineData(RevisionStatus.InReview)]
    [InlineData(RevisionStatus.Published)]
    public async Task Everything_OfWhatIsNoDraftAnyMore_Is409(RevisionStatus status)
    {
        var (anna, draft) = await OpenAsync(("a.txt", "a"u8.ToArray()), ("b.txt", "b"u8.ToArray()));
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        var question = await anna.GetAsync(page.Link("Usuń: A").Href());
        await portal.StatusAsync(draft, status);

        foreach (var form in Forms(page, question))
        {
            var answer = await anna.SubmitAsync(form, files: form.IsMultipart ? [("pliki", "c.txt", "c"u8.ToArray())] : null);
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Equal("Tego szkicu nie można już zmieniać", answer.Heading);
        }

        Assert.Equal("AB", await OrderAsync(draft));
    }

    [Fact]
    public async Task Everything_WithAForgedToken_IsRefused()
    {
        var (anna, draft) = await OpenAsync(("a.txt", "a"u8.ToArray()), ("b.txt", "b"u8.ToArray()));
        using var jan = await portal.SignInAsync(portal.Jan);
        var page = await anna.GetAsync(AttachmentsPortal.StepOf(draft));
        var question = await anna.GetAsync(page.Link("Usuń: A").Href());
        var jans = AttachmentsPortal.TokenOf(await jan.GetAsync(AttachmentsPortal.StepOf(draft)));

        foreach (var token in new[] { null, "", "x", jans })
        {
            foreach (var form in Forms(page, question))
            {
                var answer = await anna.SubmitAsync(form, [("__RequestVerificationToken", token)], form.IsMultipart ? [("pliki", "c.txt", "c"u8.ToArray())] : null);
                Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            }
        }

        Assert.Equal("AB", await OrderAsync(draft));
    }

    [Fact]
    public async Task Returned_LikeADraft_TakesAttachments()
    {
        var draft = await portal.DraftAsync(RevisionStatus.Returned);
        using var anna = await portal.SignInAsync(portal.Anna);
        Assert.Equal(HttpStatusCode.SeeOther, (await AttachmentsPortal.UploadAsync(anna, draft, ("a.txt", "a"u8.ToArray()))).Status);
    }

    [Fact]
    public async Task Address_OfTheList_LeadsToTheStep()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        Assert.Equal($"{AttachmentsPortal.StepOf(draft)}#Attachments", (await anna.GetAsync(AttachmentsPortal.PathOf(draft))).Headers["Location"]);
        Assert.Equal($"/en{AttachmentsPortal.StepOf(draft)}#Attachments", (await anna.GetAsync("/en" + AttachmentsPortal.PathOf(draft))).Headers["Location"]);
        Assert.Contains("Attachments", (await anna.GetAsync("/en" + AttachmentsPortal.StepOf(draft))).Sections[0], StringComparison.Ordinal);
    }

    private static IElement Button(IDocument document, string text) => Assert.Single(document.QuerySelectorAll("button"), b => b.Words() == text);

    private static IElement Button(Page page, string text) => Button(page.Document, text);

    /// <summary>Each form that changes something: adding, describing, ordering, removing.</summary>
    private static IEnumerable<Form> Forms(Page page, Page question) =>
        [Form.Of(Button(page, AttachmentsPortal.Button)), Form.Of(Button(page, "Zapisz opis: A")), Form.Of(Button(page, "Niżej: A")), Form.Of(Button(question, "Usuń"))];

    private async Task<(Visitor Anna, int Draft)> OpenAsync(params (string Name, byte[] Content)[] files)
    {
        var draft = await portal.DraftAsync();
        var anna = await portal.SignInAsync(portal.Anna);
        var answer = await AttachmentsPortal.UploadAsync(anna, draft, files.Length > 0 ? files : [("regulamin.txt", "Regulamin"u8.ToArray())]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return (anna, draft);
    }

    private async Task<string> OrderAsync(int draft) => string.Concat((await portal.AttachmentsAsync(draft)).Select(a => a.Title));
}
