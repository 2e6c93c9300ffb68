using System.Xml;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration.Contents;

/// <summary>Keeps the files that administrators add to contents; the one place where such a file comes in.</summary>
public sealed class ContentFiles(PracticeBaseDbContext db, FileStore store, TextExtractor extractor, TimeProvider clock)
{
    public const int MaxMegabytes = 25;

    private const string Svg = ".svg";

    public static IReadOnlyList<string> Logos { get; } = [".png", Svg, ".webp", ".jpg", ".jpeg"];

    public static IReadOnlyList<string> Documents { get; } = [.. FileKind.ByExtension.Keys.Where(e => e != Svg)];

    private readonly AttachmentLoader loader = new(db, store, extractor, clock);

    /// <summary>The stored file and its clean name; null when it was refused, which is told at the field. The caller saves.</summary>
    public async Task<(StoredFile File, string Name)?> KeepAsync(string field, IFormFile file, IReadOnlyList<string> extensions, FormCheck check, CancellationToken cancellationToken)
    {
        var name = InputText.CleanLine(Path.GetFileName(file.FileName.Replace('\\', '/'))) ?? "";
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (!extensions.Contains(extension) || name.Length > 200)
        {
            check.Refuse(field, "Admin.Error.FileKind", string.Join(", ", extensions));
            return null;
        }

        if (file.Length is 0 or > MaxMegabytes * 1_000_000L)
        {
            check.Refuse(field, file.Length == 0 ? "Admin.Error.FileEmpty" : "Admin.Error.FileTooLarge", MaxMegabytes);
            return null;
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        if (extension == Svg && !IsDrawing(content.ToArray()))
        {
            check.Refuse(field, "Admin.Error.Svg");
            return null;
        }

        // Only a form that is right otherwise leaves its file here.
        return check.IsValid ? (await loader.KeepAsync(content.ToArray(), name, cancellationToken), name) : null;
    }

    /// <summary>A drawing alone: no script, no foreign content, nothing loaded from elsewhere.</summary>
    private static bool IsDrawing(byte[] content)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var isRoot = true;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.ProcessingInstruction)
                {
                    return false;
                }

                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                if ((isRoot && reader.LocalName != "svg") || reader.LocalName.ToLowerInvariant() is "script" or "foreignobject" or "iframe" or "object" or "embed")
                {
                    return false;
                }

                isRoot = false;
                while (reader.MoveToNextAttribute())
                {
                    if (reader.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || (reader.LocalName == "href" && !IsOwn(reader.Value) && !reader.Value.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)))
                    {
                        return false;
                    }
                }
            }

            return !isRoot;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsOwn(string? href) => href is null || href.StartsWith('#');
}
