using System.Text.Json;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>One practice read from a document.</summary>
/// <param name="IsKnownLayout">False when only a title and a text could be told apart: a draft for somebody to finish.</param>
/// <param name="SourceHash">SHA-256 of the document's canonical JSON: equal when a second reading would change nothing.</param>
public sealed record ReadDocument(PracticeDocument Document, ImportReport Report, bool IsKnownLayout, string SourceHash)
{
    internal static ReadDocument Create(string layout, PracticeDocument document, ImportNotes notes, bool isKnownLayout = true) => new(
        document,
        new ImportReport
        {
            Layout = layout,
            Fields = ReportFields.Of(document),
            LeftOver = [.. notes.LeftOver.Select(t => PersonalData.Mask(t))],
            Derived = [.. notes.Derived.Select(t => PersonalData.Mask(t))],
            Doubts = [.. notes.Doubts.Select(t => PersonalData.Mask(t))],
        },
        isKnownLayout,
        Text.Sha256(JsonSerializer.Serialize(document, PracticeExport.JsonOptions)));
}

/// <summary>What a layout gathers for the report while it reads.</summary>
internal sealed class ImportNotes(IEnumerable<string> doubts)
{
    public List<string> LeftOver { get; } = [];

    public List<string> Derived { get; } = [];

    public List<string> Doubts { get; } = [.. doubts];
}
