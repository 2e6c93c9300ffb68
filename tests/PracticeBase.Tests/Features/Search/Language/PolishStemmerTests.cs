using PracticeBase.Features.Search.Language;
using Xunit;

namespace PracticeBase.Tests.Features.Search.Language;

public sealed class PolishStemmerTests
{
    [Theory]
    [InlineData("szczypiornowice szczypiornowic szczypiornowicach szczypiornowicami szczypiornowicom")]
    [InlineData("zielonkowo zielonkowa zielonkowie zielonkowem zielonkowu")]
    [InlineData("kowalczewski kowalczewskiego kowalczewskiemu kowalczewskim kowalczewska kowalczewskiej kowalczewską kowalczewscy kowalczewskich")]
    [InlineData("smartwatch smartwatcha smartwatchy smartwatche smartwatchem smartwatchów smartwatchom smartwatchami smartwatchowi")]
    [InlineData("brzdunka brzdunki brzdunce brzdunkę brzdunką brzdunkach")]
    [InlineData("mrużga mrużgi mrużdze mrużgę mrużg mrużgami")]
    [InlineData("klempucha klempuchy klempusze klempuchę klempuchami")]
    [InlineData("gwizdor gwizdora gwizdorze gwizdory gwizdorzy gwizdorom")]
    [InlineData("plumkat plumkata plumkacie plumkaty plumkatów")]
    [InlineData("trzmiód trzmiodu trzmiodzie trzmiody")]
    [InlineData("blumosta blumoście blumosty blumost")]
    [InlineData("krzętość krzętości krzętością")]
    [InlineData("gruszczek gruszczka gruszczkiem gruszczki")]
    [InlineData("bike bikei bikeów bikeach")]
    [InlineData("lajkować lajkuje lajkowanie lajkowania lajkowany lajkujących")]
    [InlineData("brzdęcinianin brzdęcinianina brzdęcinianie brzdęcinian brzdęcinianom")]
    public void FormsOfAnUnknownWord_Stem_IsOne(string forms) => Assert.Single(forms.Split(' ').Select(PolishStemmer.Stem).Distinct());

    [Theory]
    [InlineData("smartwatch smart smartfon")]
    [InlineData("szczypiornowice szczypiorno szczypior")]
    [InlineData("lajkować lajk")]
    [InlineData("brzdęk brzdąkacz brzdękowy")]
    [InlineData("chatbot chat")]
    public void DifferentWords_Stems_Differ(string words) => Assert.Equal(words.Split(' ').Length, words.Split(' ').Select(PolishStemmer.Stem).Distinct().Count());

    [Theory]
    [InlineData("jst", "jst")]
    [InlineData("12,5", "12,5")]
    [InlineData("co2", "co2")]
    [InlineData("київ", "киів")]
    public void ShortOrOtherForm_Stem_IsItselfFolded(string form, string stem) => Assert.Equal(stem, PolishStemmer.Stem(form));

    [Theory]
    [InlineData("zielonków", "zielonkowie")]
    [InlineData("nowaczewiak", "nowaczewiakowie")]
    [InlineData("aschenbach", "aschenbacha")]
    [InlineData("drynolowy", "drynolowi")]
    public void FormReadInTwoWays_OneOfItsStems_IsTheOthers(string one, string other) =>
        Assert.Contains(new[] { PolishStemmer.Stem(one), PolishStemmer.OtherStem(one) }, s => s is not null && (s == PolishStemmer.Stem(other) || s == PolishStemmer.OtherStem(other)));
}
