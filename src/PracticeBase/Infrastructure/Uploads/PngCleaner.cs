using System.Text;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>A PNG of the chunks that draw it: no EXIF, texts, times, nor anything private or after its end.</summary>
internal static class PngCleaner
{
    private static readonly HashSet<string> Kept =
    [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "acTL", "fcTL", "fdAT",
        "cHRM", "cICP", "cLLI", "gAMA", "iCCP", "mDCV", "sBIT", "sRGB", "bKGD", "hIST", "pHYs", "sPLT",
    ];

    /// <exception cref="InvalidDataException">Not a whole PNG.</exception>
    /// <exception cref="UploadRefusedException">Too many pixels.</exception>
    public static byte[] Clean(ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(content);
        using var result = new MemoryStream(content.Length);
        result.Write(reader.Take(8));
        var types = new HashSet<string>();
        while (!types.Contains("IEND"))
        {
            var start = reader.Rest;
            var length = reader.UInt32();
            var type = Encoding.ASCII.GetString(reader.Rest[..Math.Min(4, reader.Rest.Length)]);
            var checkedBytes = reader.Take(length + 4);
            if (reader.UInt32() != Crc32.Of(checkedBytes) || (types.Count == 0) != (type == "IHDR"))
            {
                throw new InvalidDataException($"Chunk {type} is damaged or out of place.");
            }

            if (type == "IHDR")
            {
                var header = new ByteReader(checkedBytes[4..]);
                Picture.CheckSize(header.UInt32(), header.UInt32());
            }

            types.Add(type);
            if (Kept.Contains(type))
            {
                result.Write(start[..(start.Length - reader.Rest.Length)]);
            }
        }

        return types.Contains("IDAT") ? result.ToArray() : throw new InvalidDataException("No image data.");
    }
}
