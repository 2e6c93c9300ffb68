using System.Globalization;
using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Gathers the sections of a deck into a document.</summary>
internal sealed partial class DeckContent(Gazetteer gazetteer, ImportNotes notes)
{
    private readonly DeckProgramme programme = new(gazetteer);
    private readonly Dictionary<DeckPart, List<string>> texts = [];
    private readonly List<string> goals = [];
    private readonly List<PartnerDocument> partners = [];
    private readonly List<FundingSource> funding = [];
    private readonly List<Period> periods = [];
    private readonly List<string> targets = [];
    private int? people;

    public void Add(DeckSection section)
    {
        switch (section.Part)
        {
            case DeckPart.Problem:
                AddItems(DeckPart.Problem, section);
                break;
            case DeckPart.MainGoal:
                Put(DeckPart.MainGoal, PolishCase.Sentence(Joined(section), gazetteer));
                break;
            case DeckPart.SpecificGoals:
                goals.AddRange(Items(section).Select(i => PolishCase.UpperFirst(i.TrimEnd(',', ';'))));
                break;
            case DeckPart.TargetGroups:
                targets.Add(Joined(section));
                AddItems(DeckPart.TargetGroups, section);
                break;
            case DeckPart.Schedule:
                AddSchedule(section);
                break;
            case DeckPart.Partners:
                AddPartners(section);
                break;
            case DeckPart.Organisation:
                Put(DeckPart.Organisation, Markdown.Escape(PolishCase.Sentence(section.Heading, gazetteer)) + ":");
                Put(DeckPart.Organisation, Markdown.List(DeckChart.Boxes(section.Lines).Select(b => PolishCase.Sentence(b, gazetteer))));
                break;
            case DeckPart.Programme:
                programme.Add(section.Lines);
                break;
            case DeckPart.Results or DeckPart.Costs:
                AddItems(section.Part, section);
                break;
            default:
                AddOther(section);
                break;
        }
    }

    public PracticeDocument Build(string title, Metryka card, string? teryt, string? category)
    {
        var goal = Get(DeckPart.MainGoal);
        if (goal is not null)
        {
            notes.Derived.Add("Prezentacja nie ma skrótu; przyjęto za niego cel projektu.");
        }

        return new PracticeDocument
        {
            Title = title,
            Summary = goal ?? "",
            Category = category,
            Teryt = teryt,
            Metryka = card,
            Problem = Get(DeckPart.Problem),
            MainGoal = goal,
            SpecificGoals = goals,
            TargetGroups = TargetGroups.Find(string.Join(' ', targets)),
            TargetGroupsText = Get(DeckPart.TargetGroups),
            PeopleCount = people,
            ActivitiesText = programme.Introduction,
            Activities = programme.Activities,
            ScheduleText = Get(DeckPart.Schedule),
            Periods = periods,
            Partners = partners,
            Organisation = Get(DeckPart.Organisation),
            CostsText = Get(DeckPart.Costs),
            FundingSources = funding,
            ResultsText = Get(DeckPart.Results),
            OtherInformation = Get(DeckPart.Other),
        };
    }

    private static string Joined(DeckSection section) => TextItems.Join(section.Lines.Select(l => l.Text));

    private void Put(DeckPart part, string text)
    {
        if (text.Length > 0)
        {
            texts.TryAdd(part, []);
            texts[part].Add(text);
        }
    }

    private string? Get(DeckPart part) => Markdown.Paragraphs(texts.GetValueOrDefault(part) ?? []);

    private IReadOnlyList<string> Items(DeckSection section)
    {
        var items = TextItems.Split(section.Lines);
        if (!items.IsCertain && items.Texts.Count > 1)
        {
            notes.Doubts.Add($"Nie jest pewne, gdzie kończą się punkty listy «{PolishCase.Sentence(section.Heading, gazetteer)}».");
        }

        return items.Texts;
    }

    private void AddItems(DeckPart part, DeckSection section)
    {
        var items = Items(section).Select(i => PolishCase.IsAllCaps(i) ? PolishCase.Sentence(i, gazetteer) : i).ToList();
        // «Dlaczego …?» asks for more than its section's name says; the question stays with its answer.
        if (part == DeckPart.Problem && section.Heading.EndsWith('?'))
        {
            Put(part, Markdown.Escape(PolishCase.Sentence(section.Heading, gazetteer)));
        }

        Put(part, items.Count > 1 ? Markdown.List(items) : Markdown.Escape(string.Join(' ', items)));
    }

    private void AddSchedule(DeckSection section)
    {
        var lines = new List<string>();
        foreach (var line in section.Lines.Where(l => !l.IsBlank))
        {
            var starts = lines.Count == 0 || line.IsIndented || TextItems.IsBullet(line.Text) || lines[^1][^1] is ')' or '.' or ':' or ';';
            if (starts)
            {
                lines.Add(Markdown.AfterBullet(line.Text) is { } item && TextItems.IsBullet(line.Text) ? item : line.Text);
            }
            else
            {
                lines[^1] += " " + line.Text;
            }
        }

        foreach (var line in lines)
        {
            var label = GroupLabel().Match(line);
            foreach (var found in PolishDates.FindPeriods(line))
            {
                periods.Add(found.Period with { Label = label.Success ? PolishCase.Sentence(label.Value.TrimEnd(':', ' '), gazetteer) : null });
                if (found.IsDoubtful)
                {
                    notes.Doubts.Add($"Okres «{found.Source}» odczytano niepewnie.");
                }
            }

            if (people is null && People().Match(line) is { Success: true } count)
            {
                people = int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture);
            }
        }

        Put(DeckPart.Schedule, Markdown.List(lines.Select(Lowered)));
    }

    /// <summary>Capitals with something in brackets that is not.</summary>
    private string Lowered(string line)
    {
        var bracket = line.IndexOf(" (", StringComparison.Ordinal);
        return bracket > 0 && PolishCase.IsAllCaps(line[..bracket]) ? PolishCase.Sentence(line[..bracket], gazetteer) + line[bracket..] : PolishCase.Sentence(line, gazetteer);
    }

    private void AddPartners(DeckSection section)
    {
        var leftOver = new List<string>();
        partners.AddRange(DeckPartners.Read(section.Lines, leftOver));
        notes.LeftOver.AddRange(leftOver);
        foreach (var text in leftOver)
        {
            Put(DeckPart.Other, Markdown.Escape(text));
        }
    }

    private void AddOther(DeckSection section)
    {
        var text = Joined(section);
        if (Amount().Match(text) is { Success: true } amount && Source().Match(text) is { Success: true } source)
        {
            var programmeName = FundingName.Nominative(PolishCase.InstitutionName(source.Groups[1].Value.Trim()));
            funding.Add(new FundingSource
            {
                Programme = programmeName,
                Amount = decimal.Parse(Separators().Replace(amount.Groups[1].Value, "").Replace(',', '.'), CultureInfo.InvariantCulture),
            });
            Put(DeckPart.Costs, Markdown.Escape(PolishCase.Sentence(text, gazetteer)));
            return;
        }

        foreach (var line in section.Lines.Where(l => !l.IsBlank))
        {
            notes.LeftOver.Add(line.Text);
        }

        Put(DeckPart.Other, PolishCase.IsAllCaps(text) ? Markdown.Escape(PolishCase.Sentence(text, gazetteer)) : Markdown.FromLines(section.Lines));
    }

    [GeneratedRegex(@"^(?:GRUPA \w+|\w+\.? (?:GRUPA|EDYCJA)|EDYCJA \w+)\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex GroupLabel();

    [GeneratedRegex(@"\b(\d{1,6})[ -](?:OS[ÓO]B|OSOBY|UCZESTNI\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex People();

    [GeneratedRegex(@"(\d{1,3}(?:[. ]\d{3})+(?:,\d\d)?|\d+(?:,\d\d)?)\s*(?:ZŁ|PLN)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b(?:ZE? |PRZEZ )((?:MINISTERSTW|URZĘD|FUNDUSZ|PROGRAM|BUDŻET|EUROPEJSKI|PAŃSTWOW|UNI|FUNDACJ|PFRON)[^,.;]*?)(?= NA | DLA |[,.;]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"[. ]")]
    private static partial Regex Separators();
}
