using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace PracticeBase.Tests.Hosting;

/// <summary>An answer as a reader meets it: found by role, label and visible text.</summary>
public sealed record Page(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private IHtmlDocument? document;

    public string Source => Encoding.UTF8.GetString(Body);

    public IHtmlDocument Document => document ??= new HtmlParser().ParseDocument(Source);

    public IElement Main => Assert.Single(Document.QuerySelectorAll("main"));

    /// <summary>The page's only first-level heading.</summary>
    public string Heading => Assert.Single(Document.QuerySelectorAll("h1")).Words();

    /// <summary>The titles of the records shown, in their order.</summary>
    public IReadOnlyList<string> Titles => [.. Main.QuerySelectorAll("article h3 a").Select(a => a.Words())];

    public string? Canonical => Document.QuerySelector("link[rel=canonical]")?.GetAttribute("href");

    public IElement Landmark(string role, string name) =>
        Assert.Single(Document.QuerySelectorAll(role), e => e.GetAttribute("aria-label") == name || NameOf(e) == name);

    public IElement? FindLandmark(string role, string name) =>
        Document.QuerySelectorAll(role).SingleOrDefault(e => e.GetAttribute("aria-label") == name || NameOf(e) == name);

    public IElement Link(string text) => Document.Link(text);

    /// <summary>The value beside a term of the card; null when the card has no such row.</summary>
    public string? Term(string label) =>
        Main.QuerySelectorAll("dt").Where(t => t.Words() == label).Select(t => t.NextElementSibling!.Words()).SingleOrDefault();

    /// <summary>Headings of the page's content below the first.</summary>
    public IReadOnlyList<string> Sections => [.. Main.QuerySelectorAll("h2").Select(h => h.Words())];

    private string? NameOf(IElement element) =>
        element.GetAttribute("aria-labelledby") is { } id ? Document.GetElementById(id)?.Words() : null;
}

public static class PageExtensions
{
    /// <summary>The text as it is read: no soft hyphens, single spaces.</summary>
    public static string Words(this INode node) => node.TextContent.Words();

    public static string Words(this string text) =>
        string.Join(' ', text.Replace("\u00AD", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static IElement Link(this IParentNode within, string text) => Assert.Single(within.QuerySelectorAll("a[href]"), a => a.Words() == text);

    public static string Href(this IElement link) => link.GetAttribute("href")!;

    public static IReadOnlyList<string> Links(this IParentNode within) => [.. within.QuerySelectorAll("a[href]").Select(a => a.Words())];
}
