using Microsoft.Extensions.Options;
using PracticeBase.Changes;
using PracticeBase.Data;
using PracticeBase.Features.Search;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Practices;

/// <summary>
/// This node's copy of the catalogue, «catalogue.bin» beside «search.db»: a start need not read every practice. Derived, and not missed when it is deleted;
/// damaged, of another build or of another database, it is left aside and the database is read.
/// </summary>
public sealed class CatalogueFile(StorageDirectory storage, IHostEnvironment environment, IOptions<SearchOptions> options, ILogger<CatalogueFile> logger)
{
    public const string FileName = "catalogue.bin";

    private readonly string path = Path.Combine(options.Value.DirectoryOf(storage, environment), FileName);

    /// <summary>Null when there is none that fits the database.</summary>
    internal async Task<CatalogueSnapshot?> ReadAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            CatalogueSnapshot? snapshot;
            using (var stream = File.OpenRead(path))
            {
                snapshot = CatalogueSnapshot.Read(stream);
            }

            return snapshot is not null && (await ChangeFeed.TimesAsync(db, snapshot.Position, cancellationToken)).SequenceEqual(snapshot.Times) ? snapshot : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(e, "The copy of the catalogue cannot be read; the database is read instead");
            return null;
        }
    }

    /// <summary>Puts it in the place of the former one when all is written. A failure is told in the log: the next start takes longer, no more.</summary>
    internal async Task WriteAsync(PracticeBaseDbContext db, FeedPosition position, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var times = await ChangeFeed.TimesAsync(db, position, cancellationToken);
        var temporary = $"{path}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Not shared: whoever else writes it at the same time gives up.
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                new CatalogueSnapshot(position, times, catalogue.Take(ListingSort.Title, catalogue.All, 0, int.MaxValue)).Write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(e, "The copy of the catalogue could not be written; the next start reads the database");
        }
    }
}
