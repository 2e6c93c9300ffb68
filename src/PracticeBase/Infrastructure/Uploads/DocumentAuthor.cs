using System.IO.Compression;
using System.Xml;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>The people whom a document names by itself. Office programs write them without asking, so the uploader is shown them before everyone is.</summary>
public sealed record DocumentAuthor(string? Creator, string? LastEditor)
{
    private const int MaxLength = 200;

    /// <summary>Null when the file names nobody, cannot be read, or is a PDF where `pdfinfo` is not on the path.</summary>
    public static async Task<DocumentAuthor?> ReadAsync(byte[] content, FileKind kind, CancellationToken cancellationToken = default)
    {
        try
        {
            var author = kind.Label switch
            {
                "PDF" => Pdf(await PdfTool.RunAsync("pdfinfo", ["-enc", "UTF-8", "-"], content, cancellationToken)),
                "DOCX" or "XLSX" or "PPTX" => Office(content, "docProps/core.xml", "creator", "lastModifiedBy"),
                "ODT" or "ODS" or "ODP" => Office(content, "meta.xml", "initial-creator", "creator"),
                _ => new DocumentAuthor(null, null),
            };
            return author is { Creator: null, LastEditor: null } ? null : author;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            return null;
        }
    }

    private static DocumentAuthor Pdf(string? printed)
    {
        const string label = "Author:";
        var line = printed?.Split('\n').FirstOrDefault(l => l.StartsWith(label, StringComparison.Ordinal));
        return new DocumentAuthor(Tidy(line?[label.Length..]), LastEditor: null);
    }

    private static DocumentAuthor Office(byte[] content, string part, string creator, string lastEditor)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false));
        // The framework's own packages give the part a name of their own.
        if ((archive.GetEntry(part) ?? archive.Entries.FirstOrDefault(e => e.Name.EndsWith(".psmdcp", StringComparison.Ordinal))) is not { } entry)
        {
            return new DocumentAuthor(null, null);
        }

        using var stream = entry.Open();
        var names = new Dictionary<string, string?>();
        foreach (var element in SafeXml.Elements(stream))
        {
            if (element.LocalName == creator || element.LocalName == lastEditor)
            {
                var name = element.LocalName;
                // The next node; ReadElementContentAsString would run past the element that follows.
                names[name] = !element.IsEmptyElement && element.Read() && element.NodeType == XmlNodeType.Text ? Tidy(element.Value) : null;
            }
        }

        return new DocumentAuthor(names.GetValueOrDefault(creator), names.GetValueOrDefault(lastEditor));
    }

    private static string? Tidy(string? name)
    {
        var tidy = new string([.. (name ?? "").Where(c => !char.IsControl(c)).Take(MaxLength)]).Trim();
        return tidy.Length == 0 ? null : tidy;
    }
}
