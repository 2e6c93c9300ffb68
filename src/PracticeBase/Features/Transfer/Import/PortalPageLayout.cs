using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>A practice page of the old portal: menu, sector line, title, summary and the card «Metryka praktyki».</summary>
public sealed partial class PortalPageLayout : IDocumentLayout
{
    private static readonly HashSet<string> Menu =
    [
        "strona glowna", "mapa praktyk", "inne bazy danych", "publikacje i dokumenty", "baza rezultatow", "kalendarium", "kontakt", "szukaj", "szukaj praktyki", "zaloguj",
        "zaloguj sie", "wyszukiwarka", "mapa strony", "mapa serwisu", "praktyki", "aktualnosci", "o projekcie", "english", "polski", "drukuj", "wersja do druku", "powrot",
        "gosci odwiedzilo nas", "baza dobrych praktyk", "menu", "przejdz do tresci",
    ];

    public string Name => "strona praktyki z dawnego portalu";

    public bool Recognises(DocumentText text)
    {
        var card = text.Lines.Any(l => IsCardHeading(l.Text));
        var navigation = text.Lines.Any(l => IsTabs(l.Text));
        return card ? navigation || text.Lines.Any(l => IsSectorLine(l.Text)) || MetrykaLabels.Count(text.Lines) >= 3
            : navigation && text.Lines.Any(l => IsSectorLine(l.Text));
    }

    public ReadDocument Read(DocumentText text, Gazetteer gazetteer)
    {
        var notes = new ImportNotes(text.Doubts);
        var lines = text.Lines.Select(l => l with { IsIndented = false }).ToList();
        var heading = lines.FindIndex(l => IsCardHeading(l.Text));
        var bodyEnd = heading >= 0 ? heading : LastTabs(lines);
        var tabs = lines.FindIndex(0, bodyEnd, l => IsTabs(l.Text));
        var sector = lines[..(tabs >= 0 ? tabs : bodyEnd)].FindLastIndex(l => IsSectorLine(l.Text));
        var (title, bodyStart) = Title(lines, sector, tabs, bodyEnd);
        var other = new List<string?>(OutsideContent(lines.Take(Math.Max(sector, 0)), title, notes));
        var category = Category(sector >= 0 ? lines[sector].Text : null, notes);
        if (category?.Unknown is { } unknown)
        {
            other.Add(Keep($"Kategoria w dawnym portalu: {unknown}", notes));
        }

        var body = lines[bodyStart..bodyEnd].Where(l => !IsTabs(l.Text)).ToList();
        // The page «Pełna prezentacja» has no card and a text too long for a summary.
        var (summary, rest) = heading >= 0 ? (Markdown.FromLines(body), null) : Markdown.SplitSummary(body);
        var card = new MetrykaReader(notes).Read(heading >= 0 ? CardLines(lines, heading) : []);
        other.Add(rest);
        other.AddRange(card.Other);
        card.Metryka.Voivodeship = Voivodeship(card.Metryka.Voivodeship, gazetteer, notes);
        var teryt = PlaceCompletion.FromCard(card.Metryka, gazetteer, notes);
        return ReadDocument.Create(Name, new PracticeDocument
        {
            Title = title,
            Summary = summary,
            Category = category?.Slug ?? CategoryGuess.FromUnit(card.Metryka.UnitName, notes),
            Teryt = teryt,
            Metryka = card.Metryka,
            Contacts = card.Contacts,
            OtherInformation = Markdown.Paragraphs(other),
        }, notes);
    }

    private static (string Title, int BodyStart) Title(List<DocumentLine> lines, int sector, int tabs, int bodyEnd)
    {
        var start = sector + 1;
        var end = tabs >= 0 ? tabs : bodyEnd;
        var first = lines.FindIndex(start, end - start, l => !l.IsBlank && !IsNavigation(l.Text));
        if (first < 0)
        {
            var any = lines.FindIndex(end, bodyEnd - end, l => !l.IsBlank && !IsTabs(l.Text));
            return any < 0 ? ("Praktyka bez tytułu", bodyEnd) : (Markdown.CutAtWord(lines[any].Text, UnknownLayout.MaxTitle), any);
        }

        // Without a sector line the title is the last block before the tabs; without tabs it is one line.
        if (tabs < 0)
        {
            return (Markdown.CutAtWord(lines[first].Text, UnknownLayout.MaxTitle), lines[first].Text.Length > UnknownLayout.MaxTitle ? first : first + 1);
        }

        if (sector < 0)
        {
            first = lines[..end].FindLastIndex(l => !l.IsBlank && !IsNavigation(l.Text));
        }

        var title = string.Join(' ', lines[first..end].Where(l => !l.IsBlank).Select(l => l.Text));
        return title.Length > UnknownLayout.MaxTitle ? (Markdown.CutAtWord(title, UnknownLayout.MaxTitle), first) : (title, tabs + 1);
    }

    /// <summary>What stands around the page and is neither menu nor its title again.</summary>
    private static IEnumerable<string> OutsideContent(IEnumerable<DocumentLine> lines, string title, ImportNotes notes)
    {
        var content = lines.Where(l => !l.IsBlank && !IsNavigation(l.Text) && DocumentText.Key(l.Text) != DocumentText.Key(title)).Select(l => l.Text).Distinct();
        return content.Select(l => Keep(l, notes));
    }

    private static string Keep(string line, ImportNotes notes)
    {
        notes.LeftOver.Add(line);
        return Markdown.Escape(line);
    }

    private static Sectors.SectorLine? Category(string? line, ImportNotes notes)
    {
        var category = line is null ? null : Sectors.Parse(line);
        if (category?.Unknown is { } unknown)
        {
            notes.Doubts.Add($"Kategorii «{unknown}» nie ma w drzewie działów; przyjęto sam dział.");
        }

        return category;
    }

    private static string? Voivodeship(string? written, Gazetteer gazetteer, ImportNotes notes)
    {
        if (written is null)
        {
            return null;
        }

        var known = gazetteer.Voivodeship(written);
        if (known is null)
        {
            notes.Doubts.Add($"Nie ma województwa «{written}».");
        }

        return known ?? written;
    }

    /// <summary>From the heading to the tabs below it, or to the sponsors where the tabs are missing.</summary>
    private static List<DocumentLine> CardLines(List<DocumentLine> lines, int heading) =>
        [.. lines.Skip(heading + 1).TakeWhile(l => !IsTabs(l.Text) && !SponsorPattern().IsMatch(l.Text))];

    private static int LastTabs(List<DocumentLine> lines)
    {
        var last = lines.FindLastIndex(l => IsTabs(l.Text));
        return lines.FindIndex(l => IsTabs(l.Text)) == last ? lines.Count : last;
    }

    private static bool IsSectorLine(string line) => line.Contains(':') && !IsTabs(line) && Sectors.Parse(line) is not null;

    private static bool IsCardHeading(string line) => line.Length < 30 && EditDistance.Between(DocumentText.Key(Markdown.AfterBullet(line) ?? line), "metryka praktyki", 2) <= 2;

    private static bool IsTabs(string line) => TabsPattern().IsMatch(line);

    private static bool IsNavigation(string line)
    {
        var key = DocumentText.Key(Markdown.AfterBullet(line) ?? line);
        return key.Length == 0 || Menu.Contains(key) || line[0] == '»' || Sectors.IsName(key) || key.StartsWith("portal ", StringComparison.Ordinal)
            || CounterPattern().IsMatch(key);
    }

    [GeneratedRegex(@"^\.:.*:\.$|^(?:\.:\s*)?Skrót i Metryka\s*(?:->|→|»|\|).*$", RegexOptions.IgnoreCase)]
    private static partial Regex TabsPattern();

    [GeneratedRegex(@"^(?:\d[\d ]*|(?:\d[\d ]*)?gosci odwiedzilo nas.*|od \d{1,2} \w+ \d{4}(?: r(?:oku)?)?)$")]
    private static partial Regex CounterPattern();

    [GeneratedRegex(@"^(?:Wsparcie udzielone|Projekt (?:jest )?(?:współ)?finansowany)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SponsorPattern();
}
