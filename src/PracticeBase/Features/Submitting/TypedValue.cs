using System.Globalization;
using PracticeBase.Domain;

namespace PracticeBase.Features.Submitting;

/// <summary>What people type for numbers, money and dates, and how it is shown to them again.</summary>
public static class TypedValue
{
    internal const decimal MaxAmount = 1_000_000_000_000m;

    private static readonly CultureInfo Polish = CultureInfo.GetCultureInfo("pl-PL");

    /// <summary>«186 000», «186000,50», «1.250», «12 zł»; not negative, at most two decimals, below a billion thousands.</summary>
    public static bool TryAmount(string text, out decimal amount)
    {
        amount = 0;
        var digits = Squeeze(text);
        digits = digits.EndsWith("zł", StringComparison.OrdinalIgnoreCase) ? digits[..^2] : digits;
        digits = digits.EndsWith("PLN", StringComparison.OrdinalIgnoreCase) ? digits[..^3] : digits;
        // «1.250» is a thousand, «1.25» is not.
        var comma = digits.LastIndexOfAny([',', '.']);
        if (comma >= 0 && digits.Length - comma - 1 is 1 or 2 && digits.IndexOfAny([',', '.']) == comma)
        {
            digits = digits[..comma] + "." + digits[(comma + 1)..];
        }
        else if (digits.Split('.') is { Length: > 1 } groups && groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3))
        {
            digits = string.Concat(groups);
        }
        else if (comma >= 0)
        {
            return false;
        }

        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) && amount <= MaxAmount;
    }

    /// <summary>Any figure, also negative; at most two decimals.</summary>
    public static bool TryFigure(string text, out decimal figure)
    {
        var digits = Squeeze(text).Replace('−', '-');
        var negative = digits.StartsWith('-');
        var found = TryAmount(negative ? digits[1..] : digits, out figure);
        figure = negative ? -figure : figure;
        return found;
    }

    /// <summary>«129 386», from 0 to two billion.</summary>
    public static bool TryCount(string text, out int count) =>
        int.TryParse(Squeeze(text), NumberStyles.None, CultureInfo.InvariantCulture, out count);

    /// <summary>«5.12.2026», «05-12-2026», «2026-12-05».</summary>
    public static bool TryDate(string text, out DateOnly date) => DateOnly.TryParseExact(
        Squeeze(text), ["d.M.yyyy", "d-M-yyyy", "d/M/yyyy", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date.Year is >= 1900 and <= 2200;

    /// <summary>«2024», «03.2024», «5.03.2024».</summary>
    public static bool TryPartialDate(string text, out PartialDate date)
    {
        date = default;
        var parts = Squeeze(text).Split('.', '-', '/');
        if (parts is [{ Length: 4 }, _, _] or [{ Length: 4 }, _])
        {
            Array.Reverse(parts);
        }

        return parts.Length is >= 1 and <= 3 && parts[^1].Length == 4
            && PartialDate.TryParse(string.Join('-', parts.Reverse().Select((p, i) => i == 0 ? p : p.PadLeft(2, '0'))), out date) && date.Year is >= 1900 and <= 2200;
    }

    public static string Show(decimal? number) => number?.ToString("0.##", Polish) ?? "";

    public static string Show(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Show(DateOnly? date) => date?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "";

    public static string Show(PartialDate? date) => date is not { } d ? "" : (d.Month, d.Day) switch
    {
        (null, _) => d.Year.ToString(CultureInfo.InvariantCulture),
        ({ } month, null) => string.Create(CultureInfo.InvariantCulture, $"{month:00}.{d.Year}"),
        ({ } month, { } day) => string.Create(CultureInfo.InvariantCulture, $"{day:00}.{month:00}.{d.Year}"),
    };

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('\u00A0' or '\u202F')));
}
