using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class MarkdownLinesTests
{
    [Theory]
    [InlineData("Ala **ma** *kota*", "Ala ma kota")]
    [InlineData("Jeden.\n\nDwa.", "Jeden.\n\nDwa.")]
    [InlineData("[Tak](https://example.org/a)", "Tak: https://example.org/a")]
    [InlineData("https://example.org/a", "https://example.org/a")]
    [InlineData("- raz\n- dwa\n\nkoniec", "- raz\n- dwa\n\nkoniec")]
    [InlineData("1. raz\n2. dwa", "1. raz\n2. dwa")]
    [InlineData("> raz\\\n> dwa", "> raz\n> dwa")]
    [InlineData("# Nagłówek\ntekst", "Nagłówek\n\ntekst")]
    [InlineData("w 12 000 zł i przedsiębiorczościami", "w 12 000 zł i przedsiębiorczościami")]
    [InlineData("`kod` \\*", "kod *")]
    [InlineData("", "")]
    public void Of_Markdown_KeepsWordsLinesAndAddresses(string markdown, string expected) => Assert.Equal(expected, MarkdownLines.Of(markdown));

    [Fact]
    public void Of_AnyText_NeverFails() => AnyText.Holds(text => MarkdownLines.Of(text) is not null);
}
