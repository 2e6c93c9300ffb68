using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Submitting;

public enum InputKind
{
    Line,
    Area,
    Place,
    Category,
    TargetGroups,
    YesNo,
    Check,

    /// <summary>Repeatable rows of <see cref="InputColumn"/>s.</summary>
    Rows,
}

/// <summary>One input of a row. Its label is the text `Submission.Column.{Name}`.</summary>
/// <param name="Options">Values of a list to choose from, with `Submission.Option.{value}` or another text as label; null for what is typed.</param>
public sealed record InputColumn(string Name, int Max, IReadOnlyList<string>? Options = null, string OptionTexts = "Submission.Option", bool IsLong = false, string? InputMode = null, string? Type = null)
{
    /// <summary>Under which the browser sends it, once a row.</summary>
    public string InputName(string field) => $"{field}.{Name}";
}

/// <summary>
/// The content of one field as text: what is stored, or what was typed. One cell for a simple field, a line for every choice
/// of a list, a line of cells for every row.
/// </summary>
public sealed record FieldInput(string Key, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int StampLength = 12;

    public string Value => Rows is [[var only, ..], ..] ? only : "";

    /// <summary>Tells apart any two contents of a field.</summary>
    public string Stamp
    {
        get
        {
            // A form that is open while the portal is brought up to date knows the same stamps afterwards.
            var json = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(json))
            {
                writer.WriteStartArray();
                foreach (var row in Rows)
                {
                    writer.WriteStartArray();
                    foreach (var cell in row)
                    {
                        writer.WriteStringValue(cell);
                    }

                    writer.WriteEndArray();
                }

                writer.WriteEndArray();
            }

            return Convert.ToHexStringLower(SHA256.HashData(json.WrittenSpan).AsSpan(0, StampLength / 2));
        }
    }

    public bool IsSameAs(FieldInput other) =>
        Rows.Count == other.Rows.Count && Rows.Zip(other.Rows).All(r => r.First.SequenceEqual(r.Second, StringComparer.Ordinal));

    public static FieldInput Of(string key, string? value) => new(key, [[value ?? ""]]);

    public static FieldInput OfRows(string key, IEnumerable<IReadOnlyList<string>> rows) => new(key, [.. rows]);

    /// <summary>What the form sends for the field, cleaned; empty rows left out. Rows beyond <paramref name="maxRows"/> are counted, not kept.</summary>
    public static FieldInput Read(IFormCollection form, FieldEditor editor, int maxRows, out bool tooMany)
    {
        tooMany = false;
        if (editor.Kind is not (InputKind.Rows or InputKind.TargetGroups))
        {
            return Of(editor.Key, editor.Kind == InputKind.Area ? InputText.Clean(form[editor.Key]) : InputText.CleanLine(form[editor.Key]));
        }

        if (editor.Kind == InputKind.TargetGroups)
        {
            var chosen = form[editor.Key].Select(v => InputText.CleanLine(v) ?? "").Where(v => v.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
            tooMany = chosen.Count > maxRows;
            return OfRows(editor.Key, chosen.Take(maxRows).Select(v => new[] { v }));
        }

        var columns = editor.Columns.Select(c => (Column: c, Values: form[c.InputName(editor.Key)])).ToList();
        var count = columns.Max(c => c.Values.Count);
        tooMany = count > maxRows;
        var rows = Enumerable.Range(0, Math.Min(count, maxRows))
            .Select(i => columns.Select(c => (i < c.Values.Count ? c.Column.IsLong ? InputText.Clean(c.Values[i]) : InputText.CleanLine(c.Values[i]) : null) ?? "").ToArray())
            .Where(row => !IsBlank(row, editor));
        return OfRows(editor.Key, rows);
    }

    /// <summary>Without the row that its button took away.</summary>
    public FieldInput Without(int row) => this with { Rows = [.. Rows.Where((_, i) => i != row)] };

    /// <summary>Choices alone make no row.</summary>
    private static bool IsBlank(string[] row, FieldEditor editor) => row.Where((_, i) => editor.Columns[i].Options is null).All(v => v.Length == 0);
}

/// <summary>What is wrong with what was typed; the sentence is the text <paramref name="Text"/> with its arguments.</summary>
/// <param name="Row">From 0; null when it is about the whole field.</param>
public sealed record FieldError(string Key, string Text, object?[] Arguments, int? Row = null, string? Column = null)
{
    /// <summary>Of the input to mend.</summary>
    public string Anchor => Row is { } row ? $"{Key}-{row}-{Column}" : Key;
}
