using System.Text;
using DocumentFormat.OpenXml;
using PracticeBase.Infrastructure.Uploads;
using Xunit;

namespace PracticeBase.Tests.Uploads;

public sealed class UploadOfficeTests : UploadTestBase
{
    [Fact]
    public async Task Document_OfAKindWithMacros_IsRefusedWhateverItsName()
    {
        var docm = OfficeSamples.Docx(WordprocessingDocumentType.MacroEnabledDocument);
        await AssertRefusedAsync(UploadRefusal.Macros, "a.docm", docm);
        await AssertRefusedAsync(UploadRefusal.Macros, "a.docx", docm);
        await AssertRefusedAsync(UploadRefusal.Macros, "a.xlsm", OfficeSamples.Xlsx(SpreadsheetDocumentType.MacroEnabledWorkbook));
        await AssertRefusedAsync(UploadRefusal.Macros, "a.pptm", OfficeSamples.Pptx(PresentationDocumentType.MacroEnabledPresentation));
    }

    [Theory]
    [InlineData("word/vbaProject.bin")]
    [InlineData("vbaproject.BIN")]
    public Task Document_WithAMacroPart_IsRefused(string part) => AssertRefusedAsync(UploadRefusal.Macros, "a.docx", OfficeSamples.DocxWith((part, [1, 2, 3])));

    [Fact]
    public Task Document_WithMacrosUnderAnotherName_IsRefused() =>
        AssertRefusedAsync(UploadRefusal.Macros, "a.docx", OfficeSamples.DocxWith(("word/dane.bin", OfficeSamples.CompoundWith("_VBA_PROJECT"))));

    [Theory]
    [InlineData("Basic/Standard/Modul1.xml")]
    [InlineData("Scripts/python/a.py")]
    [InlineData("Object 1/Basic/script-lc.xml")]
    public Task OpenDocument_WithMacros_IsRefused(string part) =>
        AssertRefusedAsync(UploadRefusal.Macros, "a.odt", OfficeSamples.OpenDocument("text", (part, "x"u8.ToArray())));

    [Fact]
    public async Task Document_WithAMacroSheetInside_IsRefused()
    {
        var inner = OfficeSamples.Zip(("[Content_Types].xml", "<Types><Override ContentType='application/vnd.ms-excel.intlmacrosheet+xml'/></Types>"u8.ToArray()));
        await AssertRefusedAsync(UploadRefusal.Macros, "a.docx", OfficeSamples.DocxWith(("word/embeddings/a.xlsx", inner)));
    }

    [Fact]
    public async Task Document_Encrypted_IsRefused()
    {
        await AssertRefusedAsync(UploadRefusal.Encrypted, "a.docx", OfficeSamples.CompoundWith("EncryptedPackage"));
        var manifest = OfficeSamples.Manifest("<manifest:encryption-data manifest:checksum='x'/>");
        await AssertRefusedAsync(UploadRefusal.Encrypted, "a.odt", OfficeSamples.Zip(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), ("META-INF/manifest.xml", manifest)));
    }

    [Fact]
    public Task Document_WithEncryptedParts_IsRefused() =>
        AssertRefusedAsync(UploadRefusal.Encrypted, "a.odt", OfficeSamples.Patch(OfficeSamples.OpenDocument("text"), inDirectory: 8, inEntry: 6, value: 1));

    [Theory]
    [InlineData("a.doc", "WordDocument")]
    [InlineData("a.xls", "Workbook")]
    [InlineData("a.ppt", "PowerPoint Document")]
    [InlineData("a.docx", "WordDocument")]
    public Task Document_OfAnOldKind_IsRefused(string name, string stream) => AssertRefusedAsync(UploadRefusal.OldFormat, name, OfficeSamples.CompoundWith(stream));

    [Fact]
    public Task Compound_WithoutADocument_IsDamaged() => AssertRefusedAsync(UploadRefusal.Damaged, "a.docx", OfficeSamples.CompoundWith("__nameid"), "DOCX");

    [Theory]
    [InlineData("/a.xml")]
    [InlineData("../a.xml")]
    [InlineData("word/../../a.xml")]
    [InlineData("word\\a.xml")]
    [InlineData("C:a.xml")]
    public Task Document_WithAPathOutOfIt_IsRefused(string part) => AssertRefusedAsync(UploadRefusal.UnsafePath, "a.docx", OfficeSamples.DocxWith((part, "a"u8.ToArray())));

    [Fact]
    public Task Document_WithTwoPartsOfOneName_IsRefused() =>
        AssertRefusedAsync(UploadRefusal.Damaged, "a.docx", OfficeSamples.DocxWith(("word/DOCUMENT.xml", "a"u8.ToArray())), "DOCX");

    [Theory]
    [InlineData("word/embeddings/setup.EXE", "a")]
    [InlineData("word/embeddings/skrypt.js", "a")]
    [InlineData("word/embeddings/obraz.png", "MZ\u0090\0")]
    [InlineData("word/embeddings/obraz.png", "\u007FELF")]
    public Task Document_WithAProgramInside_IsRefused(string part, string content) =>
        AssertRefusedAsync(UploadRefusal.EmbeddedProgram, "a.docx", OfficeSamples.DocxWith((part, Encoding.Latin1.GetBytes(content))));

    [Fact]
    public Task Document_WithAFileAsAnIcon_IsRefused() =>
        AssertRefusedAsync(UploadRefusal.EmbeddedFile, "a.docx", OfficeSamples.DocxWith(("word/embeddings/oleObject1.bin", OfficeSamples.CompoundWith("\u0001Ole10Native"))));

    [Fact]
    public async Task Document_WithASheetBehindAChart_IsTaken()
    {
        _ = await AcceptedAsync("a.docx", OfficeSamples.DocxWith(("word/embeddings/Sheet1.xlsx", OfficeSamples.Xlsx())));
        _ = await AcceptedAsync("a.docx", OfficeSamples.DocxWith(("word/embeddings/oleObject1.bin", OfficeSamples.CompoundWith("Equation Native"))));
    }

    [Fact]
    public async Task Document_WithAnArchiveInside_IsRefused()
    {
        await AssertRefusedAsync(UploadRefusal.ArchiveInside, "a.docx", OfficeSamples.DocxWith(("a.bin", OfficeSamples.Zip(("a.txt", "a"u8.ToArray())))));
        await AssertRefusedAsync(UploadRefusal.ArchiveInside, "a.docx", OfficeSamples.DocxWith(("a.bin", "Rar!\u001A\u0007"u8.ToArray())));
    }

    [Fact]
    public async Task Document_InDocumentsInDocuments_IsRefused()
    {
        var nested = OfficeSamples.Docx();
        for (var depth = 1; depth <= 2; depth++)
        {
            nested = OfficeSamples.DocxWith(("word/embeddings/a.docx", nested));
            _ = await AcceptedAsync("a.docx", nested);
        }

        await AssertRefusedAsync(UploadRefusal.ArchiveInside, "a.docx", OfficeSamples.DocxWith(("word/embeddings/a.docx", nested)));
    }

    [Fact]
    public async Task Document_ThatGrowsTooMuch_IsRefused()
    {
        var zeros = new byte[40_000_000];
        await AssertRefusedAsync(UploadRefusal.ArchiveBomb, "a.docx", OfficeSamples.DocxWith(("a.xml", zeros)));
        await AssertRefusedAsync(UploadRefusal.ArchiveBomb, "a.docx", OfficeSamples.DocxWith(("a.docx", OfficeSamples.DocxWith(("a.xml", zeros)))));
    }

    [Fact]
    public Task Document_ThatIsTooLargeUnpacked_IsRefused()
    {
        // Enough noise to stay below the ratio.
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        var zeros = new byte[60_000_000];
        return AssertRefusedAsync(UploadRefusal.ArchiveBomb, "a.docx", OfficeSamples.DocxWith([("n", noise), .. Enumerable.Range(0, 5).Select(i => ($"{i}", zeros))]));
    }

    [Fact]
    public Task Document_OfTooManyParts_IsRefused() =>
        AssertRefusedAsync(UploadRefusal.ArchiveBomb, "a.odt", OfficeSamples.OpenDocument("text", [.. Enumerable.Range(0, 5000).Select(i => ($"{i}", Array.Empty<byte>()))]));

    [Fact]
    public Task Document_WithAFalseSize_IsRefused()
    {
        // The directory says that 40 MB are 1 MB less than 256 bytes; what is read then does not fit the checksum.
        var bomb = OfficeSamples.DocxWith(("a.xml", new byte[40_000_000]));
        return AssertRefusedAsync(UploadRefusal.Damaged, "a.docx", OfficeSamples.Patch(bomb, inDirectory: 27, inEntry: null, value: 0), "DOCX");
    }

    [Theory]
    [InlineData("attachedTemplate", "https://example.org/szablon.dotm")]
    [InlineData("attachedTemplate", "file:///\\\\serwer\\szablony\\a.dotx")]
    [InlineData("attachedTemplate", "file://serwer/szablony/a.dotx")]
    [InlineData("oleObject", "\\\\serwer\\a.xlsx")]
    [InlineData("frame", "mhtml:http://example.org/a")]
    public Task Document_ThatFetchesSomething_IsRefused(string type, string target) => AssertRefusedAsync(UploadRefusal.RemoteContent, "a.docx", Linked(type, target));

    [Theory]
    [InlineData("hyperlink", "https://example.org/")]
    [InlineData("image", "https://example.org/herb.png")]
    [InlineData("attachedTemplate", "file:///C:\\Users\\Anna\\szablon.dotx")]
    [InlineData("attachedTemplate", "Normal.dotm")]
    public async Task Document_WithALinkThatIsTheReadersChoice_IsTaken(string type, string target) => Assert.NotNull(await AcceptedAsync("a.docx", Linked(type, target)));

    [Fact]
    public Task Document_WithEntities_IsDamaged() =>
        AssertRefusedAsync(UploadRefusal.Damaged, "a.docx", OfficeSamples.DocxWith(("x.rels", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>"u8.ToArray())), "DOCX");

    private static byte[] Linked(string type, string target) => OfficeSamples.DocxWith(("word/_rels/settings.xml.rels", Encoding.UTF8.GetBytes(
        $"""
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
          <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}" Target="{target}" TargetMode="External"/>
        </Relationships>
        """)));
}
