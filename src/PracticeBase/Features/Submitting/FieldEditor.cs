using PracticeBase.Domain;

namespace PracticeBase.Features.Submitting;

/// <summary>How one <see cref="RevisionField"/> is shown in the form and taken from it.</summary>
/// <param name="Show">The stored value as it is typed.</param>
/// <param name="Write">Stores what was typed, or reports errors; then nothing of the field is stored.</param>
public sealed record FieldEditor(string Key, InputKind Kind, Func<PracticeRevision, FieldInput> Show, Action<FieldWriter> Write)
{
    public const int MaxArea = 20_000;

    /// <summary>Its value is one of <see cref="SubmissionLists"/>.</summary>
    public bool IsChosen => Kind is InputKind.Place or InputKind.Category or InputKind.TargetGroups;

    public IReadOnlyList<InputColumn> Columns { get; init; } = [];

    /// <summary>Longest value of a simple field.</summary>
    public int Max { get; init; } = MaxArea;

    /// <summary>Lines shown of an area.</summary>
    public int Lines { get; init; } = 5;

    public string? InputMode { get; init; }

    public string? Type { get; init; }
}

/// <summary>What a field's <see cref="FieldEditor.Write"/> works with.</summary>
public sealed class FieldWriter(FieldInput typed, PracticeRevision revision, SubmissionLists? lists, DateOnly today)
{
    public PracticeRevision Revision => revision;

    /// <exception cref="InvalidOperationException">The field is none of those that are chosen.</exception>
    public SubmissionLists Lists => lists ?? throw new InvalidOperationException($"{typed.Key} is not chosen from a list.");

    public DateOnly Today => today;

    public FieldInput Typed => typed;

    /// <summary>Null when empty.</summary>
    public string? Value => typed.Value.Length == 0 ? null : typed.Value;

    public List<FieldError> Errors { get; } = [];

    public void Error(string text, params object?[] arguments) => Errors.Add(new(typed.Key, text, arguments));

    public void RowError(int row, string column, string text, params object?[] arguments) => Errors.Add(new(typed.Key, text, arguments, row, column));

    /// <summary>The cell, or null when it is empty.</summary>
    public static string? Cell(IReadOnlyList<string> row, int column) => row[column].Length == 0 ? null : row[column];
}
