using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Domain;

namespace PracticeBase.Features.Administration.Audit;

/// <summary>What the audit log is narrowed down by.</summary>
public sealed class AuditFilter
{
    /// <summary>A name or e-mail address.</summary>
    [FromQuery(Name = "osoba")]
    public string? Person { get; set; }

    /// <summary>The first word of actions: «category».</summary>
    [FromQuery(Name = "dzialanie")]
    public string? Group { get; set; }

    /// <summary>What was touched: «Category 12», or its name.</summary>
    [FromQuery(Name = "czego")]
    public string? Subject { get; set; }

    /// <summary>Somewhere in the values before or after.</summary>
    [FromQuery(Name = "tekst")]
    public string? Text { get; set; }

    [FromQuery(Name = "od")]
    public string? From { get; set; }

    [FromQuery(Name = "do")]
    public string? Until { get; set; }

    /// <summary>Entries older than this one.</summary>
    [FromQuery(Name = "przed")]
    public long? Before { get; set; }

    public void Tidy()
    {
        (Person, Group, Subject, Text) = (Find.Tidy(Person), Find.Tidy(Group), Find.Tidy(Subject), Find.Tidy(Text));
        (From, Until) = (Day(From)?.ToString("O", CultureInfo.InvariantCulture), Day(Until)?.ToString("O", CultureInfo.InvariantCulture));
    }

    public IQueryable<AuditEntry> Narrow(IQueryable<AuditEntry> entries, TimeZoneInfo zone)
    {
        if (Person is { Length: > 0 } person)
        {
            var upper = person.ToUpperInvariant();
            entries = entries.Where(e => e.Account!.Name.Contains(person) || e.Account.NormalizedEmail!.Contains(upper));
        }

        if (Group is { Length: > 0 } group)
        {
            var prefix = group + ".";
            entries = entries.Where(e => e.Action.StartsWith(prefix));
        }

        if (Subject is { Length: > 0 } subject)
        {
            entries = entries.Where(e => e.Subject == subject || e.SubjectName!.Contains(subject));
        }

        if (Text is { Length: > 0 } text)
        {
            entries = entries.Where(e => e.Before!.Contains(text) || e.After!.Contains(text));
        }

        if (Day(From) is { } from)
        {
            var start = Start(from, zone);
            entries = entries.Where(e => e.At >= start);
        }

        if (Day(Until) is { } until)
        {
            var end = Start(until.AddDays(1), zone);
            entries = entries.Where(e => e.At < end);
        }

        return entries;
    }

    /// <summary>The query of an address with this filter, without the page.</summary>
    public QueryString ToQueryString(long? before = null) => Find.Query(
        ("osoba", Person), ("dzialanie", Group), ("czego", Subject), ("tekst", Text), ("od", From), ("do", Until), ("przed", before?.ToString(CultureInfo.InvariantCulture)));

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 3000 ? day : null;

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }
}
