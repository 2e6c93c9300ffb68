using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PracticeBase.Features.Transfer;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

internal static partial class ImportSamples
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public static ReadDocument Read(string name) => Assert.Single(new DocumentReader().Read(Bytes(name), name));

    public static ReadDocument ReadText(string text) => Assert.Single(new DocumentReader().Read(Encoding.UTF8.GetBytes(text), "dokument.txt"));

    public static string Json(PracticeDocument document) => JsonSerializer.Serialize(document, PracticeExport.JsonOptions);

    /// <summary>Words of the input that the document lacks, apart from those given. Folded, so that a changed case is no loss.</summary>
    public static IReadOnlyList<string> Missing(string input, PracticeDocument document, string allowed = "")
    {
        using var json = JsonDocument.Parse(Json(document));
        var known = Strings(json.RootElement).SelectMany(Words).Concat(Words(allowed)).ToHashSet();
        return [.. Words(input).Where(w => !known.Contains(w)).Distinct()];
    }

    /// <summary>The folder of real documents, which is not part of the repository; null where it is missing.</summary>
    public static string? Seeds()
    {
        if (Environment.GetEnvironmentVariable("PRACTICEBASE_SEEDS") is { Length: > 0 } given && Directory.Exists(given))
        {
            return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var seeds = Path.Combine(folder.FullName, "shared", "seeds");
            if (Directory.Exists(seeds))
            {
                return seeds;
            }
        }

        return null;
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(Domain.Text.Fold(text.Normalize(NormalizationForm.FormC))).Select(m => m.Value);

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Number => [element.GetRawText()],
        _ => [],
    };

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
