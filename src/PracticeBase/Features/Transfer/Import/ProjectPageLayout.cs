using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>A municipal page about a project: prose whose paragraphs announce themselves («Projekt ma na celu», «Główne grupy docelowe to»).</summary>
public sealed partial class ProjectPageLayout : IDocumentLayout
{
    private enum Theme
    {
        None,
        Goal,
        Problem,
        TargetGroups,
        Results,
        Implementers,
        Unit,
        Activities,
        Activity,
        Schedule,
        Costs,
    }

    // In this order: the first that fits names the paragraph.
    private static readonly (Theme Theme, Regex Pattern)[] Themes =
    [
        (Theme.Problem, ProblemPattern()), (Theme.Goal, GoalPattern()), (Theme.TargetGroups, TargetGroupsPattern()), (Theme.Results, ResultsPattern()),
        (Theme.Unit, UnitPattern()), (Theme.Implementers, ImplementersPattern()), (Theme.Costs, CostsPattern()), (Theme.Activity, ActivityPattern()),
        (Theme.Activities, ActivitiesPattern()), (Theme.Schedule, SchedulePattern()),
    ];

    private static readonly HashSet<string> Navigation =
    [
        "banery", "baner", "kalendarium", "kalendarz", "realizacja projektu", "strona glowna", "menu", "aktualnosci", "kontakt", "drukuj", "powrot", "metadane", "udostepnij",
        "rejestr zmian", "wstecz", "opis projektu", "o projekcie",
    ];

    public string Name => "strona projektu miejskiego";

    public bool Recognises(DocumentText text) =>
        text.Lines.Select(l => ThemeOf(l.Text)).Where(t => t is not (Theme.None or Theme.Activity or Theme.Schedule or Theme.Costs)).Distinct().Count() >= 3;

    public ReadDocument Read(DocumentText text, Gazetteer gazetteer)
    {
        var notes = new ImportNotes(text.Doubts);
        var title = Title(text.Lines);
        var paragraphs = text.Lines.Where(l => !l.IsBlank && !IsNavigation(l.Text, title)).Select(l => l.Text).ToList();
        var themes = paragraphs.ToLookup(ThemeOf);
        string? Join(params Theme[] parts) => Markdown.FromLines(paragraphs.Where(p => parts.Contains(ThemeOf(p))).SelectMany(p => new[] { new DocumentLine(p), new DocumentLine("") }))
            is { Length: > 0 } joined ? joined : null;

        var (unit, partners) = ProjectImplementers.Read(themes[Theme.Unit], themes[Theme.Implementers]);
        var card = new Metryka { UnitName = unit };
        var teryt = PlaceCompletion.FromText(string.Join('\n', text.Lines.Select(l => l.Text)), card, gazetteer, notes);
        var other = themes[Theme.None].ToList();
        notes.LeftOver.AddRange(other);
        var targets = Join(Theme.TargetGroups);
        return ReadDocument.Create(Name, new PracticeDocument
        {
            Title = title,
            Summary = Summary(Join(Theme.Goal), paragraphs, notes),
            Category = CategoryGuess.FromUnit(unit, notes),
            Teryt = teryt,
            Metryka = card,
            Problem = Join(Theme.Problem),
            MainGoal = Join(Theme.Goal),
            TargetGroups = TargetGroups.Find(targets),
            TargetGroupsText = targets,
            Activities = [.. themes[Theme.Activity].Select(ActivityOf)],
            ActivitiesText = Join(Theme.Activities),
            ScheduleText = Join(Theme.Schedule),
            Periods = Periods(themes[Theme.Schedule], notes),
            Partners = partners,
            PartnersText = Join(Theme.Implementers, Theme.Unit),
            CostsText = Join(Theme.Costs),
            ResultsText = Join(Theme.Results),
            OtherInformation = Join(Theme.None),
        }, notes);
    }

    private static string Title(IReadOnlyList<DocumentLine> lines)
    {
        var subpages = lines.Select(l => SubpagesPattern().Match(l.Text)).FirstOrDefault(m => m.Success);
        var headings = lines.Where(l => l.Text.Length is > 2 and <= UnknownLayout.MaxTitle && !IsMenu(l.Text) && ThemeOf(l.Text) == Theme.None && !l.Text.EndsWith('.')).Select(l => l.Text).ToList();
        var title = subpages?.Groups[1].Value
            ?? headings.GroupBy(h => h).OrderByDescending(g => g.Count()).FirstOrDefault(g => g.Count() > 1)?.Key
            ?? headings.FirstOrDefault()
            ?? lines.First(l => !l.IsBlank).Text;
        return Markdown.CutAtWord(title, UnknownLayout.MaxTitle);
    }

    /// <summary>What the project is for tells most; a page that does not say gives its first paragraph.</summary>
    private static string Summary(string? goal, List<string> paragraphs, ImportNotes notes)
    {
        var text = goal ?? (paragraphs.FirstOrDefault(p => p.EndsWith('.') && p.Length > 80) is { } first ? Markdown.Escape(first) : "");
        if (text.Length is 0 or > Markdown.MaxSummary)
        {
            return "";
        }

        notes.Derived.Add("Strona nie ma skrótu; przyjęto za niego pierwszy opisujący projekt akapit, który pozostał też na swoim miejscu.");
        return text;
    }

    private static Activity ActivityOf(string paragraph)
    {
        var match = ActivityPattern().Match(paragraph);
        return new Activity { Name = match.Groups["name"].Value.Trim(), Description = Markdown.Escape(paragraph) };
    }

    private static IReadOnlyList<Period> Periods(IEnumerable<string> paragraphs, ImportNotes notes)
    {
        var periods = new List<Period>();
        foreach (var found in paragraphs.SelectMany(PolishDates.FindPeriods))
        {
            periods.Add(found.Period);
            if (found.IsDoubtful)
            {
                notes.Doubts.Add($"Okres «{found.Source}» zapisano nieczytelnie; przyjęto {found.Period.From}–{found.Period.To}.");
            }
        }

        return periods;
    }

    private static Theme ThemeOf(string line) => line.Length < 25 ? Theme.None : Themes.FirstOrDefault(t => t.Pattern.IsMatch(line)).Theme;

    private static bool IsNavigation(string line, string title) =>
        IsMenu(line) || DocumentText.Key(line) == DocumentText.Key(title) || SubpagesPattern().IsMatch(line);

    private static bool IsMenu(string line)
    {
        var key = DocumentText.Key(Markdown.AfterBullet(line) ?? line);
        return key.Length == 0 || Navigation.Contains(key);
    }

    [GeneratedRegex(@"^Podstrony strony\s+(.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex SubpagesPattern();

    [GeneratedRegex(@"^(?:Kluczowym |Głównym |Podstawowym )?(?:Problemem|Problem),? |^Diagnoza\b", RegexOptions.IgnoreCase)]
    private static partial Regex ProblemPattern();

    [GeneratedRegex(@"^(?:(?:Ten |Niniejszy )?(?:Projekt|Program|Zadanie) ma na celu|(?:Głównym |Nadrzędnym )?Celem (?:głównym |ogólnym )?(?:projektu|programu|zadania|jest)|Cel (?:główny|projektu|programu))\b", RegexOptions.IgnoreCase)]
    private static partial Regex GoalPattern();

    [GeneratedRegex(@"^(?:(?:Główn[aey] )?grup[ay] docelow[ae]|(?:Główną )?grup[ąa] docelową|(?:Projekt|Program|Wsparcie) (?:jest |był |będzie )?(?:skierowan|adresowan)\w+|(?:Uczestnikami|Odbiorcami|Adresatami|Beneficjentami) |(?:Projekt|Program) (?:będzie|jest|był) realizowany na (?:obszarze|terenie))", RegexOptions.IgnoreCase)]
    private static partial Regex TargetGroupsPattern();

    [GeneratedRegex(@"^(?:(?:Prognozowan|Oczekiwan|Planowan|Zakładan|Główn)(?:ym|ymi|e|y) )?(?:Rezultat(?:em|ami|y)?|Efekt(?:em|ami|y)?)\b|^W wyniku realizacji", RegexOptions.IgnoreCase)]
    private static partial Regex ResultsPattern();

    [GeneratedRegex(@"^Podmiotem (?:realizującym|odpowiedzialnym)", RegexOptions.IgnoreCase)]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"^(?:Realizator(?:em|ami|zy)|Partner(?:em|ami|zy)|Projekt (?:realizuje|realizowany jest przez|był realizowany przez))\b", RegexOptions.IgnoreCase)]
    private static partial Regex ImplementersPattern();

    [GeneratedRegex(@"^(?:Koszt|Wartość|Budżet|Dofinansowanie|Całkowit\w+ (?:koszt|wartość))\b.*\d", RegexOptions.IgnoreCase)]
    private static partial Regex CostsPattern();

    [GeneratedRegex(@"^(?<name>(?!Realizacja|Projekt|Program|Zajęcia były)\p{Lu}[^.,:;]{3,80}?) (?:polegał[aoy]?|polega|polegają|obejmował[aoy]?|obejmuje|obejmują)\b")]
    private static partial Regex ActivityPattern();

    [GeneratedRegex(@"^(?:W ramach|Przewidziano|Zaplanowano|Działania|Zajęcia)\b|\bnastępujące działania\b", RegexOptions.IgnoreCase)]
    private static partial Regex ActivitiesPattern();

    [GeneratedRegex(@"\bw (?:okresie|terminie|latach|dniach)\b|\bod (?:dnia )?\d", RegexOptions.IgnoreCase)]
    private static partial Regex SchedulePattern();
}
