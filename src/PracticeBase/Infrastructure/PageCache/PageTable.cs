namespace PracticeBase.Infrastructure.PageCache;

/// <summary>The list of kept pages, in the order they were written. Not for several threads at once.</summary>
public sealed class PageTable
{
    private readonly List<PageChunk?> chunks = [];
    private readonly Stack<int> free = new();
    private readonly Queue<PageChunk> byAge = new();
    private readonly PageIndex byKey;
    private readonly PageIndex byAddress;

    /// <summary>Those of all answers, by their number less one.</summary>
    private readonly List<PageHeaders> headers = [];
    private readonly Dictionary<PageHeaders, int> headerNumbers = [];
    private PageChunk? last;

    public PageTable() => (byKey, byAddress) = (new PageIndex(this, byAddress: false), new PageIndex(this, byAddress: true));

    /// <summary>That are shown.</summary>
    public int Count => byKey.Count;

    /// <summary>The oldest first.</summary>
    public IReadOnlyCollection<PageChunk> Chunks => byAge;

    public CachedPage? Find(PageKey key) => byKey.Find(key);

    /// <summary>The one whose answer has this address.</summary>
    public CachedPage? FindByAddress(PageKey address) => byAddress.Find(address);

    /// <summary>A place for a page that is being written; nobody finds it yet.</summary>
    /// <param name="entry">What is known of it.</param>
    /// <param name="tags">What it depends on.</param>
    public CachedPage Append(in PageEntry entry, ReadOnlySpan<PageTag> tags)
    {
        if (last is not { Count: < PageChunk.Size })
        {
            if (!free.TryPop(out var number))
            {
                number = chunks.Count;
                chunks.Add(null);
            }

            byAge.Enqueue(chunks[number] = last = new PageChunk(number));
        }

        return last.Append(entry, tags);
    }

    /// <summary>It is found from now on, in place of the one before it.</summary>
    public void Show(CachedPage page)
    {
        if (byKey.Find(page.Entry.Key) is { } former)
        {
            Remove(former);
        }

        byKey.MakeRoom();
        byKey.Add(page);
        page.Entry.IsShown = true;
    }

    /// <summary>By this address it is found too, in place of any other.</summary>
    /// <param name="page">Shown.</param>
    /// <param name="answer">With that address.</param>
    public void SetAnswer(CachedPage page, in PageAnswer answer)
    {
        TakeAnswer(page);
        if (byAddress.Find(answer.Key) is { } other)
        {
            TakeAnswer(other);
        }

        byAddress.MakeRoom();
        page.Entry.Answer = PageEntryAnswer.Of(answer, NumberOf(answer.Headers));
        byAddress.Add(page);
    }

    /// <param name="page">That was found by its address.</param>
    public PageAnswer AnswerOf(CachedPage page) => page.Entry.Answer.With(headers[page.Entry.Answer.Headers - 1]);

    /// <summary>Nobody finds it any more, and whoever has it at hand is told.</summary>
    public void Remove(CachedPage page)
    {
        if (page.Entry.IsShown)
        {
            TakeAnswer(page);
            byKey.Remove(page);
            page.Entry.IsShown = false;
        }

        Volatile.Write(ref page.Entry.IsGone, true);
    }

    /// <summary>Those of a chunk that it is true for.</summary>
    public void RemoveFrom(PageChunk chunk, Predicate<CachedPage> match)
    {
        for (var i = chunk.First; i < chunk.Count; i++)
        {
            var page = new CachedPage(chunk, i);
            if (page.Entry.IsShown && match(page))
            {
                Remove(page);
            }
        }
    }

    /// <summary>The one that was written first, of those that are not overwritten.</summary>
    public CachedPage? Oldest() => byAge.TryPeek(out var chunk) && chunk.First < chunk.Count ? new CachedPage(chunk, chunk.First) : null;

    public void RemoveOldest()
    {
        var chunk = byAge.Peek();
        Remove(new CachedPage(chunk, chunk.First));
        chunk.First++;
        if (chunk.First == PageChunk.Size)
        {
            byAge.Dequeue();
            chunks[chunk.Number] = null;
            free.Push(chunk.Number);
        }
    }

    public CachedPage Page(int number) => new(chunks[number / PageChunk.Size]!, number % PageChunk.Size);

    private int NumberOf(PageHeaders set)
    {
        if (!headerNumbers.TryGetValue(set, out var number))
        {
            headers.Add(set);
            headerNumbers.Add(set, number = headers.Count);
        }

        return number;
    }

    private void TakeAnswer(CachedPage page)
    {
        if (page.Entry.Answer.IsSet)
        {
            byAddress.Remove(page);
            page.Entry.Answer = default;
        }
    }
}
