using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class ViewPreferencesTests
{
    private static readonly string[] Values = ["", "0", "1", "2", "3", "4", "wysoki", "zwykly", "auto", "light", "dark", "x", "<b>"];

    [Fact]
    public void Parse_AllValues_GivesAtMostEighteen()
    {
        var all = from text in Values from contrast in Values from theme in Values select ViewPreferences.Parse($"tekst={text}&kontrast={contrast}&motyw={theme}");
        Assert.Equal(18, all.Distinct().Count());
    }

    [Fact]
    public void Parse_AnyText_IsAmongTheEighteen() =>
        AnyText.Holds(text => ViewPreferences.Parse(text) is { Text: >= 1 and <= 3, Theme: "auto" or "light" or "dark" });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tekst=9&motyw=rozowy&kontrast=1&inne=2")]
    public void Parse_NothingKnown_IsTheDefault(string? cookie) => Assert.Equal(new ViewPreferences(1, false, "auto"), ViewPreferences.Parse(cookie));

    [Fact]
    public void ToString_Preferences_RoundTrip()
    {
        var preferences = new ViewPreferences(3, true, "dark");
        Assert.Equal("tekst=3&kontrast=wysoki&motyw=dark", preferences.ToString());
        Assert.Equal(preferences, ViewPreferences.Parse(preferences.ToString()));
    }
}
