using System.Text;
using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>A document as the index takes it: the words of each field, and each word once with the fields it stands in.</summary>
internal sealed record AnalyzedDocument(int PracticeId, int RevisionId, IReadOnlyList<string> Words, string FoldedTitle, IReadOnlyDictionary<string, byte> Forms)
{
    private static readonly string GapWord = SearchDocument.Gap.ToString();

    public static AnalyzedDocument Of(SearchDocument document)
    {
        var analyzer = PolishAnalyzer.Instance;
        var forms = new Dictionary<string, byte>();
        var words = new string[document.Texts.Count];
        var tokens = new List<Token>();
        var text = new StringBuilder();
        var title = "";
        for (var field = 0; field < words.Length; field++)
        {
            text.Clear();
            foreach (var part in document.Texts[field].Split(SearchDocument.Gap))
            {
                tokens.Clear();
                analyzer.Tokenize(part, tokens);
                title = field == 0 ? string.Join(' ', tokens.Select(t => PolishAnalyzer.Fold(t.Form))) : title;
                if (text.Length > 0)
                {
                    text.Append(' ').Append(GapWord);
                }

                foreach (var token in tokens)
                {
                    if (!analyzer.IsStopWord(token.Form))
                    {
                        text.Append(' ').Append(token.Form);
                        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(forms, token.Form, out _) |= (byte)(1 << field);
                    }
                }
            }

            words[field] = text.ToString();
        }

        return new AnalyzedDocument(document.PracticeId, document.RevisionId, words, title, forms);
    }
}
