using System.Text;
using System.Text.Json;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The portal's own format, <see cref="PracticeExport"/>.</summary>
internal static class PortalJson
{
    /// <summary>An export holds the attachments too, so it may be far larger than a page.</summary>
    private const int MaxBytes = 1_000_000_000;

    private const string Name = "format portalu (JSON)";

    private static readonly JsonSerializerOptions Options = new(PracticeExport.JsonOptions) { RespectNullableAnnotations = true };

    public static bool IsJson(byte[] content, string fileName)
    {
        var start = content.AsSpan(content is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0).TrimStart(" \t\r\n"u8);
        return start.Length > 0 && (Path.GetExtension(fileName).Equals(".json", StringComparison.OrdinalIgnoreCase)
            || (start.StartsWith("{"u8) && start[..Math.Min(start.Length, 4096)].IndexOf("\"practices\""u8) >= 0));
    }

    public static IReadOnlyList<ReadDocument> Read(byte[] content)
    {
        if (content.Length > MaxBytes)
        {
            throw new ImportException("Dokument jest za duży: największy dopuszczalny rozmiar pliku JSON to 1 GB.");
        }

        var export = Parse(content);
        if (export.Format != PracticeExport.CurrentFormat)
        {
            throw new ImportException($"Nieznany format «{Markdown.CutAtWord(export.Format, 50)}»; oczekiwano «{PracticeExport.CurrentFormat}».");
        }

        if (export.Practices.Count == 0)
        {
            throw new ImportException("Plik JSON nie zawiera żadnej praktyki.");
        }

        for (var i = 0; i < export.Practices.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(export.Practices[i]?.Title))
            {
                throw new ImportException($"Praktyka bez tytułu w pliku JSON (miejsce: $.practices[{i}]).");
            }
        }

        return [.. export.Practices.Select(p => ReadDocument.Create(Name, p, new ImportNotes([])))];
    }

    /// <summary>A list of the format has no empty places; the serializer would let them through.</summary>
    private static void RefuseNullElements(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var inArray = new Stack<bool>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    inArray.Push(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    inArray.Pop();
                    break;
                case JsonTokenType.Null when inArray.TryPeek(out var array) && array:
                    var line = json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
                    throw new ImportException($"Nieprawidłowy plik JSON (wiersz {line}): lista zawiera pusty element (null).");
            }
        }
    }

    private static PracticeExport Parse(byte[] content)
    {
        try
        {
            var json = content.AsSpan(content is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
            RefuseNullElements(json);
            return JsonSerializer.Deserialize<PracticeExport>(json, Options) ?? throw new ImportException("Plik JSON jest pusty.");
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? $"wiersz {number + 1}, " : "";
            throw new ImportException($"Nieprawidłowy plik JSON ({line}miejsce: {e.Path ?? "$"}).", e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or DecoderFallbackException)
        {
            throw new ImportException("Nieprawidłowy plik JSON.", e);
        }
    }
}
