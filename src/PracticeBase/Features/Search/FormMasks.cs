using System.Collections.Concurrent;

namespace PracticeBase.Features.Search;

/// <summary>
/// Where the most common words stand, and phrases of such words that were asked for, in memory, as
/// <see cref="FieldMasks"/>. «gmina» stands in every second practice; read from the index for each question, it alone would take longer
/// than all the rest. Follows the index change by change.
/// </summary>
internal sealed class FormMasks
{
    /// <summary>At 100,000 practices 13 MB, when so many were asked for.</summary>
    private const int MaxForms = 256;

    private const int MaxPhrases = 64;

    /// <summary>Rarer words are read in less than a millisecond.</summary>
    private const int MinPractices = 2000;

    /// <summary>In a large index the words of every tenth practice would push each other out: there a word has to stand in a fiftieth of all.</summary>
    private const int MinShare = 50;

    private readonly ConcurrentDictionary<long, Entry> forms = new();
    private readonly ConcurrentDictionary<string, Entry> phrases = new();
    private readonly Lock gate = new();
    private long clock;

    private long Generation { get; set; }

    public static bool IsCommon(IndexForm form, int capacity) => form.Practices >= Math.Max(MinPractices, capacity / MinShare);

    /// <summary>The masks of a form; made when they are not here. Null for a form that is rare.</summary>
    public FieldMasks? Find(IndexForm form, IndexReader reader, int capacity) =>
        IsCommon(form, capacity) ? Find(forms, form.Id, MaxForms, MatchExpression.Quote(form.Text), reader, capacity) : null;

    /// <summary>The masks of phrases of common words, of which those who look for them ask again for the next page and with each filter.</summary>
    public FieldMasks Find(string phrases, IndexReader reader, int capacity) => Find(this.phrases, phrases, MaxPhrases, phrases, reader, capacity);

    /// <summary>The practice holds these forms now; none when it is gone.</summary>
    public void Follow(int practiceId, PracticeForms? held)
    {
        lock (gate)
        {
            Generation++;
            // Its forms do not tell in which order they stand.
            phrases.Clear();
            foreach (var entry in forms.Values.Where(e => practiceId < e.Masks.Capacity))
            {
                entry.Masks.Set(practiceId, 0);
            }

            foreach (var (form, fields) in held ?? new PracticeForms([]))
            {
                if (forms.TryGetValue(form, out var entry) && practiceId < entry.Masks.Capacity)
                {
                    entry.Masks.Set(practiceId, fields);
                }
            }
        }
    }

    private FieldMasks Find<TKey>(ConcurrentDictionary<TKey, Entry> entries, TKey key, int max, string expression, IndexReader reader, int capacity)
        where TKey : notnull
    {
        if (entries.TryGetValue(key, out var known) && known.Masks.Capacity >= capacity)
        {
            known.Used = Interlocked.Increment(ref clock);
            return known.Masks;
        }

        var before = Generation;
        var masks = new FieldMasks(capacity);
        reader.Mark(expression, masks);
        lock (gate)
        {
            // What changed while it was read may be missing in it: good for this question only.
            if (before == Generation)
            {
                if (entries.Count >= max)
                {
                    entries.TryRemove(entries.MinBy(e => e.Value.Used).Key, out _);
                }

                entries[key] = new Entry(masks) { Used = Interlocked.Increment(ref clock) };
            }
        }

        return masks;
    }

    private sealed class Entry(FieldMasks masks)
    {
        public FieldMasks Masks { get; } = masks;

        public long Used { get; set; }
    }
}
