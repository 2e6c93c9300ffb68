using System.Xml;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;

namespace PracticeBase.Features.Administration.Contents;

/// <summary>Keeps the files that administrators add to contents; the one place where such a file comes in.</summary>
public sealed class ContentFiles(PracticeBaseDbContext db, FileStore store, TextExtractor extractor, TimeProvider clock, UploadInspector inspector, ILogger<ContentFiles> logger)
{
    private const string Svg = ".svg";
    private const int MaxDrawing = 1_000_000;

    public static IReadOnlyList<string> Logos { get; } = [".png", Svg, ".webp", ".jpg", ".jpeg"];

    public static IReadOnlyList<string> Documents { get; } = [.. UploadInspector.Kinds.Select(k => k.Extension)];

    private readonly AttachmentLoader loader = new(db, store, extractor, clock);

    /// <summary>The stored file and its clean name; null when it was refused, which is told at the field. The caller saves.</summary>
    public async Task<(StoredFile File, string Name)?> KeepAsync(string field, IFormFile file, IReadOnlyList<string> extensions, FormCheck check, CancellationToken cancellationToken)
    {
        var extension = Path.GetExtension(file.FileName).ToLowerInvariant();
        if (!extensions.Contains(extension))
        {
            check.Refuse(field, "Admin.Error.FileKind", string.Join(", ", extensions));
            return null;
        }

        await using var sent = file.OpenReadStream();
        if (extension == Svg)
        {
            // Administrators alone may add drawings, and only as logos: they are served as downloads.
            using var drawing = new MemoryStream();
            await sent.CopyToAsync(drawing, cancellationToken);
            return drawing.Length <= MaxDrawing && IsDrawing(drawing.ToArray()) ? await StoreAsync(drawing.ToArray(), "logo.svg") : Refuse("Admin.Error.Svg");
        }

        return await inspector.InspectAsync(file.FileName, sent, cancellationToken) switch
        {
            UploadVerdict.Accepted accepted => await StoreAsync(accepted.Content, accepted.FileName),
            UploadVerdict.Refused refused => Refuse($"Upload.Refused.{refused.Reason}", [.. refused.Arguments]),
            _ => throw new InvalidOperationException("A verdict of a new kind."),
        };

        // Only a form that is right otherwise leaves its file here.
        async Task<(StoredFile, string)?> StoreAsync(byte[] content, string name)
        {
            try
            {
                return check.IsValid ? (await loader.KeepAsync(content, name, cancellationToken), name) : null;
            }
            catch (FileStoreException e)
            {
                logger.LogError(e, "A file of the contents could not be kept");
                return Refuse("Admin.Error.NotKept");
            }
        }

        (StoredFile, string)? Refuse(string key, params object?[] arguments)
        {
            check.Refuse(field, key, arguments);
            return null;
        }
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
