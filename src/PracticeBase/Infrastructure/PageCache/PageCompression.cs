using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Compresses a whole page at once; it goes out many times. The beginning up to the look's attributes lies in it as it is, and nothing behind
/// refers to it, so that another look can be written over it (<see cref="PageLook"/>).
/// </summary>
public static class PageCompression
{
    private const int BrotliQuality = 5;

    /// <summary>256 KB, more than a page has: the usual 4 MB would be taken for each one that is rendered at the same time.</summary>
    private const int BrotliWindow = 18;

    /// <summary>RFC 7932, 9.1 and 9.2: the window, then a meta-block of bytes as they are.</summary>
    private const int BrotliHead = 3;

    /// <summary>Half the time of the usual level for a twelfth more bytes: few ask for it, each for pages of their own.</summary>
    private static readonly ZLibCompressionOptions Gzipping = new() { CompressionLevel = 2 };

    /// <summary>RFC 1952, 2.3: no name, no time, no system.</summary>
    private static ReadOnlySpan<byte> GzipHead => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

    /// <summary>RFC 1951, 3.2.4: a block of bytes as they are begins so, with their number behind it twice.</summary>
    private const int GzipBlockHead = 5;

    /// <summary>Bytes that no text in UTF-8 has.</summary>
    private static ReadOnlySpan<byte> NeverText => [0xC0, 0xC1, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF];

    /// <summary>Where the page's own first byte lies in a body of a page that has a look.</summary>
    public static int StartOf(PageEncoding encoding) => encoding switch { PageEncoding.Brotli => BrotliHead, PageEncoding.Gzip => GzipHead.Length + GzipBlockHead, _ => 0 };

    /// <summary>Writes the page into an empty buffer, in its encoding.</summary>
    /// <param name="page">Not empty, nor a root element alone.</param>
    /// <param name="encoding">Brotli or gzip.</param>
    /// <param name="target">Holds the body afterwards.</param>
    public static void Compress(ReadOnlySpan<byte> page, PageEncoding encoding, MemoryStream target)
    {
        // The root element's end is the same in each look.
        var asIs = PageLook.Find(page) is >= 0 and var look ? look + ViewPreferences.AttributesLength + 1 : 0;
        if (encoding == PageEncoding.Brotli)
        {
            Brotli(page, asIs, target);
        }
        else
        {
            Gzip(page, asIs, target);
        }
    }

    /// <summary>Writes the page of a Brotli body into an empty buffer. False for a body that is damaged.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> body, MemoryStream target)
    {
        using var decoder = new BrotliDecoder();
        var status = OperationStatus.DestinationTooSmall;
        while (status == OperationStatus.DestinationTooSmall)
        {
            var at = (int)target.Length;
            target.SetLength(at + Math.Max(32_768, body.Length * 4));
            status = decoder.Decompress(body, target.GetBuffer().AsSpan(at, (int)target.Length - at), out var read, out var written);
            target.SetLength(at + written);
            body = body[read..];
        }

        return status == OperationStatus.Done;
    }

    private static void Brotli(ReadOnlySpan<byte> page, int asIs, MemoryStream target)
    {
        target.SetLength(BrotliHead + asIs + BrotliEncoder.GetMaxCompressedLength(page.Length));
        var free = target.GetBuffer().AsSpan(0, (int)target.Length);
        using var encoder = new BrotliEncoder(BrotliQuality, BrotliWindow);
        if (asIs > 0)
        {
            // Four bits of the window, then: not the last one, its length less one in four half bytes, as it is.
            var head = ((BrotliWindow - 17) << 1) | 1 | ((asIs - 1) << 7) | (1 << 23);
            (free[0], free[1], free[2]) = ((byte)head, (byte)(head >> 8), (byte)(head >> 16));
            page[..asIs].CopyTo(free[BrotliHead..]);
            free = free[(BrotliHead + asIs)..];
            StandIn(encoder, page[..asIs]);
        }

        if (encoder.Compress(page[asIs..], free, out var read, out var written, isFinalBlock: true) != OperationStatus.Done || read != page.Length - asIs)
        {
            throw new InvalidOperationException("A page does not fit into the longest it can become.");
        }

        target.SetLength(target.Length - free.Length + written);
    }

    /// <summary>
    /// In the place of the beginning the encoder gets as many bytes that it can neither find again behind them nor among themselves, no two
    /// of them standing side by side twice. So what it makes of the rest holds for any beginning of the same length and with the same last
    /// two bytes, which is all that a decoder remembers.
    /// </summary>
    private static void StandIn(BrotliEncoder encoder, ReadOnlySpan<byte> beginning)
    {
        Span<byte> stand = stackalloc byte[beginning.Length];
        for (int i = 0, at = 0; i < stand.Length - 2; i++)
        {
            stand[i] = NeverText[at];
            at = (at + 1 + (i / NeverText.Length)) % NeverText.Length;
        }

        beginning[^2..].CopyTo(stand[^2..]);
        Span<byte> unused = stackalloc byte[BrotliEncoder.GetMaxCompressedLength(stand.Length)];
        encoder.Compress(stand, unused, out _, out var written, isFinalBlock: false);
        encoder.Flush(unused[written..], out _);
    }

    private static void Gzip(ReadOnlySpan<byte> page, int asIs, MemoryStream target)
    {
        target.Write(GzipHead);
        if (asIs > 0)
        {
            Span<byte> block = stackalloc byte[GzipBlockHead];
            block[0] = 0;
            BinaryPrimitives.WriteUInt16LittleEndian(block[1..], (ushort)asIs);
            BinaryPrimitives.WriteUInt16LittleEndian(block[3..], (ushort)~asIs);
            target.Write(block);
            target.Write(page[..asIs]);
        }

        using (var deflate = new DeflateStream(target, Gzipping, leaveOpen: true))
        {
            deflate.Write(page[asIs..]);
        }

        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.HashToUInt32(page));
        BinaryPrimitives.WriteInt32LittleEndian(trailer[4..], page.Length);
        target.Write(trailer);
    }
}
