using System.Text;
using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>
/// Bytes to text. Old pages come as UTF-8, UTF-16 with a mark, Windows-1250 or ISO-8859-2, and as mixtures that somebody pasted together:
/// there each line is read on its own.
/// </summary>
internal static partial class DocumentDecoder
{
    private const string PolishLetters = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ";
    private const string Typography = "\u00A0\u00AD„”“’‘‚‹›–—…•†‰™©®±¶§°´«»·×÷éöüäáčíýěúďťňšžřëôßÉÖÜÄČŠŽ";

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1250 = CodePagesEncodingProvider.Instance.GetEncoding(1250)!;
    private static readonly Encoding Iso88592 = CodePagesEncodingProvider.Instance.GetEncoding(28592)!;

    private static readonly (byte[] Start, string Name)[] Signatures =
    [
        ("%PDF"u8.ToArray(), "plik PDF"),
        ("PK\x03\x04"u8.ToArray(), "archiwum ZIP lub dokument pakietu biurowego inny niż DOCX"),
        ([0x89, .. "PNG"u8], "obraz PNG"),
        ([0xFF, 0xD8, 0xFF], "obraz JPEG"),
        ("GIF8"u8.ToArray(), "obraz GIF"),
        ([0xD0, 0xCF, 0x11, 0xE0], "dokument dawnego pakietu biurowego (DOC, XLS)"),
        ("{\\rtf"u8.ToArray(), "dokument RTF"),
        ([0x1F, 0x8B], "archiwum GZIP"),
        ([.. "7z"u8, 0xBC, 0xAF], "archiwum 7z"),
        ("Rar!"u8.ToArray(), "archiwum RAR"),
        ([0x7F, .. "ELF"u8], "plik wykonywalny"),
        ("RIFF"u8.ToArray(), "plik multimedialny"),
        ("SQLite format 3"u8.ToArray(), "baza danych SQLite"),
    ];

    public static (string Text, IReadOnlyList<string> Doubts) Decode(ReadOnlySpan<byte> content)
    {
        foreach (var (start, name) in Signatures)
        {
            if (content.StartsWith(start))
            {
                throw new ImportException($"To nie jest dokument tekstowy, lecz {name}.");
            }
        }

        var (text, doubts) = content switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => DecodeBytes(rest),
            [0xFF, 0xFE, .. var rest] => (Encoding.Unicode.GetString(rest), []),
            [0xFE, 0xFF, .. var rest] => (Encoding.BigEndianUnicode.GetString(rest), []),
            _ => DecodeBytes(content),
        };
        RefuseBinary(text);
        return RefuseBroken(text, doubts);
    }

    private static (string Text, List<string> Doubts) DecodeBytes(ReadOnlySpan<byte> content)
    {
        if (content.Contains((byte)0))
        {
            throw Binary();
        }

        if (TryUtf8(content) is { } utf8)
        {
            return (utf8, []);
        }

        if (CountUtf8(content) > 0)
        {
            return DecodeMixed(content);
        }

        var (encoding, doubt) = ChooseLegacy(content);
        var text = encoding.GetString(content);
        var high = text.Count(c => c > 0x7F);
        var plausible = text.Count(IsPlausible);
        return plausible * 2 < high && high > 10 ? throw UnknownEncoding() : (text, doubt is null ? [] : [doubt]);
    }

    /// <summary>Lines that are UTF-8 as such, the others as the older encoding or, where both are in one line, piece by piece.</summary>
    private static (string Text, List<string> Doubts) DecodeMixed(ReadOnlySpan<byte> content)
    {
        var (legacy, _) = ChooseLegacy(StripUtf8(content));
        var text = new StringBuilder(content.Length);
        var repaired = new List<int>();
        var number = 0;
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n') is >= 0 and var i ? i + 1 : content.Length;
            var line = content[..end];
            content = content[end..];
            number++;
            if (TryUtf8(line) is { } utf8)
            {
                text.Append(utf8);
            }
            else
            {
                repaired.Add(number);
                AppendPieces(text, line, legacy);
            }
        }

        var shown = string.Join(", ", repaired.Take(10)) + (repaired.Count > 10 ? " …" : "");
        return (text.ToString(), [$"Część tekstu nie jest poprawnym UTF-8; wiersze odczytane inaczej ({legacy.WebName}): {shown}."]);
    }

    private static void AppendPieces(StringBuilder text, ReadOnlySpan<byte> line, Encoding legacy)
    {
        while (!line.IsEmpty)
        {
            var length = Utf8Length(line);
            if (length > 0)
            {
                text.Append(Utf8.GetString(line[..length]));
                line = line[length..];
                continue;
            }

            // A lead or continuation byte left alone reads as a letter that Polish does not have.
            var character = legacy.GetString(line[..1])[0];
            text.Append(IsPlausible(character) ? character : '\uFFFD');
            line = line[1..];
        }
    }

    private static string? TryUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Bytes of the character at the start: 1 for ASCII, 0 when there is none that a Polish text holds.</summary>
    private static int Utf8Length(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] < 0x80)
        {
            return 1;
        }

        return Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done
            && rune.Value is < 0x180 or (>= 0x2000 and < 0x2300) or (>= 0xE000 and < 0xF900) ? length : 0;
    }

    /// <summary>Sequences that mean a Polish letter or a typographic mark. «ÓŁ» of an older encoding is a Cyrillic letter in UTF-8 and does not count.</summary>
    private static int CountUtf8(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (!bytes.IsEmpty)
        {
            var length = Utf8Length(bytes);
            if (length > 1 && IsPlausible(Utf8.GetString(bytes[..length])[0]))
            {
                count++;
            }

            bytes = bytes[Math.Max(1, length)..];
        }

        return count;
    }

    private static byte[] StripUtf8(ReadOnlySpan<byte> bytes)
    {
        var rest = new List<byte>();
        while (!bytes.IsEmpty)
        {
            var length = Utf8Length(bytes);
            if (length == 0)
            {
                rest.Add(bytes[0]);
            }

            bytes = bytes[Math.Max(1, length)..];
        }

        return [.. rest];
    }

    private static (Encoding Encoding, string? Doubt) ChooseLegacy(ReadOnlySpan<byte> bytes)
    {
        var windows = 0;
        var iso = 0;
        foreach (var b in bytes)
        {
            windows += b is 0x9C or 0x9F or 0xB9 or 0x8C or 0x8F or 0xA5 or 0x84 or 0x94 or 0x96 ? 1 : 0;
            iso += b is 0xB6 or 0xBC or 0xB1 or 0xA6 or 0xAC or 0xA1 ? 1 : 0;
        }

        if (windows == iso && windows == 0 && MetaCharset().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)])) is { Success: true } hint)
        {
            return (hint.Groups[1].Value.StartsWith("iso", StringComparison.OrdinalIgnoreCase) ? Iso88592 : Windows1250, null);
        }

        var doubt = windows > 0 && iso > 0 && Math.Max(windows, iso) < 4 * Math.Min(windows, iso)
            ? "Nie jest pewne, czy dokument zapisano w Windows-1250 czy ISO-8859-2: proszę sprawdzić polskie litery."
            : null;
        return (iso > windows ? Iso88592 : Windows1250, doubt);
    }

    private static bool IsPlausible(char c) => c > 0x7F && (PolishLetters.Contains(c) || Typography.Contains(c));

    private static void RefuseBinary(string text)
    {
        var controls = text.Count(c => c < ' ' && c is not ('\t' or '\n' or '\r' or '\f' or '\v'));
        if (text.Contains('\0') || controls > 3 + (text.Length / 200))
        {
            throw Binary();
        }
    }

    private static (string Text, IReadOnlyList<string> Doubts) RefuseBroken(string text, List<string> doubts)
    {
        var broken = text.Count(c => c == '\uFFFD');
        var special = text.Count(c => c > 0x7F);
        if (broken > 3 + (text.Length / 200) || broken * 2 > special)
        {
            throw UnknownEncoding();
        }

        if (broken > 0)
        {
            doubts.Add($"Nie dało się odczytać {broken} znaków; w tekście stoją w ich miejscu znaki «\uFFFD».");
        }

        return (text, doubts);
    }

    private static ImportException Binary() => new("To nie jest dokument tekstowy: zawiera znaki sterujące, jak plik binarny.");

    private static ImportException UnknownEncoding() =>
        new("Nie udało się rozpoznać kodowania znaków; obsługiwane są UTF-8, UTF-16 ze znacznikiem, Windows-1250 i ISO-8859-2.");

    [GeneratedRegex(@"charset\s*=\s*[""']?(iso-8859-2|windows-1250|cp1250)", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();
}
