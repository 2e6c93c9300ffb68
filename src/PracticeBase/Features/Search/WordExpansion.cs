using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>A form that answers a word of a question, and how well: 1 for the word itself.</summary>
internal readonly record struct WeightedForm(IndexForm Form, double Weight);

/// <summary>What a word of a question is looked up as.</summary>
/// <param name="Typed">The word as typed.</param>
/// <param name="Forms">Its forms in the index, best first; none when the index has nothing like it.</param>
/// <param name="Corrected">The word that was taken for a mistyped one; null when it was taken as it is.</param>
internal sealed record ExpandedWord(string Typed, IReadOnlyList<WeightedForm> Forms, string? Corrected = null)
{
    /// <summary>How many practices hold it at most: some hold several forms.</summary>
    public int Practices => Forms.Sum(f => f.Form.Practices);
}

/// <summary>
/// Finds the forms of a typed word in the index. In this order, until there are some: forms of the same word (dictionary, or stem for a word it
/// lacks) and its kin; words that begin with it; the nearest word, when it looks mistyped.
/// </summary>
internal sealed class WordExpansion(IndexReader reader, Vocabulary vocabulary)
{
    private const double SameWord = 0.85;
    private const double Guess = 0.8;
    private const double ByStem = 0.7;

    /// <summary>«piecze» may be «piecza», and may be «piec»: in a title it counts less than the word itself in a summary.</summary>
    private const double Doubtful = 0.4;

    private const double Kin = 0.45;
    private const double Beginning = 0.6;
    private const double Mistyped = 0.75;

    private const int MaxForms = 64;
    private const int MinPrefix = 3;
    private const int MinRespelled = 4;

    private static readonly PolishAnalyzer Analyzer = PolishAnalyzer.Instance;

    /// <summary>The forms of a word.</summary>
    /// <param name="typed">As typed, in lower case.</param>
    /// <param name="isUnfinished">It may be the beginning of a longer word.</param>
    /// <param name="guess">When there is none, take words that begin with it or the nearest one.</param>
    public ExpandedWord Expand(string typed, bool isUnfinished, bool guess = true)
    {
        var folded = PolishAnalyzer.Fold(typed);
        var keys = Analyzer.KeysOfTyped(typed);
        var forms = SameWordForms(typed, folded, keys);
        var isKnown = keys.Any(k => k.Kind == KeyKind.Lemma);
        if (folded.Length >= MinPrefix && ((forms.Count == 0 && guess) || (isUnfinished && !isKnown)))
        {
            Add(forms, reader.FormsFrom(folded, MaxForms), Beginning);
        }

        // A word that the dictionary has is no mistake, even when nobody has written of it yet.
        if (forms.Count > 0 || isKnown || !guess || folded.Any(char.IsAsciiDigit))
        {
            return new ExpandedWord(typed, Ordered(forms));
        }

        return Correct(typed, folded, isUnfinished);
    }

    /// <summary>A more frequent word that is typed nearly the same; null when there is none. Of a word that the dictionary has only half a step away: «Kraków» is not «kroków».</summary>
    public string? Likelier(ExpandedWord word)
    {
        var folded = PolishAnalyzer.Fold(word.Typed);
        var farthest = Analyzer.KeysOfTyped(word.Typed).Any(k => k.Kind == KeyKind.Lemma) ? 1 : 2;
        return vocabulary.Nearest(reader, folded, mayBeUnfinished: false, max: 8)
            .Where(n => n.Distance > 0 && n.Distance <= farthest && n.Form.Practices > word.Practices * 5 && word.Forms.All(f => f.Form.Id != n.Form.Id))
            .Select(n => n.Form.Text).FirstOrDefault();
    }

    /// <summary>
    /// The word that was meant: the nearest of the index's own, or of the dictionary when it is nearer and the index has another form of it.
    /// </summary>
    private ExpandedWord Correct(string typed, string folded, bool isUnfinished)
    {
        var candidates = vocabulary.Nearest(reader, folded, isUnfinished, max: 8).Select(n => (Word: n.Form.Text, n.Distance)).ToList();
        if (folded.Length >= MinRespelled && candidates.All(c => c.Distance > 1))
        {
            candidates.AddRange(Respelling.OneSlipFrom(folded).DistinctBy(r => r.Word).Where(r => Analyzer.KnowsTyped(r.Word)));
        }

        var meant = candidates.OrderBy(c => c.Distance).GroupBy(c => c.Distance)
            .Select(g => g.DistinctBy(c => c.Word).Select(c => (c.Word, Forms: SameWordForms(c.Word, PolishAnalyzer.Fold(c.Word), Analyzer.KeysOfTyped(c.Word))))
                .Where(c => c.Forms.Count > 0).OrderByDescending(c => c.Forms.Values.Sum(f => f.Form.Practices)).ToList())
            .FirstOrDefault(g => g.Count > 0);
        if (meant is null)
        {
            return new ExpandedWord(typed, []);
        }

        var forms = new Dictionary<long, WeightedForm>();
        foreach (var same in meant.SelectMany(m => m.Forms.Values))
        {
            Add(forms, [same.Form], same.Weight * Mistyped);
        }

        // As the index writes it, with its Polish letters.
        var shown = meant[0].Forms.Values.OrderByDescending(f => f.Weight).ThenBy(f => TypingDistance.Between(PolishAnalyzer.Fold(meant[0].Word), f.Form.Folded, 8)).First().Form;
        return new ExpandedWord(typed, Ordered(forms), shown.Folded == PolishAnalyzer.Fold(meant[0].Word) ? shown.Text : meant[0].Word);
    }

    private static List<WeightedForm> Ordered(Dictionary<long, WeightedForm> forms) =>
        [.. forms.Values.OrderByDescending(f => f.Weight).ThenByDescending(f => f.Form.Practices).Take(MaxForms)];

    private Dictionary<long, WeightedForm> SameWordForms(string typed, string folded, IReadOnlyList<WordKey> keys)
    {
        var forms = new Dictionary<long, WeightedForm>();
        var weight = SameWord;
        foreach (var key in keys)
        {
            if (key.Kind == KeyKind.Lemma && Analyzer.IsStopWord(key.Text))
            {
                continue;
            }

            foreach (var form in reader.FormsOf(IndexKey.Of(key)))
            {
                Add(forms, [form], key.Kind switch { KeyKind.Lemma => form.Words > 1 ? Doubtful : weight, KeyKind.Kin => Kin, _ => ByStem });
            }

            weight = key.Kind == KeyKind.Lemma ? Guess : weight;
        }

        // A form that the dictionary lacks, or a typed word that it lacks, meets the others by its stem.
        var isKnown = keys.Any(k => k.Kind == KeyKind.Lemma);
        Add(forms, reader.FormsOf(IndexKey.OfStem(Analyzer.StemOf(typed))).Where(f => !isKnown || f.Words == 0), ByStem);
        foreach (var (id, form) in forms.ToList())
        {
            // The word itself, also when it was typed without its Polish letters.
            if (form.Form.Text == typed || (typed == folded && form.Form.Folded == folded && form.Weight is SameWord or Doubtful))
            {
                forms[id] = form with { Weight = 1 };
            }
        }

        return forms;
    }

    private static void Add(Dictionary<long, WeightedForm> forms, IEnumerable<IndexForm> found, double weight)
    {
        foreach (var form in found)
        {
            if (!forms.TryGetValue(form.Id, out var known) || known.Weight < weight)
            {
                forms[form.Id] = new WeightedForm(form, weight);
            }
        }
    }
}
