using Microsoft.Extensions.Caching.Memory;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;

namespace PracticeBase.Features.Submitting;

/// <summary>
/// The people whom stored documents name. They are personal data that nobody asked for, so they are never stored: read when the list is
/// shown, and remembered for a while in memory alone.
/// </summary>
public sealed class DocumentAuthors(FileStore files, ILogger<DocumentAuthors> logger) : IDisposable
{
    private const int MaxRemembered = 2000;

    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(30);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });

    /// <summary>Null when the document names nobody or cannot be read.</summary>
    public async Task<DocumentAuthor?> FindAsync(string sha256, FileKind? kind, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(sha256, out DocumentAuthor? known))
        {
            return known;
        }

        try
        {
            await using var stored = await files.OpenReadAsync(sha256, cancellationToken);
            if (stored is null || kind is null)
            {
                return null;
            }

            var content = new byte[stored.Length];
            await stored.ReadExactlyAsync(content, cancellationToken);
            var author = await DocumentAuthor.ReadAsync(content, kind, cancellationToken);
            cache.Set(sha256, author, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = RememberedFor });
            return author;
        }
        catch (FileStoreException e)
        {
            // The form does without; a person at work must not lose the page over it.
            logger.LogWarning(e, "Whom the document {Sha256} names cannot be read now", sha256);
            return null;
        }
    }

    public void Dispose() => cache.Dispose();
}
