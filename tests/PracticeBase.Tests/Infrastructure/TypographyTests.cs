using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class TypographyTests
{
    [Theory]
    [InlineData("w domu i w szkole", "w\u00A0domu i\u00A0w\u00A0szkole")]
    [InlineData("W domu", "W\u00A0domu")]
    [InlineData("129 386 osób", "129\u00A0386 osób")]
    [InlineData("1 842 316", "1\u00A0842\u00A0316")]
    [InlineData("312 tys. zł, 15 km, 3 h", "312\u00A0tys. zł, 15\u00A0km, 3\u00A0h")]
    [InlineData("rok 2005 2006", "rok 2005 2006")]
    [InlineData("dom z", "dom z")]
    [InlineData("sala A, 12 halek", "sala A, 12 halek")]
    public void Set_Words_GluesWhatBelongsTogether(string text, string set) => Assert.Equal(set, Typography.Set(text));

    [Fact]
    public void Set_LongWord_GetsSoftHyphens()
    {
        var set = Typography.Set("najnieprawdopodobniejszemu domowi");
        Assert.Contains('\u00AD', set);
        Assert.EndsWith(" domowi", set, StringComparison.Ordinal);
        Assert.All(set.Split(' ')[0].Split('\u00AD'), part => Assert.True(part.Length >= 4));
    }

    [Fact]
    public void Set_WordOfEighteenLetters_StaysWhole() => Assert.DoesNotContain('\u00AD', Typography.Set("przedsiębiorczości"));

    [Fact]
    public void Set_AnyText_ChangesSpacesAndHyphensOnly() => AnyText.Holds(text =>
    {
        var plain = text.Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u00AD", "", StringComparison.Ordinal);
        return Typography.Set(plain).Replace('\u00A0', ' ').Replace("\u00AD", "", StringComparison.Ordinal) == plain;
    });

    [Fact]
    public void ToHtml_AnyText_HoldsNoMarkup() => AnyText.Holds(text => !Typography.ToHtml(text).AsSpan().ContainsAny('<', '>', '"'));

    [Fact]
    public void ToHtml_PolishLetters_StayReadable() => Assert.Equal("Żółć i\u00A0łódź &lt;b&gt;", Typography.ToHtml("Żółć i łódź <b>"));
}
