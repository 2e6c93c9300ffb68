using PracticeBase.Features.Practices;
using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>One question being answered.</summary>
internal sealed class Question(SearchQuery query, SynonymList synonyms, IndexSession session)
{
    private const double BySynonym = 0.8;

    private static readonly PolishAnalyzer Analyzer = PolishAnalyzer.Instance;

    private readonly WordExpansion expansion = new(session.Reader, session.Vocabulary);
    private readonly Dictionary<string, int> forms = [];
    private readonly List<IReadOnlyList<IReadOnlySet<string>>> phrases = [];
    private readonly List<(Token Word, string Replacement)> corrections = [];
    private readonly List<ExpandedWord> plain = [];

    /// <param name="scores">By practice number, at least as long as the session's capacity; filled for what is found.</param>
    public SearchAnswer Answer(float[] scores)
    {
        var terms = new List<Term>();
        var excluded = new List<Term>();
        try
        {
            AddWords(terms);
            foreach (var part in query.Parts.Where(p => p.IsPhrase || p.IsExcluded))
            {
                if (PhraseTerm(part) is { } term)
                {
                    (part.IsExcluded ? excluded : terms).Add(term);
                }
            }

            var nothing = new PracticeSet(0);
            var (full, found) = terms.Count == 0 && excluded.Count == 0 ? (nothing, nothing) : Scoring.Score(terms, excluded, session, scores);
            return new SearchAnswer
            {
                IsReady = true,
                Matches = new TextMatches(found, scores),
                Full = full,
                Highlights = new Highlights(forms, phrases),
                Corrected = corrections.Count == 0 ? null : Replace(corrections),
                Suggestion = Suggest(found),
            };
        }
        finally
        {
            terms.ForEach(t => t.Dispose());
            excluded.ForEach(t => t.Dispose());
        }
    }

    /// <summary>A term for each word outside quotes; words that mean the same as others together make one.</summary>
    private void AddWords(List<Term> terms)
    {
        var words = query.Parts.Where(p => !p.IsPhrase && !p.IsExcluded).Select(p => p.Words[0]).ToList();
        var typed = words.ConvertAll(w => SynonymList.Keys(w.Form));
        var known = Enumerable.Range(0, words.Count).SelectMany(i => Enumerable.Range(i, synonyms.At(typed, i).Length)).ToHashSet();
        // «MOSiR» is no mistake for «Mosina», though the dictionary lacks it.
        var expanded = words.Select((w, i) => Analyzer.IsStopWord(w.Form) ? null : Expand(w, i, isUnfinished: query.IsOpen && w == words[^1], guess: !known.Contains(i))).ToList();
        var keys = words.Select((w, i) => expanded[i]?.Corrected is { } corrected ? SynonymList.Keys(corrected) : typed[i]).ToList();
        for (var i = 0; i < words.Count;)
        {
            var first = i;
            var (length, others) = synonyms.At(keys, i);
            length = Math.Max(1, length);
            var own = expanded.GetRange(i, length).OfType<ExpandedWord>().ToList();
            i += length;
            if (own.Count == 0)
            {
                continue;
            }

            var term = new Term(session.Capacity);
            terms.Add(term);
            plain.AddRange(own);
            if (own.Count == 1)
            {
                term.AddWord(own[0], 1, session);
            }
            else
            {
                AddAllOf(term, own);
            }

            foreach (var other in others)
            {
                AddSynonym(term, other, first);
            }
        }
    }

    private void AddAllOf(Term term, List<ExpandedWord> words)
    {
        var each = new List<Term>();
        try
        {
            foreach (var word in words)
            {
                each.Add(new Term(session.Capacity));
                each[^1].AddWord(word, 1, session);
            }

            term.AddAllOf(each);
            term.AddPhrase(words, 1, session);
        }
        finally
        {
            each.ForEach(t => t.Dispose());
        }
    }

    private void AddSynonym(Term term, IReadOnlyList<string> phrase, int number)
    {
        var words = phrase.Where(w => !Analyzer.IsStopWord(w)).Select(w => expansion.Expand(w, isUnfinished: false, guess: false)).ToList();
        // «bez pieniędzy» without its stop word would be its opposite.
        if (words.Count == 0 || (words.Count == 1 && phrase.Count > 1) || words.Any(w => w.Forms.Count == 0))
        {
            return;
        }

        AddPhrase(term, words, BySynonym);
        Remember(words, number);
    }

    private ExpandedWord Expand(Token word, int number, bool isUnfinished, bool guess)
    {
        var expanded = expansion.Expand(word.Form, isUnfinished, guess);
        if (expanded.Corrected is { } corrected)
        {
            corrections.Add((word, corrected));
        }

        Remember([expanded], number);
        return expanded;
    }

    private void AddPhrase(Term term, List<ExpandedWord> words, double weight)
    {
        if (words.Count == 1)
        {
            term.AddWord(words[0], weight, session);
        }
        else
        {
            term.AddPhrase(words, weight, session);
        }
    }

    private void Remember(List<ExpandedWord> words, int number)
    {
        var places = words.ConvertAll(w => w.Forms.Select(f => f.Form.Text).ToHashSet());
        if (places.Count == 1)
        {
            foreach (var form in places[0])
            {
                forms.TryAdd(form, number);
            }
        }
        else
        {
            phrases.Add(places);
        }
    }

    /// <summary>Null for nothing but stop words.</summary>
    private Term? PhraseTerm(QueryPart part)
    {
        var words = part.Words.Where(w => !Analyzer.IsStopWord(w.Form)).Select(w => expansion.Expand(w.Form, isUnfinished: false, guess: false)).ToList();
        if (words.Count == 0)
        {
            return null;
        }

        var term = new Term(session.Capacity) { IsRequired = true };
        AddPhrase(term, words, 1);
        if (!part.IsExcluded)
        {
            Remember(words, part.Words[0].Start + SearchQuery.MaxWords);
        }

        return term;
    }

    private string? Suggest(PracticeSet found)
    {
        const int few = 3;
        if (corrections.Count > 0 || plain.Count == 0 || found.Count() > few)
        {
            return null;
        }

        var words = query.Parts.Where(p => !p.IsPhrase && !p.IsExcluded).Select(p => p.Words[0]).ToList();
        var better = plain.Where(w => w.Practices <= few)
            .Select(w => (Word: words.First(t => t.Form == w.Typed), Replacement: expansion.Likelier(w))).Where(r => r.Replacement is not null).ToList();
        return better.Count == 0 ? null : Replace(better.ConvertAll(b => (b.Word, b.Replacement!)));
    }

    private string Replace(List<(Token Word, string Replacement)> replacements)
    {
        var text = query.Text;
        foreach (var (word, replacement) in replacements.OrderByDescending(r => r.Word.Start))
        {
            text = text[..word.Start] + replacement + text[(word.Start + word.Length)..];
        }

        return text;
    }
}
