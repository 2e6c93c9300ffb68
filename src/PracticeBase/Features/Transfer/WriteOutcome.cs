using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer;

public enum WriteResult
{
    New,
    Changed,
    Unchanged,
}

/// <summary>What became of one document.</summary>
/// <param name="RevisionNumber">The written revision; the one that was there already when nothing changed.</param>
/// <param name="Doubts">Polish sentences on what a person should check, without personal data.</param>
public sealed record WriteOutcome(WriteResult Result, int PracticeId, PracticeKind Kind, int RevisionNumber, RevisionStatus Status, IReadOnlyList<string> Doubts)
{
    public string Signature => Practice.FormatSignature(Kind, PracticeId);
}

/// <summary>How a document is to be written.</summary>
public sealed record WriteOptions
{
    /// <summary>False makes a draft; a document of an unknown layout is a draft in any case.</summary>
    public required bool Publish { get; init; }

    /// <summary>Where attachments with a path lie; null refuses such attachments.</summary>
    public string? Folder { get; init; }

    /// <summary>When the revision is said to have been published; now when null.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
