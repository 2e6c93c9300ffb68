using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PracticeBase.Infrastructure;

/// <summary>Markdown as plain text that keeps its lines, for mail: a link as «text: address», an item with its dash.</summary>
public static class MarkdownLines
{
    private const string Paragraphs = "\n\n";

    public static string Of(string? markdown) =>
        Blocks(MarkdownText.Parse(markdown), Paragraphs).Replace("\u00AD", "", StringComparison.Ordinal).Replace('\u00A0', ' ').Trim();

    private static string Blocks(IEnumerable<Block> blocks, string separator) => string.Join(separator, blocks.Select(Text).Where(t => t.Length > 0));

    private static string Text(Block block) => block switch
    {
        ListBlock list => string.Join('\n', list.Select((item, i) => Item(list.IsOrdered ? $"{i + 1}. " : "- ", Blocks((ContainerBlock)item, "\n")))),
        QuoteBlock quote => "> " + Blocks(quote, Paragraphs).Replace("\n", "\n> ", StringComparison.Ordinal),
        Table table => Blocks(table, "\n"),
        TableRow row => Blocks(row, " | "),
        ContainerBlock container => Blocks(container, Paragraphs),
        LeafBlock { Inline: { } inline } => Text(inline),
        LeafBlock leaf => leaf.Lines.ToString(),
        _ => "",
    };

    private static string Item(string mark, string text) => mark + text.Replace("\n", "\n" + new string(' ', mark.Length), StringComparison.Ordinal);

    private static string Text(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        LineBreakInline line => line.IsHard ? "\n" : " ",
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        LinkInline link => Link(string.Concat(link.Select(Text)), link.Url),
        ContainerInline container => string.Concat(container.Select(Text)),
        _ => "",
    };

    private static string Link(string text, string? address) => text == address || string.IsNullOrEmpty(address) ? text : $"{text}: {address}";
}
