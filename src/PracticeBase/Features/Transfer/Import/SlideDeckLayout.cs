using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The transcript of a slide deck from a document-sharing site: slides one after another, headed in capitals.</summary>
public sealed partial class SlideDeckLayout : IDocumentLayout
{
    public string Name => "transkrypt prezentacji";

    public bool Recognises(DocumentText text)
    {
        var headings = DeckSections.CountHeadings(Slides(text).Lines);
        return headings >= 3 || (headings >= 2 && text.Lines.Any(l => IsMarker(l.Text, "transkrypt")));
    }

    public ReadDocument Read(DocumentText text, Gazetteer gazetteer)
    {
        var notes = new ImportNotes(text.Doubts);
        var (lines, outside) = Slides(text);
        var deck = DeckSections.Split(lines);
        var content = new DeckContent(gazetteer, notes);
        foreach (var section in deck.Sections)
        {
            content.Add(section);
        }

        var joined = TextItems.Join(lines.Select(l => l.Text));
        var unit = UnitPattern().Match(joined);
        var card = new Metryka { UnitName = unit.Success ? PolishCase.InstitutionName(unit.Value) : null };
        var teryt = PlaceCompletion.FromText(unit.Success && gazetteer.FindInText(joined[unit.Index..Math.Min(joined.Length, unit.Index + unit.Length + 60)]).Unit is not null
            ? joined[unit.Index..Math.Min(joined.Length, unit.Index + unit.Length + 60)] : joined, card, gazetteer, notes);
        var pageTitle = outside.FirstOrDefault(l => l.Length > 0) ?? "";
        var title = deck.Name.Length > 0 ? PolishCase.Sentence(deck.Name, gazetteer) : PolishCase.UpperFirst(pageTitle);
        title = title.Length == 0 ? "Prezentacja bez tytułu" : Markdown.CutAtWord(title, UnknownLayout.MaxTitle);
        var document = content.Build(title, card, teryt, CategoryGuess.FromUnit(card.UnitName ?? (Sectors.Guess(title) is null ? null : title), notes));
        return ReadDocument.Create(Name, WithOutside(document, outside, notes), notes);
    }

    /// <summary>Lines around the deck are kept unless the practice already says them: the site cuts its page titles short.</summary>
    private static PracticeDocument WithOutside(PracticeDocument document, IEnumerable<string> outside, ImportNotes notes)
    {
        var known = Words($"{document.Title} {document.Metryka.UnitName} {document.Metryka.Locality} w we z i").ToHashSet();
        var kept = outside.Where(l => l.Length > 0 && !Words(l).All(known.Contains)).Distinct().ToList();
        notes.LeftOver.AddRange(kept);
        return document with { OtherInformation = Markdown.Paragraphs([document.OtherInformation, .. kept.Select(Markdown.Escape)]) };
    }

    private static string[] Words(string text) => DocumentText.Key(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Saved as HTML with a paragraph a line, a deck has a blank line after each: one of them then says nothing.</summary>
    private static List<DocumentLine> WithoutParagraphGaps(IReadOnlyList<DocumentLine> lines)
    {
        var filled = lines.Count(l => !l.IsBlank);
        var followed = lines.Where((l, i) => !l.IsBlank && (i + 1 == lines.Count || lines[i + 1].IsBlank)).Count();
        return followed < filled * 0.9 ? [.. lines] : [.. lines.Where((l, i) => !l.IsBlank || i == 0 || lines[i - 1].IsBlank)];
    }

    private static (IReadOnlyList<DocumentLine> Lines, IReadOnlyList<string> Outside) Slides(DocumentText text)
    {
        var all = WithoutParagraphGaps(text.Lines);
        var start = all.FindIndex(l => IsMarker(l.Text, "transkrypt") || IsMarker(l.Text, "transkrypcja"));
        var end = all.FindIndex(start + 1, l => IsMarker(l.Text, "podobne dokumenty") || IsMarker(l.Text, "podobne prezentacje") || IsMarker(l.Text, "polecane dokumenty"));
        var slides = all[(start + 1)..(end < 0 ? all.Count : end)];
        // A transcript that is indented as a whole says nothing by it.
        slides = slides.All(l => l.IsBlank || l.IsIndented) ? [.. slides.Select(l => l with { IsIndented = false })] : slides;
        var outside = all.Take(Math.Max(start, 0)).Select(l => l.Text).Where(l => !IsMarker(l, "komentarze") && !IsMarker(l, "pobierz") && !IsMarker(l, "zglos")).ToList();
        // The transcript begins with the page's title once more, the only line there that is not in capitals.
        var first = slides.FindIndex(l => !l.IsBlank);
        if (first >= 0 && (outside.Contains(slides[first].Text) || (start >= 0 && !PolishCase.IsAllCaps(slides[first].Text) && slides.Skip(first + 1).Any(l => PolishCase.IsAllCaps(l.Text)))))
        {
            outside.Add(slides[first].Text);
            slides.RemoveRange(0, first + 1);
        }

        return (slides, outside);
    }

    private static bool IsMarker(string line, string key) => DocumentText.Key(line) == key;

    [GeneratedRegex(@"\b(?:(?:MIEJSKI|GMINNY|POWIATOWY|MIEJSKO-GMINNY) )?(?:OŚRODEK POMOCY SPOŁECZNEJ|CENTRUM POMOCY RODZINIE|OŚRODEK POMOCY RODZINIE)\b|\bURZĄD (?:MIASTA I GMINY|MIASTA|GMINY|MIEJSKI)\b", RegexOptions.IgnoreCase)]
    private static partial Regex UnitPattern();
}
