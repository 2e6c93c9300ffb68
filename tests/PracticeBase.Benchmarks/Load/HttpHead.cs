using System.Text;

namespace PracticeBase.Benchmarks.Load;

/// <summary>Reads the head of a request or an answer, as bytes.</summary>
internal static class HttpHead
{
    /// <summary>The value of a header; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var rest = head; ;)
        {
            var end = rest.IndexOf("\r\n"u8);
            if (end <= 0)
            {
                return [];
            }

            var line = rest[..end];
            if (line.Length > name.Length && line[name.Length] == (byte)':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return line[(name.Length + 1)..].Trim((byte)' ');
            }

            rest = rest[(end + 2)..];
        }
    }

    /// <summary>All headers, in their order.</summary>
    public static List<KeyValuePair<string, string>> All(ReadOnlySpan<byte> head) =>
        [.. Encoding.Latin1.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(':', 2)).Select(l => KeyValuePair.Create(l[0], l[1].Trim()))];

    /// <summary>«GET /praktyki»: what is asked for.</summary>
    public static string Line(ReadOnlySpan<byte> head)
    {
        var line = Encoding.Latin1.GetString(head[..head.IndexOf("\r\n"u8)]);
        return line[..line.LastIndexOf(' ')];
    }
}
