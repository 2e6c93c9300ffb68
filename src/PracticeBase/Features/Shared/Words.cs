using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Html;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Shared;

/// <summary>The portal's texts in the request's language, set for the page; numbers, dates and plural forms as people write them.</summary>
public sealed class Words(TimeProvider clock)
{
    private const string ResourceFolder = "PracticeBase.Resources.";
    private const string CommonTexts = "Texts";

    /// <summary>A file an area: texts whose key begins with «Account.» are in Account.resx, those of no area in Texts.resx.</summary>
    private static readonly FrozenDictionary<string, ResourceManager> Resources = typeof(Words).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(ResourceFolder, StringComparison.Ordinal)).Select(n => n[ResourceFolder.Length..^".resources".Length])
        .ToFrozenDictionary(area => area, area => new ResourceManager(ResourceFolder + area, typeof(Words).Assembly));

    /// <summary>The texts themselves as HTML, by language and key: a page has some hundred of them.</summary>
    private static readonly ConcurrentDictionary<(string Language, string Key), IHtmlContent> Ready = new();

    private static CultureInfo Culture => CultureInfo.CurrentUICulture;

    public bool IsEnglish => Culture.TwoLetterISOLanguageName == "en";

    public string Language => Culture.TwoLetterISOLanguageName;

    /// <summary>The `lang` of what authors wrote, where the page itself speaks another language; null where it is the same.</summary>
    public string? ContentLanguage => IsEnglish ? "pl" : null;

    public IHtmlContent this[string key] => Ready.GetOrAdd((Language, key), static (k, words) => words.Html(words.Plain(k.Key)), this);

    public IHtmlContent this[string key, params object?[] args] => Html(Plain(key, args));

    /// <summary>For attributes and titles: no soft hyphens, not encoded.</summary>
    /// <exception cref="MissingManifestResourceException">No such text.</exception>
    public string Plain(string key, params object?[] args)
    {
        var text = Find(key) ?? throw new MissingManifestResourceException($"No text «{key}».");
        return args.Length == 0 ? text : string.Format(Culture, text, args);
    }

    /// <summary>Null when there is no such text.</summary>
    public string? Find(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var area = dot > 0 && Resources.GetValueOrDefault(key[..dot]) is { } own ? own : Resources[CommonTexts];
        return area.GetString(key, Culture);
    }

    /// <summary>«1 praktyka», «2 praktyki», «5 praktyk»: texts `key.one`, `key.few`, `key.many` with the number as {0}.</summary>
    public IHtmlContent Count(string key, long count) => Html(PlainCount(key, count));

    public string PlainCount(string key, long count) => Plain($"{key}.{Form(count)}", Number(count));

    /// <summary>The noun's form alone, for a number that stands elsewhere: `key.one`, `key.few`, `key.many` without a {0}.</summary>
    public IHtmlContent Noun(string key, long count) => Html(Plain($"{key}.{Form(count)}"));

    /// <summary>Any text of the data as HTML.</summary>
    public IHtmlContent Html(string? text) => new HtmlString(Typography.ToHtml(text ?? ""));

    /// <summary>Text with hits marked by the search (<see cref="Search.Passages.MarkStart"/>), as HTML with mark elements.</summary>
    public IHtmlContent Marked(string text) => new HtmlString(Typography.ToHtml(text)
        .Replace("&#xE001;", "<mark>", StringComparison.Ordinal).Replace("&#xE002;", "</mark>", StringComparison.Ordinal));

    /// <summary>«129 386», with no-break spaces.</summary>
    public string Number(long number) => number.ToString("N0", NumberFormat);

    /// <summary>«217», «1 200+»: exact below a thousand, else at least so many.</summary>
    public string RoundNumber(long number) => Rounded(number) is var rounded && rounded == number ? Number(number) : $"{Number(rounded)}+";

    /// <summary>Below a thousand the number, else its first two digits: it seldom changes.</summary>
    public static long Rounded(long number)
    {
        var unit = 1L;
        while (number / unit >= 100 && number >= 1000)
        {
            unit *= 10;
        }

        return number / unit * unit;
    }

    public string Number(decimal number) => number.ToString("#,0.##", NumberFormat);

    /// <summary>«312 000 zł», «312,50 zł».</summary>
    public string Money(decimal amount) => $"{amount.ToString(amount == decimal.Truncate(amount) ? "N0" : "N2", NumberFormat)}\u00A0{(IsEnglish ? "PLN" : "zł")}";

    /// <summary>For cards: «312 tys. zł», «1,2 mln zł».</summary>
    public string ShortMoney(decimal amount) => amount switch
    {
        >= 1_000_000 => Plain("Money.Millions", (amount / 1_000_000).ToString("0.#", NumberFormat)),
        >= 10_000 => Plain("Money.Thousands", (amount / 1000).ToString("0", NumberFormat)),
        _ => Money(amount),
    };

    /// <summary>«14 października 2026».</summary>
    public string Date(DateOnly date) => date.ToString("d MMMM yyyy", Culture);

    public string Date(PartialDate date) => (date.Month, date.Day) switch
    {
        (null, _) => date.Year.ToString(CultureInfo.InvariantCulture),
        (_, null) => $"{Culture.DateTimeFormat.MonthNames[date.FirstDay.Month - 1]} {date.Year}",
        _ => Date(date.FirstDay),
    };

    /// <summary>After «od» or «do»: «kwietnia 2021», «14 października 2026».</summary>
    public string DateInPhrase(PartialDate date) => (date.Month, date.Day) switch
    {
        ({ } month, null) => $"{Culture.DateTimeFormat.MonthGenitiveNames[month - 1]} {date.Year}",
        _ => Date(date),
    };

    public string Month(DateOnly date) => Culture.DateTimeFormat.AbbreviatedMonthNames[date.Month - 1].TrimEnd('.');

    /// <summary>«1,4 MB», «312 kB».</summary>
    public string FileSize(long bytes) => bytes switch
    {
        >= 1_000_000 => $"{(bytes / 1_000_000m).ToString("0.#", NumberFormat)}\u00A0MB",
        >= 1000 => $"{(bytes / 1000m).ToString("0", NumberFormat)}\u00A0kB",
        _ => $"{bytes}\u00A0B",
    };

    /// <summary>«14:32», in the portal's time zone.</summary>
    public string Time(DateTimeOffset moment) => Local(moment).ToString("H:mm", Culture);

    /// <summary>«14 października 2026».</summary>
    public string Date(DateTimeOffset moment) => Date(DateOnly.FromDateTime(Local(moment).DateTime));

    /// <summary>«14 października 2026, 14:32».</summary>
    public string DateAndTime(DateTimeOffset moment) => $"{Date(moment)}, {Time(moment)}";

    /// <summary>«AZ» for the round mark beside a name.</summary>
    public string Initials(string name) => string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(p => p.EnumerateRunes().First()));

    public string Name(Category category) => category.Name(IsEnglish);

    public string Name(TargetGroup group) => group.Name(IsEnglish);

    public string UnitType(LocalGovernmentType type) => Plain($"UnitType.{type}");

    public string YesNo(bool value) => Plain(value ? "Yes" : "No");

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone);

    private NumberFormatInfo NumberFormat => IsEnglish ? CultureInfo.GetCultureInfo("en-GB").NumberFormat : PolishNumbers;

    private static NumberFormatInfo PolishNumbers { get; } = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = "\u00A0",
        NumberDecimalDigits = 2,
        NegativeSign = "−",
    };

    /// <summary>Which of three forms: Polish by the last digits, English one or many.</summary>
    private string Form(long count)
    {
        if (count == 1)
        {
            return "one";
        }

        return !IsEnglish && count % 10 is >= 2 and <= 4 && count % 100 is not (>= 12 and <= 14) ? "few" : "many";
    }
}
