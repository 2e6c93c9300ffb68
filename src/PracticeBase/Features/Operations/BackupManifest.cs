using System.Text.Json;
using System.Text.RegularExpressions;

namespace PracticeBase.Features.Operations;

/// <summary>Why a backup cannot be made or used: a Polish sentence for the operator.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);

/// <param name="Name">In the archive: «files/ab/abcdef…», or the database.</param>
/// <param name="Size">Bytes, unpacked.</param>
/// <param name="Sha256">Of the content, 64 lower-case hexadecimal digits.</param>
public sealed record BackupEntry(string Name, long Size, string Sha256);

/// <summary>«manifest.json»: what a backup holds. Everything in the archive is named here.</summary>
public sealed partial record BackupManifest
{
    public const string FileName = "manifest.json";

    /// <summary>The SHA-256 of the manifest, so that damage to it is seen too.</summary>
    public const string HashFileName = "manifest.sha256";

    public const string DatabaseName = "practicebase.db";
    public const string InstructionsName = "sql-server.txt";

    /// <summary>Grows when an older program could not read it any more.</summary>
    public const int CurrentFormat = 1;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required int Format { get; init; }

    /// <summary>Of the program that made it.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Sqlite or SqlServer.</summary>
    public required string Provider { get; init; }

    /// <summary>The newest migration of the database.</summary>
    public required string Migration { get; init; }

    public required IReadOnlyList<BackupEntry> Entries { get; init; }

    /// <summary>Hashes of files that the database names and the storage lacked.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Entries that are in the archive as they were found, with another content than their name says; restoring leaves them out.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];

    public static string NameOf(string sha256) => $"files/{sha256[..2]}/{sha256}";

    /// <summary>The hash of a stored file's entry; null for any other name.</summary>
    public static string? HashOf(string name) => FilePattern().Match(name) is { Success: true } match && name == NameOf(match.Groups[1].Value) ? match.Groups[1].Value : null;

    [GeneratedRegex("^files/[0-9a-f]{2}/([0-9a-f]{64})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FilePattern();
}
