namespace PracticeBase.Benchmarks.Load;

/// <summary>What a run is like.</summary>
internal sealed record LoadOptions
{
    public required int Practices { get; init; }

    /// <summary>The folder to keep the portal in; null for a temporary one.</summary>
    public string? Workspace { get; init; }

    /// <summary>The same for the portal with <see cref="LoadBenchmark.FewPractices"/>, to compare the start with.</summary>
    public string? SmallWorkspace { get; init; }

    /// <summary>Names of parts, of <see cref="LoadBenchmark.Parts"/>.</summary>
    public required IReadOnlyCollection<string> Only { get; init; }

    public required int Connections { get; init; }

    /// <summary>How long each row is measured, at the portal and again at the bare Kestrel.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>How long one of the two is driven before it is the other's turn.</summary>
    public required TimeSpan Round { get; init; }

    /// <summary>How long the mix runs before it is measured: what is warm after that is what so many requests made warm.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>
    /// Before that, ask for every practice in both languages once. Pages live a day from their rendering, and in a day readers and robots ask
    /// for about all of them: without it a portal is measured in the first minutes of its life.
    /// </summary>
    public required bool Crawl { get; init; }

    public required TimeSpan Soak { get; init; }

    /// <summary>
    /// How fast popularity falls: the n-th practice is read as often as 1/n^exponent. What web servers and caches saw lies between 0.64 and 0.83
    /// (Breslau and others, «Web Caching and Zipf-like Distributions», 1999); a smaller one is harder for a cache.
    /// </summary>
    public required double Zipf { get; init; }
}

/// <summary>Of all requests of a day; what is left over reads practices.</summary>
internal static class MixShares
{
    public const double Listings = 0.15;
    public const double Searches = 0.10;
    public const double MapAndFeeds = 0.03;
    public const double Writes = 0.02;

    /// <summary>Readers of the English pages.</summary>
    public const double English = 0.05;

    /// <summary>Readers whose browser does not know Brotli.</summary>
    public const double Gzip = 0.05;

    /// <summary>Readers who have chosen a text size, contrast or theme.</summary>
    public const double Looks = 0.10;
}
