using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class MarkdownTextTests
{
    private static readonly HashSet<string> Known =
    [
        "html", "head", "body", "p", "a", "strong", "em", "code", "pre", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td",
    ];

    [Fact]
    public void ToHtml_Markdown_IsSet()
    {
        var html = Parse("## Cel\n\n**Ważne** [strona](https://example.org/a)\n\n- pierwszy\n- drugi\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        Assert.Equal("Cel", html.QuerySelector("h3")!.Words());
        Assert.Equal("Ważne", html.QuerySelector("strong")!.Words());
        Assert.Equal(("https://example.org/a", "noopener"), (html.Link("strona").Href(), html.Link("strona").GetAttribute("rel")));
        Assert.Equal(["pierwszy", "drugi"], html.QuerySelectorAll("li").Select(i => i.Words()));
        Assert.Equal(["1", "2"], html.QuerySelectorAll("td").Select(i => i.Words()));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("tekst <b>gruby</b>")]
    public void ToHtml_RawHtml_IsShownAsText(string markdown)
    {
        var html = Parse(markdown);
        Assert.Empty(html.QuerySelectorAll("script, img, b"));
        Assert.Equal(markdown, html.Body!.Words());
    }

    [Theory]
    [InlineData("[klik](javascript:alert(1))")]
    [InlineData("[klik](JaVaScRiPt:alert(1))")]
    [InlineData("[klik](data:text/html,x)")]
    [InlineData("[klik](vbscript:x)")]
    [InlineData("[klik](file:///etc/passwd)")]
    [InlineData("[klik](//evil.example)")]
    [InlineData("[klik][r]\n\n[r]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![klik](https://example.org/x.png)")]
    public void ToHtml_UnsafeLink_LeadsNowhere(string markdown)
    {
        var html = Parse(markdown);
        Assert.All(html.QuerySelectorAll("a"), a => Assert.Equal("", a.GetAttribute("href") ?? ""));
        Assert.Empty(html.QuerySelectorAll("img"));
    }

    [Theory]
    [InlineData("[klik](/strona/kontakt)", "/strona/kontakt")]
    [InlineData("[klik](#cele)", "#cele")]
    [InlineData("[klik](mailto:redakcja@example.org)", "mailto:redakcja@example.org")]
    [InlineData("[klik](http://example.org/)", "http://example.org/")]
    public void ToHtml_SafeLink_IsKept(string markdown, string href) => Assert.Equal(href, Parse(markdown).Link("klik").Href());

    [Theory]
    [InlineData(2, "h2")]
    [InlineData(3, "h3")]
    public void ToHtml_FirstLevelHeading_KeepsThePagesOrder(int top, string tag) =>
        Assert.Equal("Tytuł", new HtmlParser().ParseDocument(Write(MarkdownText.ToHtml("# Tytuł", top))).QuerySelector(tag)!.Words());

    [Fact]
    public void ToHtml_AnyText_RunsNothing() => AnyText.Holds(text =>
    {
        var source = Write(MarkdownText.ToHtml(text));
        var html = new HtmlParser().ParseDocument(source);
        return !source.Contains("<script", StringComparison.OrdinalIgnoreCase)
            && html.All.All(e => Known.Contains(e.LocalName) && !e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)))
            && html.QuerySelectorAll("[href]").All(e => e.GetAttribute("href") is "" or ['#', ..] or ['/', ..] || Uri.TryCreate(e.GetAttribute("href"), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto");
    }, times: 1500);

    [Theory]
    [InlineData("**Gruby** tekst i [link](https://example.org).", 100, "Gruby tekst i link.")]
    [InlineData("jeden dwa trzy cztery", 12, "jeden dwa…")]
    [InlineData(null, 10, "")]
    public void ToPlain_Markdown_IsOneShortLine(string? markdown, int length, string plain) => Assert.Equal(plain, MarkdownText.ToPlain(markdown, length));

    [Fact]
    public void Shorten_AnyText_KeepsTheLimit() => AnyText.Holds(text => MarkdownText.Shorten(text, 20).Length <= 20);

    [Fact]
    public void FirstParagraph_TwoParagraphs_TakesTheFirst() => Assert.Equal("Pierwszy akapit.", MarkdownText.FirstParagraph("Pierwszy\r\nakapit.\r\n\r\nDrugi.", 100));

    private static IDocument Parse(string markdown) => new HtmlParser().ParseDocument(Write(MarkdownText.ToHtml(markdown)));

    private static string Write(Microsoft.AspNetCore.Html.IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
