using System.Text;
using Microsoft.AspNetCore.Html;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Submitting;

namespace PracticeBase.Features.Review;

/// <summary>One field in two revisions; null text where it is empty.</summary>
public sealed record FieldDiff(RevisionField Field, string? Before, string? After, IReadOnlyList<DiffPiece> Pieces)
{
    public bool IsChanged => Before != After;
}

/// <summary>Two revisions of a practice field by field.</summary>
public static class RevisionDiff
{
    /// <param name="before">With its content; null when there is none to compare with.</param>
    /// <param name="after">With its content.</param>
    /// <param name="fields">Which fields.</param>
    /// <param name="words">The language of what is not text: numbers, dates, names of places.</param>
    public static IReadOnlyList<FieldDiff> Between(PracticeRevision? before, PracticeRevision after, IEnumerable<RevisionField> fields, Words words)
    {
        var diff = new TextDiff();
        return [.. fields.Select(f =>
        {
            var (old, now) = (before is null ? null : Value(f, before, words), Value(f, after, words));
            return new FieldDiff(f, old, now, old == now ? [] : diff.Compare(old, now));
        })];
    }

    /// <summary>What the public may compare: no people, no consents.</summary>
    public static IEnumerable<RevisionField> PublicFields(PracticeKind kind) => RevisionField.Of(kind).Where(f => !f.IsPersonal && f.Step != SubmissionStep.Consents);

    /// <summary>The pieces as HTML, the changes in `del` and `ins`, which say so to those who hear the page.</summary>
    /// <param name="words">The page's texts.</param>
    /// <param name="pieces">In their order.</param>
    /// <param name="without">The kind that stands in the other column; null for one text with everything.</param>
    public static IHtmlContent ToHtml(this Words words, IEnumerable<DiffPiece> pieces, DiffKind? without = null)
    {
        var html = new StringBuilder();
        foreach (var piece in pieces.Where(p => p.Kind != without))
        {
            var text = Lines(words, piece.Text);
            html.Append(piece.Kind switch
            {
                DiffKind.Deleted => $"<del><span class=\"vh\">{words["Review.Diff.Deleted"]} </span>{text}<span class=\"vh\"> {words["Review.Diff.End"]} </span></del>",
                DiffKind.Inserted => $"<ins><span class=\"vh\">{words["Review.Diff.Inserted"]} </span>{text}<span class=\"vh\"> {words["Review.Diff.End"]} </span></ins>",
                _ => text,
            });
        }

        return new HtmlString(html.ToString());
    }

    /// <summary>Plain text with its line breaks as HTML.</summary>
    public static IHtmlContent ToHtml(this Words words, string text) => new HtmlString(Lines(words, text));

    private static string Lines(Words words, string text) => string.Join("<br>", text.Split('\n').Select(l => words.Html(l).ToString()));

    private static string? Value(RevisionField field, PracticeRevision revision, Words words) =>
        field.Text(revision, words)?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? text : null;
}
