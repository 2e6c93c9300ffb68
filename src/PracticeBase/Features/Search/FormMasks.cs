using System.Collections.Concurrent;

namespace PracticeBase.Features.Search;

/// <summary>
/// Where the most common words stand, in memory: a byte a practice, a bit a <see cref="SearchField"/>. «gmina» stands in every second
/// practice; read from the index for each question, it alone would take longer than all the rest. Follows the index change by change.
/// </summary>
internal sealed class FormMasks
{
    /// <summary>At 100,000 practices 25 MB.</summary>
    private const int MaxForms = 256;

    /// <summary>Rarer words are read in less than a millisecond.</summary>
    private const int MinPractices = 2000;

    private readonly ConcurrentDictionary<long, Entry> entries = new();
    private readonly Lock gate = new();
    private long clock;

    public long Generation { get; private set; }

    public static bool IsCommon(IndexForm form) => form.Practices >= MinPractices;

    /// <summary>The masks of a form; made when they are not here. Null for a form that is rare.</summary>
    public byte[]? Find(IndexForm form, IndexReader reader, int capacity)
    {
        if (!IsCommon(form))
        {
            return null;
        }

        if (entries.TryGetValue(form.Id, out var known) && known.Masks.Length >= capacity)
        {
            known.Used = Interlocked.Increment(ref clock);
            return known.Masks;
        }

        var before = Generation;
        var masks = new byte[capacity];
        reader.Mark(MatchExpression.Quote(form.Text), masks);
        lock (gate)
        {
            // What changed while it was read may be missing in it: good for this question only.
            if (before == Generation)
            {
                if (entries.Count >= MaxForms)
                {
                    entries.TryRemove(entries.MinBy(e => e.Value.Used).Key, out _);
                }

                entries[form.Id] = new Entry(masks) { Used = Interlocked.Increment(ref clock) };
            }
        }

        return masks;
    }

    /// <summary>The practice holds these forms now; none when it is gone.</summary>
    public void Follow(int practiceId, PracticeForms? forms)
    {
        lock (gate)
        {
            Generation++;
            foreach (var entry in entries.Values.Where(e => practiceId < e.Masks.Length))
            {
                entry.Masks[practiceId] = 0;
            }

            foreach (var (form, fields) in forms ?? new PracticeForms([]))
            {
                if (entries.TryGetValue(form, out var entry) && practiceId < entry.Masks.Length)
                {
                    entry.Masks[practiceId] = fields;
                }
            }
        }
    }

    private sealed class Entry(byte[] masks)
    {
        public byte[] Masks { get; } = masks;

        public long Used { get; set; }
    }
}
