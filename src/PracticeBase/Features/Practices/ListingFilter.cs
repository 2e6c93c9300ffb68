using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>The answer to a listing's question.</summary>
public sealed record ListingResult
{
    public required PracticeSet Matches { get; init; }

    /// <summary>How many match.</summary>
    public required int Count { get; init; }

    /// <summary>Facet → value as in the address → how many it would give. Only of the facets that this listing offers.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Counts { get; init; }

    /// <summary>What the question's text found; null when it has none.</summary>
    public required TextMatches? Text { get; init; }
}

/// <summary>
/// Filters, counts and orders practices by intersecting sets. Values of one facet are alternatives, facets add up; a category narrows its
/// sector when both are chosen. A value's count leaves out its own facet's choice: it says what one would get by choosing it alone.
/// </summary>
public static class ListingFilter
{
    /// <summary>The facets that a listing offers: not the kind where it shows only one, not the sector where it stands in one.</summary>
    public static IEnumerable<string> FacetsOf(PracticeKind? kind, Category? category) =>
        ListingKeys.Facets.Where(f => (f != ListingKeys.Kind || kind is null) && (f != ListingKeys.Section || category is null));

    /// <param name="catalogue">What to filter.</param>
    /// <param name="query">The question.</param>
    /// <param name="kind">Practices or programme results; null for both.</param>
    /// <param name="category">A sector or category to stay in; null for all.</param>
    /// <param name="text">What the text of the question found; null when it has none.</param>
    public static ListingResult Run(Catalogue catalogue, ListingQuery query, PracticeKind? kind, Category? category, TextMatches? text)
    {
        var scope = Scope(catalogue, kind, category, text);
        var choices = Choices(catalogue, query);
        var matches = Within(scope, choices.Values);
        return new ListingResult
        {
            Matches = matches,
            Count = matches.Count(),
            Counts = FacetsOf(kind, category).ToDictionary(
                key => key,
                key => Counts(catalogue, query, Facet.Of(key), choices.ContainsKey(key) ? Within(scope, choices.Where(c => c.Key != key).Select(c => c.Value)) : matches)),
            Text = text,
        };
    }

    /// <summary>Those that match, without counting. The set is the caller's own.</summary>
    /// <inheritdoc cref="Run"/>
    public static PracticeSet Matches(Catalogue catalogue, ListingQuery query, PracticeKind? kind, Category? category, TextMatches? text) =>
        Within(Scope(catalogue, kind, category, text), Choices(catalogue, query).Values);

    /// <summary>A part of the result in the question's order.</summary>
    /// <param name="catalogue">The one that gave the result.</param>
    /// <param name="query">The question.</param>
    /// <param name="result">Its answer.</param>
    /// <param name="skip">So many first ones are left out.</param>
    /// <param name="take">At most so many are wanted.</param>
    public static IReadOnlyList<CatalogueEntry> Page(Catalogue catalogue, ListingQuery query, ListingResult result, int skip, int take) =>
        query.Sort == ListingSort.Relevance && result.Text is { Scores: not null } text
            ? BestFirst(catalogue, result, text, skip, take)
            : catalogue.Take(query.Sort, result.Matches, result.Count, skip, take);

    private static PracticeSet Scope(Catalogue catalogue, PracticeKind? kind, Category? category, TextMatches? text)
    {
        var scope = catalogue.Of(kind).Copy();
        if (category is not null)
        {
            scope.IntersectWith(catalogue.Of(category));
        }

        if (text is not null)
        {
            scope.IntersectWith(text.Practices);
        }

        return scope;
    }

    /// <summary>For each facet with a choice, those that have one of the chosen values.</summary>
    private static Dictionary<string, PracticeSet> Choices(Catalogue catalogue, ListingQuery query) =>
        query.Values.ToDictionary(v => v.Key, v =>
        {
            var facet = Facet.Of(v.Key);
            var sets = catalogue.Values(facet);
            var values = v.Value.Select(value => facet.Parse(catalogue.Lists, value)).OfType<int>().ToList();
            var found = (v.Key == ListingKeys.Section ? Narrowed(catalogue, values) : values).Select(value => sets.GetValueOrDefault(value)).OfType<PracticeSet>().ToList();
            if (found.Count == 1)
            {
                return found[0];
            }

            var union = new PracticeSet(catalogue.Capacity);
            found.ForEach(union.UnionWith);
            return union;
        });

    /// <summary>A chosen category of a chosen sector says which part of the sector is meant.</summary>
    private static IEnumerable<int> Narrowed(Catalogue catalogue, List<int> categories) =>
        categories.Where(c => !categories.Exists(other => catalogue.Categories[other].ParentId == c));

    private static PracticeSet Within(PracticeSet scope, IEnumerable<PracticeSet> choices)
    {
        var result = scope.Copy();
        foreach (var choice in choices)
        {
            result.IntersectWith(choice);
        }

        return result;
    }

    private static IReadOnlyDictionary<string, int> Counts(Catalogue catalogue, ListingQuery query, Facet facet, PracticeSet scope)
    {
        var counts = new Dictionary<string, int>();
        var regions = query.Of(ListingKeys.Voivodeship);
        foreach (var (value, set) in catalogue.Values(facet))
        {
            if (facet.Format(catalogue.Lists, value) is { } name && (facet.Key != ListingKeys.County || IsOffered(catalogue.Counties[value])))
            {
                counts.Add(name, scope.CountWith(set));
            }
        }

        return counts;

        // All 380 at once would be no choice at all: the counties of the chosen voivodeships, and those already chosen.
        bool IsOffered(LocalGovernment county) =>
            query.Of(ListingKeys.County).Contains(county.Teryt) || (regions.Count > 0 && catalogue.Voivodeships.Any(v => v.Id == county.VoivodeshipId && regions.Contains(v.Slug)));
    }

    /// <summary>By score, then the newest; only as many are sorted as are wanted.</summary>
    private static List<CatalogueEntry> BestFirst(Catalogue catalogue, ListingResult result, TextMatches text, int skip, int take)
    {
        var wanted = Math.Min(result.Count, skip + take);
        var newest = catalogue.OrderOf(ListingSort.Newest);
        // The worst of the best so far is on top, to make way for a better one.
        var best = new PriorityQueue<int, (float Score, int Place)>(wanted + 1, Comparer<(float Score, int Place)>.Create(
            static (a, b) => a.Score.CompareTo(b.Score) is var order and not 0 ? order : b.Place.CompareTo(a.Place)));
        foreach (var id in result.Matches)
        {
            var fit = (text.ScoreOf(id), newest.PlaceOf(id));
            if (best.Count < wanted)
            {
                best.Enqueue(id, fit);
            }
            else if (wanted > 0)
            {
                best.EnqueueDequeue(id, fit);
            }
        }

        var found = new List<CatalogueEntry>(Math.Max(0, wanted - skip));
        while (best.Count > skip)
        {
            found.Add(catalogue.Find(best.Dequeue())!);
        }

        found.Reverse();
        return found;
    }
}
