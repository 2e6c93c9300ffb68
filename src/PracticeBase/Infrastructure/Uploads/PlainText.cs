using System.Buffers;
using System.Text;
using System.Text.Unicode;
using PracticeBase.Features.Transfer.Import;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>TXT and CSV; the portal serves them as UTF-8, so older encodings are read as the importer reads them and written anew.</summary>
internal static class PlainText
{
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r' or '\f')).Select(c => (byte)c)]);

    /// <summary>The text in UTF-8, the very same bytes when it is that already; null when it is no text.</summary>
    public static byte[]? ToUtf8(byte[] content)
    {
        try
        {
            // Excel takes a CSV for UTF-8 only with the mark.
            byte[] text = Utf8.IsValid(content) ? content : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(DocumentDecoder.Decode(content).Text)];
            return text.AsSpan().ContainsAny(Controls) ? null : text;
        }
        catch (ImportException)
        {
            return null;
        }
    }
}
