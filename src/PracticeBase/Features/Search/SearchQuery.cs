using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>A piece of a question: one word, or the words of a phrase in quotes.</summary>
/// <param name="Words">One, or several for a phrase; stop words among them.</param>
/// <param name="IsPhrase">Was in quotes.</param>
/// <param name="IsExcluded">Had a minus before it.</param>
public sealed record QueryPart(IReadOnlyList<Token> Words, bool IsPhrase, bool IsExcluded);

/// <summary>
/// What somebody typed, taken apart: words, «"phrases"» and «-without». Everything is a valid question; what is no word, and operators that
/// do not fit, are left out.
/// </summary>
/// <param name="Text">As typed.</param>
/// <param name="Parts">In the order of the text.</param>
/// <param name="IsOpen">The text ends in the middle of a word: the last one may be unfinished.</param>
public sealed record SearchQuery(string Text, IReadOnlyList<QueryPart> Parts, bool IsOpen)
{
    /// <summary>Further words change nothing any more.</summary>
    public const int MaxWords = 16;

    public static SearchQuery Parse(string text)
    {
        var parts = new List<QueryPart>();
        var words = 0;
        for (var i = 0; i < text.Length && words < MaxWords;)
        {
            if (IsMinus(text, i))
            {
                var start = i + 1;
                if (IsQuote(text[start]))
                {
                    i = Quoted(start, isExcluded: true);
                }
                else
                {
                    var end = start;
                    while (end < text.Length && !char.IsWhiteSpace(text[end]))
                    {
                        end++;
                    }

                    // What hangs together, «-e-usługi», is excluded together.
                    Add(start, end, isPhrase: true, isExcluded: true);
                    i = end;
                }
            }
            else if (IsQuote(text[i]))
            {
                i = Quoted(i, isExcluded: false);
            }
            else
            {
                var end = i;
                while (end < text.Length && !IsQuote(text[end]) && !IsMinus(text, end))
                {
                    end++;
                }

                Add(i, end, isPhrase: false, isExcluded: false);
                i = end;
            }
        }

        return new SearchQuery(text, parts, parts is [.., { IsPhrase: false, IsExcluded: false, Words: [.., var last] }] && last.Start + last.Length == text.Length);

        int Quoted(int quote, bool isExcluded)
        {
            var end = quote + 1;
            while (end < text.Length && !IsQuote(text[end]))
            {
                end++;
            }

            // A quote that nothing closes is none.
            Add(quote + 1, end, isPhrase: end < text.Length, isExcluded);
            return Math.Min(end + 1, text.Length);
        }

        void Add(int start, int end, bool isPhrase, bool isExcluded)
        {
            var tokens = new List<Token>();
            PolishAnalyzer.Instance.Tokenize(text[start..end], tokens);
            var kept = tokens.Take(MaxWords - words).Select(t => t with { Start = t.Start + start }).ToList();
            words += kept.Count;
            if (kept.Count == 0)
            {
                return;
            }

            if (isPhrase || isExcluded)
            {
                parts.Add(new QueryPart(kept, kept.Count > 1, isExcluded));
            }
            else
            {
                parts.AddRange(kept.Select(t => new QueryPart([t], false, false)));
            }
        }
    }

    private static bool IsMinus(string text, int index) =>
        text[index] is '-' or '−' or '–' && (index == 0 || char.IsWhiteSpace(text[index - 1])) && index + 1 < text.Length && !char.IsWhiteSpace(text[index + 1]) && text[index + 1] is not ('-' or '−' or '–');

    private static bool IsQuote(char c) => c is '"' or '„' or '”' or '“' or '«' or '»';
}
