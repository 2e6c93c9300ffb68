using System.Diagnostics;
using PracticeBase.Features.Review;
using Xunit;

namespace PracticeBase.Tests;

public sealed class TextDiffTests
{
    [Theory]
    [InlineData("Program kończy 76% osób.", "Program kończy 83% osób.", "Program kończy -76-+83+% osób.")]
    [InlineData("pracuje połowa z nich.", "pracuje 57% (pomiar PUP).", "pracuje -połowa z nich-+57% (pomiar PUP)+.")]
    [InlineData("129\u00A0386", "128\u00A0400", "-129\u00A0386-+128\u00A0400+")]
    [InlineData("spadły o około 22%", "spadły o 22%", "spadły o -około -22%")]
    [InlineData("", "nowe", "+nowe+")]
    [InlineData("stare", "", "-stare-")]
    [InlineData("bez zmian", "bez zmian", "bez zmian")]
    [InlineData("a\nb\nc", "a\nB\nc", "a\n-b-+B+\nc")]
    [InlineData("dom 🏠 stoi", "dom 🏡 stoi", "dom -🏠-+🏡+ stoi")]
    public void Compare_TwoTexts_MarksWords(string before, string after, string expected) => Assert.Equal(expected, Show(new TextDiff().Compare(before, after)));

    [Fact]
    public void Compare_AnyTwoTexts_KeepsBothWhole()
    {
        var random = new Random(7);
        string[] words = ["kot", " ", "pies", ", ", "\n", "1,5", "żółw", "\u00A0", "."];
        for (var i = 0; i < 300; i++)
        {
            var before = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => words[random.Next(words.Length)]));
            var after = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => words[random.Next(words.Length)]));
            AssertWhole(before, after, new TextDiff().Compare(before, after));
        }
    }

    [Fact]
    public void Compare_AChangeInALongText_IsFoundInItsLine()
    {
        var lines = Enumerable.Range(0, 3000).Select(i => $"Wiersz numer {i} mówi o czymś.").ToArray();
        var before = string.Join('\n', lines);
        lines[10] = "Wiersz numer 10 mówi o tym.";
        lines[2990] = "Wiersz numer 2990 milczy o czymś.";
        var pieces = new TextDiff().Compare(before, string.Join('\n', lines));
        Assert.Equal(["czymś", "mówi"], pieces.Where(p => p.Kind == DiffKind.Deleted).Select(p => p.Text));
        Assert.Equal(["tym", "milczy"], pieces.Where(p => p.Kind == DiffKind.Inserted).Select(p => p.Text));
    }

    [Fact]
    public void Compare_ManyLongTextsWithNothingInCommon_TakesBoundedWork()
    {
        var diff = new TextDiff();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 40; i++)
        {
            var before = string.Join(' ', Enumerable.Range(0, 20_000).Select(n => $"a{n}"));
            var after = string.Join(' ', Enumerable.Range(0, 20_000).Select(n => $"b{n}"));
            AssertWhole(before, after, diff.Compare(before, after));
        }

        // Without the bound each pair takes minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    private static void AssertWhole(string before, string after, IReadOnlyList<DiffPiece> pieces)
    {
        Assert.Equal(before, string.Concat(pieces.Where(p => p.Kind != DiffKind.Inserted).Select(p => p.Text)));
        Assert.Equal(after, string.Concat(pieces.Where(p => p.Kind != DiffKind.Deleted).Select(p => p.Text)));
    }

    private static string Show(IEnumerable<DiffPiece> pieces) => string.Concat(pieces.Select(p => p.Kind switch { DiffKind.Deleted => $"-{p.Text}-", DiffKind.Inserted => $"+{p.Text}+", _ => p.Text }));
}
