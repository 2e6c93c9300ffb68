using System.IO.Compression;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>Compresses a whole page at once; it goes out many times.</summary>
public static class PageCompression
{
    /// <summary>A tenth smaller than the server's usual level, for a millisecond more.</summary>
    private const int BrotliQuality = 6;

    /// <summary>256 KB, more than a page has: the usual 4 MB would be taken for each one that is rendered at the same time.</summary>
    private const int BrotliWindow = 18;

    /// <summary>The page in its encoding; the same bytes for none.</summary>
    public static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> page, PageEncoding encoding)
    {
        switch (encoding)
        {
            case PageEncoding.Brotli:
                var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(page.Length)];
                return BrotliEncoder.TryCompress(page.Span, buffer, out var length, BrotliQuality, BrotliWindow)
                    ? buffer.AsMemory(0, length) : throw new InvalidOperationException("A page does not fit into the longest it can become.");
            case PageEncoding.Gzip:
                var packed = new MemoryStream();
                using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                {
                    gzip.Write(page.Span);
                }

                return packed.GetBuffer().AsMemory(0, (int)packed.Length);
            default:
                return page;
        }
    }
}
