namespace PracticeBase.Features.Transfer.Import;

/// <summary>
/// What was read and how surely. Safe for logs: phone numbers and e-mail addresses appear only as «podano», people's names not at all.
/// </summary>
public sealed record ImportReport
{
    /// <summary>The layout's Polish name: «strona praktyki z dawnego portalu».</summary>
    public required string Layout { get; init; }

    /// <summary>Polish label → the value, shortened to one line, in the order of the page.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>Lines without a field of their own; their text is in «Inne informacje».</summary>
    public IReadOnlyList<string> LeftOver { get; init; } = [];

    /// <summary>Polish sentences on what was concluded without doubt from other data: a voivodeship from the town.</summary>
    public IReadOnlyList<string> Derived { get; init; } = [];

    /// <summary>Polish sentences on what a person should check.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}
