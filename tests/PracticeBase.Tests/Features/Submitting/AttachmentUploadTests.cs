using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Infrastructure.Uploads;
using PracticeBase.Tests.Hosting;
using PracticeBase.Tests.Uploads;
using Xunit;

namespace PracticeBase.Tests.Features.Submitting;

public sealed class AttachmentUploadTests(AttachmentsPortal portal) : IClassFixture<AttachmentsPortal>
{
    /// <summary>A file for each reason; names are sent byte for byte.</summary>
    private static readonly Dictionary<UploadRefusal, (string Name, byte[] Content)> Bad = new()
    {
        [UploadRefusal.NameMissing] = ("   ", AttachmentsPortal.Txt("a")),
        [UploadRefusal.NameHasPath] = ("../../etc/a.txt", AttachmentsPortal.Txt("a")),
        [UploadRefusal.NameHasHiddenCharacters] = ("a\u202Etxt.exe", AttachmentsPortal.Txt("a")),
        [UploadRefusal.NameReserved] = ("CON.txt", AttachmentsPortal.Txt("a")),
        [UploadRefusal.NameTooLong] = (new string('a', 200) + ".txt", AttachmentsPortal.Txt("a")),
        [UploadRefusal.NoExtension] = ("regulamin", AttachmentsPortal.Txt("a")),
        [UploadRefusal.Empty] = ("pusty.pdf", []),
        [UploadRefusal.TooLarge] = ("wielki.txt", Enumerable.Repeat((byte)'a', 1_000_001).ToArray()),
        [UploadRefusal.UnknownType] = ("logo.svg", AttachmentsPortal.Txt("<svg/>")),
        [UploadRefusal.OtherType] = ("obraz.pdf", PictureSamples.CleanPng()),
        [UploadRefusal.Damaged] = ("urwany.pdf", PdfSamples.Pdf()[..100]),
        [UploadRefusal.OldFormat] = ("dawny.doc", OfficeSamples.CompoundWith("WordDocument")),
        [UploadRefusal.NotText] = ("dane.csv", [65, 0, 66]),
        [UploadRefusal.Encrypted] = ("szyfr.pdf", PdfSamples.Pdf("/Encrypt 4 0 R", "<< /Filter /Standard >>")),
        [UploadRefusal.Macros] = ("makra.docm", OfficeSamples.Docx(WordprocessingDocumentType.MacroEnabledDocument)),
        [UploadRefusal.PdfScript] = ("skrypt.pdf", PdfSamples.Pdf("", "<< /S /JavaScript /JS (app.alert\\(1\\)) >>")),
        [UploadRefusal.PdfLaunch] = ("start.pdf", PdfSamples.Pdf("", "<< /S /Launch /F (cmd.exe) >>")),
        [UploadRefusal.EmbeddedProgram] = ("program.docx", OfficeSamples.DocxWith(("word/embeddings/setup.exe", [1]))),
        [UploadRefusal.EmbeddedFile] = ("ikona.docx", OfficeSamples.DocxWith(("word/embeddings/oleObject1.bin", OfficeSamples.CompoundWith("\u0001Ole10Native")))),
        [UploadRefusal.ArchiveInside] = ("archiwum.docx", OfficeSamples.DocxWith(("a.bin", OfficeSamples.Zip(("a.txt", "a"u8.ToArray()))))),
        [UploadRefusal.ArchiveBomb] = ("bomba.docx", OfficeSamples.DocxWith(("a.xml", new byte[40_000_000]))),
        [UploadRefusal.UnsafePath] = ("sciezka.docx", OfficeSamples.DocxWith(("../a.xml", "a"u8.ToArray()))),
        [UploadRefusal.RemoteContent] = ("zdalny.docx", OfficeSamples.DocxWith(("word/_rels/settings.xml.rels",
            "<Relationships><Relationship Type='x/attachedTemplate' Target='https://example.org/a.dotm' TargetMode='External'/></Relationships>"u8.ToArray()))),
        [UploadRefusal.TooManyPixels] = ("plakat.png", PictureSamples.Png(10_000, 10_001)),
    };

    private static readonly Lazy<Dictionary<string, string>> Texts = new(() => XDocument.Load(Path.Combine(Repository.Portal, "Resources", "Upload.resx")).Root!.Elements("data")
        .ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!));

    [Fact]
    public void Files_All_CoverEveryReason() => Assert.Equal(Enum.GetValues<UploadRefusal>().Order(), Bad.Keys.Order());

    [Fact]
    public async Task Upload_OfEveryKind_IsKeptAndShown()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        // Every file must be another one; two kinds of names stand for the same pictures.
        var files = UploadTypeTests.Samples.Select(s => ($"moj-plik_nr-1{s.Key}", s.Key == ".jpg" ? PictureSamples.CleanJpeg(orientation: 3) : s.Value)).ToArray();

        var answer = await AttachmentsPortal.UploadAsync(anna, draft, files);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var page = await anna.FollowAsync(answer);
        Assert.Contains("Pliki dodano do szkicu.", page.Main.Words(), StringComparison.Ordinal);
        var kept = await portal.AttachmentsAsync(draft);
        Assert.Equal(files.Select(f => f.Item1), kept.Select(a => a.FileName));
        Assert.All(kept.Zip(files), p => Assert.Equal(p.Second.Item2, portal.Stored(p.First.Sha256)));
        Assert.All(kept, a => Assert.Equal(("Moj plik nr 1", "CC BY 4.0"), (a.Title, a.Licence)));
        Assert.Equal(files.Length, AttachmentsPortal.Section(page).QuerySelectorAll("h3").Length);
        Assert.Equal("Regulamin", kept.Single(a => a.FileName.EndsWith(".docx", StringComparison.Ordinal)).File.ExtractedText);
        Assert.Equal(files.Length, (await anna.GetAsync($"/panel/podglad/{draft}/zalaczniki")).Main.QuerySelectorAll("h3").Length);
        Assert.Equal(portal.Anna.Id, await portal.UseDatabaseAsync(db => db.History.Where(h => h.RevisionId == draft).Select(h => h.AccountId!.Value).SingleAsync()));
    }

    [Fact]
    public async Task Upload_RefusedForAnyReason_SaysWhyAndKeepsNothing()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        var token = AttachmentsPortal.TokenOf(await anna.GetAsync(AttachmentsPortal.StepOf(draft)));
        foreach (var (reason, file) in Bad)
        {
            using var request = AttachmentsPortal.Raw(AttachmentsPortal.PathOf(draft), token, file);
            var page = await anna.SendAsync(request);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Matches(Sentence($"Upload.Refused.{reason}"), AttachmentsPortal.Alert(page));
            Assert.Matches(Sentence($"Upload.Refused.{reason}"), AttachmentsPortal.Section(page).Words());
        }

        Assert.Empty(await portal.AttachmentsAsync(draft));
    }

    [Fact]
    public async Task Upload_WithControlCharactersInTheName_IsRefusedNotFailed()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        var token = AttachmentsPortal.TokenOf(await anna.GetAsync(AttachmentsPortal.StepOf(draft)));
        foreach (var name in new[] { "a\u0007.txt", "a\0.txt", "a\tb.txt", "a\u200B.txt", "a\uFFFD.txt", "a\u007F.txt" })
        {
            using var request = AttachmentsPortal.Raw(AttachmentsPortal.PathOf(draft), token, (name, AttachmentsPortal.Txt("a")));
            var page = await anna.SendAsync(request);
            Assert.True(page.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest, $"{(int)page.Status} for {Uri.EscapeDataString(name)}");
        }

        Assert.Empty(await portal.AttachmentsAsync(draft));
    }

    [Fact]
    public async Task Upload_OfGoodAndBadFiles_KeepsTheGoodAndListsBoth()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);

        var page = await AttachmentsPortal.UploadAsync(anna, draft, ("a.txt", AttachmentsPortal.Txt("pierwszy")), ("makra.docx", Bad[UploadRefusal.Macros].Content), ("b.txt", AttachmentsPortal.Txt("drugi")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        var alert = AttachmentsPortal.Alert(page);
        Assert.Contains("Nie dodano 1 pliku", alert, StringComparison.Ordinal);
        Assert.Contains("Dodano: a.txt, b.txt.", alert, StringComparison.Ordinal);
        Assert.Contains("makra.docx: W pliku są makra.", alert, StringComparison.Ordinal);
        var link = Assert.Single(page.Main.QuerySelectorAll("[role=alert] a")).Href();
        Assert.Contains("makra.docx", page.Document.QuerySelector(link)!.Words(), StringComparison.Ordinal);
        Assert.Equal(["a.txt", "b.txt"], (await portal.AttachmentsAsync(draft)).Select(a => a.FileName));
    }

    [Fact]
    public async Task Upload_ByAScript_IsAnsweredFileByFile()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        var token = AttachmentsPortal.TokenOf(await anna.GetAsync(AttachmentsPortal.StepOf(draft)));

        var good = await JsonAsync(anna, AttachmentsPortal.Raw(AttachmentsPortal.PathOf(draft), token, ("a.jpg", PictureSamples.Jpeg())));
        var bad = await JsonAsync(anna, AttachmentsPortal.Raw(AttachmentsPortal.PathOf(draft), token, ("b.txt", AttachmentsPortal.Txt("b")), ("<b>.pdf", [])));
        await portal.StatusAsync(draft, RevisionStatus.Submitted);
        var late = await JsonAsync(anna, AttachmentsPortal.Raw(AttachmentsPortal.PathOf(draft), token, ("c.txt", AttachmentsPortal.Txt("c"))));

        Assert.Equal(HttpStatusCode.OK, good.Status);
        var file = Assert.Single(good.Answer.GetProperty("files").EnumerateArray());
        Assert.Equal(("a.jpg", true), (file.GetProperty("name").GetString(), file.GetProperty("ok").GetBoolean()));
        Assert.Contains("Metadane zdjęcia", file.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        Assert.Equal([true, false], bad.Answer.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("ok").GetBoolean()));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("został już zgłoszony", late.Answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_WithNoFileChosen_AsksForOne()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        var page = await AttachmentsPortal.UploadAsync(anna, draft);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Proszę najpierw wybrać przynajmniej jeden plik.", AttachmentsPortal.Alert(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_OfMoreFilesThanADraftMayHave_KeepsThoseThatFit()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);

        var page = await AttachmentsPortal.UploadAsync(anna, draft, [.. Enumerable.Range(0, AttachmentsPortal.MaxCount + 2).Select(i => ($"{i}.txt", AttachmentsPortal.Txt($"Plik {i}")))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Szkic może mieć najwyżej 15 załączników.", AttachmentsPortal.Alert(page), StringComparison.Ordinal);
        Assert.Equal(AttachmentsPortal.MaxCount, (await portal.AttachmentsAsync(draft)).Count);
    }

    [Fact]
    public async Task Upload_OfMoreThanTheTotal_KeepsThoseThatFit()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);

        var page = await AttachmentsPortal.UploadAsync(anna, draft, [.. "abc".Select(c => ($"{c}.txt", Enumerable.Repeat((byte)c, 900_000).ToArray()))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("c.txt: Załączniki mogą mieć razem najwyżej 2 MB", AttachmentsPortal.Alert(page), StringComparison.Ordinal);
        Assert.Equal(["a.txt", "b.txt"], (await portal.AttachmentsAsync(draft)).Select(a => a.FileName));
    }

    [Fact]
    public async Task Upload_OfTheSameContentTwice_SaysUnderWhichTitleItIs()
    {
        var (draft, other) = (await portal.DraftAsync(), await portal.DraftAsync());
        using var anna = await portal.SignInAsync(portal.Anna);

        var page = await AttachmentsPortal.UploadAsync(anna, draft, ("uchwala.txt", AttachmentsPortal.Txt("Uchwała")), ("kopia.txt", AttachmentsPortal.Txt("Uchwała")));
        var elsewhere = await AttachmentsPortal.UploadAsync(anna, other, ("uchwala.txt", AttachmentsPortal.Txt("Uchwała")));

        Assert.Contains("kopia.txt: Ten sam plik jest już wśród załączników pod tytułem „Uchwala”.", AttachmentsPortal.Alert(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, elsewhere.Status);
        Assert.Equal(Assert.Single(await portal.AttachmentsAsync(draft)).Sha256, Assert.Single(await portal.AttachmentsAsync(other)).Sha256);
    }

    [Fact]
    public async Task Upload_OfTooLargeARequest_IsToldAndKeepsNothing()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);

        var page = await AttachmentsPortal.UploadAsync(anna, draft, ("film.mp4", new byte[4_000_000]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Equal("Wysłano za dużo naraz", page.Heading);
        Assert.Empty(await portal.AttachmentsAsync(draft));
    }

    [Fact]
    public async Task Upload_OfTooLargeARequestWithoutALength_IsRefused()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        var token = AttachmentsPortal.TokenOf(await anna.GetAsync(AttachmentsPortal.StepOf(draft)));
        using var request = AttachmentsPortal.Raw(AttachmentsPortal.PathOf(draft), token, ("film.mp4", new byte[4_000_000]));
        request.Headers.TransferEncodingChunked = true;

        var page = await anna.SendAsync(request);

        Assert.True(page.Status is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, $"{page.Status}");
    }

    [Fact]
    public async Task Upload_OfAPhotograph_LosesItsPlace()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);

        var page = await anna.FollowAsync(await AttachmentsPortal.UploadAsync(anna, draft, ("zdjecie.jpg", PictureSamples.Jpeg())));

        Assert.Contains("Metadane zdjęć (na przykład miejsce i datę ich zrobienia) usunięto.", page.Main.Words(), StringComparison.Ordinal);
        var kept = Assert.Single(await portal.AttachmentsAsync(draft));
        var served = await anna.GetAsync(AttachmentsPortal.Section(page).QuerySelector("h3 a")!.Href());
        Assert.Equal(HttpStatusCode.OK, served.Status);
        Assert.Equal("image/jpeg", served.Headers["Content-Type"]);
        Assert.All(new[] { portal.Stored(kept.Sha256), served.Body }, bytes => Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(PictureSamples.Secret)) < 0));
        Assert.Equal(PictureSamples.CleanJpeg(), served.Body);
    }

    [Fact]
    public async Task Upload_OfADocumentWithAnAuthor_ShowsTheName()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        var docx = OfficeSamples.Docx(change: d => (d.PackageProperties.Creator, d.PackageProperties.LastModifiedBy) = ("Anna <Wrona>", "Jan Żuk"));

        var page = await anna.FollowAsync(await AttachmentsPortal.UploadAsync(anna, draft, ("a.docx", docx)));

        Assert.Contains("W dokumencie jako autor podana jest osoba: Anna <Wrona>, Jan Żuk.", AttachmentsPortal.Section(page).Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Wrona", (await portal.AttachmentsAsync(draft))[0].File.ExtractedText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_AfterTheWordOnPersonalData_TakesTheWordBack()
    {
        var draft = await portal.DraftAsync(content: r => r.PersonalDataChecked = true);
        using var anna = await portal.SignInAsync(portal.Anna);
        await AttachmentsPortal.UploadAsync(anna, draft, ("a.txt", AttachmentsPortal.Txt("a")));
        Assert.False(await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == draft).Select(r => r.PersonalDataChecked).SingleAsync()));
    }

    [Fact]
    public async Task Upload_ByTwoPeopleAtOnce_LosesNothing()
    {
        var draft = await portal.DraftAsync();
        using var anna = await portal.SignInAsync(portal.Anna);
        using var jan = await portal.SignInAsync(portal.Jan);
        var names = Enumerable.Range(0, 6).ToList();
        // The first page brings the cookie that all forms of a browser share.
        await Task.WhenAll(anna.GetAsync(AttachmentsPortal.StepOf(draft)), jan.GetAsync(AttachmentsPortal.StepOf(draft)));

        // The same content comes from both at times: then one of them is told.
        var answers = await Task.WhenAll(names.SelectMany(i => new[]
        {
            AttachmentsPortal.UploadAsync(anna, draft, ($"anna-{i}.txt", AttachmentsPortal.Txt($"Anna {i}")), ($"wspolny-{i % 2}.txt", AttachmentsPortal.Txt($"Wspólny {i % 2}"))),
            AttachmentsPortal.UploadAsync(jan, draft, ($"jan-{i}.txt", AttachmentsPortal.Txt($"Jan {i}"))),
        }));

        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.SeeOther or HttpStatusCode.UnprocessableEntity, $"{a.Status}"));
        var kept = await portal.AttachmentsAsync(draft);
        Assert.Equal(14, kept.Count);
        Assert.Equal(kept.Count, kept.Select(a => a.Order).Distinct().Count());
        Assert.Equal([portal.Anna.Id, portal.Jan.Id], (await portal.UseDatabaseAsync(db => db.Revisions.SingleAsync(r => r.Id == draft))).Writers.Order());
    }

    [Fact]
    public async Task Upload_WithoutSigningIn_IsRefused()
    {
        var draft = await portal.DraftAsync();
        using var nobody = portal.Visit();
        using var page = AttachmentsPortal.Raw(AttachmentsPortal.PathOf(draft), "x", ("a.txt", AttachmentsPortal.Txt("a")));
        using var script = AttachmentsPortal.Raw(AttachmentsPortal.PathOf(draft), "x", ("a.txt", AttachmentsPortal.Txt("a")));
        script.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.SendAsync(page)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.SendAsync(script)).Status);
        Assert.Empty(await portal.AttachmentsAsync(draft));
    }

    private static string Sentence(string key) => Regex.Replace(Regex.Escape(Texts.Value[key].Words()), @"\\\{\d}", ".+");

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> JsonAsync(Visitor visitor, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            var page = await visitor.SendAsync(request);
            return (page.Status, JsonDocument.Parse(page.Source).RootElement);
        }
    }
}
