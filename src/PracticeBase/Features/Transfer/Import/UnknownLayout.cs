using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Anything else: a title and a text, for somebody to finish as a draft.</summary>
public sealed class UnknownLayout : IDocumentLayout
{
    internal const int MaxTitle = 300;

    public string Name => "nieznany układ";

    public bool Recognises(DocumentText text) => true;

    public ReadDocument Read(DocumentText text, Gazetteer gazetteer)
    {
        var notes = new ImportNotes(text.Doubts);
        notes.Doubts.Add("Nieznany układ dokumentu: odczytano tylko tytuł i tekst.");
        var first = text.Lines.Select((l, i) => (l, i)).Where(l => l.l.Text.Any(char.IsLetterOrDigit)).Select(l => l.i).FirstOrDefault(-1);
        first = first < 0 ? text.Lines.Select((l, i) => (l, i)).First(l => !l.l.IsBlank).i : first;
        var line = text.Lines[first].Text;
        var title = Markdown.CutAtWord(line, MaxTitle);
        // A title that was cut goes on in the text, whole.
        var body = text.Lines.Where((_, i) => i != first || title.Length < line.Length);
        var (summary, rest) = Markdown.SplitSummary(body);
        return ReadDocument.Create(Name, new PracticeDocument { Kind = PracticeKind.Practice, Title = title, Summary = summary, OtherInformation = rest }, notes, isKnownLayout: false);
    }
}
