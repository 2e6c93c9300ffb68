using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>
/// DOCX, XLSX, PPTX, ODT, ODS and ODP: zips of XML. What an archive says of its sizes is not believed; they are measured while it is unpacked.
/// A chart or an object may hold a whole office document of its own, which is looked into the same way; no other archive may be inside.
/// </summary>
internal sealed partial class OfficePackage(long packed, CancellationToken cancellationToken)
{
    private const int MaxEntries = 5000;
    private const long MaxUnpacked = 300_000_000;

    /// <summary>How many bytes one byte may become, once there are more than <see cref="FreeOfRatio"/> of them.</summary>
    private const int MaxRatio = 200;

    private const long FreeOfRatio = 30_000_000;

    /// <summary>The longest part that is looked into as a whole.</summary>
    private const int MaxPart = 30_000_000;

    /// <summary>A document in a document in the document.</summary>
    private const int MaxDepth = 2;

    private const string Manifest = "META-INF/manifest.xml";

    private static readonly byte[] AnyFile = ContentLabel.StreamName("\u0001Ole10Native");
    private static readonly byte[] MacroProject = ContentLabel.StreamName("_VBA_PROJECT");

    private long unpacked;

    /// <summary>The label of a kind that is taken, «ZIP» for any other archive, null for one that cannot be opened.</summary>
    /// <exception cref="UploadRefusedException">Macros: a file of a kind with them is refused by that name, not as unknown.</exception>
    public static string? Recognise(byte[] content)
    {
        try
        {
            using var archive = Open(content);
            return Recognise(archive);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            return null;
        }
    }

    /// <exception cref="UploadRefusedException">Something in it is not taken.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    /// <exception cref="XmlException">One of its parts is.</exception>
    public void Check(byte[] content, int depth = 0)
    {
        using var archive = Open(content);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            CheckName(entry.FullName);
            if (entry.IsEncrypted)
            {
                throw new UploadRefusedException(UploadRefusal.Encrypted);
            }

            if (!names.Add(entry.FullName))
            {
                throw new InvalidDataException($"Two parts are called {entry.FullName}.");
            }

            CheckPart(entry.FullName, Unpack(entry), depth);
        }
    }

    private static ZipArchive Open(byte[] content)
    {
        // Counted before the directory is read, which would already make an object of each.
        if (content.AsSpan().Count("PK\x01\x02"u8) > MaxEntries)
        {
            throw new UploadRefusedException(UploadRefusal.ArchiveBomb);
        }

        return new ZipArchive(new MemoryStream(content, writable: false));
    }

    private static string Recognise(ZipArchive archive)
    {
        if (archive.GetEntry("mimetype") is { } declared)
        {
            using var stream = declared.Open();
            var bytes = new byte[100];
            var type = Encoding.ASCII.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).Trim();
            return LabelOf(type, "application/vnd.oasis.") ?? "ZIP";
        }

        if (archive.GetEntry("[Content_Types].xml") is { } types)
        {
            using var stream = types.Open();
            var all = SafeXml.Elements(stream).Select(e => e.GetAttribute("ContentType") ?? "").ToList();
            return all.Any(IsMacro)
                ? throw new UploadRefusedException(UploadRefusal.Macros)
                : all.Where(t => t.EndsWith(".main+xml", StringComparison.Ordinal)).Select(t => LabelOf(t[..^".main+xml".Length])).FirstOrDefault(l => l is not null) ?? "ZIP";
        }

        return "ZIP";
    }

    private static string? LabelOf(string contentType, string family = "application/vnd.openxmlformats-") =>
        contentType.StartsWith(family, StringComparison.Ordinal) ? UploadInspector.Kinds.FirstOrDefault(k => k.ContentType == contentType)?.Label : null;

    private static void CheckName(string name)
    {
        if (name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Split('/').Contains(".."))
        {
            throw new UploadRefusedException(UploadRefusal.UnsafePath);
        }

        if (MacroName().IsMatch(name))
        {
            throw new UploadRefusedException(UploadRefusal.Macros);
        }
    }

    /// <summary>Kinds of documents with macros and the sheets of Excel 4 that are macros themselves.</summary>
    private static bool IsMacro(string contentType) =>
        contentType.Contains("macro", StringComparison.OrdinalIgnoreCase) || contentType.Contains("vbaProject", StringComparison.OrdinalIgnoreCase);

    private static bool IsKeptWhole(string name, ReadOnlySpan<byte> start) =>
        name == Manifest || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || ContentLabel.IsZip(start) || ContentLabel.IsCompound(start);

    /// <summary>The part, or only its start where no more is needed to know what it is.</summary>
    private byte[] Unpack(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var kept = new MemoryStream();
        var buffer = new byte[81920];
        uint checksum = 0;
        for (int read; (read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            unpacked += read;
            checksum = Crc32.Of(buffer.AsSpan(0, read), checksum);
            if (unpacked > MaxUnpacked || (unpacked > FreeOfRatio && unpacked / MaxRatio > packed) || kept.Length > MaxPart)
            {
                throw new UploadRefusedException(UploadRefusal.ArchiveBomb);
            }

            if (kept.Length == 0 || IsKeptWhole(entry.FullName, kept.GetBuffer()))
            {
                kept.Write(buffer, 0, read);
            }
        }

        // The framework stops at the size that the directory names; where it lies, more would follow and the checksum does not fit.
        return checksum == entry.Crc32 ? kept.ToArray() : throw new InvalidDataException($"The part {entry.FullName} is damaged.");
    }

    private void CheckPart(string name, byte[] content, int depth)
    {
        if (ContentLabel.IsProgram(name, content))
        {
            throw new UploadRefusedException(UploadRefusal.EmbeddedProgram);
        }

        if (ContentLabel.IsForeignArchive(content) || (ContentLabel.IsZip(content) && (depth == MaxDepth || Recognise(content) is null or "ZIP")))
        {
            throw new UploadRefusedException(UploadRefusal.ArchiveInside);
        }

        if (ContentLabel.IsZip(content))
        {
            Check(content, depth + 1);
        }
        else if (ContentLabel.IsCompound(content))
        {
            CheckObject(content);
        }
        else if (name == Manifest)
        {
            RefuseIf(content, UploadRefusal.Encrypted, e => e.LocalName == "encryption-data");
        }
        else if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
        {
            RefuseIf(content, UploadRefusal.RemoteContent, e => IsFetched(e.GetAttribute("Type") ?? "", e.GetAttribute("TargetMode"), e.GetAttribute("Target") ?? ""));
        }
    }

    private static void CheckObject(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf(MacroProject) >= 0)
        {
            throw new UploadRefusedException(UploadRefusal.Macros);
        }

        if (content.IndexOf(AnyFile) >= 0)
        {
            throw new UploadRefusedException(UploadRefusal.EmbeddedFile);
        }
    }

    private static void RefuseIf(byte[] xml, UploadRefusal reason, Func<XmlReader, bool> isRefused)
    {
        if (SafeXml.Elements(new MemoryStream(xml)).Any(isRefused))
        {
            throw new UploadRefusedException(reason);
        }
    }

    /// <summary>
    /// Links and linked pictures are the reader's choice; templates, objects and frames are fetched on opening. A template on the author's own disk,
    /// which Word notes in every document, is not fetched from anywhere.
    /// </summary>
    private static bool IsFetched(string type, string? mode, string target) =>
        mode == "External" && FetchedType().IsMatch(type) && RemoteTarget().IsMatch(target);

    [GeneratedRegex(@"(?:^|/)vbaProject\.bin$|(?:^|/)(?:Basic|Scripts)/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MacroName();

    [GeneratedRegex("/(?:attachedTemplate|oleObject|frame|subDocument)$")]
    private static partial Regex FetchedType();

    /// <summary>An address with a scheme or a server's name; not «C:\», also after «file:///».</summary>
    [GeneratedRegex(@"^(?!(?:file:///)?[A-Z]:[\\/])(?:[\\/]{2}|[A-Z][A-Z0-9+.\-]*:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RemoteTarget();
}
