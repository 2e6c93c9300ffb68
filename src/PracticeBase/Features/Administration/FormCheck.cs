using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration;

/// <summary>Reads what was typed into values; what cannot be used is told at its field, with what to do.</summary>
public sealed class FormCheck(ModelStateDictionary state, Words words)
{
    private static readonly EmailAddressAttribute Mail = new();

    public bool IsValid => state.IsValid;

    /// <summary>A line that must not be empty.</summary>
    public string Line(string field, string? typed, int max) => Bounded(field, InputText.CleanLine(typed), max) ?? Missing(field);

    public string? OptionalLine(string field, string? typed, int max) => Bounded(field, InputText.CleanLine(typed), max);

    /// <summary>Several lines.</summary>
    public string Body(string field, string? typed, int max) => Bounded(field, InputText.Clean(typed), max) ?? Missing(field);

    public string? OptionalBody(string field, string? typed, int max) => Bounded(field, InputText.Clean(typed), max);

    /// <summary>«https://…»; also «/strona/…» of the portal itself where <paramref name="local"/>.</summary>
    public string? Url(string field, string? typed, int max, bool local = false)
    {
        var url = OptionalLine(field, typed, max);
        if (url is null || (local && url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal)))
        {
            return url;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            Refuse(field, local ? "Admin.Error.UrlOrPath" : "Admin.Error.Url");
        }

        return url;
    }

    public string? Email(string field, string? typed)
    {
        var email = OptionalLine(field, typed, 254);
        if (email is not null && !Mail.IsValid(email))
        {
            Refuse(field, "Admin.Error.EmailAddress");
        }

        return email;
    }

    /// <summary>«2026-03-31», as browsers send it, or «31.03.2026».</summary>
    public DateOnly? Date(string field, string? typed)
    {
        if (InputText.CleanLine(typed) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2200)
        {
            return date;
        }

        Refuse(field, "Admin.Error.Date");
        return null;
    }

    public TimeOnly? Time(string field, string? typed)
    {
        if (InputText.CleanLine(typed) is not { } text)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        Refuse(field, "Admin.Error.Time");
        return null;
    }

    public int? Number(string field, string? typed, int min, int max) =>
        (int?)Decimal(field, typed, min, max, whole: true);

    public double? Coordinate(string field, string? typed, double min, double max) =>
        (double?)Decimal(field, typed, (decimal)min, (decimal)max, whole: false);

    /// <summary>One of the offered values; anything else was not chosen on the page.</summary>
    public string Choice(string field, string? typed, IEnumerable<string> offered)
    {
        if (typed is not null && offered.Contains(typed))
        {
            return typed;
        }

        Refuse(field, "Admin.Error.Choice");
        return "";
    }

    /// <summary>The end of an address, made from what was typed, or from the name when nothing was.</summary>
    public string Slug(string field, string? typed, string name)
    {
        var slug = Text.Slug(InputText.CleanLine(typed) ?? name);
        if (InputText.CleanLine(typed) is { } wanted && wanted != slug)
        {
            Refuse(field, "Admin.Error.Slug", slug);
        }

        return slug;
    }

    public void Refuse(string field, string key, params object?[] args)
    {
        if (!state.TryGetValue(field, out var entry) || entry.Errors.Count == 0)
        {
            state.AddModelError(field, words.Plain(key, args));
        }
    }

    private string Missing(string field)
    {
        Refuse(field, "Admin.Error.Required");
        return "";
    }

    private string? Bounded(string field, string? value, int max)
    {
        if (value?.Length > max)
        {
            Refuse(field, "Admin.Error.TooLong", words.Number(max), words.Number(value.Length));
        }

        return value;
    }

    private decimal? Decimal(string field, string? typed, decimal min, decimal max, bool whole)
    {
        if (InputText.CleanLine(typed) is not { } text)
        {
            return null;
        }

        var plain = text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace(',', '.');
        var style = NumberStyles.AllowLeadingSign | (whole ? NumberStyles.None : NumberStyles.AllowDecimalPoint);
        if (decimal.TryParse(plain, style, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse(field, whole ? "Admin.Error.Number" : "Admin.Error.Decimal", words.Number(min), words.Number(max));
        return null;
    }
}
