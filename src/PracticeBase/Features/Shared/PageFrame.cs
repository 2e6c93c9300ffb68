using PracticeBase.Domain;

namespace PracticeBase.Features.Shared;

/// <summary>What a view tells the layout about itself: `ViewData["Frame"]`.</summary>
public sealed record PageFrame
{
    public const string Key = "Frame";

    /// <summary>Says where one is; the portal's name follows it.</summary>
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The entry of the navigation that is current: «home», «practices», «results», «map», «statistics», «calendar», «publications», «databases»; on a desk the path of the entry: «/panel/nowa».</summary>
    public string? Nav { get; init; }

    /// <summary>The working part of the portal that the page belongs to; null for the public pages.</summary>
    public Desk? Desk { get; init; }

    /// <summary>The sector's colours for the whole page.</summary>
    public string? Theme { get; init; }

    /// <summary>From the site's root without the language, with the part of the query that makes another page; null when the address has no page of its own.</summary>
    public string? Canonical { get; init; }

    /// <summary>A feed of what the page lists, from the site's root without the language: «/praktyki/kanal.atom».</summary>
    public string? Feed { get; init; }

    /// <summary>The search box in the head; the home page has a larger one of its own.</summary>
    public bool HasFind { get; init; } = true;

    public string FindText { get; init; } = "";
}

public enum Desk
{
    Account,
    Panel,
    Review,
    Admin,
}

/// <summary>A step of the breadcrumbs; null path for the page itself.</summary>
public sealed record Crumb(string Label, string? Path);

/// <summary>The head of a practice's views: title, signature, tabs.</summary>
public sealed record PracticeHead(Practices.PracticePage Page, string View);

/// <summary>The one text field of a form that leads to the search, with suggestions: `_FindField`.</summary>
public sealed record FindField(string Label, string? Placeholder = null, string Text = "");

public sealed record PagerModel(Infrastructure.PageInfo Page, Func<int, string> Link);
