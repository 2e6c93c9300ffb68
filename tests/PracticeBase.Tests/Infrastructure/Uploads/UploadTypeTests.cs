using System.Text;
using DocumentFormat.OpenXml;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Uploads;

public sealed class UploadTypeTests : UploadTestBase
{
    private const string Kinds = "PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPEG, WebP, TXT, CSV";

    private static readonly Dictionary<string, byte[]> Samples = new()
    {
        [".pdf"] = PdfSamples.Pdf(),
        [".docx"] = OfficeSamples.Docx(),
        [".xlsx"] = OfficeSamples.Xlsx(),
        [".pptx"] = OfficeSamples.Pptx(),
        [".odt"] = OfficeSamples.OpenDocument("text"),
        [".ods"] = OfficeSamples.OpenDocument("spreadsheet"),
        [".odp"] = OfficeSamples.OpenDocument("presentation"),
        [".png"] = PictureSamples.CleanPng(),
        [".jpg"] = PictureSamples.CleanJpeg(),
        [".jpeg"] = PictureSamples.CleanJpeg(),
        [".webp"] = PictureSamples.CleanWebP(),
        [".txt"] = "Zażółć gęślą jaźń"u8.ToArray(),
        [".csv"] = "rok;kwota\r\n2025;12\r\n"u8.ToArray(),
    };

    public static TheoryData<string> Extensions => [.. Samples.Keys];

    public static TheoryData<string> DemoFiles =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Portal, "Features", "Transfer", "Demo", "files"), "*.*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) != ".svg")];

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task File_OfEveryKind_IsTakenUnchanged(string extension)
    {
        var accepted = await AcceptedAsync($"plik{extension.ToUpperInvariant()}", Samples[extension]);

        Assert.Equal(extension, accepted.Kind.Extension);
        Assert.False(accepted.IsChanged);
        Assert.Equal(Samples[extension], accepted.Content);
    }

    [Fact]
    public void Samples_All_CoverEveryKind() => Assert.Equal(UploadInspector.Kinds.Select(k => k.Extension).Order(), Samples.Keys.Order());

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task File_UnderTheNameOfAnotherKind_IsRefused(string extension)
    {
        foreach (var other in Samples.Keys.Where(e => LabelOf(e) != LabelOf(extension)))
        {
            await AssertRefusedAsync(UploadRefusal.OtherType, $"plik{other}", Samples[extension], other, LabelOf(extension));
        }
    }

    [Theory]
    [MemberData(nameof(DemoFiles))]
    public async Task DemoFile_Each_IsTaken(string path) =>
        Assert.NotEmpty((await AcceptedAsync(Path.GetFileName(path), await File.ReadAllBytesAsync(path, Cancelled))).Content);

    [Theory]
    [InlineData("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", ".svg")]
    [InlineData("strona.html", "<p>Strona</p>", ".html")]
    [InlineData("program.EXE", "MZ\u0090\0\u0003\0", ".exe")]
    [InlineData("film.mp4", "\0\0\0\u0020ftypisom", ".mp4")]
    public Task File_OfAKindThatIsNotTaken_IsRefused(string name, string content, string extension) =>
        AssertRefusedAsync(UploadRefusal.UnknownType, name, Encoding.Latin1.GetBytes(content), extension, Kinds);

    [Theory]
    [InlineData("GIF89a\u0001\0", "GIF")]
    [InlineData("\0\0\0\u0018ftypheic", "HEIC")]
    [InlineData("MZ\u0090\0\u0003\0", "EXE")]
    [InlineData("{\\rtf1 a}", "RTF")]
    [InlineData("<!DOCTYPE html>", "TXT")]
    public Task File_OfAKindThatIsNotTakenUnderAGoodName_SaysWhatItIs(string content, string label) =>
        AssertRefusedAsync(UploadRefusal.OtherType, "zdjecie.jpg", Encoding.Latin1.GetBytes(content), ".jpg", label);

    [Fact]
    public async Task Zip_WithoutADocument_IsRefused()
    {
        var zip = OfficeSamples.Zip(("a.txt", "a"u8.ToArray()));
        await AssertRefusedAsync(UploadRefusal.OtherType, "a.docx", zip, ".docx", "ZIP");
        await AssertRefusedAsync(UploadRefusal.UnknownType, "a.zip", zip, ".zip", Kinds);
    }

    [Fact]
    public async Task Zip_WithAPicturesType_IsRefused() =>
        await AssertRefusedAsync(UploadRefusal.OtherType, "a.png", OfficeSamples.Zip(("mimetype", "image/png"u8.ToArray())), ".png", "ZIP");

    [Fact]
    public Task Template_OfADocument_IsRefused() =>
        AssertRefusedAsync(UploadRefusal.OtherType, "a.docx", OfficeSamples.Docx(WordprocessingDocumentType.Template), ".docx", "ZIP");

    [Fact]
    public Task File_Empty_IsRefused() => AssertRefusedAsync(UploadRefusal.Empty, "a.pdf", []);

    [Fact]
    public async Task File_LargerThanTheLimit_IsRefused()
    {
        var megabyte = Enumerable.Repeat((byte)'a', 1_000_000).ToArray();
        Assert.IsType<UploadVerdict.Accepted>(await InspectAsync("a.txt", megabyte, maxMegabytes: 1));
        var refused = Assert.IsType<UploadVerdict.Refused>(await InspectAsync("a.txt", [.. megabyte, (byte)'a'], maxMegabytes: 1));
        Assert.Equal((UploadRefusal.TooLarge, "1"), (refused.Reason, Assert.Single(refused.Arguments)));
    }

    [Fact]
    public async Task Stream_ReadBefore_IsInspectedFromItsStart()
    {
        await using var stream = new MemoryStream(PdfSamples.Pdf());
        stream.Position = 100;
        var inspector = new UploadInspector(Options.Create(new UploadOptions()));
        Assert.IsType<UploadVerdict.Accepted>(await inspector.InspectAsync("a.pdf", stream, Cancelled));
    }

    [Theory]
    [InlineData("windows-1250")]
    [InlineData("iso-8859-2")]
    [InlineData("utf-16")]
    public async Task Text_InAnotherEncoding_BecomesUtf8(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

        var accepted = await AcceptedAsync("a.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes("Zażółć gęślą jaźń;\r\n")]);

        Assert.True(accepted.IsChanged);
        Assert.Equal("\uFEFFZażółć gęślą jaźń;\r\n", Encoding.UTF8.GetString(accepted.Content));
        Assert.Equal("Zażółć gęślą jaźń;", await new TextExtractor(NullLogger<TextExtractor>.Instance).ExtractAsync(accepted.Content, "a.csv", Cancelled));
    }

    [Fact]
    public async Task Text_OfHtml_IsText() => Assert.Equal(".txt", (await AcceptedAsync("a.txt", "<script>alert(1)</script>"u8.ToArray())).Kind.Extension);

    [Theory]
    [InlineData(new byte[] { 65, 0, 66 })]
    [InlineData(new byte[] { 65, 7, 66 })]
    [InlineData(new byte[] { 65, 7, 0xB9 })]
    [InlineData(new byte[] { 0x81, 0x83, 0, 0xFF })]
    public Task Text_WithBytesThatNoTextHas_IsRefused(byte[] content) => AssertRefusedAsync(UploadRefusal.NotText, "a.txt", content);

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task File_CutOff_IsRefused(string extension)
    {
        if (LabelOf(extension) == "TXT")
        {
            return;
        }

        await AssertRefusedAsync(UploadRefusal.Damaged, $"a{extension}", Samples[extension][..^30], LabelOf(extension));
        await AssertRefusedAsync(UploadRefusal.Damaged, $"a{extension}", [0, 1, 2, 3], LabelOf(extension));
    }

    private static string LabelOf(string extension) => FileKind.ByExtension[extension].Label.Replace("CSV", "TXT", StringComparison.Ordinal);
}
