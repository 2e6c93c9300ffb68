using System.Text.RegularExpressions;
using DiffPlex;

namespace PracticeBase.Features.Review;

public enum DiffKind
{
    Same,
    Deleted,
    Inserted,
}

public sealed record DiffPiece(DiffKind Kind, string Text);

/// <summary>
/// Differences of texts, down to words. One for a page: the work for all its texts together is bounded. What would take too long word by word
/// is compared line by line, and what is still too long is shown as taken out and put in whole.
/// </summary>
public sealed partial class TextDiff
{
    private static readonly Differ Differ = new();

    /// <summary>Words before times words after, summed over the texts: about a fifth of a second at worst.</summary>
    private long work = 12_000_000;

    /// <summary>The pieces in their order; those that are not <see cref="DiffKind.Inserted"/> make up <paramref name="before"/>, those not <see cref="DiffKind.Deleted"/> <paramref name="after"/>.</summary>
    public IReadOnlyList<DiffPiece> Compare(string? before, string? after)
    {
        var (old, now) = (Words(before ?? ""), Words(after ?? ""));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        var pieces = new List<DiffPiece>();
        Add(pieces, DiffKind.Same, string.Concat(old[..start]));
        AddChanged(pieces, old[start..^end], now[start..^end]);
        Add(pieces, DiffKind.Same, string.Concat(old[^end..]));
        return pieces;
    }

    private void AddChanged(List<DiffPiece> pieces, string[] old, string[] now)
    {
        if (Affords(old.Length, now.Length))
        {
            AddBlocks(pieces, old, now, Words, AddReplaced);
            return;
        }

        var (oldText, nowText) = (string.Concat(old), string.Concat(now));
        if (Affords(Lines(oldText).Length, Lines(nowText).Length))
        {
            AddBlocks(pieces, Lines(oldText), Lines(nowText), Lines, (p, a, b) =>
            {
                var (oldWords, nowWords) = (Words(string.Concat(a)), Words(string.Concat(b)));
                if (Affords(oldWords.Length, nowWords.Length))
                {
                    AddBlocks(p, oldWords, nowWords, Words, AddReplaced);
                }
                else
                {
                    AddReplaced(p, a, b);
                }
            });
            return;
        }

        AddReplaced(pieces, old, now);
    }

    private static void AddBlocks(List<DiffPiece> pieces, string[] old, string[] now, Func<string, string[]> chunker, Action<List<DiffPiece>, string[], string[]> addChanged)
    {
        var blocks = Differ.CreateCustomDiffs(string.Concat(old), string.Concat(now), false, chunker).DiffBlocks;
        var (a, b) = (0, 0);
        for (var i = 0; i < blocks.Count; i++)
        {
            var (first, last) = (blocks[i], blocks[i]);
            // Words that were replaced one after the other are one change, not one for each space between them.
            while (i + 1 < blocks.Count && old[(last.DeleteStartA + last.DeleteCountA)..blocks[i + 1].DeleteStartA].All(t => string.IsNullOrWhiteSpace(t) && !t.Contains('\n', StringComparison.Ordinal)))
            {
                last = blocks[++i];
            }

            Add(pieces, DiffKind.Same, string.Concat(old[a..first.DeleteStartA]));
            (a, b) = (last.DeleteStartA + last.DeleteCountA, last.InsertStartB + last.InsertCountB);
            addChanged(pieces, old[first.DeleteStartA..a], now[first.InsertStartB..b]);
        }

        Add(pieces, DiffKind.Same, string.Concat(old[a..]));
    }

    private static void AddReplaced(List<DiffPiece> pieces, string[] old, string[] now)
    {
        Add(pieces, DiffKind.Deleted, string.Concat(old));
        Add(pieces, DiffKind.Inserted, string.Concat(now));
    }

    private static void Add(List<DiffPiece> pieces, DiffKind kind, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (pieces.Count > 0 && pieces[^1].Kind == kind)
        {
            pieces[^1] = new(kind, pieces[^1].Text + text);
        }
        else
        {
            pieces.Add(new(kind, text));
        }
    }

    private bool Affords(long old, long now)
    {
        if (old * now > work)
        {
            return false;
        }

        work -= old * now;
        return true;
    }

    private static string[] Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    private static string[] Lines(string text) => [.. Line().Matches(text).Select(m => m.Value)];

    // A number with its separators, a word, a space, or one character, which may be a surrogate pair.
    [GeneratedRegex(@"\p{Nd}+(?:[.,\u00A0]\p{Nd}+)*|[\p{L}\p{M}\p{Nd}]+|[^\S\n]+|[\uD800-\uDBFF][\uDC00-\uDFFF]|.", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\n]*\n|[^\n]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
