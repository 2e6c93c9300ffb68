using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class WordsTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;
    private readonly Words words = new(TimeProvider.System);

    public WordsTests() => Speak("pl-PL");

    [Theory]
    [InlineData(0, "0 praktyk")]
    [InlineData(1, "1 praktyka")]
    [InlineData(2, "2 praktyki")]
    [InlineData(4, "4 praktyki")]
    [InlineData(5, "5 praktyk")]
    [InlineData(11, "11 praktyk")]
    [InlineData(12, "12 praktyk")]
    [InlineData(14, "14 praktyk")]
    [InlineData(21, "21 praktyk")]
    [InlineData(22, "22 praktyki")]
    [InlineData(25, "25 praktyk")]
    [InlineData(101, "101 praktyk")]
    [InlineData(104, "104 praktyki")]
    [InlineData(112, "112 praktyk")]
    [InlineData(122, "122 praktyki")]
    [InlineData(1002, "1 002 praktyki")]
    public void Count_Polish_TakesTheRightForm(int count, string expected) => Assert.Equal(expected, words.PlainCount("Practices.Count", count).Words());

    [Theory]
    [InlineData(1, "1 practice")]
    [InlineData(2, "2 practices")]
    [InlineData(22, "22 practices")]
    [InlineData(1002, "1,002 practices")]
    public void Count_English_HasTwoForms(int count, string expected)
    {
        Speak("en-GB");
        Assert.Equal(expected, words.PlainCount("Practices.Count", count).Words());
    }

    [Fact]
    public void Numbers_Polish_AreWrittenWithNoBreakSpacesAndACommaForTheFraction()
    {
        Assert.Equal("129\u00A0386", words.Number(129_386));
        Assert.Equal("−1\u00A0200", words.Number(-1_200));
        Assert.Equal("1\u00A0234,5", words.Number(1234.50m));
        Assert.Equal("7", words.Number(7.00m));
        Assert.Equal("312\u00A0000\u00A0zł", words.Money(312_000m));
        Assert.Equal("312,50\u00A0zł", words.Money(312.5m));
    }

    [Theory]
    [InlineData(9_999, "9 999 zł")]
    [InlineData(312_000, "312 tys. zł")]
    [InlineData(1_200_000, "1,2 mln zł")]
    public void ShortMoney_Amount_IsRounded(int amount, string expected) => Assert.Equal(expected, words.ShortMoney(amount).Words());

    [Theory]
    [InlineData(312, "312 B")]
    [InlineData(312_400, "312 kB")]
    [InlineData(1_440_000, "1,4 MB")]
    public void FileSize_Bytes_AreRounded(long bytes, string expected) => Assert.Equal(expected, words.FileSize(bytes).Words());

    [Fact]
    public void Date_BothLanguages_IsWrittenOut()
    {
        var date = new DateOnly(2026, 10, 14);
        Assert.Equal("14 października 2026", words.Date(date));
        Assert.Equal("październik 2026", words.Date(new PartialDate(2026, 10)));
        Assert.Equal("2026", words.Date(new PartialDate(2026)));
        Assert.Equal("paź", words.Month(date));
        Speak("en-GB");
        Assert.Equal("14 October 2026", words.Date(date));
        Assert.Equal("October 2026", words.Date(new PartialDate(2026, 10)));
    }

    [Fact]
    public void Html_Text_IsEncodedAndSet() => Assert.Equal("w\u00A0&lt;domu&gt;", Write(words.Html("w <domu>")));

    [Fact]
    public void Plain_UnknownKey_Throws() => Assert.Throws<System.Resources.MissingManifestResourceException>(() => words.Plain("No.Such.Text"));

    public void Dispose() => CultureInfo.CurrentUICulture = before;

    private static void Speak(string culture) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

    private static string Write(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
