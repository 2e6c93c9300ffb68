using System.Text;
using System.Text.RegularExpressions;

namespace PracticeBase.Tests.Hosting;

/// <summary>A letter as a mail program reads it; headers and bodies decoded.</summary>
public sealed partial record Mime(IReadOnlyDictionary<string, string> Headers, string Text, string Html)
{
    /// <param name="source">The letter's bytes, which mail allows to be ASCII alone.</param>
    public static Mime Parse(string source)
    {
        var (headers, body) = Split(source);
        var boundary = Boundary().Match(headers["Content-Type"]).Groups[1].Value;
        var parts = body.Split("--" + boundary)[1..^1].Select(p => Split(p.TrimStart('\r', '\n'))).ToList();
        return new Mime(headers, Body(parts, "text/plain"), Body(parts, "text/html"));
    }

    private static string Body(IEnumerable<(IReadOnlyDictionary<string, string> Headers, string Body)> parts, string type)
    {
        var part = parts.Single(p => p.Headers["Content-Type"].StartsWith(type, StringComparison.Ordinal) && p.Headers["Content-Type"].Contains("utf-8", StringComparison.OrdinalIgnoreCase));
        var bytes = part.Headers["Content-Transfer-Encoding"] switch
        {
            "base64" => Convert.FromBase64String(part.Body),
            "quoted-printable" => QuotedPrintable(part.Body.Replace("=\r\n", "", StringComparison.Ordinal), underscore: false),
            _ => Encoding.ASCII.GetBytes(part.Body),
        };
        return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Trim();
    }

    private static (IReadOnlyDictionary<string, string> Headers, string Body) Split(string source)
    {
        var end = source.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = Folding().Replace(source[..end], " ").Split("\r\n").Select(l => l.Split(": ", 2));
        return (headers.ToDictionary(h => h[0], h => Decode(h[1]), StringComparer.OrdinalIgnoreCase), source[(end + 4)..]);
    }

    private static string Decode(string header) => EncodedWord().Replace(BetweenWords().Replace(header, ""), m =>
        Encoding.UTF8.GetString(m.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(m.Groups[2].Value) : QuotedPrintable(m.Groups[2].Value, underscore: true)));

    private static byte[] QuotedPrintable(string text, bool underscore)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add(underscore && text[i] == '_' ? (byte)' ' : checked((byte)text[i]));
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex("boundary=\"?([^\";\r\n]+)")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();
}
