namespace PracticeBase.Features.Administration;

/// <summary>What people type into one form; texts as they were typed, so that a refused form shows them again.</summary>
public abstract class AdminForm
{
    /// <summary>Of the row that the form was filled from; null for a new one.</summary>
    public string? Stamp { get; set; }

    /// <summary>The button «Podgląd»: shows what it would look like and saves nothing.</summary>
    public bool Preview { get; set; }
}

/// <summary>A page with one form; its fields are the partial view <see cref="Fields"/>.</summary>
public sealed record EditPage
{
    public required string Title { get; init; }

    /// <summary>The entry of the desk's navigation.</summary>
    public required string Nav { get; init; }

    /// <summary>The list that it belongs to, from the site's root.</summary>
    public required string List { get; init; }

    /// <summary>The list's title.</summary>
    public required string ListTitle { get; init; }

    /// <summary>Where the form is sent.</summary>
    public required string Address { get; init; }

    /// <summary>«Contents/_Banner»</summary>
    public required string Fields { get; init; }

    public required AdminForm Form { get; init; }

    /// <summary>The form filled from the row as it stands now, when somebody changed it in the meantime.</summary>
    public AdminForm? Stored { get; init; }

    /// <summary>Can be deleted: the address of the question whether to.</summary>
    public string? Delete { get; init; }

    /// <summary>Can be merged: the address of the choice.</summary>
    public string? Merge { get; init; }

    /// <summary>Its public page.</summary>
    public string? Public { get; init; }

    /// <summary>The row that took this one over, with its address here.</summary>
    public (string Name, string Address)? MergedInto { get; init; }

    public bool HasFiles { get; init; }

    public bool HasPreview { get; init; }
}
