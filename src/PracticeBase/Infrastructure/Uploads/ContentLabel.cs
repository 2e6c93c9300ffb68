using System.Text;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>What a content is by its own bytes, whatever its name says.</summary>
internal static class ContentLabel
{
    /// <summary>How files begin; «?» is any byte.</summary>
    private static readonly (string Start, string Label)[] Signatures =
    [
        ("%PDF-", "PDF"),
        ("\u0089PNG\r\n\u001A\n", "PNG"),
        ("\u00FF\u00D8\u00FF", "JPEG"),
        ("RIFF????WEBP", "WebP"),
        ("GIF8?a", "GIF"),
        ("II*\0", "TIFF"),
        ("MM\0*", "TIFF"),
        ("\0\0\0?ftyphei", "HEIC"),
        ("\0\0\0?ftypmif1", "HEIC"),
        ("\0\0\0?ftypavif", "AVIF"),
        ("\0\0\0?ftyp", "MP4"),
        ("{\\rtf", "RTF"),
        ("Rar!\u001A", "RAR"),
        ("7z\u00BC\u00AF", "7Z"),
    ];

    private static readonly byte[] Compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[][] OldOffice = [.. new[] { "WordDocument", "Workbook", "Book", "PowerPoint Document" }.Select(StreamName)];
    private static readonly byte[] EncryptedOffice = StreamName("EncryptedPackage");

    private static readonly HashSet<string> ProgramExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".dll", ".com", ".scr", ".cpl", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".lnk", ".reg", ".jar", ".sh",
    };

    /// <summary>A label as in <see cref="FileKind"/> («TXT» for all plain text), the usual name of another known type, or null.</summary>
    /// <exception cref="UploadRefusedException">An office file of a type that is never taken: old, encrypted or with macros.</exception>
    public static string? Of(byte[] content)
    {
        if (Signature(content) is { } signature)
        {
            return signature;
        }

        if (IsZip(content))
        {
            return OfficePackage.Recognise(content);
        }

        if (IsCompound(content))
        {
            return RefuseOldOffice(content);
        }

        return PlainText.ToUtf8(content) is not null ? "TXT" : IsProgram("", content) ? "EXE" : null;
    }

    public static bool IsZip(ReadOnlySpan<byte> content) => content.StartsWith("PK\x03\x04"u8);

    public static bool IsForeignArchive(ReadOnlySpan<byte> content) => Signature(content) is "RAR" or "7Z";

    /// <summary>Microsoft's compound files hold the old formats, encrypted new ones, macros and objects.</summary>
    public static bool IsCompound(ReadOnlySpan<byte> content) => content.StartsWith(Compound);

    /// <summary>A compound file has its streams' names in UTF-16.</summary>
    public static byte[] StreamName(string name) => Encoding.Unicode.GetBytes(name + "\0");

    public static bool IsProgram(string name, ReadOnlySpan<byte> content) =>
        ProgramExtensions.Contains(Path.GetExtension(name)) || content.StartsWith("\u007FELF"u8)
        // A font that Word obfuscates begins with random bytes.
        || (content.StartsWith("MZ"u8) && Path.GetExtension(name) != ".odttf");

    private static string? Signature(ReadOnlySpan<byte> content)
    {
        foreach (var (start, label) in Signatures)
        {
            if (BeginsWith(content, start))
            {
                return label;
            }
        }

        return null;
    }

    private static bool BeginsWith(ReadOnlySpan<byte> content, string start)
    {
        if (content.Length < start.Length)
        {
            return false;
        }

        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] != '?' && start[i] != content[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string? RefuseOldOffice(byte[] content)
    {
        if (content.AsSpan().IndexOf(EncryptedOffice) >= 0)
        {
            throw new UploadRefusedException(UploadRefusal.Encrypted);
        }

        return OldOffice.Any(name => content.AsSpan().IndexOf(name) >= 0) ? throw new UploadRefusedException(UploadRefusal.OldFormat) : null;
    }
}
