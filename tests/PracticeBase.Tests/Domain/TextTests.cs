using System.Text.RegularExpressions;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed partial class TextTests
{
    [Theory]
    [InlineData("Żłobek w Łodzi", "zlobek w lodzi")]
    [InlineData("ĄĆĘŁŃÓŚŹŻ", "acelnoszz")]
    [InlineData("ąćęłńóśźż", "acelnoszz")]
    [InlineData("e\u0301", "e")]
    [InlineData("A–B 12%", "a–b 12%")]
    public void Fold_Letters_LosesCaseAndDiacritics(string text, string folded) => Assert.Equal(folded, Text.Fold(text));

    [Fact]
    public void Fold_AnyText_IsStable() => AnyText.Holds(text => Text.Fold(Text.Fold(text)) == Text.Fold(text));

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    [InlineData(0xFFFE)]
    [InlineData(0xFFFF)]
    public void Fold_CharacterThatIsNone_DoesNotThrow(int code) => Assert.StartsWith("zolw ", Text.Fold($"Żółw {(char)code}\U0001F600"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Żłobek w Łodzi", "zlobek-w-lodzi")]
    [InlineData("  – 24/7 –  ", "24-7")]
    [InlineData("", "praktyka")]
    [InlineData("日本", "praktyka")]
    public void Slug_Title_IsHyphenated(string title, string slug) => Assert.Equal(slug, Text.Slug(title));

    [Fact]
    public void Slug_LongTitle_EndsAtAWord()
    {
        var slug = Text.Slug(string.Join(' ', Enumerable.Repeat("samorząd", 20)));
        Assert.True(slug.Length <= Text.MaxSlug);
        Assert.EndsWith("-samorzad", slug, StringComparison.Ordinal);
    }

    [Fact]
    public void Slug_AnyText_IsAnAddress() => AnyText.Holds(text => Text.Slug(text) is { Length: <= 80 } slug && Address().IsMatch(slug));

    [Fact]
    public void ImportKey_SpacingAndCase_DoNotMatter() =>
        Assert.Equal(Text.ImportKey(PracticeKind.Practice, "Dobra praktyka", "Urząd Miasta"), Text.ImportKey(PracticeKind.Practice, "DOBRA PRAKTYKA", "urząd  miasta"));

    [Theory]
    [InlineData(PracticeKind.ProgrammeResult, "Dobra praktyka", "Urząd")]
    [InlineData(PracticeKind.Practice, "Dobra praktyka 2", "Urząd")]
    [InlineData(PracticeKind.Practice, "Dobra praktyka", null)]
    public void ImportKey_OtherKindTitleOrUnit_Differs(PracticeKind kind, string title, string? unit) =>
        Assert.NotEqual(Text.ImportKey(PracticeKind.Practice, "Dobra praktyka", "Urząd"), Text.ImportKey(kind, title, unit));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Address();
}
