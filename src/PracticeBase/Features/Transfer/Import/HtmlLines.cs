using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>An HTML page as the lines that its text version would have.</summary>
internal static partial class HtmlLines
{
    /// <summary>Deeper pages are broken or made to harm.</summary>
    private const int MaxDepth = 200;

    private const int MaxLabelLength = 60;

    private static readonly HashSet<string> Skipped =
        ["HEAD", "SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "IFRAME", "SVG", "OBJECT", "SELECT", "BUTTON", "TEXTAREA"];

    private static readonly HashSet<string> Blocks =
    [
        "ADDRESS", "ARTICLE", "ASIDE", "BODY", "CAPTION", "CENTER", "DD", "DIV", "DL", "DT", "FIELDSET", "FIGURE", "FIGCAPTION", "FOOTER", "FORM",
        "HEADER", "HR", "LEGEND", "LI", "MAIN", "NAV", "OL", "SECTION", "TABLE", "TBODY", "TD", "TFOOT", "TH", "THEAD", "TR", "UL",
    ];

    /// <summary>Paragraphs stand apart by a blank line.</summary>
    private static readonly HashSet<string> Spaced = ["P", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "PRE"];

    public static bool IsHtml(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 8192));
        return DocumentStart().IsMatch(start) || ClosingTags().Count(start) >= 3;
    }

    public static string ToText(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        var writer = new LineWriter();
        if (document.Body is { } body)
        {
            Write(body, writer, 0);
        }

        return string.Join('\n', writer.Finish());
    }

    private static void Write(INode node, LineWriter writer, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ImportException("Strona HTML jest zbyt głęboko zagnieżdżona, aby ją odczytać.");
        }

        if (node is IText text)
        {
            writer.Text(text.Data, text.ParentElement?.TagName == "PRE");
        }

        if (node is not IElement element || Skipped.Contains(element.TagName.ToUpperInvariant()))
        {
            return;
        }

        switch (element.TagName)
        {
            case "BR":
                writer.NewLine();
                return;
            case "TR":
                WriteRow(element, writer, depth);
                return;
            case "DL":
                WriteTerms(element, writer, depth);
                return;
            default:
                WriteBlock(element, writer, depth);
                return;
        }
    }

    private static void WriteBlock(IElement element, LineWriter writer, int depth)
    {
        var isSpaced = Spaced.Contains(element.TagName);
        var isBlock = isSpaced || Blocks.Contains(element.TagName);
        if (isBlock)
        {
            writer.EndBlock(isSpaced);
        }

        if (element.TagName == "LI")
        {
            writer.Text("- ", false);
        }

        foreach (var child in element.ChildNodes)
        {
            Write(child, writer, depth + 1);
        }

        if (isBlock)
        {
            writer.EndBlock(isSpaced);
        }
    }

    private static void WriteRow(IElement row, LineWriter writer, int depth)
    {
        var cells = row.Children.Where(c => c.TagName is "TD" or "TH").ToList();
        var isLayout = cells.Any(c => c.QuerySelector("table, ul, h1, h2, h3") is not null);
        WriteCells(isLayout ? [.. cells.Select(c => new[] { c })] : [[.. cells]], writer, depth);
    }

    private static void WriteTerms(IElement list, LineWriter writer, int depth)
    {
        var rows = new List<IElement[]>();
        foreach (var child in list.Children)
        {
            var term = child.TagName == "DD" && rows is [.., [{ TagName: "DT" }]] ? rows[^1][0] : null;
            if (term is not null)
            {
                rows[^1] = [term, child];
            }
            else
            {
                rows.Add([child]);
            }
        }

        WriteCells(rows, writer, depth);
    }

    /// <summary>«Label» and «value» in neighbouring cells become «Label: value»; further lines of the value follow.</summary>
    private static void WriteCells(IReadOnlyList<IElement[]> rows, LineWriter writer, int depth)
    {
        foreach (var row in rows)
        {
            writer.EndBlock(false);
            var cells = row.Select(c => CellLines(c, depth)).Where(c => c.Count > 0).ToList();
            if (cells is [[{ Length: <= MaxLabelLength } label], _, ..] && row[0].TagName is "TH" or "DT" && !label.EndsWith(':'))
            {
                cells[0][0] = label + ":";
            }

            for (var i = 0; i < cells.Count; i++)
            {
                writer.Text(i > 0 ? " " : "", false);
                for (var j = 0; j < cells[i].Count; j++)
                {
                    if (j > 0)
                    {
                        writer.NewLine();
                    }

                    writer.Text(cells[i][j], false);
                }
            }

            writer.EndBlock(false);
        }
    }

    private static List<string> CellLines(IElement cell, int depth)
    {
        var writer = new LineWriter();
        foreach (var child in cell.ChildNodes)
        {
            Write(child, writer, depth + 1);
        }

        var lines = writer.Finish();
        var first = lines.FindIndex(l => l.Length > 0);
        return first < 0 ? [] : lines[first..(lines.FindLastIndex(l => l.Length > 0) + 1)];
    }

    [GeneratedRegex(@"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DocumentStart();

    [GeneratedRegex(@"</(?:p|div|td|tr|table|li|ul|h[1-6]|a|b|strong|span|body|html)\s*>|<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex ClosingTags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    private sealed class LineWriter
    {
        private readonly List<string> lines = [];
        private readonly StringBuilder line = new();

        public void Text(string text, bool isPreformatted)
        {
            if (!isPreformatted)
            {
                line.Append(Blanks().Replace(text, " "));
                return;
            }

            var parts = text.Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    NewLine();
                }

                line.Append(parts[i]);
            }
        }

        public void NewLine()
        {
            lines.Add(line.ToString().Trim());
            line.Clear();
        }

        public void EndBlock(bool isSpaced)
        {
            if (!string.IsNullOrWhiteSpace(line.ToString()))
            {
                NewLine();
            }

            line.Clear();
            if (isSpaced && lines is [.., { Length: > 0 }])
            {
                lines.Add("");
            }
        }

        public List<string> Finish()
        {
            EndBlock(false);
            return lines;
        }
    }
}
