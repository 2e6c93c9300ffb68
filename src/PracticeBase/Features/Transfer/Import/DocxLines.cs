using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The paragraphs of a Word document as lines; table cells of a row are joined.</summary>
internal static class DocxLines
{
    /// <summary>50 MB unpacked: more is not a practice.</summary>
    private const long MaxUnpacked = 50 * 1024 * 1024;

    public static bool IsDocx(byte[] content)
    {
        if (!content.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            return false;
        }

        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            return archive.GetEntry("word/document.xml") is { } main
                && (main.Length <= MaxUnpacked ? true : throw new ImportException("Dokument DOCX jest po rozpakowaniu za duży."));
        }
        catch (InvalidDataException e)
        {
            throw new ImportException("Dokument DOCX lub archiwum ZIP jest uszkodzone.", e);
        }
    }

    public static string ToText(byte[] content)
    {
        try
        {
            using var package = WordprocessingDocument.Open(new MemoryStream(content, writable: false), false);
            var text = new StringBuilder();
            foreach (var block in package.MainDocumentPart?.Document?.Body?.ChildElements ?? default!)
            {
                if (block is Table table)
                {
                    foreach (var row in table.Elements<TableRow>())
                    {
                        text.AppendLine(string.Join(' ', row.Elements<TableCell>().Select(c => string.Join('\n', c.Elements<Paragraph>().Select(Line)))));
                    }
                }
                else if (block is Paragraph paragraph)
                {
                    text.AppendLine(Line(paragraph));
                }
            }

            return text.ToString();
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or XmlException or IOException or FormatException or ArgumentException or NullReferenceException or InvalidOperationException)
        {
            throw new ImportException("Dokument DOCX jest uszkodzony.", e);
        }
    }

    private static string Line(Paragraph paragraph)
    {
        var text = new StringBuilder(paragraph.ParagraphProperties?.NumberingProperties is null ? "" : "- ");
        foreach (var part in paragraph.Descendants())
        {
            text.Append(part switch
            {
                DocumentFormat.OpenXml.Wordprocessing.Text run => run.Text,
                TabChar => " ",
                Break => "\n",
                _ => "",
            });
        }

        return text.ToString();
    }
}
