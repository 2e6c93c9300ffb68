using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Uploads;

/// <summary>Whatever somebody sends, there is a verdict; and what was cleaned once has nothing more to clean.</summary>
public sealed class UploadPropertyTests
{
    private static readonly UploadInspector Inspector = new(Options.Create(new UploadOptions()));

    private static readonly (string Name, byte[] Content)[] Samples =
    [
        ("a.jpg", PictureSamples.Jpeg()),
        ("a.png", PictureSamples.Png()),
        ("a.webp", PictureSamples.WebP()),
        ("a.webp", PictureSamples.PlainWebP()),
        ("a.docx", OfficeSamples.DocxWith(("word/embeddings/a.xlsx", OfficeSamples.Xlsx()), ("a.bin", OfficeSamples.CompoundWith("Workbook")))),
        ("a.odt", OfficeSamples.OpenDocument("text")),
        ("a.pdf", PdfSamples.Pdf("/Info 5 0 R", PdfSamples.ObjectStream("<< /A (b) >>"), PdfSamples.Deflated("/Type /EmbeddedFile", new byte[100]))),
        ("a.csv", "rok;kwota\r\n"u8.ToArray()),
    ];

    [Fact]
    public void Inspector_ArbitraryBytes_GivesAVerdict() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => UploadInspector.Kinds.All(k => HasVerdict($"a{k.Extension}", bytes))).QuickCheckThrowOnFailure();

    [Fact]
    public void Inspector_ArbitraryBytesAfterAGoodStart_GivesAVerdict()
    {
        var files = from sample in Gen.Elements(Samples)
                    from length in Gen.Choose(1, 40)
                    from noise in Gen.Choose(0, 255).ListOf()
                    select (sample.Name, (byte[])[.. sample.Content.Take(length), .. noise.Select(n => (byte)n)]);
        Prop.ForAll(files.ToArbitrary(), file => HasVerdict(file.Name, file.Item2)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Inspector_DamagedFiles_GivesAVerdict() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Damaged.ToArbitrary(), file => HasVerdict(file.Name, file.Content)));

    [Fact]
    public void Inspector_AnyName_GivesAVerdict() => AnyText.Holds(name => HasVerdict(name, [65]) && HasVerdict(name + ".txt", [65]));

    /// <summary>A part of a file is replaced by a few other bytes, or moved.</summary>
    private static Gen<(string Name, byte[] Content)> Damaged =>
        from sample in Gen.Elements(Samples)
        from start in Gen.Choose(0, sample.Content.Length - 1)
        from length in Gen.OneOf(Gen.Choose(0, Math.Min(8, sample.Content.Length - start)), Gen.Choose(0, sample.Content.Length - start))
        from noise in Gen.Elements(0, 1, 0xD8, 0xFF).ListOf()
        from to in Gen.Choose(0, sample.Content.Length - length)
        from isMoved in Gen.Elements(true, false, false)
        let rest = (byte[])[.. sample.Content[..start], .. isMoved ? [] : noise.Take(5).Select(n => (byte)n), .. sample.Content[(start + length)..]]
        select (sample.Name, isMoved ? [.. rest[..to], .. sample.Content[start..(start + length)], .. rest[to..]] : rest);

    private static bool HasVerdict(string name, byte[] content) => Inspect(name, content) switch
    {
        UploadVerdict.Accepted accepted => Inspect(accepted.FileName, accepted.Content) is UploadVerdict.Accepted { IsChanged: false },
        UploadVerdict.Refused => true,
        _ => false,
    };

    private static UploadVerdict Inspect(string name, byte[] content) => Inspector.InspectAsync(name, new MemoryStream(content)).GetAwaiter().GetResult();
}
