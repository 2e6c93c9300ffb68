using System.Buffers.Binary;
using System.Text;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>A WebP of the chunks that draw it; of EXIF the orientation, written as the last chunk.</summary>
internal static class WebPCleaner
{
    private const byte ExifFlag = 0x08;
    private const byte XmpFlag = 0x04;

    /// <summary>Where the flags of «VP8X» lie when it is first, as it has to be.</summary>
    private const int FlagsAt = 20;

    /// <exception cref="InvalidDataException">Not a whole WebP.</exception>
    /// <exception cref="UploadRefusedException">Too many pixels.</exception>
    public static byte[] Clean(ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(content);
        using var result = new MemoryStream(content.Length);
        result.Write(reader.Take(4));
        reader = new ByteReader(reader.Take(reader.UInt32LittleEndian()));
        result.Write([0, 0, 0, 0, .. reader.Take(4)]);
        bool isExtended = false, hasImage = false;
        byte[]? orientation = null;
        while (!reader.Rest.IsEmpty)
        {
            var type = Encoding.ASCII.GetString(reader.Take(4));
            var payload = reader.Take(reader.UInt32LittleEndian());
            _ = reader.Take(Math.Min(payload.Length % 2, reader.Rest.Length));
            switch (type)
            {
                case "VP8X" when result.Length == 12:
                    isExtended = true;
                    Write(result, type, payload);
                    break;
                case "VP8 " or "VP8L" or "ANMF":
                    hasImage = true;
                    Write(result, type, payload);
                    break;
                case "ALPH" or "ANIM" or "ICCP":
                    Write(result, type, payload);
                    break;
                case "EXIF" when isExtended:
                    orientation ??= Picture.OrientationOnly(payload.StartsWith("Exif\0\0"u8) ? payload[6..] : payload);
                    break;
            }

            CheckSize(type, payload);
        }

        if (!hasImage)
        {
            throw new InvalidDataException("No image data.");
        }

        if (orientation is not null)
        {
            Write(result, "EXIF", orientation);
        }

        var clean = result.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(clean.AsSpan(4), clean.Length - 8);
        if (isExtended)
        {
            clean[FlagsAt] = (byte)((clean[FlagsAt] & ~(ExifFlag | XmpFlag)) | (orientation is null ? 0 : ExifFlag));
        }

        return clean;
    }

    private static void Write(MemoryStream result, string type, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = [.. Encoding.ASCII.GetBytes(type), 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], payload.Length);
        result.Write(head);
        result.Write(payload);
        result.Write(stackalloc byte[payload.Length % 2]);
    }

    /// <summary>The canvas of «VP8X» and the pictures themselves each have a size.</summary>
    private static void CheckSize(string type, ReadOnlySpan<byte> payload)
    {
        var header = new ByteReader(payload);
        switch (type)
        {
            case "VP8X":
                _ = header.Take(4);
                Picture.CheckSize(1 + UInt24(ref header), 1 + UInt24(ref header));
                break;
            case "VP8 ":
                _ = header.Take(6);
                var (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(header.Take(2)), BinaryPrimitives.ReadUInt16LittleEndian(header.Take(2)));
                Picture.CheckSize(width & 0x3FFF, height & 0x3FFF);
                break;
            case "VP8L":
                _ = header.Take(1);
                var both = header.UInt32LittleEndian();
                Picture.CheckSize(1 + (both & 0x3FFF), 1 + ((both >> 14) & 0x3FFF));
                break;
        }
    }

    private static int UInt24(ref ByteReader reader)
    {
        var bytes = reader.Take(3);
        return bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
    }
}
