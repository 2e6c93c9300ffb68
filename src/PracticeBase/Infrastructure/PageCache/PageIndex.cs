namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Finds pages by one of their two keys: chains through the entries themselves. A dictionary would take as much memory again as the entries.
/// </summary>
/// <param name="table">Whose pages.</param>
/// <param name="byAddress">By that of the answer; else by the output cache's key.</param>
public sealed class PageIndex(PageTable table, bool byAddress)
{
    private const int MinLength = 16_384;

    /// <summary>The first of each chain, by its number plus one; 0 ends a chain. The length is a power of two.</summary>
    private int[] heads = new int[MinLength];

    public int Count { get; private set; }

    public CachedPage? Find(PageKey key)
    {
        for (var next = HeadOf(key); next != 0;)
        {
            var page = table.Page(next - 1);
            if (KeyOf(page.Entry) == key)
            {
                return page;
            }

            next = NextOf(ref page.Entry);
        }

        return null;
    }

    /// <summary>For one page more. Before anything is said of it: where there is no memory, nothing has changed.</summary>
    public void MakeRoom()
    {
        if (Count == heads.Length)
        {
            Grow();
        }
    }

    /// <param name="page">Not in yet, and none with its key; there is room for it.</param>
    public void Add(CachedPage page)
    {
        Link(page);
        Count++;
    }

    /// <param name="page">In.</param>
    public void Remove(CachedPage page)
    {
        ref var link = ref HeadOf(KeyOf(page.Entry));
        while (link != page.Number + 1)
        {
            link = ref NextOf(ref table.Page(link - 1).Entry);
        }

        link = NextOf(ref page.Entry);
        Count--;
    }

    private void Grow()
    {
        var former = heads;
        heads = new int[former.Length * 2];
        foreach (var head in former)
        {
            for (var next = head; next != 0;)
            {
                var page = table.Page(next - 1);
                next = NextOf(ref page.Entry);
                Link(page);
            }
        }
    }

    private void Link(CachedPage page)
    {
        ref var head = ref HeadOf(KeyOf(page.Entry));
        NextOf(ref page.Entry) = head;
        head = page.Number + 1;
    }

    private ref int HeadOf(PageKey key) => ref heads[(int)(key.Last & (uint)(heads.Length - 1))];

    private PageKey KeyOf(in PageEntry entry) => byAddress ? entry.Answer.Key : entry.Key;

    private ref int NextOf(ref PageEntry entry) => ref byAddress ? ref entry.NextByAddress : ref entry.NextByKey;
}
