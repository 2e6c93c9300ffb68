using System.Buffers.Binary;
using System.Globalization;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>What the cleaners of JPEG, PNG and WebP share: the limit of the size and the one thing of the metadata that is kept.</summary>
internal static class Picture
{
    public const int MaxMegapixels = 100;

    private const int OrientationTag = 0x0112;

    /// <exception cref="InvalidDataException">No width or no height.</exception>
    /// <exception cref="UploadRefusedException">Unpacked, it would fill a reader's memory.</exception>
    public static void CheckSize(long width, long height)
    {
        if (width == 0 || height == 0)
        {
            throw new InvalidDataException("A picture without a size.");
        }

        if (width > MaxMegapixels * 1_000_000L / height)
        {
            throw new UploadRefusedException(UploadRefusal.TooManyPixels, MaxMegapixels.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>EXIF that says only which side is up; null where that is so anyway or the EXIF cannot be read.</summary>
    /// <param name="exif">The block from its TIFF header on.</param>
    public static byte[]? OrientationOnly(ReadOnlySpan<byte> exif)
    {
        // The first directory's entries of twelve bytes: tag, type, count, value.
        var isLittle = exif.StartsWith("II*\0"u8);
        if (exif.Length < 8 || !(isLittle || exif.StartsWith("MM\0*"u8)) || UInt32(exif[4..]) is var start && start > exif.Length - 2)
        {
            return null;
        }

        var directory = exif[(int)start..];
        for (int left = UInt16(directory), at = 2; left > 0 && at + 12 <= directory.Length; left--, at += 12)
        {
            if (UInt16(directory[at..]) == OrientationTag)
            {
                return UInt16(directory[(at + 8)..]) is >= 2 and <= 8 and var value
                    ? [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, OrientationTag >> 8, OrientationTag & 0xFF, 0, 3, 0, 0, 0, 1, 0, (byte)value, 0, 0, 0, 0, 0, 0]
                    : null;
            }
        }

        return null;

        int UInt16(ReadOnlySpan<byte> bytes) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
        uint UInt32(ReadOnlySpan<byte> bytes) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
