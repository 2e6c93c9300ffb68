using System.Threading.Channels;
using PracticeBase.Data;

namespace PracticeBase.Features.Search;

/// <summary>Fills a new index with everything that is published: one task reads and analyses, another writes; what waits between them is bounded.</summary>
internal static class IndexBuilder
{
    public const int BatchSize = 200;
    private const int BatchesInTransaction = 50;

    /// <summary>Writes a whole index into a new file.</summary>
    /// <param name="path">A file that does not exist.</param>
    /// <param name="scopes">For a database context of its own.</param>
    /// <param name="position">The position in the change feed before reading began.</param>
    /// <param name="report">Told after each batch.</param>
    public static async Task FillAsync(string path, IServiceScopeFactory scopes, string position, Action<RebuildProgress> report)
    {
        using var cancellation = new CancellationTokenSource();
        var batches = Channel.CreateBounded<AnalyzedDocument[]>(2);
        var names = "";
        var total = 0;
        var reading = Task.Run(async () =>
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var documents = new SearchDocuments(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>());
                names = await documents.NamesFingerprintAsync(cancellation.Token);
                var published = await documents.PublishedAsync(cancellation.Token);
                total = published.Count;
                report(new RebuildProgress(0, total));
                foreach (var batch in published.Chunk(BatchSize))
                {
                    await batches.Writer.WriteAsync([.. (await documents.LoadAsync(batch, cancellation.Token)).Select(AnalyzedDocument.Of)], cancellation.Token);
                }

                batches.Writer.Complete();
            }
            catch (Exception e)
            {
                batches.Writer.Complete(e);
            }
        });
        try
        {
            using var writer = new IndexWriter(IndexFile.Create(path), fromNothing: true);
            var (done, open) = (0, 0);
            writer.Begin();
            await foreach (var batch in batches.Reader.ReadAllAsync(CancellationToken.None))
            {
                foreach (var document in batch)
                {
                    writer.Put(document);
                }

                done += batch.Length;
                report(new RebuildProgress(done, total));
                if (++open == BatchesInTransaction)
                {
                    writer.Commit();
                    writer.Begin();
                    open = 0;
                }
            }

            writer.SetState(IndexFile.Position, position);
            writer.SetState(IndexFile.Names, names);
            writer.Commit();
            writer.Optimize();
        }
        finally
        {
            await cancellation.CancelAsync();
            await reading;
        }
    }
}
