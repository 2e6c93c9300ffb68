namespace PracticeBase.Infrastructure;

/// <summary>The kinds of files the portal takes and shows; the content type follows from the extension, never from what a sender claims.</summary>
public sealed record FileKind(string Extension, string ContentType, string Label, string Tone, bool Inline = false)
{
    /// <summary>What opens in the browser is harmless there; everything else is a download.</summary>
    public static IReadOnlyDictionary<string, FileKind> ByExtension { get; } = new FileKind[]
    {
        new(".pdf", "application/pdf", "PDF", "bad", Inline: true),
        new(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", "info"),
        new(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", "ok"),
        new(".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PPTX", "warn"),
        new(".odt", "application/vnd.oasis.opendocument.text", "ODT", "info"),
        new(".ods", "application/vnd.oasis.opendocument.spreadsheet", "ODS", "ok"),
        new(".odp", "application/vnd.oasis.opendocument.presentation", "ODP", "warn"),
        new(".png", "image/png", "PNG", "", Inline: true),
        new(".jpg", "image/jpeg", "JPEG", "", Inline: true),
        new(".jpeg", "image/jpeg", "JPEG", "", Inline: true),
        new(".webp", "image/webp", "WebP", "", Inline: true),
        new(".txt", "text/plain; charset=utf-8", "TXT", "", Inline: true),
        new(".csv", "text/csv; charset=utf-8", "CSV", "ok"),
        new(".svg", "image/svg+xml", "SVG", ""),
    }.ToDictionary(k => k.Extension, StringComparer.OrdinalIgnoreCase);

    /// <summary>The kind of a file name; null when the portal does not take such files.</summary>
    public static FileKind? Of(string fileName) => ByExtension.GetValueOrDefault(Path.GetExtension(fileName));
}
