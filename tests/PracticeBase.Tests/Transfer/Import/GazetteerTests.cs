using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

public sealed class GazetteerTests
{
    [Theory]
    [InlineData("Klub działa w Radomiu.", "1463")]
    [InlineData("KLUB W RADOMIU", "1463")]
    [InlineData("na zlecenie miasta Radomia", "1463")]
    [InlineData("ośrodek w Rawie Mazowieckiej", "101301")]
    [InlineData("na terenie miasta Rawa Mazowiecka", "101301")]
    [InlineData("warsztaty w Bielsku-Białej", "2461")]
    [InlineData("urząd w Tychach", "2477")]
    [InlineData("dom kultury we Wrocławiu", "0264")]
    [InlineData("szkoła w Łodzi", "1061")]
    [InlineData("teatr w Krakowie", "1261")]
    [InlineData("centrum w Katowicach", "2469")]
    [InlineData("ośrodek w Białymstoku", "2061")]
    [InlineData("ośrodek w Jeleniej Górze", "0261")]
    [InlineData("ośrodek w Krośnie", "1861")]
    [InlineData("ośrodek w Gorzowie Wielkopolskim", "0861")]
    [InlineData("ośrodek w Piekarach Śląskich", "2471")]
    [InlineData("ośrodek w Sosnowcu", "2475")]
    [InlineData("ośrodek w Toruniu", "0463")]
    [InlineData("ośrodek w Zamościu", "0664")]
    [InlineData("ośrodek w Łomży", "2062")]
    [InlineData("ośrodek w Warszawie", "1465")]
    public void FindInText_InflectedTown_IsFound(string text, string teryt) => Assert.Equal(teryt, Gazetteer.Default.FindInText(text).Unit?.Teryt);

    [Fact]
    public void FindInText_NoTown_FindsNothing() => Assert.Equal(new PlaceMatch(null, null), Gazetteer.Default.FindInText("Praca w Klubie trwa, a udział w Programie jest wolny."));

    [Fact]
    public void FindInText_SeveralTowns_SaysSo() => Assert.Contains("Radom", Gazetteer.Default.FindInText("Zajęcia w Radomiu i zajęcia w Sosnowcu").Doubt);

    [Fact]
    public void Find_SameNameTwice_TakesTheTypeAsked()
    {
        Assert.Equal("101301", Gazetteer.Default.Find(LocalGovernmentType.UrbanCommune, "Rawa Mazowiecka", null, null).Unit!.Teryt);
        Assert.Equal("101304", Gazetteer.Default.Find(LocalGovernmentType.RuralCommune, "Rawa Mazowiecka", null, null).Unit!.Teryt);
        Assert.Equal("101301", Gazetteer.Default.Find(null, "Rawa Mazowiecka", null, null).Unit!.Teryt);
    }

    [Fact]
    public void Find_AmbiguousName_ChoosesNoneUntilTheVoivodeshipIsKnown()
    {
        var open = Gazetteer.Default.Find(LocalGovernmentType.County, null, "bielski", null);

        Assert.Null(open.Unit);
        Assert.Contains("kilka", open.Doubt);
        Assert.Equal("2402", Gazetteer.Default.Find(LocalGovernmentType.County, null, "bielski", "śląskie").Unit!.Teryt);
    }

    [Fact]
    public void Find_WithoutPolishLetters_IsFound() => Assert.Equal("2461", Gazetteer.Default.Find(null, "bielsko - biala", null, "slaskie").Unit!.Teryt);

    [Fact]
    public void Find_OtherVoivodeship_IsDoubted() => Assert.Contains("województwo", Gazetteer.Default.Find(LocalGovernmentType.CityWithCountyRights, "Radom", null, "śląskie").Doubt);
}
