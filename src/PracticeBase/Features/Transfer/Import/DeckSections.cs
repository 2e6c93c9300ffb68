using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

internal enum DeckPart
{
    Other,
    Problem,
    MainGoal,
    SpecificGoals,
    TargetGroups,
    Schedule,
    Partners,
    Organisation,
    Programme,
    Results,
    Costs,
}

/// <summary>A run of lines under one heading.</summary>
internal sealed record DeckSection(DeckPart Part, string Heading, IReadOnlyList<DocumentLine> Lines);

/// <summary>Cuts a transcript at the headings of its slides, which are the lines in capitals that say what follows.</summary>
internal sealed partial class DeckSections
{
    private const int MaxHeadingLines = 4;

    private static readonly (DeckPart Part, Regex Pattern)[] Headings =
    [
        (DeckPart.Problem, ProblemHeading()), (DeckPart.MainGoal, MainGoalHeading()), (DeckPart.SpecificGoals, SpecificGoalsHeading()), (DeckPart.TargetGroups, TargetGroupsHeading()),
        (DeckPart.Schedule, ScheduleHeading()), (DeckPart.Partners, PartnersHeading()), (DeckPart.Results, ResultsHeading()), (DeckPart.Costs, CostsHeading()),
        (DeckPart.Organisation, OrganisationHeading()),
    ];

    private readonly IReadOnlyList<DocumentLine> lines;
    private readonly string? programmeStart;
    private readonly int programmeHeading;

    private DeckSections(IReadOnlyList<DocumentLine> lines)
    {
        this.lines = lines;
        programmeStart = ProgrammeStart(lines);
        programmeHeading = ProgrammeHeadingLength(lines, programmeStart);
    }

    /// <summary>The name in capitals with which the deck begins; empty when it begins with a section.</summary>
    public string Name { get; private set; } = "";

    public IReadOnlyList<DeckSection> Sections { get; private set; } = [];

    public static DeckSections Split(IReadOnlyList<DocumentLine> lines)
    {
        var deck = new DeckSections(lines);
        deck.Run();
        return deck;
    }

    public static int CountHeadings(IReadOnlyList<DocumentLine> lines)
    {
        var deck = new DeckSections(lines);
        return Enumerable.Range(0, lines.Count).Select(i => deck.HeadingAt(i)?.Part).Where(p => p is not null).Distinct().Count();
    }

    private void Run()
    {
        var start = 0;
        var name = new List<string>();
        while (start < lines.Count && (lines[start].IsBlank || (PolishCase.IsAllCaps(lines[start].Text) && HeadingAt(start) is null)) && name.Count < MaxHeadingLines)
        {
            if (lines[start].IsBlank && name.Count > 0)
            {
                break;
            }

            if (!lines[start].IsBlank)
            {
                name.Add(lines[start].Text);
            }

            start++;
        }

        Name = TextItems.Join(name);
        var sections = new List<(DeckPart Part, string Heading, List<DocumentLine> Lines)> { (DeckPart.Other, "", []) };
        for (var i = start; i < lines.Count;)
        {
            if (HeadingAt(i) is { } heading && !(heading.Part == DeckPart.Organisation && sections[^1].Part == DeckPart.Organisation))
            {
                sections.Add((heading.Part, TextItems.Join(lines.Skip(i).Take(heading.Length).Select(l => l.Text)).TrimEnd(':'), []));
                i += heading.Length;
            }
            else if (NameLength(i) is > 0 and var length && sections[^1].Part != DeckPart.Organisation)
            {
                // The name alone heads a slide without a theme. In a chart it is one of the boxes.
                sections.Add((DeckPart.Other, "", []));
                i += length;
            }
            else
            {
                sections[^1].Lines.Add(lines[i++]);
            }
        }

        Sections = [.. sections.Where(s => s.Lines.Any(l => !l.IsBlank) || s.Part == DeckPart.Problem).Select(s => new DeckSection(s.Part, s.Heading, s.Lines))];
    }

    private (DeckPart Part, int Length)? HeadingAt(int index)
    {
        if (lines[index].IsBlank || TextItems.IsBullet(lines[index].Text))
        {
            return null;
        }

        if (IsProgrammeHeading(index))
        {
            return (DeckPart.Programme, programmeHeading);
        }

        for (var length = 1; length <= MaxHeadingLines && index + length <= lines.Count; length++)
        {
            var last = lines[index + length - 1];
            if (last.IsBlank || (length > 1 && !PolishCase.IsAllCaps(last.Text)))
            {
                break;
            }

            var text = TextItems.Join(lines.Skip(index).Take(length).Select(l => l.Text));
            foreach (var (part, pattern) in Headings)
            {
                if (pattern.IsMatch(text) && (part != DeckPart.Organisation || (PolishCase.IsAllCaps(text) && IsWhole(index, length))))
                {
                    return (part, length);
                }
            }
        }

        return null;
    }

    /// <summary>A title over several lines has no mark for its end: it goes on while the next line starts with a preposition or ends the phrase begun.</summary>
    private bool IsWhole(int index, int length)
    {
        var text = TextItems.Join(lines.Skip(index).Take(length).Select(l => l.Text));
        return OrganisationEnd().IsMatch(text) || index + length >= lines.Count || lines[index + length].IsBlank;
    }

    private int NameLength(int index)
    {
        for (var length = 1; length <= MaxHeadingLines && Name.Length > 0 && index + length <= lines.Count; length++)
        {
            var text = TextItems.Join(lines.Skip(index).Take(length).Select(l => l.Text));
            if (text == Name)
            {
                return length;
            }

            if (!Name.StartsWith(text, StringComparison.Ordinal))
            {
                break;
            }
        }

        return 0;
    }

    private bool IsProgrammeHeading(int index) => programmeHeading > 0 && lines[index].Text == programmeStart && index + programmeHeading <= lines.Count;

    private static string? ProgrammeStart(IReadOnlyList<DocumentLine> lines) => lines.Where(l => ProgrammeLine().IsMatch(l.Text) && PolishCase.IsAllCaps(l.Text))
        .GroupBy(l => l.Text).Where(g => g.Count() > 1 || ShortProgramme().IsMatch(g.Key)).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;

    /// <summary>How many lines the slides of the programme have in common at their tops.</summary>
    private static int ProgrammeHeadingLength(IReadOnlyList<DocumentLine> lines, string? start)
    {
        if (start is null)
        {
            return 0;
        }

        var tops = Enumerable.Range(0, lines.Count).Where(i => lines[i].Text == start).ToList();
        var length = 1;
        while (tops.Count > 1 && length < MaxHeadingLines && tops.All(t => t + length < lines.Count)
            && tops.Select(t => lines[t + length].Text).Distinct().Count() == 1 && !lines[tops[0] + length].IsBlank)
        {
            length++;
        }

        return length;
    }

    [GeneratedRegex(@"^(?:DLACZEGO\b.*\?|DIAGNOZA(?: \w+){0,2}|PROBLEMY?|UZASADNIENIE(?: \w+){0,2}):?$", RegexOptions.IgnoreCase)]
    private static partial Regex ProblemHeading();

    [GeneratedRegex(@"^CEL(?: GŁÓWNY| OGÓLNY| NADRZĘDNY)?(?: PROJEKTU| PROGRAMU| DZIAŁANIA)?:?$", RegexOptions.IgnoreCase)]
    private static partial Regex MainGoalHeading();

    [GeneratedRegex(@"^CELE(?: SZCZEGÓŁOWE)?(?: PROJEKTU| PROGRAMU)?:?$", RegexOptions.IgnoreCase)]
    private static partial Regex SpecificGoalsHeading();

    [GeneratedRegex(@"^(?:ADRESACI|ODBIORCY|BENEFICJENCI|UCZESTNICY|GRUPA DOCELOWA|GRUPY DOCELOWE)(?: PROJEKTU| PROGRAMU| DZIAŁAŃ)?:?$", RegexOptions.IgnoreCase)]
    private static partial Regex TargetGroupsHeading();

    [GeneratedRegex(@"^(?:(?:TERMINY?|CZAS|OKRES|HARMONOGRAM)(?: REALIZACJI)?(?: PROJEKTU| PROGRAMU)?):?$", RegexOptions.IgnoreCase)]
    private static partial Regex ScheduleHeading();

    [GeneratedRegex(@"^PARTNERZY(?: PROJEKTU| PROGRAMU)?:?$", RegexOptions.IgnoreCase)]
    private static partial Regex PartnersHeading();

    [GeneratedRegex(@"^(?:REZULTATY|EFEKTY|WYNIKI|OSIĄGNIĘCIA)(?: PROJEKTU| PROGRAMU| DZIAŁAŃ)?:?$", RegexOptions.IgnoreCase)]
    private static partial Regex ResultsHeading();

    [GeneratedRegex(@"^(?:KOSZTY|BUDŻET|FINANSOWANIE|ŹRÓDŁA FINANSOWANIA)(?: PROJEKTU| PROGRAMU)?:?$", RegexOptions.IgnoreCase)]
    private static partial Regex CostsHeading();

    [GeneratedRegex(@"^(?:USYTUOWANIE|MIEJSCE|STRUKTURA|ORGANIZACJA|SCHEMAT|ZESPÓŁ PROJEKTU)(?: .*)?$")]
    private static partial Regex OrganisationHeading();

    [GeneratedRegex(@"(?:^(?:STRUKTURA|ORGANIZACJA|SCHEMAT)(?: ORGANIZACYJN[AY])?(?: PROJEKTU| PROGRAMU)?|\bW (?:STRUKTURZE )?\w+|^ZESPÓŁ PROJEKTU):?$")]
    private static partial Regex OrganisationEnd();

    [GeneratedRegex(@"^(?:PROGRAM|PLAN|DZIAŁANIA|ZAJĘCIA)\b")]
    private static partial Regex ProgrammeLine();

    [GeneratedRegex(@"^(?:PROGRAM|PLAN|DZIAŁANIA|ZAJĘCIA)(?: PROJEKTU| ZAJĘĆ| PROGRAMU)?:?$")]
    private static partial Regex ShortProgramme();
}
