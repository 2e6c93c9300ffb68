namespace PracticeBase.Features.Practices;

/// <summary>For each value of each facet the practices that have it. Immutable: a change copies the sets it touches and shares the others.</summary>
internal sealed class FacetSets
{
    /// <summary>As many values as an entry can have of one facet.</summary>
    private const int MaxValues = 64;

    private readonly Dictionary<string, Dictionary<int, PracticeSet>> sets;

    private FacetSets(Dictionary<string, Dictionary<int, PracticeSet>> sets) => this.sets = sets;

    /// <param name="entries">One a practice.</param>
    /// <param name="capacity">One more than the largest practice number.</param>
    public static FacetSets Of(IReadOnlyCollection<CatalogueEntry> entries, int capacity)
    {
        var sets = new Dictionary<string, Dictionary<int, PracticeSet>>();
        Span<int> values = stackalloc int[MaxValues];
        foreach (var facet in Facet.All)
        {
            var own = new Dictionary<int, PracticeSet>();
            foreach (var entry in entries)
            {
                foreach (var value in values[..facet.ValuesOf(entry, values)])
                {
                    if (!own.TryGetValue(value, out var set))
                    {
                        own.Add(value, set = new PracticeSet(capacity));
                    }

                    set.Add(entry.PracticeId);
                }
            }

            sets.Add(facet.Key, own);
        }

        return new FacetSets(sets);
    }

    /// <summary>Value → practices, of the values that at least one practice has.</summary>
    public IReadOnlyDictionary<int, PracticeSet> Of(Facet facet) => sets[facet.Key];

    /// <summary>The same after some practices came, went or changed: what each was before and is now, null for not published.</summary>
    public FacetSets With(IReadOnlyCollection<(CatalogueEntry? Before, CatalogueEntry? After)> changes, int capacity)
    {
        var result = new Dictionary<string, Dictionary<int, PracticeSet>>();
        Span<int> values = stackalloc int[MaxValues];
        foreach (var facet in Facet.All)
        {
            var own = new Dictionary<int, PracticeSet>(sets[facet.Key]);
            var copied = new HashSet<int>();
            foreach (var (before, after) in changes)
            {
                foreach (var value in before is null ? [] : values[..facet.ValuesOf(before, values)])
                {
                    Copied(value).Remove(before!.PracticeId);
                }

                foreach (var value in after is null ? [] : values[..facet.ValuesOf(after, values)])
                {
                    Copied(value).Add(after!.PracticeId);
                }
            }

            foreach (var value in copied.Where(v => own[v].Count() == 0))
            {
                own.Remove(value);
            }

            result.Add(facet.Key, own);

            PracticeSet Copied(int value)
            {
                if (copied.Add(value))
                {
                    own[value] = own.TryGetValue(value, out var shared) ? shared.Copy(capacity) : new PracticeSet(capacity);
                }

                return own[value];
            }
        }

        return new FacetSets(result);
    }
}
