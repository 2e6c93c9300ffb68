using System.Text;
using PracticeBase.Infrastructure.Uploads;
using Xunit;

namespace PracticeBase.Tests.Uploads;

public sealed class UploadPdfTests : UploadTestBase
{
    private const string Script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

    [Fact]
    public Task Pdf_Encrypted_IsRefused() => AssertRefusedAsync(UploadRefusal.Encrypted, "a.pdf", PdfSamples.Pdf("/Encrypt 4 0 R", "<< /Filter /Standard >>"));

    [Fact]
    public Task Pdf_EncryptedByACrossReferenceStream_IsRefused() =>
        AssertRefusedAsync(UploadRefusal.Encrypted, "a.pdf", PdfSamples.Pdf(
            "", PdfSamples.Stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", "szyfr"u8.ToArray()), PdfSamples.Deflated("/Type /XRef /Encr#79pt 6 0 R", [1, 2])));

    [Theory]
    [InlineData("<< /Title (szyfr /Encrypt i /JavaScript) >>")]
    [InlineData("<< /Title (nawias \\( i \\) i (drugi) /JS /Launch) >>")]
    [InlineData("<< /A <2F4A53> /B [/JSON /JavaScripts] >> % /JS /Launch")]
    [InlineData("<< /Encrypt (poza spisem) >>")]
    public async Task Pdf_ThatOnlyTellsOfSuchThings_IsTaken(string content) => Assert.False((await AcceptedAsync("a.pdf", PdfSamples.Pdf("", content))).IsChanged);

    [Fact]
    public async Task Pdf_WhosePageWritesOfThem_IsTaken() =>
        Assert.NotNull(await AcceptedAsync("a.pdf", PdfSamples.Pdf("", PdfSamples.Stream("", "BT (/JavaScript /Launch /Encrypt) Tj ET /JS"u8.ToArray()))));

    [Theory]
    [InlineData(Script)]
    [InlineData("<< /Names << /JavaScript 7 0 R >> >>")]
    [InlineData("<</S/J#61vaScript/J#53(x)>>")]
    [InlineData("<< /T (a\\)b) /AA << /O << /JS 7 0 R >> >> >>")]
    public Task Pdf_WithAScript_IsRefused(string content) => AssertRefusedAsync(UploadRefusal.PdfScript, "a.pdf", PdfSamples.Pdf("", content));

    [Fact]
    public Task Pdf_ThatLaunchesAProgram_IsRefused() => AssertRefusedAsync(UploadRefusal.PdfLaunch, "a.pdf", PdfSamples.Pdf("", "<< /S /Launch /F (cmd.exe) >>"));

    [Fact]
    public Task Pdf_WithAScriptInAStreamOfObjects_IsRefused() => AssertRefusedAsync(UploadRefusal.PdfScript, "a.pdf", PdfSamples.Pdf("", PdfSamples.ObjectStream(Script)));

    [Fact]
    public async Task Pdf_WithAHarmlessStreamOfObjects_IsTaken() => Assert.NotNull(await AcceptedAsync("a.pdf", PdfSamples.Pdf("", PdfSamples.ObjectStream("<< /Type /Page >>"))));

    [Fact]
    public Task Pdf_WithAScriptInsideAString_IsRefused() =>
        // A viewer that is sent there by the table finds an object.
        AssertRefusedAsync(UploadRefusal.PdfScript, "a.pdf", PdfSamples.Pdf("", $"<< /Title (9 0 obj {Script} endobj) >>"));

    [Theory]
    [InlineData("(x) endobj stream << /A (b) >> {0}")]
    [InlineData("(x {0}")]
    [InlineData("% {0}")]
    public Task Pdf_WithAScriptHiddenInAStreamOfObjects_IsRefused(string content) =>
        AssertRefusedAsync(UploadRefusal.PdfScript, "a.pdf", PdfSamples.Pdf("", PdfSamples.ObjectStream(content.Replace("{0}", Script, StringComparison.Ordinal))));

    [Theory]
    [InlineData("<< /A stream /Type /ObjStm /First 5 >>")]
    [InlineData("<< /A endobj /S /Launch >>")]
    public Task Pdf_WithAWordThatHidesTheRestOfADictionary_IsDamaged(string content) => AssertRefusedAsync(UploadRefusal.Damaged, "a.pdf", PdfSamples.Pdf("", content), "PDF");

    [Theory]
    [InlineData("/Type /ObjStm /N 1 /First 5")]
    [InlineData("/Type /ObjStm /N 1 /First 5 /Filter [/FlateDecode /FlateDecode]")]
    [InlineData("/Type /ObjStm /N 1 /First 5 /Filter /LZWDecode")]
    [InlineData("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>")]
    [InlineData("/Type /ObjStm /N 1 /First 5 /Filter 9 0 R")]
    public Task Pdf_WithObjectsPackedUnusually_IsDamaged(string dictionary) =>
        AssertRefusedAsync(UploadRefusal.Damaged, "a.pdf", PdfSamples.Pdf("", PdfSamples.Stream(dictionary, PdfSamples.Deflate("20 0 << >>"u8.ToArray()))), "PDF");

    [Fact]
    public async Task Pdf_WithAProgramInside_IsRefused()
    {
        byte[] program = [.. "MZ"u8, .. new byte[200]];
        await AssertRefusedAsync(UploadRefusal.EmbeddedProgram, "a.pdf", PdfSamples.Pdf("", PdfSamples.Deflated("/Type /EmbeddedFile", program)));
        await AssertRefusedAsync(UploadRefusal.EmbeddedProgram, "a.pdf", PdfSamples.Pdf("", PdfSamples.Stream("/Type /EmbeddedFile", program)));
        _ = await AcceptedAsync("a.pdf", PdfSamples.Pdf("", PdfSamples.Deflated("/Type /EmbeddedFile /Subtype /text#2Fxml", "<faktura/>"u8.ToArray())));
    }

    [Fact]
    public Task Pdf_WhoseObjectsGrowTooMuch_IsRefused() =>
        AssertRefusedAsync(UploadRefusal.ArchiveBomb, "a.pdf", PdfSamples.Pdf("", PdfSamples.Deflated("/Type /ObjStm /N 1 /First 5", new byte[110_000_000])));

    [Fact]
    public Task Pdf_WithoutATable_IsDamaged() => AssertRefusedAsync(UploadRefusal.Damaged, "a.pdf", "%PDF-1.7\n1 0 obj << >> endobj\n"u8.ToArray(), "PDF");

    [Fact(Timeout = 20_000)]
    public Task Pdf_OfObjectsWithinObjects_IsDamagedWithoutReadingThemOverAndOver() =>
        AssertRefusedAsync(UploadRefusal.Damaged, "a.pdf", [.. PdfSamples.Pdf(), .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(" obj(", 1_000_000)))], "PDF");
}
