using System.Text;
using PracticeBase.Infrastructure;

namespace PracticeBase.Benchmarks.Load;

/// <summary>How a reader asks: in which language, what their browser unpacks, which looks they have chosen.</summary>
/// <param name="Looks">From 1, the n-th of <see cref="AllLooks"/>; 0 when they have chosen none.</param>
internal readonly record struct Reader(bool IsEnglish = false, bool UsesGzip = false, int Looks = 0)
{
    /// <summary>The start of every request's headers: a browser, so that visits are counted as on any day.</summary>
    public const string Agent = "Host: 127.0.0.1\r\nUser-Agent: Mozilla/5.0 (measuring)\r\nAccept-Language: pl,en;q=0.5\r\n";

    /// <summary>The 18 values of the cookie.</summary>
    public static IReadOnlyList<string> AllLooks { get; } = [.. ViewPreferences.All.Select(l => l.ToString())];

    private static byte[][] Tails { get; } = [.. from looks in Enumerable.Range(0, AllLooks.Count + 1) from gzip in new[] { false, true } select new Reader(UsesGzip: gzip, Looks: looks).MakeTail()];

    /// <summary>Each way that a page is made: the looks are of one page.</summary>
    public static IReadOnlyList<Reader> Languages { get; } = [new(), new(IsEnglish: true)];

    public static Reader Any(Random random) => new(
        random.NextDouble() < MixShares.English,
        random.NextDouble() < MixShares.Gzip,
        random.NextDouble() < MixShares.Looks ? random.Next(AllLooks.Count) + 1 : 0);

    /// <summary>A whole request.</summary>
    /// <param name="path">From the site's root, without the language.</param>
    /// <param name="header">One more, «If-None-Match: …»; null for none.</param>
    public byte[] Get(string path, string? header = null)
    {
        var buffer = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1024];
        var request = buffer.AsSpan(0, Write(Encoding.UTF8.GetBytes(path), buffer));
        return header is null ? request.ToArray() : [.. request[..^2], .. Encoding.UTF8.GetBytes(header), .. "\r\n\r\n"u8];
    }

    /// <summary>Writes a request into a buffer that is long enough; returns its length.</summary>
    public int Write(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        var length = Append(buffer, 0, IsEnglish ? "GET /en"u8 : "GET "u8);
        length = Append(buffer, length, path);
        return Append(buffer, length, Tails[(Looks * 2) + (UsesGzip ? 1 : 0)]);
    }

    private static int Append(Span<byte> buffer, int length, ReadOnlySpan<byte> part)
    {
        part.CopyTo(buffer[length..]);
        return length + part.Length;
    }

    private byte[] MakeTail()
    {
        var cookie = Looks == 0 ? "" : $"Cookie: {ViewPreferences.Cookie}={AllLooks[Looks - 1]}\r\n";
        return Encoding.ASCII.GetBytes($" HTTP/1.1\r\n{Agent}Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\nAccept-Encoding: {(UsesGzip ? "gzip" : "gzip, deflate, br")}\r\n{cookie}\r\n");
    }
}
