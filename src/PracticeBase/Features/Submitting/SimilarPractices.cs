using PracticeBase.Domain;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Submitting;

/// <summary>Tells an author that somebody may have described the same already.</summary>
public static class SimilarPractices
{
    private const int MaxShown = 3;
    private const int MinWord = 4;

    /// <summary>So many letters of a word carry its meaning; the rest is inflection.</summary>
    private const int Stem = 6;

    private const double Alike = 0.5;

    /// <summary>Other published practices whose titles share at least half of their words with this one's, the closest first.</summary>
    public static IReadOnlyList<CatalogueEntry> Find(Catalogue catalogue, PracticeRevision revision)
    {
        var words = WordsOf(revision.Title);
        return words.Count < 2 ? [] : [.. catalogue.Take(ListingSort.Newest, catalogue.Of(revision.Practice.Kind), 0, int.MaxValue)
            .Where(e => e.PracticeId != revision.PracticeId)
            .Select(e => (Entry: e, Likeness: Likeness(words, WordsOf(e.Title))))
            .Where(c => c.Likeness >= Alike).OrderByDescending(c => c.Likeness).Take(MaxShown).Select(c => c.Entry)];
    }

    private static double Likeness(HashSet<string> one, HashSet<string> other) =>
        other.Count == 0 ? 0 : (double)one.Count(other.Contains) / (one.Count + other.Count - one.Count(other.Contains));

    private static HashSet<string> WordsOf(string title)
    {
        var result = new HashSet<string>();
        foreach (var word in Text.Slug(title).Split('-'))
        {
            if (word.Length >= MinWord)
            {
                result.Add(word.Length > Stem ? word[..Stem] : word);
            }
        }

        return result;
    }
}
