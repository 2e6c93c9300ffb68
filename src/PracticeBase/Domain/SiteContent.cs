namespace PracticeBase.Domain;

public enum PublicationKind
{
    Guide,
    Report,
    Article,
    Template,
    Law,
}

/// <summary>An entry of «Publikacje i dokumenty»: a file here, or a link.</summary>
public sealed class Publication
{
    public int Id { get; init; }

    public required string Title { get; set; }

    public string? Authors { get; set; }

    public string? Description { get; set; }

    public required PublicationKind Kind { get; set; }

    public int? Year { get; set; }

    public string? Url { get; set; }

    public string? Sha256 { get; set; }

    public StoredFile? File { get; set; }

    public string? FileName { get; set; }

    public required DateOnly PublishedOn { get; set; }
}

/// <summary>An entry of «Inne bazy danych».</summary>
public sealed class OtherDatabase : IOrdered
{
    public int Id { get; init; }

    public required string NamePl { get; set; }

    public required string NameEn { get; set; }

    public string? DescriptionPl { get; set; }

    public string? DescriptionEn { get; set; }

    public required string Url { get; set; }

    public int Order { get; set; }
}

/// <summary>A page that administrators write; the text is Markdown.</summary>
public sealed class StaticPage : IOrdered
{
    public int Id { get; init; }

    public required string Slug { get; set; }

    public required string TitlePl { get; set; }

    public required string BodyPl { get; set; }

    public required string TitleEn { get; set; }

    public required string BodyEn { get; set; }

    public required DateOnly UpdatedOn { get; set; }

    public int Order { get; set; }
}

public sealed class CalendarEvent
{
    public int Id { get; init; }

    public required string Title { get; set; }

    public string? Description { get; set; }

    public required DateOnly StartsOn { get; set; }

    /// <summary>The last day; null for one day.</summary>
    public DateOnly? EndsOn { get; set; }

    public TimeOnly? StartsAt { get; set; }

    public string? Place { get; set; }

    public string? Url { get; set; }
}

public sealed class Banner : IOrdered
{
    public int Id { get; init; }

    public required string TitlePl { get; set; }

    public required string TitleEn { get; set; }

    public string? TextPl { get; set; }

    public string? TextEn { get; set; }

    public required string Url { get; set; }

    public required string Theme { get; set; }

    public required string Icon { get; set; }

    public int Order { get; set; }

    public DateOnly? ShownFrom { get; set; }

    public DateOnly? ShownUntil { get; set; }
}

/// <summary>Who pays for the portal; the logo is shown at the foot of every page.</summary>
public sealed class Funder : IOrdered
{
    public int Id { get; init; }

    public required string NamePl { get; set; }

    public required string NameEn { get; set; }

    public string? Url { get; set; }

    /// <summary>The logo's file; null shows the name alone.</summary>
    public string? LogoSha256 { get; set; }

    public StoredFile? Logo { get; set; }

    public int Order { get; set; }
}

/// <summary>Guests of one day, counted without cookies and without stored addresses.</summary>
public sealed class VisitDay
{
    public required DateOnly Day { get; init; }

    public int Visitors { get; set; }
}

/// <summary>Readings of one practice on one day.</summary>
public sealed class PracticeReads
{
    public required int PracticeId { get; init; }

    public required DateOnly Day { get; init; }

    public int Reads { get; set; }
}

/// <summary>One line of the change feed: what was published, withdrawn or changed, in order. Derived stores follow it.</summary>
public sealed class Change
{
    public long Id { get; init; }

    /// <summary>Null when the change touches the whole site: a category's name, a local government's population.</summary>
    public int? PracticeId { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A value that administrators set in the portal; it goes before the configuration's.</summary>
public sealed class Setting
{
    /// <summary>A configuration key: «Portal:Name».</summary>
    public required string Key { get; init; }

    public required string Value { get; set; }
}

/// <summary>Words that mean the same to a search: «NGO, organizacja pozarządowa, trzeci sektor». Each finds the others.</summary>
public sealed class SynonymGroup
{
    public int Id { get; init; }

    /// <summary>Two or more words or short phrases, separated by commas.</summary>
    public required string Words { get; set; }
}

/// <summary>A search that found nothing, counted by month. Nothing says who searched.</summary>
public sealed class EmptySearch
{
    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Folded (<see cref="Domain.Text.Fold"/>), without what could name a person: numbers, addresses; at least three guests looked for it.</summary>
    public required string Text { get; init; }

    public int Count { get; set; }
}
