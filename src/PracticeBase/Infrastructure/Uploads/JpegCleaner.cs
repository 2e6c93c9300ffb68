using System.Buffers.Binary;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>
/// A JPEG without metadata: of the segments that applications add, only the colour profile, Adobe's colour transform and the density stay; of EXIF
/// the orientation. What follows the picture's end goes too: phones put second pictures and films there.
/// </summary>
internal static class JpegCleaner
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <exception cref="InvalidDataException">Not a whole JPEG.</exception>
    /// <exception cref="UploadRefusedException">Too many pixels.</exception>
    public static byte[] Clean(ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(content);
        using var result = new MemoryStream(content.Length);
        result.Write(reader.Take(2));
        bool hasFrame = false, hasScan = false, hasExif = false;
        for (byte marker; (marker = NextMarker(ref reader)) != EndOfImage;)
        {
            if (marker is < 0xC0 or (>= 0xD0 and <= StartOfImage))
            {
                throw new InvalidDataException($"Marker {marker:X2} among the segments.");
            }

            var payload = reader.Take(reader.UInt16() - 2);
            switch (marker)
            {
                case 0xE0 when payload.Length >= 14 && payload.StartsWith("JFIF\0"u8):
                    // The last two numbers are the size of a thumbnail, which may show what was cut off.
                    Write(result, marker, [.. payload[..12], 0, 0]);
                    break;
                case 0xE1 when !hasExif && payload.StartsWith("Exif\0\0"u8) && Picture.OrientationOnly(payload[6..]) is { } orientation:
                    hasExif = true;
                    Write(result, marker, [.. "Exif\0\0"u8, .. orientation]);
                    break;
                case 0xE2 when payload.StartsWith("ICC_PROFILE\0"u8):
                case 0xEE when payload.StartsWith("Adobe"u8):
                    Write(result, marker, payload);
                    break;
                case <= 0xDF:
                    Write(result, marker, payload);
                    hasFrame |= CheckFrame(marker, payload);
                    break;
            }

            if (marker == StartOfScan)
            {
                hasScan = hasFrame ? true : throw new InvalidDataException("A scan without a frame.");
                result.Write(reader.Take(ScanLength(reader.Rest)));
            }
        }

        result.Write([0xFF, EndOfImage]);
        return hasScan ? result.ToArray() : throw new InvalidDataException("No scan.");
    }

    /// <summary>0xFF may be repeated before a marker.</summary>
    private static byte NextMarker(ref ByteReader reader)
    {
        var marker = reader.Byte() == 0xFF ? reader.Byte() : throw new InvalidDataException("No marker where one is expected.");
        while (marker == 0xFF)
        {
            marker = reader.Byte();
        }

        return marker;
    }

    private static void Write(MemoryStream result, byte marker, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(payload.Length + 2));
        result.Write(head);
        result.Write(payload);
    }

    /// <summary>True for a frame header: precision, height, width. Among their markers are also tables.</summary>
    private static bool CheckFrame(byte marker, ReadOnlySpan<byte> payload)
    {
        if (marker > 0xCF || marker is 0xC4 or 0xC8 or 0xCC)
        {
            return false;
        }

        var reader = new ByteReader(payload);
        _ = reader.Byte();
        var height = reader.UInt16();
        Picture.CheckSize(reader.UInt16(), height);
        return true;
    }

    /// <summary>Up to the next marker; 0xFF of the data itself is followed by zero, and restarts belong to the data.</summary>
    private static int ScanLength(ReadOnlySpan<byte> data)
    {
        for (int at = 0, found; (found = data[at..].IndexOf((byte)0xFF)) >= 0 && at + found + 1 < data.Length; at += found + 2)
        {
            if (data[at + found + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return at + found;
            }
        }

        throw new InvalidDataException("The picture does not end.");
    }
}
