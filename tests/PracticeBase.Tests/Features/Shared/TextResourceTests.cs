using System.Text.RegularExpressions;
using System.Xml.Linq;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The texts and the places that use them.</summary>
public sealed partial class TextResourceTests
{
    private static readonly string[] Forms = ["one", "few", "many"];

    /// <summary>Letters are written in Polish alone, for the people of Polish offices.</summary>
    private static readonly string[] PolishOnly = ["Mail"];

    private static readonly string[] Areas = [.. Directory.EnumerateFiles(Path.Combine(Repository.Portal, "Resources"), "*.resx")
        .Select(f => Path.GetFileNameWithoutExtension(f)!).Where(n => !n.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static readonly IReadOnlyDictionary<string, string> Polish = Read(Areas, "");
    private static readonly IReadOnlyDictionary<string, string> English = Read(Areas.Except(PolishOnly), ".en");
    private static readonly IReadOnlyDictionary<string, string> Translated = Read(Areas.Except(PolishOnly), "");

    private static readonly string Sources = string.Join('\n', Directory.EnumerateFiles(Repository.Portal, "*.*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cshtml", StringComparison.Ordinal) || (f.EndsWith(".cs", StringComparison.Ordinal) && !f.Contains("Migrations", StringComparison.Ordinal)))
        .Where(f => !Path.GetRelativePath(Repository.Portal, f).StartsWith("obj", StringComparison.Ordinal) && !Path.GetRelativePath(Repository.Portal, f).StartsWith("bin", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    [Fact]
    public void Keys_BothLanguages_AreTheSame() => Assert.Equal(Translated.Keys.Order(StringComparer.Ordinal), English.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Texts_BothLanguages_HaveTheSamePlaceholders() =>
        Assert.All(Translated, p => Assert.Equal(Holes(p.Value), Holes(English[p.Key])));

    [Fact]
    public void Keys_OfAnAreasFile_BeginWithItsName() =>
        Assert.All(Areas.Where(a => a != "Texts"), area => Assert.All(Read([area], "").Keys, key => Assert.StartsWith(area + ".", key, StringComparison.Ordinal)));

    [Fact]
    public void Keys_OfEveryFile_AreSorted() =>
        Assert.All(Directory.EnumerateFiles(Path.Combine(Repository.Portal, "Resources"), "*.resx"), file =>
        {
            var keys = XDocument.Load(file).Root!.Elements("data").Select(d => (string)d.Attribute("name")!).ToList();
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        });

    [Fact]
    public void Texts_None_IsEmpty() => Assert.DoesNotContain(Polish.Concat(English), t => string.IsNullOrWhiteSpace(t.Value));

    [Fact]
    public void Keys_UsedInViewsOrCode_Exist()
    {
        var missing = Used().Where(k => !Polish.ContainsKey(k)).ToList();
        Assert.True(missing.Count == 0, $"Used but without a text: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Keys_OfCountedThings_HaveAllForms()
    {
        var counted = CountedKey().Matches(Sources).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(counted);
        Assert.All(counted, key => Assert.All(Forms, form => Assert.Contains($"{key}.{form}", Polish.Keys)));
    }

    [Fact]
    public void Keys_All_AreUsed()
    {
        var prefixes = Prefixes().ToList();
        // Keys that a view chooses among are plain strings there: ("Section.Problem", …) or flag ? "A" : "B".
        var unused = Polish.Keys.Where(k =>
            !Sources.Contains($"\"{k}\"", StringComparison.Ordinal)
            && !(Forms.Contains(k[(k.LastIndexOf('.') + 1)..]) && Sources.Contains($"\"{k[..k.LastIndexOf('.')]}\"", StringComparison.Ordinal))
            && !prefixes.Any(p => p.IsMatch(k))).ToList();
        Assert.True(unused.Count == 0, $"Never used: {string.Join(", ", unused)}");
    }

    [Fact]
    public void Prefixes_OfInterpolatedKeys_HaveTexts() =>
        Assert.All(Prefixes(), prefix => Assert.Contains(Polish.Keys, prefix.IsMatch));

    /// <summary>Keys written out as a string: as an argument, or chosen from two.</summary>
    private static IEnumerable<string> Used() =>
        CallWithKey().Matches(Sources).Where(m => m.Groups["method"].Value is "[" or ".Plain(").Select(m => m.Groups["key"].Value)
            .Concat(ChosenKey().Matches(Sources).SelectMany(m => new[] { m.Groups[1].Value, m.Groups[2].Value }))
            .Concat(ListedKey().Matches(Sources).Select(m => m.Groups[1].Value))
            .Distinct();

    /// <summary>Interpolated keys as patterns: «Layout.Text{size}» may be any «Layout.Text…».</summary>
    private static IEnumerable<Regex> Prefixes() =>
        InterpolatedKey().Matches(Sources).Select(m => m.Groups[1].Value).Distinct()
            .Select(k => new Regex("^" + string.Join(".+", Hole().Split(k).Select(Regex.Escape)) + @"(\.(one|few|many))?$"));

    private static string Holes(string text) => string.Join(' ', Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Read(IEnumerable<string> areas, string language) =>
        areas.SelectMany(a => XDocument.Load(Path.Combine(Repository.Portal, "Resources", $"{a}{language}.resx")).Root!.Elements("data")).ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!);

    [GeneratedRegex(@"\b(?:T|words)(?<method>\[|\.Plain\(|\.Count\(|\.PlainCount\(|\.Noun\()""(?<key>[A-Z][\w.\-]*)""")]
    private static partial Regex CallWithKey();

    [GeneratedRegex(@"\b(?:T|words)\.(?:Count|PlainCount|Noun)\(""([A-Z][\w.\-]*)""")]
    private static partial Regex CountedKey();

    [GeneratedRegex(@"\b(?:T|words)(?:\[|\.Plain\()[^\]""]*\? ""([A-Z][\w.]*)"" : ""([A-Z][\w.]*)""[\])]")]
    private static partial Regex ChosenKey();

    [GeneratedRegex(@"\(""((?:Section|Indicator|Figure)\.\w+)"", ")]
    private static partial Regex ListedKey();

    [GeneratedRegex(@"\$""((?:[A-Z]\w+\.[\w.]*\{[^}""]+\}|\{\w+\}\.[A-Z]\w+)[\w.]*)""")]
    private static partial Regex InterpolatedKey();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
