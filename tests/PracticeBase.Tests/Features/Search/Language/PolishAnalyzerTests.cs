using PracticeBase.Features.Search.Language;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search.Language;

public sealed class PolishAnalyzerTests
{
    private static PolishAnalyzer Analyzer => PolishAnalyzer.Instance;

    [Theory]
    [InlineData("rąk", "ręka")]
    [InlineData("mieście", "miasto")]
    [InlineData("drodze", "droga")]
    [InlineData("niepełnosprawnymi", "niepełnosprawny niepełnosprawna")]
    [InlineData("psa", "pies")]
    [InlineData("szedł", "iść")]
    [InlineData("dzieci", "dziecko")]
    [InlineData("najlepszych", "dobry")]
    [InlineData("tychach", "tychy")]
    [InlineData("zakopanem", "zakopane")]
    [InlineData("mikroinstalacjami", "mikroinstalacja")]
    public void KnownForm_Lemmas_Are(string form, string lemmas) =>
        Assert.Equal(lemmas.Split(' '), Analyzer.KeysOf(form).Where(k => k.Kind == KeyKind.Lemma).Select(k => k.Text));

    [Theory]
    [InlineData("zolw", "żółw")]
    [InlineData("swietlica", "świetlica")]
    [InlineData("lodz", "łódź")]
    [InlineData("sad", "sad sąd")]
    [InlineData("sąd", "sąd")]
    [InlineData("sadu", "sad sąd")]
    [InlineData("prac", "praca prace")]
    [InlineData("źółw", "żółw")]
    [InlineData("łodz", "łódź")]
    public void TypedForm_Lemmas_AreAsSpelledThenRestored(string typed, string lemmas) =>
        Assert.Equal(lemmas.Split(' '), Analyzer.KeysOfTyped(typed).Where(k => k.Kind == KeyKind.Lemma).Select(k => k.Text));

    [Fact]
    public void Form_TypedAsInAText_HasTheKeysOfTheText()
    {
        foreach (var form in new[] { "gmina", "sad", "powiatu", "szczypiornowice", "pszoków", "mikroinstalacji" })
        {
            Assert.Equal(Analyzer.KeysOf(form), Analyzer.KeysOfTyped(form).Take(Analyzer.KeysOf(form).Count));
        }
    }

    [Theory]
    [InlineData("skutecznie", "~k:a:skuteczny")]
    [InlineData("asystentek", "~k:p:asystent")]
    [InlineData("rewitalizacji", "~k:v:rewitalizować")]
    [InlineData("łódzkiego", "~k:o:łódź")]
    [InlineData("tyszanka", "~k:o:tychy")]
    [InlineData("szkoleń", "~k:v:szkolić")]
    public void Relative_Keys_NameTheBase(string form, string key) => Assert.Contains(new WordKey(key, KeyKind.Kin), Analyzer.KeysOf(form));

    [Fact]
    public void UnknownForm_Keys_AreStems()
    {
        Assert.All(Analyzer.KeysOf("brzdęcików"), k => Assert.Equal(KeyKind.Stem, k.Kind));
        Assert.Contains(new WordKey("~s:" + Analyzer.StemOf("brzdęcików"), KeyKind.Stem), Analyzer.KeysOf("brzdęcików"));
        Assert.False(Analyzer.Knows("brzdęcików"));
        Assert.True(Analyzer.Knows("mieście"));
    }

    [Theory]
    [InlineData("się", true)]
    [InlineData("sie", true)]
    [InlineData("rowniez", true)]
    [InlineData("ii", true)]
    [InlineData("gmina", false)]
    [InlineData("miedzy", false)]
    [InlineData("", false)]
    public void Form_IsStopWord(string form, bool expected) => Assert.Equal(expected, Analyzer.IsStopWord(form));

    [Fact]
    public void AnyText_KeysOfItsForms_AreSomeAndDistinct() => AnyText.Holds(text =>
    {
        var tokens = new List<Token>();
        Analyzer.Tokenize(text, tokens);
        return tokens.Select(t => t.Form).Append(text).All(f => IsSound(Analyzer.KeysOf(f)) && IsSound(Analyzer.KeysOfTyped(f)) && Analyzer.StemOf(f) == Analyzer.StemOf(PolishAnalyzer.Fold(f)));
    });

    [Fact]
    public void ManyThreads_Keys_AreTheSame()
    {
        var expected = Analyzer.KeysOf("niepełnosprawnymi");
        Assert.All(Enumerable.Range(0, 200).AsParallel().Select(_ => Analyzer.KeysOf("niepełnosprawnymi")), keys => Assert.Equal(expected, keys));
    }

    private static bool IsSound(IReadOnlyList<WordKey> keys) => keys.Count > 0 && keys.Distinct().Count() == keys.Count;
}
