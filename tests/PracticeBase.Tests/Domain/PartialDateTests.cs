using System.Text.Json;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class PartialDateTests
{
    [Theory]
    [InlineData("2005", "2005-01-01", "2005-12-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2023-02", "2023-02-01", "2023-02-28")]
    [InlineData("2005-06-01", "2005-06-01", "2005-06-01")]
    public void TryParse_YearMonthOrDay_SpansWhatItCanMean(string text, string first, string last)
    {
        Assert.True(PartialDate.TryParse(text, out var date));
        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last)), (date.FirstDay, date.LastDay));
        Assert.Equal(text, date.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("05")]
    [InlineData("0000")]
    [InlineData("2005-6")]
    [InlineData("2005-13")]
    [InlineData("2005-00")]
    [InlineData("2023-02-29")]
    [InlineData("2005-06-01-01")]
    [InlineData("2005--01")]
    [InlineData("+005")]
    [InlineData("٢٠٠٥")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(PartialDate.TryParse(text, out _));

    [Fact]
    public void TryParse_AnyText_NeverThrows() => AnyText.Holds(text => !PartialDate.TryParse(text, out var date) || date.ToString() == text);

    [Fact]
    public void Constructor_DayWithoutMonth_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new PartialDate(2005, null, 3));

    [Fact]
    public void CompareTo_LessExact_ComesByItsFirstDay()
    {
        PartialDate[] dates = [new(2006), new(2005, 6, 2), new(2005, 6), new(2005)];
        Assert.Equal(["2005", "2005-06", "2005-06-02", "2006"], dates.Order().Select(d => d.ToString()));
    }

    [Fact]
    public void Json_PartialDate_RoundTrips() =>
        Assert.Equal(new PartialDate(2005, 6), JsonSerializer.Deserialize<PartialDate>(JsonSerializer.Serialize(new PartialDate(2005, 6))));

    [Fact]
    public void Json_NoDate_Throws() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PartialDate>("\"wiosna\""));
}
