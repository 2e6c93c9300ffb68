using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Wordprocessing;

namespace PracticeBase.Tests.Uploads;

/// <summary>Office documents as programs write them, and zips with whatever a test puts in.</summary>
internal static class OfficeSamples
{
    public static readonly byte[] Compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]];

    public static byte[] Docx(WordprocessingDocumentType type = WordprocessingDocumentType.Document, Action<WordprocessingDocument>? change = null)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, type))
        {
            document.AddMainDocumentPart().Document = new Document(new Body(new Paragraph(new DocumentFormat.OpenXml.Wordprocessing.Run(new DocumentFormat.OpenXml.Wordprocessing.Text("Regulamin")))));
            change?.Invoke(document);
        }

        return stream.ToArray();
    }

    public static byte[] Xlsx(SpreadsheetDocumentType type = SpreadsheetDocumentType.Workbook)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, type))
        {
            document.AddWorkbookPart().Workbook = new Workbook(new Sheets());
        }

        return stream.ToArray();
    }

    public static byte[] Pptx(PresentationDocumentType type = PresentationDocumentType.Presentation)
    {
        using var stream = new MemoryStream();
        using (var document = PresentationDocument.Create(stream, type))
        {
            document.AddPresentationPart().Presentation = new Presentation();
        }

        return stream.ToArray();
    }

    public static byte[] OpenDocument(string type, params (string Name, byte[] Content)[] parts) => Zip(
    [
        ("mimetype", Encoding.ASCII.GetBytes($"application/vnd.oasis.opendocument.{type}")),
        ("content.xml", "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>"u8.ToArray()),
        ("META-INF/manifest.xml", Manifest("")),
        .. parts,
    ]);

    /// <summary>OpenOffice wrote the document type too.</summary>
    public static byte[] Manifest(string entry) => Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">
        <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml">{entry}</manifest:file-entry></manifest:manifest>
        """);

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A good document with more in it.</summary>
    public static byte[] DocxWith(params (string Name, byte[] Content)[] parts)
    {
        using var archive = new ZipArchive(new MemoryStream(Docx()));
        return Zip([.. archive.Entries.Select(e => (e.FullName, Bytes(e))), .. parts]);
    }

    /// <summary>A compound file whose directory names a stream.</summary>
    public static byte[] CompoundWith(string stream) => [.. Compound, .. Encoding.Unicode.GetBytes(stream), .. new byte[64]];

    /// <summary>Changes a byte in the headers of every entry: its place in the central directory and, if it is there too, in the local header.</summary>
    public static byte[] Patch(byte[] zip, int inDirectory, int? inEntry, byte value)
    {
        var patched = zip.ToArray();
        for (var i = 0; i + 4 <= patched.Length; i++)
        {
            if (patched.AsSpan(i).StartsWith("PK\x01\x02"u8))
            {
                patched[i + inDirectory] = value;
            }
            else if (inEntry is { } at && patched.AsSpan(i).StartsWith("PK\x03\x04"u8))
            {
                patched[i + at] = value;
            }
        }

        return patched;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
