using System.Security.Cryptography;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Makes of a page that is kept in Brotli the same page in gzip or uncompressed: few ask for those, each for pages that nobody has asked for so.
/// </summary>
public sealed class PageRecoder(PageAnswers answers, PageStore store)
{
    private readonly Lock keeping = new();

    /// <summary>The page in this encoding, kept from now on. Null when it is not there in Brotli, or cannot be kept.</summary>
    /// <param name="context">Of a request for it.</param>
    /// <param name="key">By what it will be found.</param>
    /// <param name="encoding">Of the answer.</param>
    /// <param name="byHost">As <see cref="PageKey.Of(HttpContext, PageEncoding, bool)"/> says.</param>
    public KeptAnswer? Recode(HttpContext context, PageKey key, PageEncoding encoding, bool byHost)
    {
        var asOf = store.Generation;
        if (encoding == PageEncoding.Brotli || PageKey.Of(context, PageEncoding.Brotli, byHost) is not { } original || store.Find(original) is not { } found)
        {
            return null;
        }

        var page = found.Page;
        var (body, plain, compressed) = (PageBuffers.Rent(), PageBuffers.Rent(), PageBuffers.Rent());
        try
        {
            body.SetLength(page.BodyLength);
            if (!store.TryReadBody(page, body.Written().Span) || !PageCompression.TryDecompress(body.Written().Span, plain))
            {
                return null;
            }

            var content = plain.Written();
            if (encoding == PageEncoding.Gzip)
            {
                PageCompression.Compress(content.Span, encoding, compressed);
                content = compressed.Written();
            }

            // Of those who ask at the same time the first keeps it: kept again, it would be gone for whoever found it first.
            lock (keeping)
            {
                if (store.Find(key) is { } others)
                {
                    return others;
                }

                if (answers.Recoded(found.Answer, key, encoding, PageETag.Of(SHA256.HashData(content.Span))) is not { } answer || store.Keep(key, content.Span, page, asOf) is not { } kept)
                {
                    return null;
                }

                store.Answer(kept, answer);
                return new KeptAnswer(kept, answer);
            }
        }
        finally
        {
            PageBuffers.Return(body);
            PageBuffers.Return(plain);
            PageBuffers.Return(compressed);
        }
    }
}
