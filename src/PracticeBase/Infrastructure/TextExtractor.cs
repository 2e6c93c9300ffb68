using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace PracticeBase.Infrastructure;

/// <summary>Reads the plain text of PDF (when `pdftotext` is on the path), DOCX, ODT, TXT and CSV.</summary>
public sealed class TextExtractor(ILogger<TextExtractor> logger)
{
    /// <summary>Longest text kept, in characters; a longer one is cut.</summary>
    public const int MaxCharacters = 200_000;

    /// <summary>An archive may unpack to this many bytes of text before it is taken for a bomb.</summary>
    private const int MaxUnpacked = 50_000_000;

    /// <summary>The text, or null when the file holds none that can be read.</summary>
    public async Task<string?> ExtractAsync(byte[] content, string fileName, CancellationToken cancellationToken = default)
    {
        try
        {
            var text = Path.GetExtension(fileName).ToLowerInvariant() switch
            {
                ".pdf" => await PdfAsync(content, cancellationToken),
                ".docx" => Docx(content),
                ".odt" => Odt(content),
                ".txt" or ".csv" => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content),
                _ => null,
            };
            return Tidy(text);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or OpenXmlPackageException or FileFormatException or DecoderFallbackException)
        {
            logger.LogWarning("No text could be read from an attachment of type {Extension}: {Reason}", Path.GetExtension(fileName), e.Message);
            return null;
        }
    }

    private static string Docx(byte[] content)
    {
        using (var archive = new ZipArchive(new MemoryStream(content)))
        {
            if (archive.Entries.Sum(e => e.Length) > MaxUnpacked)
            {
                throw new InvalidDataException("The archive unpacks to too much.");
            }
        }

        using var document = WordprocessingDocument.Open(new MemoryStream(content), isEditable: false);
        var body = document.MainDocumentPart?.Document?.Body;
        return body is null ? "" : string.Join('\n', body.Descendants<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().Select(p => p.InnerText));
    }

    private static string Odt(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content));
        var entry = archive.GetEntry("content.xml") ?? throw new InvalidDataException("The archive has no content.xml.");
        if (entry.Length > MaxUnpacked)
        {
            throw new InvalidDataException("The archive unpacks to too much.");
        }

        using var reader = XmlReader.Create(entry.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = MaxUnpacked });
        XNamespace text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
        return string.Join('\n', XDocument.Load(reader).Descendants().Where(e => e.Name == text + "p" || e.Name == text + "h").Select(e => e.Value));
    }

    private async Task<string?> PdfAsync(byte[] content, CancellationToken cancellationToken)
    {
        var text = await PdfTool.RunAsync("pdftotext", ["-enc", "UTF-8", "-nopgbrk", "-", "-"], content, cancellationToken);
        if (text is null)
        {
            logger.LogInformation("pdftotext is not installed; the text of PDF attachments is not read.");
        }

        return text;
    }

    private static string? Tidy(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxCharacters));
        foreach (var c in text)
        {
            if (clean.Length == MaxCharacters)
            {
                break;
            }

            if (c is '\n' or '\t' || !char.IsControl(c))
            {
                clean.Append(c);
            }
        }

        return clean.ToString().Trim('\uFEFF').Trim();
    }
}
