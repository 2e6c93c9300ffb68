using System.Globalization;
using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>A period found in a text; doubtful when the text was garbled and had to be guessed.</summary>
internal sealed record FoundPeriod(Period Period, string Source, bool IsDoubtful);

/// <summary>Dates and periods as Polish documents write them: «2011-11-04», «07.05.2018 r.», «od maja 2005 do września 2006».</summary>
internal static partial class PolishDates
{
    private static readonly string[][] Months =
    [
        ["styczen", "stycznia", "styczniu"], ["luty", "lutego", "lutym"], ["marzec", "marca", "marcu"],
        ["kwiecien", "kwietnia", "kwietniu"], ["maj", "maja", "maju"], ["czerwiec", "czerwca", "czerwcu"],
        ["lipiec", "lipca", "lipcu"], ["sierpien", "sierpnia", "sierpniu"], ["wrzesien", "wrzesnia", "wrzesniu"],
        ["pazdziernik", "pazdziernika", "pazdzierniku"], ["listopad", "listopada", "listopadzie"], ["grudzien", "grudnia", "grudniu"],
    ];

    private const string Month =
        "stycz(?:en|nia|niu)|lut(?:y|ego|ym)|mar(?:zec|ca|cu)|kwie(?:cien|tnia|tniu)|maj[au]?|czerw(?:iec|ca|cu)|lip(?:iec|ca|cu)|sierp(?:ien|nia|niu)"
        + "|wrze(?:sien|snia|sniu)|pazdziernik[au]?|listopad(?:a|zie)?|grud(?:zien|nia|niu)";

    private const string Year = @"(?:19|20)\d\d";

    private const string Date =
        @"(?:" + Year + @"-\d\d(?:-\d\d)?|\d{1,2}\.\d{1,2}\.(?:" + Year + @")?|\d{1,2}[./]" + Year + @"|(?:\d{1,2}\.?\s+)?\b(?:" + Month + @")\b(?:\s+" + Year + @")?|\b" + Year + @"\b)";

    private const string YearMark = @"(?:\s*(?:roku|r\.|r\b))?";

    /// <summary>A whole day; null when the text is no day or says more than a day.</summary>
    public static DateOnly? ParseDay(string text)
    {
        var folded = Text.Fold(text).Trim();
        return WholeDate().IsMatch(folded) && Parse(folded, null) is { Day: not null } date ? date.FirstDay : null;
    }

    public static IReadOnlyList<FoundPeriod> FindPeriods(string text)
    {
        var folded = Text.Fold(text);
        var found = new List<(int Index, FoundPeriod Period)>();
        foreach (Match match in Garbled().Matches(folded))
        {
            var from = Parse($"{match.Groups["day"].Value} {match.Groups["month"].Value} {match.Groups["year"].Value}", null);
            var to = Parse(match.Groups["to"].Value, null);
            if (from is not null && to is not null)
            {
                found.Add((match.Index, new FoundPeriod(new Period { From = from, To = to }, match.Value, IsDoubtful: true)));
            }
        }

        var rest = Garbled().Replace(folded, m => new string('#', m.Length));
        foreach (Match match in Range().Matches(rest))
        {
            if (PeriodOf(match) is { } period)
            {
                found.Add((match.Index, new FoundPeriod(period, match.Value, IsDoubtful: period.To is { } to && period.From is { } from && to.LastDay < from.FirstDay)));
            }
        }

        return [.. found.OrderBy(f => f.Index).Select(f => f.Period)];
    }

    private static Period? PeriodOf(Match match)
    {
        if (match.Groups["ongoing"].Success)
        {
            return Parse(match.Groups["from"].Value, null) is { } start ? new Period { From = start, Ongoing = true } : null;
        }

        var to = Parse(match.Groups["to"].Value, null);
        var from = Parse(match.Groups["from"].Value, to?.Year);
        return from is null || to is null ? null : new Period { From = from, To = to };
    }

    private static PartialDate? Parse(string text, int? yearWhenMissing)
    {
        text = text.Trim(' ', '.');
        if (PartialDate.TryParse(text, out var iso))
        {
            return iso;
        }

        var year = YearPattern().Match(text) is { Success: true } y ? int.Parse(y.Value, CultureInfo.InvariantCulture) : yearWhenMissing;
        var words = text.Split([' ', '.', '/', ','], StringSplitOptions.RemoveEmptyEntries);
        var month = Array.FindIndex(Months, forms => words.Any(forms.Contains)) + 1;
        var numbers = words.Where(w => w.Length <= 2 && w.All(char.IsAsciiDigit)).Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToList();
        int? day = null;
        if (month == 0 && numbers.Count > 0)
        {
            month = numbers[^1];
            day = numbers.Count > 1 ? numbers[0] : null;
        }
        else if (numbers.Count > 0)
        {
            day = numbers[0];
        }

        var written = year + (month > 0 ? $"-{month:00}" : "") + (day is null ? "" : $"-{day:00}");
        return PartialDate.TryParse(written, out var date) ? date : null;
    }

    // The month slid behind the year: «od 6. 2019 r. do maja do 28. czerwca 2019 r.» for «od 6. maja 2019 r. do 28. czerwca 2019 r.»
    [GeneratedRegex(@"\bod\s+(?<day>\d{1,2})\.?\s+(?<year>" + Year + ")" + YearMark + @"\s+(?:do\s+)?(?<month>" + Month + @")\s+do\s+(?<to>" + Date + ")")]
    private static partial Regex Garbled();

    [GeneratedRegex(
        @"(?:\bod\s+(?:dnia\s+)?(?<from>" + Date + ")" + YearMark + @"\s*(?:(?<ongoing>do\s+nadal|do\s+chwili\s+obecnej|do\s+dzis|nadal|\(?trwa\b)|(?:do|[-–—−])\s*(?:dnia\s+)?(?<to>" + Date + @"))"
        + @"|(?<from>" + Date + ")" + YearMark + @"\s*[-–—−]\s*(?<to>" + Date + "))")]
    private static partial Regex Range();

    [GeneratedRegex(@"^(?:" + Date + ")" + YearMark + "$")]
    private static partial Regex WholeDate();

    [GeneratedRegex(Year)]
    private static partial Regex YearPattern();
}
