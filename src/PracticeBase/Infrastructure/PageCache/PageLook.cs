using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// The 18 looks of one kept page. They differ in the root element's attributes alone (<see cref="ViewPreferences.Attributes"/>), and
/// <see cref="PageCompression"/> leaves those as they are: another look is written over them.
/// </summary>
public static class PageLook
{
    /// <summary>The attributes stand within so many bytes from the page's beginning.</summary>
    private const int Furthest = 128;

    private static readonly byte[][] Looks = [.. ViewPreferences.All.Select(l => Encoding.UTF8.GetBytes(l.Attributes))];

    private static readonly byte[] Zeros = new byte[4096];

    /// <summary>Where the attributes begin; −1 for what has none: a feed, a file.</summary>
    /// <param name="page">As it was rendered.</param>
    public static int Find(ReadOnlySpan<byte> page)
    {
        var head = page[..Math.Min(page.Length, Furthest)];
        var at = head.IndexOf("data-text=\""u8);
        return at >= 0 && head.Length - at > ViewPreferences.AttributesLength && IsLook(head.Slice(at, ViewPreferences.AttributesLength)) ? at : -1;
    }

    /// <summary>Gives a page this look; leaves what has none as it is.</summary>
    /// <param name="look">Its number in <see cref="ViewPreferences.All"/>.</param>
    /// <param name="body">As it goes out.</param>
    /// <param name="encoding">How it is compressed.</param>
    public static void Write(int look, Span<byte> body, PageEncoding encoding)
    {
        var start = PageCompression.StartOf(encoding);
        if (body.Length <= start || Find(body[start..]) is not (>= 0 and var at))
        {
            return;
        }

        var place = body.Slice(start + at, ViewPreferences.AttributesLength);
        if (encoding == PageEncoding.Gzip && !place.SequenceEqual(Looks[look]))
        {
            var checksum = body[^8..^4];
            var behind = BinaryPrimitives.ReadInt32LittleEndian(body[^4..]) - at - ViewPreferences.AttributesLength;
            // A checksum of so many bytes changes by that of what changed in them, with zeros for the rest.
            var change = Checksum(place, behind) ^ Checksum(Looks[look], behind);
            BinaryPrimitives.WriteUInt32LittleEndian(checksum, BinaryPrimitives.ReadUInt32LittleEndian(checksum) ^ change);
        }

        Looks[look].CopyTo(place);
    }

    private static bool IsLook(ReadOnlySpan<byte> attributes)
    {
        foreach (var look in Looks)
        {
            if (attributes.SequenceEqual(look))
            {
                return true;
            }
        }

        return false;
    }

    private static uint Checksum(ReadOnlySpan<byte> attributes, int zeros)
    {
        var checksum = new Crc32();
        checksum.Append(attributes);
        for (; zeros > 0; zeros -= Zeros.Length)
        {
            checksum.Append(Zeros.AsSpan(0, Math.Min(zeros, Zeros.Length)));
        }

        return checksum.GetCurrentHashAsUInt32();
    }
}
