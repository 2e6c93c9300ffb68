namespace PracticeBase.Features.Search;

/// <summary>Where in a practice a word stands, weightiest first. The numbers are part of the index's format.</summary>
public enum SearchField
{
    Title,

    /// <summary>Summary, and the names that belong to the practice: unit, place, partners, programmes.</summary>
    Lead,

    /// <summary>All sections, expert opinions, adoptions, category and target groups.</summary>
    Body,

    /// <summary>Titles, descriptions and extracted text of the attachments.</summary>
    Files,
}

/// <summary>What the index holds of a published practice or programme result: its texts, a field each.</summary>
public sealed record SearchDocument(int PracticeId, int RevisionId, string Title, string Lead, string Body, string Files)
{
    /// <summary>Stands between texts of one field, so that no phrase reaches from one into the other.</summary>
    public const char Gap = '\uE000';

    /// <summary>In the order of <see cref="SearchField"/>.</summary>
    public IReadOnlyList<string> Texts => [Title, Lead, Body, Files];
}
