using PracticeBase.Data;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>The answer of the index to a text.</summary>
public sealed record SearchAnswer
{
    /// <summary>False while the index is being made: then nothing was looked for.</summary>
    public required bool IsReady { get; init; }

    /// <summary>What was found, with how well each fits.</summary>
    public required TextMatches Matches { get; init; }

    /// <summary>The text whose answer this is, when words of the typed one had to be corrected to find anything.</summary>
    public string? Corrected { get; init; }

    /// <summary>«Czy chodziło o …»: a text that would find more; null when there is none.</summary>
    public string? Suggestion { get; init; }

    /// <summary>True when practices that lack some of the words were added, since few have them all.</summary>
    public bool HasPartial { get; init; }

    /// <summary>What was found, for marking it in texts.</summary>
    public Highlights Highlights { get; init; } = new(new HashSet<string>(), []);
}

/// <summary>What is marked in the texts of results.</summary>
/// <param name="Forms">Words, in lower case with their Polish letters.</param>
/// <param name="Phrases">For each place of a phrase the words that may stand there.</param>
public sealed record Highlights(IReadOnlySet<string> Forms, IReadOnlyList<IReadOnlyList<IReadOnlySet<string>>> Phrases);

/// <summary>Finds practices by text. docs/search.md says how a question is answered.</summary>
public sealed class Searcher(SearchIndex index, PracticeBaseDbContext db)
{
    /// <summary>When fewer practices hold all words, those that hold most of them are shown too.</summary>
    private const int FewFull = 10;

    /// <summary>Of the weight of all words, how much a practice must hold to be shown among those.</summary>
    private const float PartialShare = 0.5f;

    /// <summary>The same, of what the best of them holds, when none holds half: not when a word stands nowhere, for that was the point of the question.</summary>
    private const float BestShare = 0.8f;

    /// <summary>More than any word can give.</summary>
    private const int FullScore = 256;

    private static readonly SearchAnswer NotReady = new() { IsReady = false, Matches = new TextMatches(new PracticeSet(0), null) };

    /// <summary>Looks for a text; bring the index up to date first. Never throws for a text, whatever it holds.</summary>
    public async Task<SearchAnswer> FindAsync(string text, SynonymList synonyms, CancellationToken cancellationToken)
    {
        if (!await index.CatchUpAsync(db, wait: true, cancellationToken))
        {
            return NotReady;
        }

        var query = SearchQuery.Parse(text);
        return index.TryRead(session => new Question(query, synonyms, session).Answer(), out var answer) ? answer! : NotReady;
    }

    /// <summary>One question being answered.</summary>
    private sealed class Question(SearchQuery query, SynonymList synonyms, IndexSession session)
    {
        private const double BySynonym = 0.8;

        private static readonly PolishAnalyzer Analyzer = PolishAnalyzer.Instance;

        private readonly WordExpansion expansion = new(session.Reader, session.Vocabulary);
        private readonly HashSet<string> forms = [];
        private readonly List<IReadOnlyList<IReadOnlySet<string>>> phrases = [];
        private readonly List<(Token Word, string Replacement)> corrections = [];
        private readonly List<ExpandedWord> plain = [];

        public SearchAnswer Answer()
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

                var (found, scores, hasPartial) = terms.Count == 0 && excluded.Count == 0 ? (new PracticeSet(session.Capacity), null, false) : Score(terms, excluded);
                return new SearchAnswer
                {
                    IsReady = true,
                    Matches = new TextMatches(found, scores),
                    HasPartial = hasPartial,
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
            var expanded = words.Select((w, i) => Analyzer.IsStopWord(w.Form) ? null : Expand(w, isUnfinished: query.IsOpen && w == words[^1], guess: !known.Contains(i))).ToList();
            var keys = words.Select((w, i) => expanded[i]?.Corrected is { } corrected ? SynonymList.Keys(corrected) : typed[i]).ToList();
            for (var i = 0; i < words.Count;)
            {
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
                    AddSynonym(term, other);
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

        private void AddSynonym(Term term, IReadOnlyList<string> phrase)
        {
            var words = phrase.Where(w => !Analyzer.IsStopWord(w)).Select(w => expansion.Expand(w, isUnfinished: false, guess: false)).ToList();
            // «bez pieniędzy» without its stop word would be its opposite.
            if (words.Count == 0 || (words.Count == 1 && phrase.Count > 1) || words.Any(w => w.Forms.Count == 0))
            {
                return;
            }

            AddPhrase(term, words, BySynonym);
            Remember(words);
        }

        private ExpandedWord Expand(Token word, bool isUnfinished, bool guess)
        {
            var expanded = expansion.Expand(word.Form, isUnfinished, guess);
            if (expanded.Corrected is { } corrected)
            {
                corrections.Add((word, corrected));
            }

            Remember([expanded]);
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

        private void Remember(List<ExpandedWord> words)
        {
            var places = words.ConvertAll(w => w.Forms.Select(f => f.Form.Text).ToHashSet());
            if (places.Count == 1)
            {
                forms.UnionWith(places[0]);
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
                Remember(words);
            }

            return term;
        }

        private (PracticeSet Found, float[] Scores, bool HasPartial) Score(List<Term> terms, List<Term> excluded)
        {
            var scores = new float[session.Capacity];
            var weights = terms.ConvertAll(Rarity);
            var (full, total, best) = (new PracticeSet(session.Capacity), weights.Sum(), 0f);
            for (var id = 0; id < session.Capacity; id++)
            {
                if (IsIn(excluded, id))
                {
                    continue;
                }

                var (score, share, isFull) = (0f, 0f, true);
                for (var t = 0; t < terms.Count; t++)
                {
                    int impact = terms[t].Impact[id];
                    score += weights[t] * impact;
                    share += impact > 0 ? weights[t] : 0;
                    if (impact == 0)
                    {
                        isFull = false;
                        if (terms[t].IsRequired)
                        {
                            share = 0;
                            break;
                        }
                    }
                }

                if (share == 0 && !isFull)
                {
                    continue;
                }

                if (isFull)
                {
                    full.Add(id);
                }

                // What holds everything stands above all that does not; the rest by how much of the question it holds.
                scores[id] = isFull ? score + (total * FullScore) : score * share / total;
                best = Math.Max(best, isFull ? 0 : share);
            }

            if (terms.Count < 2 || full.Count() >= FewFull || best == 0)
            {
                return (full, scores, false);
            }

            return WithPartial(full, scores, terms, weights, terms.Exists(IsNowhere) ? total * PartialShare : Math.Min(total * PartialShare, best * BestShare));
        }

        private static (PracticeSet Found, float[] Scores, bool HasPartial) WithPartial(PracticeSet full, float[] scores, List<Term> terms, List<float> weights, float least)
        {
            var found = full.Copy();
            for (var id = 0; id < scores.Length; id++)
            {
                if (scores[id] > 0 && !full.Contains(id) && terms.Select((t, i) => t.Impact[id] > 0 ? weights[i] : 0).Sum() >= least)
                {
                    found.Add(id);
                }
            }

            return (found, scores, found.Count() > full.Count());
        }

        /// <summary>How much a word says: the rarer, the more.</summary>
        private float Rarity(Term term)
        {
            var practices = term.Impact.Length - term.Impact.Count((byte)0);
            return (float)Math.Log(2 + ((double)session.Practices / (practices + 1)));
        }

        private static bool IsIn(List<Term> terms, int id)
        {
            foreach (var term in terms)
            {
                if (term.Impact[id] > 0)
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsNowhere(Term term) => !term.Impact.ContainsAnyExcept((byte)0);

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
}
