using System.Collections.Concurrent;

namespace PracticeBase.Features.Search;

/// <summary>
/// Where the words stand that are not common enough for <see cref="FormMasks"/> and not rare enough to be read in no time: a practice page asks for
/// several of them, and they come again with the next. What a change touches is left to be read anew.
/// </summary>
internal sealed class KeptPlaces
{
    /// <summary>Some 8 MB at 100,000 practices.</summary>
    private const int MaxForms = 1024;

    private const int MinPractices = 100;

    private readonly ConcurrentDictionary<long, Entry> forms = new();
    private readonly Lock gate = new();
    private long generation;
    private long clock;

    /// <summary>The places of a form; read when they are not here. Null for one that is read as quickly with others.</summary>
    public FormPlaces? Find(IndexForm form, IndexReader reader)
    {
        if (form.Practices < MinPractices)
        {
            return null;
        }

        if (!forms.TryGetValue(form.Id, out var entry))
        {
            var before = Interlocked.Read(ref generation);
            entry = new Entry(reader.Places(MatchExpression.Quote(form.Text)));
            Keep(form.Id, entry, before);
        }

        entry.Used = Interlocked.Increment(ref clock);
        return entry.Places;
    }

    /// <summary>The practice holds these forms now; none when it is gone.</summary>
    public void Follow(int practiceId, PracticeForms? held)
    {
        lock (gate)
        {
            generation++;
            foreach (var form in forms.Where(f => f.Value.Places.Contains(practiceId)).Select(f => f.Key).Concat((held ?? new PracticeForms([])).Select(f => f.Form)))
            {
                forms.TryRemove(form, out _);
            }
        }
    }

    private void Keep(long form, Entry entry, long before)
    {
        lock (gate)
        {
            // What changed while it was read may be missing in it: good for this question only.
            if (before != generation)
            {
                return;
            }

            if (forms.Count >= MaxForms)
            {
                // Half of them at once, so that looking for the oldest is seldom.
                foreach (var old in forms.OrderBy(f => f.Value.Used).Take(MaxForms / 2))
                {
                    forms.TryRemove(old.Key, out _);
                }
            }

            forms[form] = entry;
        }
    }

    private sealed class Entry(FormPlaces places)
    {
        public FormPlaces Places { get; } = places;

        public long Used { get; set; }
    }
}
