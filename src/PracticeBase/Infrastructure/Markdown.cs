using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace PracticeBase.Infrastructure;

/// <summary>Long texts: Markdown without raw HTML, links to http, https, mailto and the portal itself only.</summary>
public static partial class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    /// <summary>HTML for a page.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="topHeading">The level that a first-level heading of the text gets, so that the page keeps its order.</param>
    /// <param name="lead">Sets the first paragraph as the page's lead.</param>
    public static IHtmlContent ToHtml(string? markdown, int topHeading = 3, bool lead = false)
    {
        var document = Parse(markdown);
        if (lead && document.Count > 1 && document[0] is ParagraphBlock first)
        {
            first.GetAttributes().AddClass("lead");
        }

        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(6, Math.Max(heading.Level, topHeading));
        }

        return new HtmlString(document.ToHtml(Pipeline));
    }

    /// <summary>The text alone, in one line, cut at a word to at most <paramref name="maxLength"/> characters.</summary>
    public static string ToPlain(string? markdown, int maxLength = int.MaxValue)
    {
        var plain = string.Join(' ', Markdown.ToPlainText(markdown ?? "", Pipeline).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Shorten(plain, maxLength);
    }

    /// <summary>The http and https addresses that the text links to, in its order.</summary>
    public static IEnumerable<string> Links(string? markdown) =>
        Parse(markdown).Descendants<Inline>().Select(i => i switch { LinkInline link => link.Url, AutolinkInline link => link.Url, _ => null })
            .OfType<string>().Where(u => u.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || u.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>The first paragraph as plain text, for cards; with what follows when it only introduces a list.</summary>
    public static string FirstParagraph(string? markdown, int maxLength)
    {
        var first = (markdown ?? "").ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        return ToPlain(first is not null && first.EndsWith(':') ? markdown : first, maxLength);
    }

    /// <summary>At most <paramref name="maxLength"/> characters: whole sentences when they fill half of it, else cut at a word with «…».</summary>
    public static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var sentence = SentenceEnds().Matches(text[..maxLength]).LastOrDefault()?.Index ?? -1;
        if (sentence >= maxLength / 2)
        {
            return text[..(sentence + 1)];
        }

        var cut = text.LastIndexOf(' ', maxLength - 1);
        return text[..(cut > maxLength / 2 ? cut : maxLength - 1)].TrimEnd(' ', ',', ';', ':', '–', '.') + '…';
    }

    // Not after an abbreviation or an ordinal: the word before is at least three letters long, and a capital follows.
    [GeneratedRegex(@"(?<=\p{L}{3})[.!?](?= \p{Lu})")]
    private static partial Regex SentenceEnds();

    internal static MarkdownDocument Parse(string? markdown)
    {
        var document = Markdown.Parse(markdown ?? "", Pipeline);
        foreach (var literal in document.Descendants<LiteralInline>())
        {
            literal.Content = new Markdig.Helpers.StringSlice(Typography.Set(literal.Content.ToString()));
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage || !IsSafe(link.Url))
            {
                // Its words stay, the link does not.
                link.ReplaceBy(new LiteralInline(string.Concat(link.Descendants<LiteralInline>().Select(l => l.Content.ToString()))));
            }
            else if (link.Url!.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                link.GetAttributes().AddProperty("rel", "noopener");
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return document;
    }

    private static bool IsSafe(string? url) =>
        url is not null && (url.StartsWith('#') || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal))
            || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto"));
}
