using System.Text;
using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>Marks the words that were looked for in a text, and cuts the part out that holds most of them.</summary>
internal sealed class Passages(Highlights highlights)
{
    /// <summary>Around a marked word; <see cref="Shared.Words.Marked"/> makes elements of them.</summary>
    public const char MarkStart = '\uE001';

    /// <inheritdoc cref="MarkStart"/>
    public const char MarkEnd = '\uE002';

    private const int Length = 240;
    private const int Before = 60;

    private readonly List<Token> tokens = [];

    /// <summary>How many different words a text can hold; more than there are where phrases count.</summary>
    public int Most { get; } = highlights.Forms.Values.Distinct().Count() + highlights.Phrases.Sum(p => p.Count);

    /// <summary>The whole text with its hits marked.</summary>
    public string Mark(string text)
    {
        Find(text);
        return Marked(text, 0, text.Length);
    }

    /// <summary>How many different words that were looked for the text holds.</summary>
    public int CountIn(string text)
    {
        Find(text);
        return tokens.Select(WordOf).Distinct().Count();
    }

    /// <summary>The part of a plain text with the most different hits, marked; null when there is none.</summary>
    public string? Best(string text)
    {
        Find(text);
        if (tokens.Count == 0)
        {
            return null;
        }

        var (best, most) = (0, 0);
        for (var i = 0; i < tokens.Count; i++)
        {
            var end = tokens[i].Start + Length - Before;
            var different = tokens.Skip(i).TakeWhile(t => t.Start + t.Length <= end).Select(WordOf).Distinct().Count();
            if (different > most)
            {
                (best, most) = (i, different);
            }
        }

        var from = Boundary(text, Math.Max(0, Math.Min(tokens[best].Start - Before, text.Length - Length)));
        var to = Math.Min(text.Length, from + Length);
        to = to == text.Length ? to : Math.Max(tokens[best].Start + tokens[best].Length, text.LastIndexOf(' ', to - 1, to - from) is var space and > 0 ? space : to);
        return (from > 0 ? "…" : "") + Marked(text, from, to).TrimEnd(' ', ',', ';', ':', '–') + (to < text.Length ? "…" : "");
    }

    /// <summary>The beginning of the word after the place, or the place itself at the beginning of the text.</summary>
    private static int Boundary(string text, int place) => place == 0 ? 0 : text.IndexOf(' ', place - 1) is var space and >= 0 ? space + 1 : place;

    /// <summary>Two forms of one word say no more than one of them.</summary>
    private (int? Number, string? InPhrase) WordOf(Token token) => highlights.Forms.TryGetValue(token.Form, out var number) ? (number, null) : (null, token.Form);

    private void Find(string text)
    {
        tokens.Clear();
        PolishAnalyzer.Instance.Tokenize(text, tokens);
        var phrased = highlights.Phrases.Count == 0 ? [] : InPhrases();
        tokens.RemoveAll(t => !highlights.Forms.ContainsKey(t.Form) && !phrased.Contains(t.Start));
    }

    /// <summary>Where the words of phrases begin; stop words between them do not count, as in the index.</summary>
    private HashSet<int> InPhrases()
    {
        var words = tokens.FindAll(t => !PolishAnalyzer.Instance.IsStopWord(t.Form));
        var starts = new HashSet<int>();
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var phrase in highlights.Phrases)
            {
                if (i + phrase.Count <= words.Count && phrase.Index().All(p => p.Item.Contains(words[i + p.Index].Form)))
                {
                    starts.UnionWith(words.GetRange(i, phrase.Count).Select(w => w.Start));
                }
            }
        }

        return starts;
    }

    /// <summary>Hits that follow each other make one mark.</summary>
    private string Marked(string text, int from, int to)
    {
        var result = new StringBuilder(to - from + 16);
        var at = from;
        for (var i = 0; i < tokens.Count; i++)
        {
            var (start, end) = (tokens[i].Start, tokens[i].Start + tokens[i].Length);
            if (start < from || end > to)
            {
                continue;
            }

            while (i + 1 < tokens.Count && tokens[i + 1].Start == end + 1 && text[end] == ' ' && tokens[i + 1].Start + tokens[i + 1].Length <= to)
            {
                i++;
                end = tokens[i].Start + tokens[i].Length;
            }

            result.Append(text, at, start - at).Append(MarkStart).Append(text, start, end - start).Append(MarkEnd);
            at = end;
        }

        return result.Append(text, at, to - at).ToString();
    }
}
