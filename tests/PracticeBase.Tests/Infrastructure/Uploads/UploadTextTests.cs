using System.Text.RegularExpressions;
using System.Xml.Linq;
using PracticeBase.Infrastructure.Uploads;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Uploads;

/// <summary>Every refusal has its sentence, in both languages.</summary>
public sealed class UploadTextTests
{
    private static readonly IEnumerable<string> Keys = Enum.GetNames<UploadRefusal>().Select(r => $"Upload.Refused.{r}").Order(StringComparer.Ordinal);

    [Theory]
    [InlineData("Upload.resx")]
    [InlineData("Upload.en.resx")]
    public void Texts_OfEachLanguage_AreOneForEachRefusalInOrder(string file) => Assert.Equal(Keys, Read(file).Select(t => t.Key));

    [Fact]
    public void Texts_OfBothLanguages_HaveTheSamePlaceholders() =>
        Assert.Equal(Read("Upload.resx").Select(t => (t.Key, Holes(t.Text))), Read("Upload.en.resx").Select(t => (t.Key, Holes(t.Text))));

    [Theory]
    [InlineData("Upload.resx")]
    [InlineData("Upload.en.resx")]
    public void Texts_All_AreWholeSentences(string file) => Assert.All(Read(file), t => Assert.Matches(@"^\p{Lu}.+\.$", t.Text));

    private static IEnumerable<(string Key, string Text)> Read(string file) =>
        XDocument.Load(Path.Combine(Repository.Portal, "Resources", file)).Root!.Elements("data").Select(d => ((string)d.Attribute("name")!, (string)d.Element("value")!));

    private static string Holes(string text) => string.Join(' ', Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Order(StringComparer.Ordinal));
}
