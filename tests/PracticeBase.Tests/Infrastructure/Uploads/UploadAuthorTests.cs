using System.Text;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;
using Xunit;

namespace PracticeBase.Tests.Uploads;

public sealed class UploadAuthorTests : UploadTestBase
{
    [Fact]
    public async Task Docx_WithProperties_NamesItsAuthors()
    {
        var docx = OfficeSamples.Docx(change: d => (d.PackageProperties.Creator, d.PackageProperties.LastModifiedBy) = ("Anna Wrona", "Jan Żuk"));
        Assert.Equal(new DocumentAuthor("Anna Wrona", "Jan Żuk"), await ReadAsync("a.docx", docx));
    }

    [Fact]
    public async Task OpenDocument_WithMetadata_NamesItsAuthors()
    {
        var meta = """
            <office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta><meta:initial-creator>Anna Wrona</meta:initial-creator><dc:creator>Jan Żuk</dc:creator></office:meta></office:document-meta>
            """u8.ToArray();
        Assert.Equal(new DocumentAuthor("Anna Wrona", "Jan Żuk"), await ReadAsync("a.odt", OfficeSamples.OpenDocument("text", ("meta.xml", meta))));
    }

    [Fact]
    public async Task OpenDocument_WithAnEmptyAuthor_NamesTheOther()
    {
        var meta = "<a><initial-creator/><creator>Jan\u0085 Żuk</creator></a>"u8.ToArray();
        Assert.Equal(new DocumentAuthor(null, "Jan Żuk"), await ReadAsync("a.ods", OfficeSamples.OpenDocument("spreadsheet", ("meta.xml", meta))));
    }

    [Fact]
    public async Task Pdf_WithAnAuthor_NamesIt()
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "pdfinfo"))), "pdfinfo is not installed.");
        Assert.Equal(new DocumentAuthor("Anna Żuk", null), await ReadAsync("a.pdf", PdfSamples.Pdf("/Info 4 0 R", "<< /Author <FEFF0041006E006E00610020017B0075006B> /Title (Author: Kto inny) >>")));
    }

    [Fact]
    public async Task Document_ThatNamesNobody_HasNoAuthor()
    {
        Assert.Null(await ReadAsync("a.docx", OfficeSamples.Docx()));
        Assert.Null(await ReadAsync("a.odt", OfficeSamples.OpenDocument("text")));
        Assert.Null(await ReadAsync("a.pdf", PdfSamples.Pdf()));
        Assert.Null(await ReadAsync("a.png", PictureSamples.Png()));
    }

    [Fact]
    public async Task Document_Damaged_HasNoAuthor()
    {
        Assert.Null(await ReadAsync("a.docx", [1, 2, 3]));
        Assert.Null(await ReadAsync("a.pdf", "%PDF-1.7"u8.ToArray()));
        Assert.Null(await ReadAsync("a.odt", OfficeSamples.OpenDocument("text", ("meta.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><creator>&b;</creator>"u8.ToArray()))));
    }

    [Fact]
    public async Task Author_OfAnyLength_IsCut()
    {
        var meta = Encoding.UTF8.GetBytes($"<creator>{new string('a', 1000)}</creator>");
        Assert.Equal(200, (await ReadAsync("a.odt", OfficeSamples.OpenDocument("text", ("meta.xml", meta))))!.LastEditor!.Length);
    }

    private static Task<DocumentAuthor?> ReadAsync(string name, byte[] content) => DocumentAuthor.ReadAsync(content, FileKind.Of(name)!, Cancelled);
}
