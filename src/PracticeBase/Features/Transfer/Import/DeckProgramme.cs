using System.Globalization;
using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The slides of the programme as activities with their hours.</summary>
internal sealed partial class DeckProgramme(Gazetteer gazetteer)
{
    private readonly List<Activity> activities = [];
    private readonly List<string> intro = [];

    public IReadOnlyList<Activity> Activities => activities;

    /// <summary>How long and how often: what the slides say before the first activity. Null when nothing.</summary>
    public string? Introduction => Markdown.Paragraphs(intro);

    public void Add(IReadOnlyList<DocumentLine> slide)
    {
        var lines = slide.Where(l => !l.IsBlank).ToList();
        var nameLines = lines.TakeWhile(l => PolishCase.IsAllCaps(l.Text)).Select(l => l.Text).ToList();
        var body = lines.Skip(nameLines.Count).ToList();
        var name = PolishCase.Sentence(TextItems.Join(nameLines), gazetteer).TrimEnd(':', ' ');
        if (nameLines.Count == 0 || (body.Count == 0 && activities.Count == 0))
        {
            // Sentences over the whole programme; each begins at a word that starts one.
            intro.Add(Markdown.Escape(nameLines.Count == 0 ? TextItems.Join(lines.Select(l => l.Text)) : Sentences(nameLines)));
            return;
        }

        var items = body.Any(l => l.IsIndented || TextItems.IsBullet(l.Text)) ? TextItems.Split(body).Texts : [];
        if (items.Count > 1 && items.Count(i => Hours().IsMatch(i)) > 1)
        {
            activities.AddRange(items.Select(i => Item(name, i)));
            return;
        }

        activities.Add(Single(name, TextItems.Join(body.Select(l => l.Text))));
    }

    private string Sentences(List<string> lines)
    {
        var sentences = new List<List<string>> { new() };
        foreach (var line in lines)
        {
            if (sentences[^1].Count > 0 && SentenceStart().IsMatch(line))
            {
                sentences.Add([]);
            }

            sentences[^1].Add(line);
        }

        return string.Join(' ', sentences.Select(s => PolishCase.Sentence(TextItems.Join(s), gazetteer).TrimEnd('.') + "."));
    }

    private static Activity Item(string parent, string item)
    {
        var hours = Hours().Match(item);
        var label = hours.Success && item[(hours.Index + hours.Length)..].Trim(' ', '.', ',').Length == 0 ? item[..hours.Index] : item;
        return WithHours(new Activity { Name = $"{parent}: {label.Trim(' ', '-', '–', '—', '−', ',')}" }, hours);
    }

    private static Activity Single(string name, string body)
    {
        var total = TotalHours().Match(body);
        var perPerson = total.Success ? total : PerPerson().Match(body);
        if (!perPerson.Success)
        {
            // Not the total, but the only hours said: «zajęcia – 20 godzin».
            var all = Hours().Matches(body);
            var end = all.Count == 1 && body[(all[0].Index + all[0].Length)..].Trim(' ', '.', ')').Length == 0 ? all[0] : Match.Empty;
            return WithHours(new Activity { Name = name, Description = Description(body) }, end);
        }

        // The total moves into its own field; «na jednego uczestnika» says more than the number and stays.
        var rest = total.Success ? body.Remove(total.Index, total.Length) : body;
        return WithHours(new Activity { Name = name, Description = Description(rest) }, perPerson);
    }

    private static string? Description(string text)
    {
        text = text.Trim(' ', '-', '–', '—', '−');
        if (text.StartsWith('('))
        {
            var isBalanced = text.Count(c => c == '(') == text.Count(c => c == ')');
            text = text.EndsWith(')') && isBalanced && text.IndexOf(')') == text.LastIndexOf(')') ? text[1..^1] : isBalanced ? text : text[1..];
            text = isBalanced && text.EndsWith(')') && text.StartsWith('(') ? text[1..^1] : text;
        }

        text = text.Trim();
        return text.Length == 0 ? null : Markdown.Escape(PolishCase.UpperFirst(text));
    }

    private static Activity WithHours(Activity activity, Match match)
    {
        if (!match.Success)
        {
            return activity;
        }

        return activity with { Hours = Number(match.Groups["from"].Value), HoursTo = match.Groups["to"].Success ? Number(match.Groups["to"].Value) : null };
    }

    private static decimal Number(string text) => decimal.Parse(text.Replace(',', '.'), CultureInfo.InvariantCulture);

    private const string HoursPattern = @"(?<from>\d{1,4}(?:,\d)?)\s*(?:[-–—−]\s*(?<to>\d{1,4}(?:,\d)?)\s*)?(?:godzin[ay]?|godz\.?|h)\b\.?";

    [GeneratedRegex(HoursPattern, RegexOptions.IgnoreCase)]
    private static partial Regex Hours();

    [GeneratedRegex(@"[-–—−]?\s*(?:łączny|łącznie|całkowity|razem)(?: czas(?: trwania)?)?\s*[-–—−:]?\s*" + HoursPattern, RegexOptions.IgnoreCase)]
    private static partial Regex TotalHours();

    [GeneratedRegex(@"\bczas\b[^.;()]{0,60}?" + HoursPattern, RegexOptions.IgnoreCase)]
    private static partial Regex PerPerson();

    [GeneratedRegex(@"^(?:SPOTKANIA|ZAJĘCIA|PROGRAM|UCZESTNICY|PROJEKT|KURS|WARSZTATY)\b")]
    private static partial Regex SentenceStart();
}
