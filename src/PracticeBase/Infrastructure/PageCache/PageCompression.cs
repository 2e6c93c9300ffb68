using System.IO.Compression;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>Compresses a whole page at once; it goes out many times.</summary>
public static class PageCompression
{
    /// <summary>A twentieth smaller than the server's usual level, in about the same time.</summary>
    private const int BrotliQuality = 6;

    /// <summary>256 KB, more than a page has: the usual 4 MB would be taken for each one that is rendered at the same time.</summary>
    private const int BrotliWindow = 18;

    /// <summary>Writes the page into an empty buffer, in its encoding.</summary>
    public static void Compress(ReadOnlySpan<byte> page, PageEncoding encoding, MemoryStream target)
    {
        if (encoding == PageEncoding.Brotli)
        {
            target.SetLength(BrotliEncoder.GetMaxCompressedLength(page.Length));
            if (!BrotliEncoder.TryCompress(page, target.GetBuffer().AsSpan(0, (int)target.Length), out var length, BrotliQuality, BrotliWindow))
            {
                throw new InvalidOperationException("A page does not fit into the longest it can become.");
            }

            target.SetLength(length);
        }
        else
        {
            using var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write(page);
        }
    }
}
