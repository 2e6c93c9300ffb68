using System.Globalization;
using System.Xml;
using Microsoft.Extensions.Options;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>
/// Looks into a file before the portal keeps it: a clean name, a kind that is taken, content of that very kind, nothing in it that runs, hides or
/// bursts. Pictures lose their metadata and texts become UTF-8.
/// </summary>
public sealed class UploadInspector(IOptions<UploadOptions> options)
{
    private const string Text = "TXT";

    /// <summary>The kinds that authors may add. Logos in SVG come with the site's own documents only: a drawing can hold scripts.</summary>
    public static IReadOnlyList<FileKind> Kinds { get; } = [.. FileKind.ByExtension.Values.Where(k => k.Extension != ".svg")];

    /// <param name="fileName">As the browser sent it.</param>
    /// <param name="content">Seekable; read from its start and left open.</param>
    /// <param name="cancellationToken">Ends the inspection.</param>
    public async Task<UploadVerdict> InspectAsync(string fileName, Stream content, CancellationToken cancellationToken = default)
    {
        try
        {
            var name = UploadName.Clean(fileName);
            return Inspect(name, await ReadAsync(content, cancellationToken), cancellationToken);
        }
        catch (UploadRefusedException e)
        {
            return e.Verdict;
        }
    }

    private static UploadVerdict Inspect(string name, byte[] content, CancellationToken cancellationToken)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        var found = ContentLabel.Of(content);
        var kind = Kinds.FirstOrDefault(k => k.Extension == extension)
            ?? throw new UploadRefusedException(UploadRefusal.UnknownType, extension, string.Join(", ", Kinds.Select(k => k.Label).Distinct()));
        var expected = kind.ContentType.StartsWith("text/", StringComparison.Ordinal) ? Text : kind.Label;
        if (found is null)
        {
            throw expected == Text ? new UploadRefusedException(UploadRefusal.NotText) : new UploadRefusedException(UploadRefusal.Damaged, kind.Label);
        }

        if (found != expected)
        {
            throw new UploadRefusedException(UploadRefusal.OtherType, extension, found);
        }

        try
        {
            var clean = Clean(found, content, cancellationToken);
            return new UploadVerdict.Accepted(kind, name, clean, !clean.AsSpan().SequenceEqual(content));
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            throw new UploadRefusedException(UploadRefusal.Damaged, kind.Label);
        }
    }

    private static byte[] Clean(string label, byte[] content, CancellationToken cancellationToken)
    {
        switch (label)
        {
            case "PDF":
                new PdfInspection(content, cancellationToken).Check();
                return content;
            case "JPEG":
                return JpegCleaner.Clean(content);
            case "PNG":
                return PngCleaner.Clean(content);
            case "WebP":
                return WebPCleaner.Clean(content);
            case Text:
                return PlainText.ToUtf8(content) ?? throw new UploadRefusedException(UploadRefusal.NotText);
            default:
                new OfficePackage(content.Length, cancellationToken).Check(content);
                return content;
        }
    }

    private async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxFileMegabytes;
        if (content.Length > limit * 1_000_000L)
        {
            throw new UploadRefusedException(UploadRefusal.TooLarge, limit.ToString(CultureInfo.InvariantCulture));
        }

        if (content.Length == 0)
        {
            throw new UploadRefusedException(UploadRefusal.Empty);
        }

        var bytes = new byte[content.Length];
        content.Position = 0;
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
