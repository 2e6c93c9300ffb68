using System.Text;
using PracticeBase.Features.Search.Language;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search.Language;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("Gmina Łańcut, rok 2024!", "gmina łańcut rok 2024")]
    [InlineData("Bielsko-Biała i e-usługi", "bielsko biała i e usługi")]
    [InlineData("co-working; e-bike'i", "co working e bikei")]
    [InlineData("Harley'a Harley’a ’90", "harleya harleya 90")]
    [InlineData("12,5 km i 1,2,3; 12.05.2024", "12,5 km i 1,2 3 12 05 2024")]
    [InlineData("§ 5 ust. 2 rozdz. II", "5 ust 2 rozdz ii")]
    [InlineData("przed\u00ADszko\u00ADle", "przedszkole")]
    [InlineData("przed\u200Bszkole\uFEFF", "przedszkole")]
    [InlineData("ŁO\u0301DZ\u0301", "łódź")]
    [InlineData("CO2 i CO₂, 15 m²", "co2 i co2 15 m")]
    [InlineData("e\ufb01lm", "efilm")]
    [InlineData("gmin\u0430 p\u043Ewi\u0430t", "gmina powiat")]
    [InlineData("Київ, Αθήνα", "київ αθήνα")]
    [InlineData("a\0b \ud800 \udc00c 😀d", "a b c d")]
    [InlineData("\u0301a", "a")]
    [InlineData("''' -- «» …", "")]
    [InlineData("", "")]
    public void Text_Forms_Are(string text, string forms) => Assert.Equal(forms, string.Join(' ', Tokens(text).Select(t => t.Form)));

    [Fact]
    public void Token_Place_CoversTheWordAsWritten()
    {
        var text = "Nowe przed\u00ADszkole, ŁO\u0301DZ\u0301";
        Assert.Equal(["Nowe", "przed\u00ADszkole", "ŁO\u0301DZ\u0301"], Tokens(text).Select(t => text.Substring(t.Start, t.Length)));
    }

    [Fact]
    public void LongWord_Form_IsCutAndTheTokenIsNot()
    {
        var token = Assert.Single(Tokens(new string('ą', 100_000)));
        Assert.Equal(new string('ą', 64), token.Form);
        Assert.Equal(100_000, token.Length);
    }

    [Fact]
    public void AnyText_Tokens_LieWithinInOrderAndAreNormal() => AnyText.Holds(HasSoundTokens);

    [Fact]
    public void HalfPairs_Tokens_AreSound() => Assert.True(HasSoundTokens("a\ud83d b\ude00 \ud83d\ude00 \ud83d"));

    private static bool HasSoundTokens(string text)
    {
        var end = 0;
        foreach (var token in Tokens(text))
        {
            if (token.Start < end || token.Length < 1 || token.Start + token.Length > text.Length || token.Form.Length is < 1 or > 64 || !token.Form.IsNormalized(NormalizationForm.FormC)
                || token.Form.Any(char.IsWhiteSpace) || token.Form.Any(char.IsControl) || PolishAnalyzer.Fold(token.Form).Length == 0)
            {
                return false;
            }

            end = token.Start + token.Length;
        }

        return true;
    }

    private static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        PolishAnalyzer.Instance.Tokenize(text, tokens);
        return tokens;
    }
}
