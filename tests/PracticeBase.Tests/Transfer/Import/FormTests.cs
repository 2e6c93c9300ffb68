using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

/// <summary>The same document in its other forms reads the same; a form that cannot be read is refused in words.</summary>
public sealed class FormTests
{
    [Fact]
    public void Deck_AParagraphEachLine_ReadsLikeTheText()
    {
        var lines = Encoding.UTF8.GetString(ImportSamples.Bytes("deck.txt")).ReplaceLineEndings("\n").Split('\n').Where(l => l.Trim().Length > 0)
            .Select(l => l.StartsWith(' ') ? "\uF0F0" + l : l);
        var html = $"<html><head><meta charset=utf-8></head><body>{string.Concat(lines.Select(l => $"<p>{System.Net.WebUtility.HtmlEncode(l)}</p>\n"))}</body></html>";
        var (text, read) = (ImportSamples.Read("deck.txt").Document, ImportSamples.ReadText(html).Document);

        Assert.Equal((text.Title, text.MainGoal, text.PeopleCount), (read.Title, read.MainGoal, read.PeopleCount));
        Assert.Equal(text.Activities, read.Activities);
        Assert.Equal(text.Periods, read.Periods);
        Assert.Equal(text.SpecificGoals.Count, read.SpecificGoals.Count);
        Assert.NotNull(read.Problem);
    }

    public static TheoryData<string> Samples => ["portal-page", "portal-page-misspelt", "result-record", "deck", "project-page"];

    [Theory, MemberData(nameof(Samples))]
    public void Html_SameDocument_ReadsTheSame(string sample)
    {
        var html = ImportSamples.Read(sample + ".html");

        Assert.Equal(ImportSamples.Json(ImportSamples.Read(sample + ".txt").Document), ImportSamples.Json(html.Document));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Windows1250_SameDocument_ReadsTheSame(string sample) =>
        Assert.Equal(ImportSamples.Json(ImportSamples.Read(sample + ".txt").Document), ImportSamples.Json(ImportSamples.Read(sample + ".windows-1250.txt").Document));

    [Theory, MemberData(nameof(Samples))]
    public void Iso88592_SameDocument_ReadsTheSame(string sample) =>
        Assert.Equal(
            ImportSamples.Json(ImportSamples.Read(sample + ".txt").Document).Replace('–', '-'),
            ImportSamples.Json(ImportSamples.Read(sample + ".iso-8859-2.txt").Document));

    [Theory, MemberData(nameof(Samples))]
    public void HalfUtf8_SameDocument_ReadsTheSameWithADoubt(string sample)
    {
        var read = ImportSamples.Read(sample + ".half-utf-8.txt");

        Assert.Equal(ImportSamples.Json(ImportSamples.Read(sample + ".txt").Document), ImportSamples.Json(read.Document));
        Assert.Contains(read.Report.Doubts, d => d.Contains("UTF-8"));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void ByteOrderMark_SameDocument_ReadsTheSame(string encoding)
    {
        var form = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. form.GetPreamble(), .. form.GetBytes(Encoding.UTF8.GetString(ImportSamples.Bytes("portal-page.txt")))];

        Assert.Equal(ImportSamples.Json(ImportSamples.Read("portal-page.txt").Document), ImportSamples.Json(new DocumentReader().Read(bytes, "x")[0].Document));
    }

    [Fact]
    public void Blanks_TabsNbspAndCrlf_ChangeNothing()
    {
        var text = Encoding.UTF8.GetString(ImportSamples.Bytes("portal-page.txt")).Replace(" ", "\u00A0\t ").Replace("\n", "\r\n");

        Assert.Equal(ImportSamples.Json(ImportSamples.Read("portal-page.txt").Document), ImportSamples.Json(ImportSamples.ReadText(text).Document));
    }

    [Fact]
    public void Html_TermsAndDescriptions_AreLabelsAndValues()
    {
        var document = ImportSamples.ReadText(
            "<html><body><div>Usługi społeczne : Kultura</div><div>Chór bez granic</div><p>.: Skrót i Metryka -&gt; Pełna prezentacja :.</p><p>Śpiew <b>łączy</b>.</p><h3>Metryka praktyki</h3>"
            + "<dl><dt>Miejscowość</dt><dd>Szczytno</dd><dt>Ulica:</dt><dd>Leśna&nbsp;2</dd></dl></body></html>").Document;

        Assert.Equal(("Chór bez granic", "Śpiew łączy.", "Szczytno", "Leśna 2"), (document.Title, document.Summary, document.Metryka.Locality, document.Metryka.Street));
    }

    [Fact]
    public void Text_CutMultiByteCharacter_IsMarkedAndDoubted()
    {
        byte[] bytes = [.. "Zażółć gęślą jaźń, napisał urzęd"u8, 0xC5, .. "\nDrugi wiersz z literą ó i ł."u8];
        var read = new DocumentReader().Read(bytes, "x.txt")[0];

        Assert.Contains("Zażółć gęślą jaźń", read.Document.Title);
        Assert.Contains(read.Report.Doubts, d => d.Contains("wiersze odczytane inaczej") && d.Contains('1'));
        Assert.Contains(read.Report.Doubts, d => d.Contains("Nie dało się odczytać"));
    }

    [Theory]
    [InlineData("", "pusty")]
    [InlineData(" \r\n\t\u00A0 ", "pusty")]
    [InlineData("%PDF-1.7 obj", "PDF")]
    [InlineData("PK\u0003\u0004", "ZIP")]
    [InlineData("GIF89a", "GIF")]
    [InlineData("{\\rtf1 tekst}", "RTF")]
    [InlineData("tekst\0tekst", "binarny")]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006", "binarny")]
    public void Content_NotADocument_IsRefusedInWords(string content, string expected) =>
        Assert.Contains(expected, Assert.Throws<ImportException>(() => ImportSamples.ReadText(content)).Message);

    [Theory]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D }, "PNG")]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "JPEG")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }, "DOC")]
    [InlineData(new byte[] { 0x41, 0xC0, 0xC1, 0xF5, 0xFE, 0x88, 0x98, 0x83, 0x90, 0xC0, 0xC1, 0xF5, 0xFE, 0x81, 0x98, 0x83 }, "kodowania")]
    public void Bytes_NotADocument_AreRefusedInWords(byte[] content, string expected) =>
        Assert.Contains(expected, Assert.Throws<ImportException>(() => new DocumentReader().Read(content, "x.txt")).Message);

    [Fact]
    public void Docx_ParagraphsListsAndTables_ReadLikeText()
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            Paragraph Line(string text) => new(new Run(new Text(text)));
            var table = new Table(
                new TableRow(new TableCell(Line("Miejscowość:")), new TableCell(Line("Szczytno"))),
                new TableRow(new TableCell(Line("Osoby kontaktowe:")), new TableCell(Line("Anna Zmyślona"), Line("tel. 00 123 45 67"))));
            package.AddMainDocumentPart().Document = new Document(new Body(
                Line("Usługi społeczne : Kultura"), Line("Chór bez granic"), Line(".: Skrót i Metryka -> Pełna prezentacja :."), Line("Śpiew łączy."), Line("Metryka praktyki"), table));
        }

        var document = Assert.Single(new DocumentReader().Read(stream.ToArray(), "praktyka.docx")).Document;

        Assert.Equal(("Chór bez granic", "Śpiew łączy.", "Szczytno"), (document.Title, document.Summary, document.Metryka.Locality));
        Assert.Equal(("Anna Zmyślona", "00 123 45 67"), (Assert.Single(document.Contacts).Name, document.Contacts[0].Phone));
    }

    [Fact]
    public void Docx_Broken_IsRefused()
    {
        byte[] bytes = [.. "PK\x03\x04"u8, 1, 2, 3];

        Assert.Contains("uszkodzone", Assert.Throws<ImportException>(() => new DocumentReader().Read(bytes, "x.docx")).Message);
    }

    [Fact]
    public void Content_OverTwentyMegabytes_IsRefused() =>
        Assert.Contains("20 MB", Assert.Throws<ImportException>(() => new DocumentReader().Read(new byte[DocumentText.MaxBytes + 1], "x.txt")).Message);

    [Fact]
    public void Html_NestedBeyondReason_IsRefused()
    {
        var html = "<html><body>" + string.Concat(Enumerable.Repeat("<div>", 5000)) + "tekst";

        Assert.Contains("zagnieżdżona", Assert.Throws<ImportException>(() => ImportSamples.ReadText(html)).Message);
    }
}
