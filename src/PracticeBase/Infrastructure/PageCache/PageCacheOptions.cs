using System.ComponentModel.DataAnnotations;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>«PageCache:*»: how rendered public pages are kept on this node.</summary>
public sealed class PageCacheOptions
{
    public const string Section = "PageCache";

    /// <summary>Where the file with the pages lies, for as long as the program runs; empty for where «search.db» is. A disk of the node's own, not one in memory.</summary>
    public string Directory { get; set; } = "";

    /// <summary>The file's size in MB of 1,000,000 bytes; the oldest pages make room. 0 renders every page anew.</summary>
    [Range(0, 100_000)]
    public int FileMegabytes { get; set; } = 2000;

    /// <summary>How often to look for what was published; 0 looks before each answer.</summary>
    [Range(0, 2000)]
    public int FollowMilliseconds { get; set; } = 250;
}
