using PracticeBase.Domain;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Submitting;

/// <summary>One field as the form shows it.</summary>
/// <param name="Input">What is stored, or what was typed when that could not be stored.</param>
/// <param name="Theirs">What somebody else saved in the meantime, as people read it; null when nobody did.</param>
/// <param name="IsMissing">Required to submit and not complete.</param>
public sealed record FieldView(RevisionField Field, FieldEditor Editor, FieldInput Input, IReadOnlyList<FieldError> Errors, string? Theirs, bool IsMissing);

/// <summary>A step of the form.</summary>
public sealed record StepPage
{
    public required PracticeRevision Revision { get; init; }

    public required SubmissionStep Step { get; init; }

    public required IReadOnlyList<FieldView> Fields { get; init; }

    public required SubmissionLists Lists { get; init; }

    public required IReadOnlyList<RevisionField> Missing { get; init; }

    /// <summary>0–100.</summary>
    public required int Completeness { get; init; }

    /// <summary>Published practices that look much like this one.</summary>
    public IReadOnlyList<CatalogueEntry> Similar { get; init; } = [];

    /// <summary>The field that gets an empty row more.</summary>
    public string? AddRowTo { get; init; }

    /// <summary>What became of the last change of the attachments; null when all is well.</summary>
    public AttachmentReport? Attachments { get; init; }

    public PracticeKind Kind => Revision.Practice.Kind;

    public IEnumerable<FieldError> Errors => Fields.SelectMany(f => f.Errors);

    public bool HasConflict => Fields.Any(f => f.Theirs is not null);

    /// <summary>What the browser sends back to say what it had seen.</summary>
    public string Stamp => SubmissionFields.Stamp(Step, Revision);

    public int MissingIn(SubmissionStep step) => Missing.Count(f => f.Step == step);
}

public enum SaveResult
{
    /// <summary>All of it, or all but the fields with errors.</summary>
    Saved,

    /// <summary>Not this account's to write in.</summary>
    NotFound,

    /// <summary>Submitted or withdrawn from writing in the meantime; nothing was stored.</summary>
    NotNow,

    /// <summary>Somebody else changed the same field; nothing was stored.</summary>
    Conflict,
}

/// <summary>What became of a save: all that the form's script is told; a page is made of it by <see cref="DraftForm.OpenAsync"/>.</summary>
public sealed record SaveOutcome(SaveResult Result)
{
    public SubmissionStep Step { get; init; }

    /// <summary>As it is stored now, with what <see cref="RevisionContentQuery.FindWithFieldsOfAsync"/> loads; null when nothing could be saved there.</summary>
    public PracticeRevision? Revision { get; init; }

    /// <summary>What could not be stored, by field.</summary>
    public IReadOnlyDictionary<string, FieldInput> Typed { get; init; } = new Dictionary<string, FieldInput>();

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The fields that somebody else changed in the meantime.</summary>
    public IReadOnlyCollection<string> Conflicts { get; init; } = [];

    /// <summary>0–100; null where what was written left it as it was.</summary>
    public int? Completeness { get; init; }
}
