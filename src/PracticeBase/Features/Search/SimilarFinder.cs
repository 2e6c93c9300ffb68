using PracticeBase.Features.Practices;
using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>Finds practices that share the words which tell one from all the others: rare ones of its title and summary.</summary>
public sealed class SimilarFinder(SearchIndex index)
{
    private const int MaxWords = 8;
    private const int MinShared = 2;
    private const int MinWords = 3;

    /// <summary>Places of words that are read for one practice; more take longer than the rest of its page.</summary>
    private const int MaxRead = 2500;

    /// <summary>A word in more practices than this tells nothing, and takes long to read.</summary>
    private const int MaxPractices = 2000;

    /// <summary>Of all practices: beyond it a word is common in a small base too.</summary>
    private const double MaxShare = 0.2;

    private const byte TitleAndLead = (1 << (int)SearchField.Title) | (1 << (int)SearchField.Lead);

    private static readonly PolishAnalyzer Analyzer = PolishAnalyzer.Instance;

    /// <summary>The most like ones first, each with the words it shares; none while the index is being made.</summary>
    /// <param name="entry">The practice.</param>
    /// <param name="candidates">Among these.</param>
    /// <param name="catalogue">To look them up in.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<SimilarPractice> Find(CatalogueEntry entry, PracticeSet candidates, Catalogue catalogue, int count) =>
        index.TryRead(s => Find(entry, candidates, catalogue, count, s), out var found) ? found! : [];

    private static List<SimilarPractice> Find(CatalogueEntry entry, PracticeSet candidates, Catalogue catalogue, int count, IndexSession session)
    {
        var words = TellingWords(entry, session);
        var terms = new List<Term>();
        try
        {
            foreach (var word in words)
            {
                terms.Add(new Term(session.Capacity));
                terms[^1].AddWord(new ExpandedWord(word.Name, [.. word.Forms.Select(f => new WeightedForm(f, 1))]), 1, session);
            }

            using var shared = new Term(session.Capacity);
            terms.ForEach(shared.Count);
            var best = new PriorityQueue<int, double>();
            // Of 100,000 practices few share two words.
            for (var id = shared.Next(0, MinShared); id >= 0; id = shared.Next(id + 1, MinShared))
            {
                if (candidates.Contains(id))
                {
                    var score = 0.0;
                    for (var t = 0; t < terms.Count; t++)
                    {
                        score += words[t].Rarity * terms[t].Impact[id];
                    }

                    best.Enqueue(id, score);
                    if (best.Count > count)
                    {
                        best.Dequeue();
                    }
                }
            }

            var found = new List<SimilarPractice>();
            while (best.TryDequeue(out var id, out _))
            {
                if (catalogue.Find(id) is { } other)
                {
                    found.Add(new SimilarPractice(other, [.. words.Where((_, t) => terms[t].Impact[id] > 0).Select(w => w.Name)]));
                }
            }

            found.Reverse();
            return found;
        }
        finally
        {
            terms.ForEach(t => t.Dispose());
        }
    }

    private static List<TellingWord> TellingWords(CatalogueEntry entry, IndexSession session)
    {
        var names = new HashSet<string>();
        foreach (var name in new[] { entry.UnitName, entry.Place }.OfType<string>())
        {
            var tokens = new List<Token>();
            Analyzer.Tokenize(name, tokens);
            names.UnionWith(tokens.SelectMany(t => Analyzer.KeysOf(t.Form)).Select(k => k.Text));
        }

        var limit = Math.Max(5, Math.Min(MaxPractices, (int)(session.Practices * MaxShare)));
        var fields = session.Reader.FormsOf(entry.PracticeId).Where(f => (f.Fields & TitleAndLead) != 0).ToDictionary(f => f.Form, f => f.Fields);
        var words = new List<TellingWord>();
        // A word is at most as rare as each of its forms: once there are enough that are rarer than the forms to come, those need not be looked up.
        foreach (var (form, atMost) in session.Reader.RareForms(fields.Keys, limit).Select(f => (Form: f, AtMost: Rarity(f.Practices, fields[f.Id]))).OrderByDescending(f => f.AtMost))
        {
            var sure = words.Where(w => w.Rarity >= atMost).ToList();
            if (Chosen(sure).Count < sure.Count || sure.Count == MaxWords)
            {
                break;
            }

            if (form.Text.Any(char.IsAsciiDigit) || Analyzer.KeysOf(form.Text) is not [{ Kind: not KeyKind.Kin } key, ..] || names.Contains(key.Text) || words.Exists(w => w.Key == key.Text))
            {
                continue;
            }

            var forms = session.Reader.FormsOf(IndexKey.Of(key));
            var practices = forms.Sum(f => f.Practices);
            if (practices <= limit && practices > 1)
            {
                words.Add(new TellingWord(key.Text, key.Kind == KeyKind.Lemma ? key.Text : form.Text, forms, practices, Rarity(practices, fields[form.Id])));
            }
        }

        return Chosen(words);

        double Rarity(int practices, byte fields) => ((fields & (1 << (int)SearchField.Title)) != 0 ? 2 : 1) * Math.Log((double)session.Practices / practices);
    }

    /// <summary>The rarest tell most and are read soonest.</summary>
    private static List<TellingWord> Chosen(IEnumerable<TellingWord> words)
    {
        var read = 0;
        return [.. words.OrderByDescending(w => w.Rarity).TakeWhile((w, i) => i < MaxWords && (i < MinWords || read < MaxRead) && (read += w.Practices) > 0)];
    }

    private sealed record TellingWord(string Key, string Name, IReadOnlyList<IndexForm> Forms, int Practices, double Rarity);
}
