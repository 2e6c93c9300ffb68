using System.Buffers.Binary;
using System.Text;

namespace PracticeBase.Tests.Uploads;

/// <summary>Pictures of every part that a parser meets, each part of metadata with a secret in it. Nothing can be seen in them.</summary>
internal static class PictureSamples
{
    public const string Secret = "52.2297N-21.0122E";

    public static readonly byte[] Icc = "ICC_PROFILE\0\u0001\u0001sRGB"u8.ToArray();

    /// <summary>EXIF as a phone writes it: little-endian, the orientation among other things, the position in a directory of its own.</summary>
    public static byte[] Exif(int orientation) =>
    [
        .. "II*\0"u8, 8, 0, 0, 0, 2, 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0,
        0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0,
        0, 0, 0, 0,
        .. Encoding.ASCII.GetBytes(Secret),
    ];

    /// <summary>The same side up in as few bytes as EXIF needs.</summary>
    public static byte[] OrientationOnly(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    public static byte[] Jpeg(int orientation = 6, int width = 40, int height = 30)
    {
        byte[] secret = Encoding.ASCII.GetBytes(Secret);
        return
        [
            0xFF, 0xD8,
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 1, 1, .. "abc"u8]),
            .. Segment(0xE0, [.. "JFXX\0"u8, .. secret]),
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation)]),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. secret]),
            .. Segment(0xE2, Icc),
            .. Segment(0xE2, [.. "MPF\0"u8, .. secret]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. secret]),
            .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]),
            .. Segment(0xFE, secret),
            .. JpegPicture(width, height),
            .. secret,
        ];
    }

    /// <summary>What is left of <see cref="Jpeg"/>.</summary>
    public static byte[] CleanJpeg(int orientation = 6, int width = 40, int height = 30) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 0, 0]),
        .. orientation is >= 2 and <= 8 ? Segment(0xE1, [.. "Exif\0\0"u8, .. OrientationOnly(orientation)]) : [],
        .. Segment(0xE2, Icc),
        .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]),
        .. JpegPicture(width, height),
    ];

    public static byte[] Png(uint width = 40, uint height = 30) =>
    [
        .. PngStart(width, height),
        .. Chunk("eXIf", Exif(6)), .. Chunk("tEXt", Encoding.ASCII.GetBytes("Comment\0" + Secret)), .. Chunk("zTXt", Encoding.ASCII.GetBytes("a\0\0" + Secret)),
        .. Chunk("iTXt", Encoding.ASCII.GetBytes("XML:com.adobe.xmp\0\0\0\0\0" + Secret)), .. Chunk("tIME", [7, 0xE9, 1, 1, 1, 1, 1]), .. Chunk("prVt", Encoding.ASCII.GetBytes(Secret)),
        .. PngEnd,
        .. Encoding.ASCII.GetBytes(Secret),
    ];

    /// <summary>What is left of <see cref="Png"/>.</summary>
    public static byte[] CleanPng(uint width = 40, uint height = 30) => [.. PngStart(width, height), .. PngEnd];

    public static byte[] WebP(int orientation = 6, int width = 40, int height = 30) =>
    [
        .. Riff([.. Extended(0x20 | 0x08 | 0x04, width, height), .. RiffChunk("ICCP", Icc), .. Lossless(width, height), .. RiffChunk("EXIF", Exif(orientation)),
            .. RiffChunk("XMP ", Encoding.ASCII.GetBytes(Secret)), .. RiffChunk("prVt", Encoding.ASCII.GetBytes(Secret))]),
        .. Encoding.ASCII.GetBytes(Secret),
    ];

    /// <summary>What is left of <see cref="WebP"/>.</summary>
    public static byte[] CleanWebP(int orientation = 6, int width = 40, int height = 30) => orientation is >= 2 and <= 8
        ? Riff([.. Extended(0x20 | 0x08, width, height), .. RiffChunk("ICCP", Icc), .. Lossless(width, height), .. RiffChunk("EXIF", OrientationOnly(orientation))])
        : Riff([.. Extended(0x20, width, height), .. RiffChunk("ICCP", Icc), .. Lossless(width, height)]);

    /// <summary>«VP8 »: only a picture, without the extended header.</summary>
    public static byte[] PlainWebP(int width = 40, int height = 30) =>
        Riff(RiffChunk("VP8 ", [0x10, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 1, 2, 3]));

    public static byte[] Riff(byte[] chunks) => [.. RiffChunk("RIFF", [.. "WEBP"u8, .. chunks])];

    public static byte[] RiffChunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. data, .. new byte[data.Length % 2]];
    }

    public static byte[] Lossless(int width, int height)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, (width - 1) | ((height - 1) << 14));
        return RiffChunk("VP8L", [0x2F, .. size, 1, 2, 3]);
    }

    public static byte[] Segment(byte marker, byte[] payload) => [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian((uint)data.Length), .. typed, .. BigEndian(Crc32(typed))];
    }

    /// <summary>Two scans, as in a progressive picture, with a stuffed 0xFF, a restart and a fill byte.</summary>
    private static byte[] JpegPicture(int width, int height) =>
    [
        .. Segment(0xDB, [0, .. new byte[64]]),
        .. Segment(0xC2, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. Segment(0xC4, new byte[20]),
        .. Segment(0xDA, [1, 1, 0, 0, 0, 0]), 1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4,
        .. Segment(0xDA, [1, 1, 0, 1, 5, 0]), 5, 6, 7,
        0xFF, 0xD9,
    ];

    private static byte[] PngStart(uint width, uint height) =>
        [0x89, .. "PNG\r\n\u001A\n"u8, .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0]), .. Chunk("iCCP", "sRGB\0\0x"u8.ToArray()), .. Chunk("pHYs", new byte[9])];

    private static byte[] PngEnd => [.. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", [])];

    private static byte[] Extended(byte flags, int width, int height) =>
        RiffChunk("VP8X", [flags, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), (byte)((width - 1) >> 16), (byte)(height - 1), (byte)((height - 1) >> 8), (byte)((height - 1) >> 16)]);

    /// <summary>Bit by bit, as the standard of PNG defines it.</summary>
    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (crc % 2 * 0xEDB88320);
            }
        }

        return ~crc;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
