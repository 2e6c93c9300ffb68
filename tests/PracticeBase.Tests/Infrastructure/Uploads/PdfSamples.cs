using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace PracticeBase.Tests.Uploads;

/// <summary>Small PDFs with a right table of objects.</summary>
internal static class PdfSamples
{
    private static readonly string[] Page =
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
    ];

    /// <summary>One page and more objects, the first of them number 4.</summary>
    public static byte[] Pdf(string trailer = "", params byte[][] objects)
    {
        using var stream = new MemoryStream();
        var offsets = new List<long>();
        stream.Write("%PDF-1.7\n"u8);
        foreach (var content in Page.Select(Encoding.Latin1.GetBytes).Concat(objects))
        {
            offsets.Add(stream.Position);
            stream.Write(Encoding.Latin1.GetBytes($"{offsets.Count} 0 obj\n"));
            stream.Write(content);
            stream.Write("\nendobj\n"u8);
        }

        var table = string.Concat(offsets.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o:D10} 00000 n \n")));
        stream.Write(Encoding.Latin1.GetBytes(
            $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{stream.Position}\n%%EOF\n"));
        return stream.ToArray();
    }

    public static byte[] Pdf(string trailer, params string[] objects) => Pdf(trailer, [.. objects.Select(Encoding.Latin1.GetBytes)]);

    public static byte[] Stream(string dictionary, byte[] data) =>
        [.. Encoding.Latin1.GetBytes($"<< {dictionary} /Length {data.Length} >>\nstream\n"), .. data, .. "\nendstream"u8];

    public static byte[] Deflated(string dictionary, byte[] data) => Stream($"{dictionary} /Filter /FlateDecode", Deflate(data));

    public static byte[] Deflate(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(data);
        }

        return stream.ToArray();
    }

    /// <summary>One object in a stream of objects.</summary>
    public static byte[] ObjectStream(string content) => Deflated("/Type /ObjStm /N 1 /First 5", Encoding.Latin1.GetBytes($"20 0 {content}"));
}
