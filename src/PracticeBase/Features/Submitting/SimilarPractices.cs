using System.Runtime.CompilerServices;
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

    /// <summary>Which practices have a word in their title; made with the first question to a catalogue, because reading all titles takes a moment.</summary>
    private static readonly ConditionalWeakTable<Catalogue, Dictionary<string, List<int>>> Titles = [];

    /// <summary>Other published practices whose titles share at least half of their words with this one's, the closest first.</summary>
    public static IReadOnlyList<CatalogueEntry> Find(Catalogue catalogue, PracticeRevision revision)
    {
        var words = WordsOf(revision.Title);
        if (words.Count < 2)
        {
            return [];
        }

        var titles = Titles.GetValue(catalogue, IndexOf);
        // What shares fewer cannot be alike, however short it is.
        var candidates = words.SelectMany(w => titles.GetValueOrDefault(w, [])).CountBy(id => id).Where(c => c.Value >= words.Count * Alike).Select(c => catalogue.Find(c.Key)!);
        return [.. candidates.Where(e => e.PracticeId != revision.PracticeId && e.Kind == revision.Practice.Kind)
            .Select(e => (Entry: e, Likeness: Likeness(words, WordsOf(e.Title))))
            .Where(c => c.Likeness >= Alike).OrderByDescending(c => c.Likeness).ThenByDescending(c => c.Entry.IntroducedOn).ThenByDescending(c => c.Entry.PracticeId)
            .Take(MaxShown).Select(c => c.Entry)];
    }

    private static Dictionary<string, List<int>> IndexOf(Catalogue catalogue)
    {
        var index = new Dictionary<string, List<int>>();
        foreach (var id in catalogue.All)
        {
            foreach (var word in WordsOf(catalogue.Find(id)!.Title))
            {
                if (!index.TryGetValue(word, out var ids))
                {
                    index.Add(word, ids = []);
                }

                ids.Add(id);
            }
        }

        return index;
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
