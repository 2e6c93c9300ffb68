using PracticeBase.Infrastructure.Uploads;
using Xunit;

namespace PracticeBase.Tests.Uploads;

public sealed class UploadNameTests : UploadTestBase
{
    private static readonly byte[] Content = "treść"u8.ToArray();

    [Theory]
    [InlineData("regulamin.txt")]
    [InlineData("Uchwała nr 12 (2025) – załącznik.TXT")]
    [InlineData("wniosek.v2.txt")]
    [InlineData("console.txt")]
    [InlineData("kwiatek 🌷.txt")]
    public async Task Name_Usual_IsKept(string name) => Assert.Equal(name, (await AcceptedAsync(name, Content)).FileName);

    [Theory]
    [InlineData("o\u0301semka.txt", "ósemka.txt")]
    [InlineData(" dwa\u00A0\u00A0słowa .txt ", "dwa słowa .txt")]
    public async Task Name_WrittenUnusually_IsTidied(string name, string expected) => Assert.Equal(expected, (await AcceptedAsync(name, Content)).FileName);

    [Theory]
    [InlineData("katalog/a.txt")]
    [InlineData("..\\a.txt")]
    [InlineData("C:\\a.txt")]
    public Task Name_WithPath_IsRefused(string name) => AssertRefusedAsync(UploadRefusal.NameHasPath, name, Content);

    [Theory]
    [InlineData("a\n.txt")]
    [InlineData("a\0.txt")]
    [InlineData("a\u202Etxt.exe")]
    [InlineData("a\u200B.txt")]
    [InlineData("a\u2066.txt")]
    [InlineData("a\uFEFF.txt")]
    [InlineData("a\u00AD.txt")]
    [InlineData("a\u2028.txt")]
    [InlineData("a\uE000.txt")]
    [InlineData("a\uFFFD.txt")]
    public Task Name_WithHiddenCharacters_IsRefused(string name) => AssertRefusedAsync(UploadRefusal.NameHasHiddenCharacters, name, Content);

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public Task Name_WithHalfASurrogatePair_IsRefused(int half) => AssertRefusedAsync(UploadRefusal.NameHasHiddenCharacters, $"a{(char)half}.txt", Content);

    [Theory]
    [InlineData(".txt")]
    [InlineData("..txt")]
    [InlineData(".htaccess.txt")]
    [InlineData("CON.txt")]
    [InlineData("nul .tar.txt")]
    [InlineData("Lpt1.txt")]
    [InlineData("a:b.txt")]
    [InlineData("a|b?.txt")]
    [InlineData("<b>.txt")]
    public Task Name_Reserved_IsRefused(string name) => AssertRefusedAsync(UploadRefusal.NameReserved, name, Content);

    [Theory]
    [InlineData("regulamin")]
    [InlineData("regulamin.")]
    public Task Name_WithoutExtension_IsRefused(string name) => AssertRefusedAsync(UploadRefusal.NoExtension, name, Content);

    [Theory]
    [InlineData("")]
    [InlineData(" \u00A0 ")]
    public Task Name_Missing_IsRefused(string name) => AssertRefusedAsync(UploadRefusal.NameMissing, name, Content);

    [Fact]
    public async Task Name_LongerThanTheLimit_IsRefused()
    {
        _ = await AcceptedAsync(new string('a', 196) + ".txt", Content);
        await AssertRefusedAsync(UploadRefusal.NameTooLong, new string('a', 197) + ".txt", Content, "200");
    }
}
