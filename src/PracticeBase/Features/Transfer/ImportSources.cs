using System.Text.Json;

namespace PracticeBase.Features.Transfer;

/// <summary>Which files an import reads.</summary>
/// <param name="Documents">Full paths, in name order.</param>
/// <param name="Skipped">Each with the reason, in Polish.</param>
internal sealed record ImportSources(string Root, IReadOnlyList<string> Documents, IReadOnlyList<(string Path, string Reason)> Skipped)
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".txt", ".html", ".htm", ".json", ".docx", "" };

    /// <summary>A file is taken whatever its name; a folder is walked with all below it. Null when there is no such path.</summary>
    public static ImportSources? Find(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return new ImportSources(Path.GetDirectoryName(full)!, [full], []);
        }

        if (!Directory.Exists(full))
        {
            return null;
        }

        var all = Walk(full).OrderBy(f => Path.GetRelativePath(full, f), StringComparer.Ordinal).ToList();
        var attachments = all.Where(f => IsJson(f)).SelectMany(AttachmentsOf).ToHashSet(StringComparer.Ordinal);
        var documents = new List<string>();
        var skipped = new List<(string, string)>();
        foreach (var file in all)
        {
            if (attachments.Contains(file))
            {
                skipped.Add((file, "załącznik innego dokumentu"));
            }
            else if (!Extensions.Contains(Path.GetExtension(file)))
            {
                skipped.Add((file, "nieobsługiwany rodzaj pliku"));
            }
            else
            {
                documents.Add(file);
            }
        }

        return new ImportSources(full, documents, skipped);
    }

    /// <summary>A linked folder may lead round in a circle, so it is left out.</summary>
    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).Where(d => new DirectoryInfo(d).LinkTarget is null).SelectMany(Walk));

    private static bool IsJson(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Files that an export names beside itself are its attachments, not documents.</summary>
    private static IEnumerable<string> AttachmentsOf(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var json = JsonDocument.Parse(stream);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("practices", out var practices) || practices.ValueKind != JsonValueKind.Array)
            {
                return [];
            }

            return
            [
                .. practices.EnumerateArray()
                    .Where(p => p.ValueKind == JsonValueKind.Object && p.TryGetProperty("attachments", out var a) && a.ValueKind == JsonValueKind.Array)
                    .SelectMany(p => p.GetProperty("attachments").EnumerateArray())
                    .Where(a => a.ValueKind == JsonValueKind.Object && a.TryGetProperty("path", out var p) && p.ValueKind == JsonValueKind.String)
                    .Select(a => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, a.GetProperty("path").GetString()!.Replace('\\', '/')))),
            ];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The import itself names the broken file and the reason.
            return [];
        }
    }
}
