using Microsoft.Data.Sqlite;
using PracticeBase.Changes;

namespace PracticeBase.Features.Search;

/// <summary>What is to be written into the index so that it holds what is published.</summary>
/// <param name="Put">Revisions that are public now and are not in it, or may have changed.</param>
/// <param name="Remove">Practices that are public no more.</param>
internal sealed record IndexUpdate(IReadOnlyList<PublishedRevision> Put, IReadOnlyList<int> Remove)
{
    /// <summary>More are made anew together, which is quicker.</summary>
    private const int MaxToFollow = 1000;

    /// <summary>What a part of the change feed asks of the index; null when it is better made anew.</summary>
    public static async Task<IndexUpdate?> FindAsync(
        OpenIndex index, SearchDocuments documents, FeedDelta delta, CancellationToken cancellationToken)
    {
        if (!delta.IsComplete)
        {
            return null;
        }

        if (!delta.SiteWide)
        {
            var published = await documents.PublishedAsync(delta.PracticeIds, cancellationToken);
            return new(published, [.. delta.PracticeIds.Except(published.Select(p => p.PracticeId))]);
        }

        var (known, names) = index.Read(s => (s.Reader.Revisions(), s.Reader.State(IndexFile.Names)));
        if (names != await documents.NamesFingerprintAsync(cancellationToken))
        {
            return null;
        }

        var all = await documents.PublishedAsync(cancellationToken);
        var put = all.Where(p => known.GetValueOrDefault(p.PracticeId) != p.RevisionId).UnionBy(all.IntersectBy(delta.PracticeIds, p => p.PracticeId), p => p.PracticeId).ToList();
        return put.Count > MaxToFollow + (known.Count / 5) ? null : new(put, [.. known.Keys.Except(all.Select(p => p.PracticeId))]);
    }

    /// <summary>In transactions of a batch each; the position comes with the last one, so that what is cut off is written again.</summary>
    public async Task WriteAsync(string path, OpenIndex index, SearchDocuments documents, string position, CancellationToken cancellationToken)
    {
        using var writer = new IndexWriter(IndexFile.Open(path, SqliteOpenMode.ReadWrite), fromNothing: false);
        foreach (var batch in Put.Chunk(IndexBuilder.BatchSize))
        {
            var analyzed = (await documents.LoadAsync(batch, cancellationToken)).Select(AnalyzedDocument.Of).ToList();
            writer.Begin();
            var written = analyzed.ConvertAll(d => (d.PracticeId, Forms: writer.Put(d)));
            writer.Commit();
            written.ForEach(w => index.Follow(w.PracticeId, w.Forms));
        }

        writer.Begin();
        foreach (var id in Remove)
        {
            writer.Remove(id);
        }

        writer.SetState(IndexFile.Position, position);
        writer.Commit();
        foreach (var id in Remove)
        {
            index.Follow(id, null);
        }

        index.Measure();
    }
}
