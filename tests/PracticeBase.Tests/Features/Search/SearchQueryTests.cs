using PracticeBase.Features.Search;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("asystent rodziny", "asystent|rodziny")]
    [InlineData("\"asystent rodziny\" gmina", "\"asystent rodziny\"|gmina")]
    [InlineData("„dom kultury”", "\"dom kultury\"")]
    [InlineData("«dom kultury»", "\"dom kultury\"")]
    [InlineData("asystent -szkoła", "asystent|-szkoła")]
    [InlineData("asystent -\"dom kultury\"", "asystent|-\"dom kultury\"")]
    [InlineData("-szkoła", "-szkoła")]
    [InlineData("e-usługi Bielsko-Biała", "e|usługi|bielsko|biała")]
    [InlineData("asystent - szkoła", "asystent|szkoła")]
    [InlineData("asystent --- -", "asystent")]
    [InlineData("\"niedomknięty cudzysłów", "niedomknięty|cudzysłów")]
    [InlineData("\"\" \" \" -\"\"", "")]
    [InlineData("a\"b\"c", "a|b|c")]
    [InlineData("NEAR(gmina miasto) AND *^:title", "near|gmina|miasto|and|title")]
    [InlineData("", "")]
    public void Parse_Text_IsTakenApart(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SearchQuery.Parse(text).Parts.Select(Written)));

    [Theory]
    [InlineData("rewital", true)]
    [InlineData("rewital ", false)]
    [InlineData("\"rewital\"", false)]
    [InlineData("-rewital", false)]
    [InlineData("", false)]
    public void Parse_End_TellsWhetherTheLastWordMayGoOn(string text, bool isOpen) => Assert.Equal(isOpen, SearchQuery.Parse(text).IsOpen);

    [Fact]
    public void Parse_ManyWords_KeepsTheFirst() =>
        Assert.Equal(SearchQuery.MaxWords, SearchQuery.Parse(string.Join(' ', Enumerable.Range(0, 1000).Select(i => $"słowo{i}"))).Parts.Sum(p => p.Words.Count));

    [Fact]
    public void Parse_AnyText_GivesWordsWithinIt() => AnyText.Holds(
        text =>
        {
            var words = SearchQuery.Parse(text).Parts.SelectMany(p => p.Words).ToList();
            return words.Count <= SearchQuery.MaxWords && words.TrueForAll(w => w.Start >= 0 && w.Length > 0 && w.Start + w.Length <= text.Length);
        },
        times: 2000);

    private static string Written(QueryPart part)
    {
        var words = string.Join(' ', part.Words.Select(w => w.Form));
        return (part.IsExcluded ? "-" : "") + (part.IsPhrase ? $"\"{words}\"" : words);
    }
}
