using System.Globalization;

namespace PracticeBase.Features.Practices;

public enum ListingSort
{
    Newest,
    Updated,
    Title,
    Population,

    /// <summary>The best match of a text first; without a text, or where the search gives no scores, the newest.</summary>
    Relevance,
}

/// <summary>All practices in one order: their numbers one after another, and the place of each. Immutable.</summary>
internal sealed class SortOrder
{
    private static readonly CompareInfo Polish = CultureInfo.GetCultureInfo("pl-PL").CompareInfo;

    private readonly ListingSort sort;
    private readonly int[] ids;
    private readonly int[] places;

    private SortOrder(ListingSort sort, int[] ids, int capacity)
    {
        this.sort = sort;
        this.ids = ids;
        places = new int[capacity];
        for (var place = 0; place < ids.Length; place++)
        {
            places[ids[place]] = place;
        }
    }

    /// <summary>Which rules of the alphabet the titles are sorted by: another version of the system's tables may order them otherwise.</summary>
    public static string Rules => $"{Polish.Version.SortId} {Polish.Version.FullVersion}";

    /// <summary>Those that a catalogue keeps.</summary>
    public static IReadOnlyList<ListingSort> Kept { get; } = [ListingSort.Newest, ListingSort.Updated, ListingSort.Title, ListingSort.Population];

    /// <param name="sort">One of <see cref="Kept"/>.</param>
    /// <param name="entries">One a practice.</param>
    /// <param name="capacity">One more than the largest practice number.</param>
    /// <param name="sorted">The entries are in this order already.</param>
    public static SortOrder Of(ListingSort sort, IReadOnlyCollection<CatalogueEntry> entries, int capacity, bool sorted = false)
    {
        if (sorted)
        {
            return new SortOrder(sort, [.. entries.Select(e => e.PracticeId)], capacity);
        }

        if (sort == ListingSort.Title)
        {
            // A key each: comparing titles by the rules of the alphabet again and again takes ten times as long.
            var titles = entries.Select(e => (Key: TitleKey(e), e.PracticeId)).ToArray();
            Array.Sort(titles, static (a, b) => Compare(a.Key, a.PracticeId, b.Key, b.PracticeId));
            return new SortOrder(sort, Array.ConvertAll(titles, t => t.PracticeId), capacity);
        }

        var keys = entries.Select(e => NumberKey(sort, e)).ToArray();
        Array.Sort(keys);
        Array.Reverse(keys);
        return new SortOrder(sort, Array.ConvertAll(keys, k => (int)(uint)k), capacity);
    }

    /// <summary>From 0; of a practice that is in the order.</summary>
    public int PlaceOf(int id) => places[id];

    /// <summary>The numbers of those in the set, in this order.</summary>
    /// <param name="set">Numbers of the order.</param>
    /// <param name="count">How many the set holds.</param>
    /// <param name="skip">So many first ones are left out.</param>
    /// <param name="take">At most so many are wanted.</param>
    public List<int> Take(PracticeSet set, int count, int skip, int take)
    {
        var wanted = Math.Clamp(count - skip, 0, take);
        var result = new List<int>(wanted);
        if (wanted == 0)
        {
            return result;
        }

        // To walk until enough have been met, or to sort the few there are: whichever is less work.
        var walk = (long)ids.Length * (skip + wanted) / count;
        if ((long)count * (int.Log2(count) + 1) < walk)
        {
            var found = new int[count];
            var next = 0;
            foreach (var id in set)
            {
                found[next++] = places[id];
            }

            Array.Sort(found);
            foreach (var place in found.AsSpan(skip, wanted))
            {
                result.Add(ids[place]);
            }

            return result;
        }

        foreach (var id in ids)
        {
            if (set.Contains(id) && --skip < 0)
            {
                result.Add(id);
                if (result.Count == wanted)
                {
                    break;
                }
            }
        }

        return result;
    }

    /// <summary>The same after some practices came, went or changed.</summary>
    /// <param name="changed">All that are no longer where they were.</param>
    /// <param name="entries">All entries as they are now, by practice number.</param>
    /// <param name="present">The changed ones that are published now.</param>
    public SortOrder With(PracticeSet changed, CatalogueEntry?[] entries, IReadOnlyCollection<CatalogueEntry> present)
    {
        var kept = Array.FindAll(ids, id => !changed.Contains(id));
        var added = present.ToArray();
        Array.Sort(added, Compare);
        var result = new int[kept.Length + added.Length];
        var byEntry = Comparer<int>.Create((a, b) => Compare(entries[a]!, entries[b]!));
        var (from, to) = (0, 0);
        foreach (var entry in added)
        {
            // Never found: the changed ones have been taken out.
            var place = ~Array.BinarySearch(kept, from, kept.Length - from, entry.PracticeId, byEntry);
            kept.AsSpan(from, place - from).CopyTo(result.AsSpan(to));
            to += place - from;
            from = place;
            result[to++] = entry.PracticeId;
        }

        kept.AsSpan(from).CopyTo(result.AsSpan(to));
        return new SortOrder(sort, result, entries.Length);
    }

    private int Compare(CatalogueEntry one, CatalogueEntry other) =>
        sort == ListingSort.Title
            ? Compare(TitleKey(one), one.PracticeId, TitleKey(other), other.PracticeId)
            : NumberKey(sort, other).CompareTo(NumberKey(sort, one));

    private static int Compare(byte[] one, int oneId, byte[] other, int otherId) =>
        one.AsSpan().SequenceCompareTo(other) is var order and not 0 ? order : oneId.CompareTo(otherId);

    private static byte[] TitleKey(CatalogueEntry entry) => Polish.GetSortKey(entry.Title.TrimStart('„', '«', '»', '"'), CompareOptions.IgnoreCase).KeyData;

    /// <summary>The largest comes first; the practice's number in the lower half makes it unique.</summary>
    private static long NumberKey(ListingSort sort, CatalogueEntry entry)
    {
        long value = sort switch
        {
            ListingSort.Newest => entry.IntroducedOn.DayNumber,
            ListingSort.Updated => entry.UpdatedOn.DayNumber,
            _ => entry.Population ?? -1,
        };
        return (value << 32) | (uint)entry.PracticeId;
    }
}
