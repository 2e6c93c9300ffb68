using System.IO.Compression;
using System.Text;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>
/// Every object of a PDF, wherever it stands: a viewer finds objects by a table that may point anywhere, so the file is not read in order but from
/// each «obj» on. Strings are passed over, so a text about «/JavaScript» is only a text. Objects packed into streams are unpacked.
/// </summary>
internal sealed class PdfInspection(byte[] content, CancellationToken cancellationToken)
{
    private const int MaxUnpacked = 100_000_000;

    /// <summary>Enough of a file within the file to see that it is a program.</summary>
    private const int HeadLength = 64;

    private const int Slack = 1_000_000;

    /// <summary>How often a packed byte may be read, being in a dictionary in a dictionary.</summary>
    private const int MaxNesting = 4;

    /// <summary>Where viewers look for the end.</summary>
    private const int TailLength = 4096;

    private static readonly string[] Filters =
        ["/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85", "/Crypt"];

    private static readonly string[] Telling = ["/JavaScript", "/JS", "/Launch", "/Encrypt", "/XRef", "/First", "/EmbeddedFile", "/Filter", "/DecodeParms", "/DP", .. Filters];

    private long read;
    private long unpacked;

    /// <exception cref="UploadRefusedException">Encryption, scripts, a program to start or one inside.</exception>
    /// <exception cref="InvalidDataException">No table of objects, or objects packed in a way that no usual program does.</exception>
    public void Check()
    {
        var trailers = After("trailer"u8.ToArray()).Select(start => Read(start).Names).ToList();
        var streams = After("obj"u8.ToArray()).Select(Read).Where(o => o.Stream is not null && o.Names.Exists(n => n is "/XRef" or "/First" or "/EmbeddedFile")).ToList();
        List<List<string>> tables = [.. trailers, .. streams.Select(s => s.Names).Where(names => names.Contains("/XRef"))];
        if (tables.Count == 0 || content.AsSpan()[^Math.Min(TailLength, content.Length)..].IndexOf("startxref"u8) < 0)
        {
            throw new InvalidDataException("No table of objects, or the end is missing.");
        }

        if (tables.Any(names => names.Contains("/Encrypt")))
        {
            throw new UploadRefusedException(UploadRefusal.Encrypted);
        }

        // Only now: the streams of an encrypted file cannot be unpacked.
        streams.ForEach(s => CheckStream(s.Names, s.Stream!.Value));
    }

    /// <summary>The places after a word that stands on its own: «endobj» begins nothing.</summary>
    private IEnumerable<int> After(byte[] word)
    {
        foreach (var end in Ends(content, word))
        {
            if (end > word.Length && (char)content[end - word.Length - 1] is '\0' or '\t' or '\n' or '\f' or '\r' or ' ' or (>= '0' and <= '9'))
            {
                yield return end;
            }
        }
    }

    private IEnumerable<int> Ends(byte[] text, byte[] word)
    {
        for (int at = 0, found; (found = text.AsSpan(at).IndexOf(word)) >= 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            at += found + word.Length;
            yield return at;
        }
    }

    /// <summary>The telling names of one object and where its stream begins if it has one.</summary>
    private (List<string> Names, int? Stream) Read(int start)
    {
        var names = new List<string>();
        var lexer = new PdfLexer(content, start);
        while (lexer.Next(out var token))
        {
            Note(names, token);
            var isStream = token.SequenceEqual("stream"u8);
            if (isStream || token.SequenceEqual("endobj"u8) || token.SequenceEqual("obj"u8) || token.SequenceEqual("startxref"u8))
            {
                // A viewer reads on past a word that does not belong into a dictionary; something could hide behind it.
                CountAndRefuse(lexer.Position - start, names);
                return lexer.Depth > 0
                    ? throw new InvalidDataException("An object ends before its dictionary does.")
                    : (names, isStream ? lexer.Position + (content.AsSpan(lexer.Position).StartsWith("\r\n"u8) ? 2 : 1) : null);
            }
        }

        CountAndRefuse(lexer.Position - start, names);
        return (names, null);
    }

    /// <summary>Objects that were packed: all of them, and each dictionary from its own beginning, as what comes before may not be what it seems.</summary>
    private void CheckPacked(byte[] objects)
    {
        foreach (var start in Ends(objects, "<<"u8.ToArray()).Prepend(0))
        {
            var names = new List<string>();
            var lexer = new PdfLexer(objects, start);
            while ((start == 0 || lexer.Depth >= 0) && lexer.Next(out var token))
            {
                Note(names, token);
            }

            CountAndRefuse(lexer.Position - start, names);
        }
    }

    /// <summary>Each name twice at most: a file may hold millions.</summary>
    private static void Note(List<string> names, ReadOnlySpan<byte> token)
    {
        foreach (var name in Telling)
        {
            if (Ascii.Equals(token, name) && names.Count(n => n == name) < 2)
            {
                names.Add(name);
            }
        }
    }

    /// <summary>Only a file made for it has objects within objects; reading them over and over would take for ever.</summary>
    private void CountAndRefuse(int length, List<string> names)
    {
        read += length;
        if (read > (2L * content.Length) + (MaxNesting * unpacked) + Slack)
        {
            throw new InvalidDataException("The objects overlap.");
        }

        RefuseActions(names);
    }

    private static void RefuseActions(List<string> names)
    {
        if (names.Contains("/JavaScript") || names.Contains("/JS"))
        {
            throw new UploadRefusedException(UploadRefusal.PdfScript);
        }

        if (names.Contains("/Launch"))
        {
            throw new UploadRefusedException(UploadRefusal.PdfLaunch);
        }
    }

    private void CheckStream(List<string> names, int start)
    {
        // A stream of objects always has its /First; its type may stand elsewhere.
        if (names.Contains("/First"))
        {
            CheckPacked(Unpack(names, start, MaxUnpacked));
        }

        if (names.Contains("/EmbeddedFile") && ContentLabel.IsProgram("", names.Contains("/Filter") ? Unpack(names, start, HeadLength) : content.AsSpan(Math.Min(start, content.Length))))
        {
            throw new UploadRefusedException(UploadRefusal.EmbeddedProgram);
        }
    }

    /// <summary>The first bytes of a stream, up to its own end: the length that it declares is not believed.</summary>
    private byte[] Unpack(List<string> names, int start, int limit)
    {
        // Everyone packs objects with one plain Flate; in anything else a script could hide.
        if (names.FindAll(Filters.Contains) is not ["/FlateDecode" or "/Fl"] || names.Exists(n => n is "/DecodeParms" or "/DP"))
        {
            throw new InvalidDataException("Objects or files packed in an unusual way.");
        }

        // Two bytes of zlib's header go; its checksum is not read, as viewers do not mind a wrong one.
        start = Math.Min(start + 2, content.Length);
        using var stream = new DeflateStream(new MemoryStream(content, start, content.Length - start), CompressionMode.Decompress);
        using var result = new MemoryStream();
        var buffer = new byte[Math.Min(limit, 81920)];
        for (int count; result.Length < limit && (count = stream.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            unpacked += count;
            if (unpacked >= MaxUnpacked)
            {
                throw new UploadRefusedException(UploadRefusal.ArchiveBomb);
            }

            result.Write(buffer, 0, count);
        }

        return result.ToArray();
    }
}
