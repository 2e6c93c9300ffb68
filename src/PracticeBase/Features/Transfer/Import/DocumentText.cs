using System.Text;
using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>One line with its spaces put in order.</summary>
/// <param name="IsIndented">The line began with a blank: in transcripts all that is left of a list mark.</param>
public readonly record struct DocumentLine(string Text, bool IsIndented = false)
{
    public bool IsBlank => Text.Length == 0;
}

/// <summary>A document as lines of text, whatever it was stored as: plain text in several encodings, HTML or DOCX.</summary>
public sealed partial class DocumentText
{
    /// <summary>20 MB.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    private DocumentText(IReadOnlyList<DocumentLine> lines, IReadOnlyList<string> doubts)
    {
        Lines = lines;
        Doubts = doubts;
    }

    /// <summary>Blank lines are kept; lines have no blanks at their ends and no double ones.</summary>
    public IReadOnlyList<DocumentLine> Lines { get; }

    /// <summary>Polish sentences about bytes that could not be read surely.</summary>
    public IReadOnlyList<string> Doubts { get; }

    /// <exception cref="ImportException">Empty, too large, not a text, or in no known encoding.</exception>
    public static DocumentText FromBytes(byte[] content)
    {
        if (content.Length > MaxBytes)
        {
            throw new ImportException("Dokument jest za duży: największy dopuszczalny rozmiar to 20 MB.");
        }

        var (text, doubts) = DocxLines.IsDocx(content) ? (DocxLines.ToText(content), []) : Decode(content);
        var lines = Normalise(text);
        if (lines.All(l => l.IsBlank))
        {
            throw new ImportException("Dokument jest pusty.");
        }

        return new DocumentText(lines, doubts);
    }

    /// <summary>Lower case without Polish letters, marks and final colon: for comparing with what a layout expects.</summary>
    internal static string Key(string line) => NotWord().Replace(Domain.Text.Fold(line), " ").Trim();

    private static (string Text, IReadOnlyList<string> Doubts) Decode(byte[] content)
    {
        var decoded = DocumentDecoder.Decode(content);
        return (HtmlLines.IsHtml(decoded.Text) ? HtmlLines.ToText(decoded.Text) : decoded.Text, decoded.Doubts);
    }

    private static List<DocumentLine> Normalise(string text)
    {
        var lines = new List<DocumentLine>();
        foreach (var raw in text.Normalize(NormalizationForm.FormC).Split(["\r\n", "\n", "\r", "\f", "\v", "\u0085", "\u2028", "\u2029"], StringSplitOptions.None))
        {
            var line = Blanks().Replace(Controls().Replace(Invisible().Replace(raw, ""), " "), " ");
            // List marks alone, cut from their items, say no more than a blank line does.
            lines.Add(LoneMarks().IsMatch(line) ? new DocumentLine("") : new DocumentLine(line.Trim(), line.StartsWith(' ')));
        }

        return lines;
    }

    [GeneratedRegex(@"[\u00AD\u200B-\u200F\u2060\uFEFF]")]
    private static partial Regex Invisible();

    [GeneratedRegex(@"\p{Cc}")]
    private static partial Regex Controls();

    [GeneratedRegex(@"^[•▪●■□\uE000-\uF8FF ]+$")]
    private static partial Regex LoneMarks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[^\p{L}\p{Nd}@]+")]
    private static partial Regex NotWord();
}
