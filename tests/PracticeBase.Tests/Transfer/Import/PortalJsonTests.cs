using System.Text;
using System.Text.Json;
using PracticeBase.Features.Transfer;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

public sealed class PortalJsonTests
{
    [Fact]
    public void Json_SeveralPractices_AreReadWhole()
    {
        var export = new PracticeExport { Practices = [ImportSamples.Read("deck.txt").Document, ImportSamples.Read("portal-page.txt").Document] };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(export, PracticeExport.JsonOptions);
        var read = new DocumentReader().Read(bytes, "eksport.json");

        Assert.Equal(export.Practices.Select(ImportSamples.Json), read.Select(r => ImportSamples.Json(r.Document)));
        Assert.Equal(ImportSamples.Read("deck.txt").SourceHash, read[0].SourceHash);
        Assert.All(read, r => Assert.True(r.IsKnownLayout));
        Assert.Equal(2, new DocumentReader().Read(bytes, "bez-rozszerzenia").Count);
    }

    [Theory]
    [InlineData("{", "wiersz 1")]
    [InlineData("""{"format":"practicebase/1","practices":[{"title":5}]}""", "$.practices[0].title")]
    [InlineData("""{"format":"practicebase/1","practices":[{"title":"A","nieznane":1}]}""", "$.practices[0].nieznane")]
    [InlineData("""{"format":"practicebase/1","practices":[{"summary":"A"}]}""", "$.practices[0]")]
    [InlineData("""{"format":"practicebase/1","practices":[{"title":"  "}]}""", "bez tytułu")]
    [InlineData("""{"format":"practicebase/1","practices":[null]}""", "null")]
    [InlineData("""{"format":"practicebase/1","practices":[{"title":"A","indicators":[null]}]}""", "null")]
    [InlineData("""{"format":"practicebase/1","practices":[{"title":"A","opinions":[{"text":"B","scores":[null]}]}]}""", "null")]
    [InlineData("""{"format":"practicebase/1","practices":[{"title":"A","contacts":null}]}""", "$.practices[0].contacts")]
    [InlineData("""{"format":"practicebase/9","practices":[{"title":"A"}]}""", "practicebase/9")]
    [InlineData("""{"format":"practicebase/1","practices":[]}""", "żadnej")]
    [InlineData("null", "pusty")]
    [InlineData("zwykły tekst", "wiersz 1")]
    public void Json_Wrong_IsRefusedWithItsPlace(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<ImportException>(() => new DocumentReader().Read(Encoding.UTF8.GetBytes(json), "x.json")).Message);
}
