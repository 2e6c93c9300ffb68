using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

public sealed class SearchRobustnessTests(SearchPortal portal) : IClassFixture<SearchPortal>
{
    private const int Times = 10_000;

    private static readonly string[] Pieces =
    [
        "rewitalizacja", "dom", "kultury", "NGO", "psy", "\"", "„", "”", "-", "−", "*", "^", ":", "(", ")", "+", "'", "\"\"", "-\"", "NEAR", "NEAR(", "AND", "OR", "NOT", "title:", "{title} :",
        " ", " ", " ", "rowid", "texts", "'; DROP TABLE texts; --", "%", "_", "\\", "\0", "\uE000", "\uE001", "\uFFFF", "\uD800", "😀", "раda", "gmіna", "İ", "ß", "e\u0301", "\u200B", "\u202E", "12,5", "§", "<b>",
    ];

    /// <summary>Questions of real words, operators of every kind and characters of every plane, in any order.</summary>
    private static readonly Arbitrary<string> AnyQuestion =
        Gen.OneOf(Gen.Elements(Pieces), Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString()), Gen.Choose(32, 126).Select(c => ((char)c).ToString()))
            .ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    [Fact]
    public async Task AnyText_IsAnswered()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var searcher = scope.ServiceProvider.GetRequiredService<Searcher>();
        var synonyms = new SynonymList(["NGO, organizacja pozarządowa", "-, \"", "pies, psy"]);
        Assert.True((await searcher.FindAsync("dom", synonyms, TestContext.Current.CancellationToken)).IsReady);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Times), Prop.ForAll(AnyQuestion, text =>
            searcher.FindAsync(text, synonyms, CancellationToken.None).GetAwaiter().GetResult() is { IsReady: true }));
    }

    [Fact]
    public async Task AnyText_HasSuggestions_AndHarmsNoIndex()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var suggestions = scope.ServiceProvider.GetRequiredService<Suggestions>();
        var catalogue = await scope.ServiceProvider.GetRequiredService<PracticeQueries>().CatalogueAsync(TestContext.Current.CancellationToken);
        await suggestions.FindAsync("dom", catalogue, TestContext.Current.CancellationToken);
        var identity = portal.IndexIdentity();

        foreach (var text in new[] { "12,5", "remont 12,5 km", "aः", "aःb", "e\u0301,1", "1,", ",1" })
        {
            await suggestions.FindAsync(text, catalogue, TestContext.Current.CancellationToken);
        }

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(AnyQuestion, text =>
            suggestions.FindAsync(text, catalogue, CancellationToken.None).GetAwaiter().GetResult().Count < 20));

        Assert.NotNull(identity);
        Assert.Equal(identity, portal.IndexIdentity());
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"\"\"")]
    [InlineData("a\" OR \"b")]
    [InlineData("NEAR(dom kultury, 2)")]
    [InlineData("title:dom")]
    [InlineData("{title summary} : dom")]
    [InlineData("dom* ^kultury")]
    [InlineData("dom AND")]
    [InlineData("OR OR OR")]
    [InlineData("(((")]
    [InlineData("' OR 1=1; DROP TABLE Practices; --")]
    [InlineData("%00")]
    [InlineData("dom\0kultury")]
    [InlineData("😀😀😀")]
    [InlineData("gmіna раda")]
    [InlineData("-")]
    [InlineData("-\"")]
    [InlineData("<script>alert(1)</script>")]
    public async Task BrokenQuestion_GetsAPage(string text)
    {
        foreach (var path in new[] { "/szukaj", "/praktyki", "/szukaj/podpowiedzi" })
        {
            var page = await portal.GetPageAsync($"{path}?q={Uri.EscapeDataString(text)}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("fts5", page.Source, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("syntax error", page.Source, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<script>alert", page.Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task VeryLongText_IsCutAndAnswered()
    {
        var page = await portal.GetPageAsync("/szukaj?q=" + string.Concat(Enumerable.Repeat("rewitalizacja+", 10_000 / 14)));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(3, page.Titles.Count);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/szukaj?q=" + new string('ż', 10_000))).Status);
    }
}
