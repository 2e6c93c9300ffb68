using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>A record of the results base: «BAZA REZULTATÓW | OPIS REZULTATU …».</summary>
public sealed partial class ResultRecordLayout : IDocumentLayout
{
    private enum Section
    {
        None,
        Header,
        Title,
        Description,
        Opinion,
        Beneficiaries,
        Programme,
        ProjectNumbers,
        Recommended,
        WithoutFunding,
        TestRegion,
    }

    private static readonly (Section Section, Regex Label)[] Labels =
    [
        (Section.Header, HeaderLabel()), (Section.Title, TitleLabel()), (Section.Description, DescriptionLabel()), (Section.Opinion, OpinionLabel()),
        (Section.Beneficiaries, BeneficiariesLabel()), (Section.Programme, ProgrammeLabel()), (Section.ProjectNumbers, ProjectLabel()),
        (Section.Recommended, RecommendedLabel()), (Section.WithoutFunding, WithoutFundingLabel()), (Section.TestRegion, TestRegionLabel()),
    ];

    public string Name => "rekord bazy rezultatów";

    public bool Recognises(DocumentText text)
    {
        var found = text.Lines.Select(l => LabelOf(l.Text).Section).ToHashSet();
        return found.Contains(Section.Title) && (found.Contains(Section.Header) || found.Contains(Section.Description)) && found.Count >= 4;
    }

    public ReadDocument Read(DocumentText text, Gazetteer gazetteer)
    {
        var notes = new ImportNotes(text.Doubts);
        var sections = Split(text.Lines);
        string Words(Section section) => string.Join(' ', Of(sections, section).Where(l => !l.IsBlank).Select(l => l.Text));
        string? Value(Section section) => Words(section) is { Length: > 0 } words ? words.TrimEnd(';') : null;

        var opinion = Markdown.FromLines(Of(sections, Section.Opinion));
        var beneficiaries = Markdown.FromLines(Of(sections, Section.Beneficiaries));
        var recommended = Answer(Words(Section.Recommended), "rekomendacja eksperta", notes);
        var withoutFunding = Answer(Words(Section.WithoutFunding), "stosowanie bez wsparcia finansowego", notes);
        var region = Value(Section.TestRegion);
        var title = Value(Section.Title) ?? "Rezultat bez nazwy";
        var summary = Markdown.FromLines(Of(sections, Section.Description));
        var other = new List<string?> { ResultKind(text.Lines) };
        foreach (var line in Of(sections, Section.None).Where(l => !l.IsBlank))
        {
            notes.LeftOver.Add(line.Text);
        }

        other.Add(Markdown.FromLines(Of(sections, Section.None)));
        if (title.Length > UnknownLayout.MaxTitle)
        {
            other.Add(Markdown.Escape(title));
            title = Markdown.CutAtWord(title, UnknownLayout.MaxTitle);
        }

        if (region is not null && gazetteer.Voivodeship(region) is null)
        {
            notes.Doubts.Add($"Regionu testowania «{region}» nie ma wśród województw.");
        }

        notes.Doubts.Add("Dokument nie podaje kategorii.");
        return ReadDocument.Create(Name, new PracticeDocument
        {
            Kind = PracticeKind.ProgrammeResult,
            Title = title,
            Summary = summary,
            Metryka = new Metryka { Voivodeship = region is null ? null : gazetteer.Voivodeship(region) },
            TargetGroups = TargetGroups.Find(beneficiaries),
            WorksWithoutFunding = withoutFunding,
            OtherInformation = Markdown.Paragraphs(other),
            Result = new ResultDetails
            {
                Beneficiaries = beneficiaries.Length > 0 ? beneficiaries : null,
                Programme = Value(Section.Programme)?.TrimEnd('.'),
                ProjectNumbers = [.. NumberSeparator().Split(Words(Section.ProjectNumbers)).Where(n => n.Any(char.IsLetterOrDigit)).Distinct()],
                TestRegion = region,
            },
            Opinions = opinion.Length == 0 ? [] : [new OpinionDocument { Text = opinion, Recommended = recommended, WorksWithoutFunding = withoutFunding }],
        }, notes);
    }

    private static List<(Section Section, DocumentLine Line)> Split(IReadOnlyList<DocumentLine> lines)
    {
        var result = new List<(Section, DocumentLine)>();
        var current = Section.None;
        foreach (var line in lines)
        {
            var (section, rest) = LabelOf(line.Text);
            if (section == Section.Header)
            {
                current = Section.None;
                continue;
            }

            if (section != Section.None)
            {
                current = section;
            }

            var text = section == Section.None ? line : new DocumentLine(rest);
            // One-line answers end with their line; what follows belongs to no field.
            var isEnd = section == Section.None && !line.IsBlank && IsOneLine(current) && result.Any(r => r.Item1 == current && !r.Item2.IsBlank);
            current = isEnd ? Section.None : current;
            result.Add((current, text));
        }

        return result;
    }

    private static bool IsOneLine(Section section) =>
        section is Section.Programme or Section.ProjectNumbers or Section.Recommended or Section.WithoutFunding or Section.TestRegion;

    private static IEnumerable<DocumentLine> Of(IEnumerable<(Section Section, DocumentLine Line)> lines, Section section) =>
        lines.Where(l => l.Section == section).Select(l => l.Line);

    private static (Section Section, string Value) LabelOf(string line)
    {
        foreach (var (section, label) in Labels)
        {
            if (label.Match(line) is { Success: true } match)
            {
                return (section, line[match.Length..].Trim());
            }
        }

        return (Section.None, line);
    }

    private static bool? Answer(string words, string question, ImportNotes notes)
    {
        var key = DocumentText.Key(words);
        bool? answer = key.StartsWith("tak", StringComparison.Ordinal) ? true : key.StartsWith("nie", StringComparison.Ordinal) ? false : null;
        if (answer is null || key.Length > 3)
        {
            notes.Doubts.Add(words.Length == 0 ? $"Brak odpowiedzi: {question}." : $"Odpowiedź «{words}» ({question}) nie jest zwykłym «tak» lub «nie».");
        }

        return answer;
    }

    /// <summary>The kind stands in the heading alone: «OPIS REZULTATU SZKOLENIOWEGO».</summary>
    private static string? ResultKind(IEnumerable<DocumentLine> lines)
    {
        var kind = lines.Select(l => HeaderLabel().Match(l.Text)).Where(m => m.Success).Select(m => m.Groups["kind"].Value.Trim().ToLowerInvariant()).FirstOrDefault(k => k.Length > 0);
        return kind is null ? null : $"Rodzaj rezultatu: {Nominative().Replace(kind, m => m.Value == "iego" ? "i" : "y")}";
    }

    [GeneratedRegex(@"^BAZA REZULTAT[ÓO]W\b\s*(?:[|:/–—-]\s*)?(?:OPIS REZULTATU\b(?<kind>[^|:.]{0,60}))?$|^OPIS REZULTATU\b(?<kind>[^|:.\p{Ll}]{0,60})$")]
    private static partial Regex HeaderLabel();

    [GeneratedRegex(@"^Nazwa (?:rezultatu|produktu)(?:\s+\p{Ll}+ego)?\s*:?", RegexOptions.IgnoreCase)]
    private static partial Regex TitleLabel();

    [GeneratedRegex(@"^Opis (?:rezultatu|produktu)(?:\s+\p{Ll}+ego)?\s*(?::|$)", RegexOptions.IgnoreCase)]
    private static partial Regex DescriptionLabel();

    [GeneratedRegex(@"^Opinia eksperta\s*(?::|$)", RegexOptions.IgnoreCase)]
    private static partial Regex OpinionLabel();

    [GeneratedRegex(@"^(?:Beneficjenci|Beneficjenci rezultatu|Grupa docelowa|Odbiorcy)\s*(?::|$)", RegexOptions.IgnoreCase)]
    private static partial Regex BeneficiariesLabel();

    [GeneratedRegex(@"^(?:Rezultat|Produkt) (?:został )?(?:przygotowany|wypracowany|opracowany) w ramach\s*:?|^Program\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex ProgrammeLabel();

    [GeneratedRegex(@"^(?:Numery?|Nr) projekt(?:u|ów)\s*:?", RegexOptions.IgnoreCase)]
    private static partial Regex ProjectLabel();

    [GeneratedRegex(@"^Czy (?:rezultat|produkt) jest rekomendowany(?: przez eksperta)?\s*[?:]*", RegexOptions.IgnoreCase)]
    private static partial Regex RecommendedLabel();

    [GeneratedRegex(@"^Czy (?:rezultat|produkt) może być stosowany bez wsparcia finansowego\s*[?:]*", RegexOptions.IgnoreCase)]
    private static partial Regex WithoutFundingLabel();

    [GeneratedRegex(@"^Regiony? testowania\s*:?", RegexOptions.IgnoreCase)]
    private static partial Regex TestRegionLabel();

    [GeneratedRegex(@"[\s,;]+|\boraz\b|\bi\b")]
    private static partial Regex NumberSeparator();

    [GeneratedRegex(@"i?ego\b")]
    private static partial Regex Nominative();
}
