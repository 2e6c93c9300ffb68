using System.ComponentModel.DataAnnotations;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Search;

/// <summary>«Search:*».</summary>
public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>Where what this node derives from the database lies, «search.db» and «catalogue.bin»; the storage directory when empty. Nodes that share a storage directory keep theirs each, on a disk of their own.</summary>
    public string? Directory { get; set; }

    /// <summary>How often to look for changes; 0 leaves it to the questions, which bring the index up to date themselves.</summary>
    [Range(0, 60_000)]
    public int FollowMilliseconds { get; set; } = 500;

    /// <summary>How long a question waits for an index that is being made, before it says so.</summary>
    [Range(0, 600_000)]
    public int PatienceMilliseconds { get; set; } = 1500;

    /// <summary>Absolute.</summary>
    public string DirectoryOf(StorageDirectory storage, IHostEnvironment environment) =>
        string.IsNullOrWhiteSpace(Directory) ? storage.FullPath : Path.GetFullPath(Path.Combine(environment.ContentRootPath, Directory));
}
