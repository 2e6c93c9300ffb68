using System.Buffers;
using PracticeBase.Data;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Search;

/// <summary>Finds practices by text. docs/search.md says how a question is answered. Its answers are good until it is disposed, with the request.</summary>
public sealed class Searcher(SearchIndex index, PracticeBaseDbContext db) : IDisposable
{
    private static readonly SearchAnswer NotReady = new() { IsReady = false, Matches = new TextMatches(new PracticeSet(0), null) };

    /// <summary>Scores of its answers: four bytes a practice each, too large to be made anew for each question.</summary>
    private readonly List<float[]> rented = [];

    /// <summary>Looks for a text, after bringing the index up to date. Never throws for a text, whatever it holds.</summary>
    public async Task<SearchAnswer> FindAsync(string text, SynonymList synonyms, CancellationToken cancellationToken)
    {
        if (!await index.CatchUpAsync(db, wait: true, cancellationToken))
        {
            return NotReady;
        }

        var query = SearchQuery.Parse(text);
        return index.TryRead(session => new Question(query, synonyms, session).Answer(Rent(session.Capacity)), out var answer) ? answer! : NotReady;
    }

    /// <summary>The same without an order; holds nothing until it is disposed, so that a job may ask a thousand times.</summary>
    public async Task<SearchAnswer> FindSetAsync(string text, SynonymList synonyms, CancellationToken cancellationToken)
    {
        var before = rented.Count;
        var answer = await FindAsync(text, synonyms, cancellationToken);
        Dispose(from: before);
        return answer with { Matches = answer.Matches with { Scores = null } };
    }

    public void Dispose() => Dispose(from: 0);

    private void Dispose(int from)
    {
        for (var i = rented.Count - 1; i >= from; i--)
        {
            ArrayPool<float>.Shared.Return(rented[i]);
            rented.RemoveAt(i);
        }
    }

    private float[] Rent(int capacity)
    {
        rented.Add(ArrayPool<float>.Shared.Rent(capacity));
        return rented[^1];
    }
}
