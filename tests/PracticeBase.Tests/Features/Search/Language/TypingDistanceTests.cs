using FsCheck;
using FsCheck.Fluent;
using PracticeBase.Features.Search.Language;
using Xunit;

namespace PracticeBase.Tests.Features.Search.Language;

public sealed class TypingDistanceTests
{
    private const int Far = 40;

    private static readonly Gen<string> Word = Gen.Elements("abcehijmnorzuzk".ToCharArray()).ArrayOf().Select(letters => new string(letters.Take(12).ToArray()));

    [Theory]
    [InlineData("przedszkole", "przedszkole", 0)]
    [InlineData("pzredszkole", "przedszkole", 2)]
    [InlineData("niepelnospranych", "niepelnosprawnych", 2)]
    [InlineData("bibioteka", "biblioteka", 2)]
    [InlineData("komputeruw", "komputerow", 1)]
    [InlineData("moze", "morze", 1)]
    [InlineData("hleb", "chleb", 1)]
    [InlineData("komputr", "komputer", 2)]
    [InlineData("urzont", "urzad", 3)]
    [InlineData("swiento", "swieto", 1)]
    [InlineData("galazka", "galonzka", 1)]
    [InlineData("mieisce", "miejsce", 1)]
    [InlineData("wana", "wanna", 1)]
    [InlineData("wannna", "wanna", 1)]
    [InlineData("gmina", "zmiana", 4)]
    [InlineData("ab", "ba", 2)]
    [InlineData("", "ab", 4)]
    [InlineData("", "", 0)]
    public void Mistake_Distance_CountsHalfSteps(string typed, string meant, int distance) => Assert.Equal(distance, TypingDistance.Between(typed, meant, Far));

    [Theory]
    [InlineData("gmina", "powiat", 4)]
    [InlineData("gmina", "zmiana", 3)]
    [InlineData("a", "bbbbbbbbbbb", 2)]
    [InlineData("dom", "domu", 1)]
    public void MoreThanMax_Distance_IsOneMore(string typed, string meant, int max) => Assert.Equal(max + 1, TypingDistance.Between(typed, meant, max));

    [Fact]
    public void VeryLongWords_Distance_IsTooMuch() => Assert.Equal(5, TypingDistance.Between(new string('a', 65), new string('a', 66), 4));

    [Fact]
    public void AnyWords_Distance_IsSymmetric() => Holds((a, b, _) => Distance(a, b) == Distance(b, a));

    [Fact]
    public void AnyWords_Distance_IsZeroOnlyForTheSame() => Holds((a, b, _) => (Distance(a, b) == 0) == (a == b));

    [Fact]
    public void AnyWords_Bounded_AgreesWithUnbounded() => Holds((a, b, c) => Enumerable.Range(0, 8).All(max => TypingDistance.Between(a, b, max) == Math.Min(Distance(a, b), max + 1)));

    /// <summary>Not quite a metric: a pair and a swap are each free once, as in every optimal string alignment.</summary>
    [Fact]
    public void AnyWords_Detour_IsHardlyShorter() => Holds((a, b, c) => Distance(a, c) <= (Distance(a, b) + Distance(b, c)) * 3);

    [Fact]
    public void AnyWords_Distance_IsAtMostRewriting() => Holds((a, b, _) => Distance(a, b) <= 2 * Math.Max(a.Length, b.Length));

    private static int Distance(string a, string b) => TypingDistance.Between(a, b, Far);

    private static void Holds(Func<string, string, string, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Word.ToArbitrary(), Word.ToArbitrary(), Word.ToArbitrary(), property));
}
