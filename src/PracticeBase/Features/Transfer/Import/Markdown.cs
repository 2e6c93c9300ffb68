using System.Text;
using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Turns lines of an old document into Markdown paragraphs and lists.</summary>
internal static partial class Markdown
{
    /// <summary>The longest summary that a revision may be submitted with.</summary>
    public const int MaxSummary = 2000;

    public static string FromLines(IEnumerable<DocumentLine> lines) => Join(Blocks(lines));

    /// <summary>Each text as its own list item.</summary>
    public static string List(IEnumerable<string> items) => string.Join('\n', items.Select(i => "- " + Escape(i)));

    /// <summary>Non-empty parts as paragraphs; null when there are none.</summary>
    public static string? Paragraphs(params IEnumerable<string?> parts)
    {
        var text = string.Join("\n\n", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
        return text.Length == 0 ? null : text;
    }

    /// <summary>The leading paragraphs that fit into a summary, and the others.</summary>
    public static (string Summary, string? Others) SplitSummary(IEnumerable<DocumentLine> lines)
    {
        var blocks = Blocks(lines).ToList();
        var length = 0;
        var count = blocks.TakeWhile(b => (length += b.Text.Length + 2) <= MaxSummary).Count();
        var rest = Join(blocks.Skip(count));
        return (Join(blocks.Take(count)), rest.Length == 0 ? null : rest);
    }

    /// <summary>The text without its list mark; null when it has none.</summary>
    public static string? AfterBullet(string text) =>
        BulletPattern().Match(text) is { Success: true } match && match.Length < text.Length ? text[match.Length..] : null;

    public static string CutAtWord(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', length);
        cut = cut > length / 2 ? cut : length;
        // Never between the halves of a surrogate pair.
        return text[..(char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)].TrimEnd();
    }

    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '*' or '`' or '<' or '\\' || (result.Length == 0 && c is '#' or '>' or '~' or '='))
            {
                result.Append('\\');
            }

            result.Append(c);
        }

        return result.ToString();
    }

    private static List<(string Text, bool IsItem)> Blocks(IEnumerable<DocumentLine> lines)
    {
        var blocks = new List<(StringBuilder Text, bool IsItem)>();
        var previous = "";
        foreach (var line in lines)
        {
            if (line.IsBlank)
            {
                previous = "";
                continue;
            }

            if (AfterBullet(line.Text) is { } item)
            {
                blocks.Add((new StringBuilder("- ").Append(Escape(item)), true));
            }
            else if (NumberPattern().IsMatch(line.Text))
            {
                blocks.Add((new StringBuilder(Escape(line.Text)), true));
            }
            else if (previous.Length > 0 && Continues(previous, line.Text))
            {
                blocks[^1].Text.Append(' ').Append(Escape(line.Text));
            }
            else
            {
                blocks.Add((new StringBuilder(Escape(line.Text)), false));
            }

            previous = line.Text;
        }

        return [.. blocks.Select(b => (b.Text.ToString(), b.IsItem))];
    }

    private static string Join(IEnumerable<(string Text, bool IsItem)> blocks)
    {
        var result = new StringBuilder();
        var afterItem = false;
        foreach (var (text, isItem) in blocks)
        {
            if (result.Length > 0)
            {
                result.Append(isItem && afterItem ? "\n" : "\n\n");
            }

            result.Append(text);
            afterItem = isItem;
        }

        return result.ToString();
    }

    /// <summary>A sentence broken across lines goes on in lower case, or the line before was full and did not end.</summary>
    private static bool Continues(string previous, string next)
    {
        if (previous[^1] is '.' or '!' or '?' or ':' or ';')
        {
            return false;
        }

        return char.IsLower(next[0]) || previous[^1] == ',' || previous.Length is >= 60 and <= 110;
    }

    [GeneratedRegex(@"^(?:[•·▪◦‣●■□\uE000-\uF8FF*]+\s*|[-–—−]\s+|[-–—−](?=\p{L}))")]
    private static partial Regex BulletPattern();

    [GeneratedRegex(@"^\d{1,2}[.)]\s")]
    private static partial Regex NumberPattern();
}
