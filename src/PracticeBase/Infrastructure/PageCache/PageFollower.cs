using Microsoft.Extensions.Options;
using PracticeBase.Changes;
using PracticeBase.Data;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Features.Shared;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>Follows the change feed and throws away the pages that are no longer true, on whichever node the change was made.</summary>
public sealed class PageFollower : BackgroundService
{
    /// <summary>Beyond so many practices at once, all pages go.</summary>
    private const int MaxPractices = 200;

    /// <summary>As many as may come to stand beside others that they are like.</summary>
    private const int LikeOnes = 20;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly PageStore store;
    private readonly IServiceScopeFactory scopes;
    private readonly CatalogueSource source;
    private readonly SearchIndex index;
    private readonly TimeProvider clock;
    private readonly ILogger<PageFollower> logger;
    private readonly TimeSpan period;
    private readonly IDisposable? settings;
    private readonly HashSet<int> unindexed = [];
    private bool isAllUnindexed;
    private bool hasFailed;
    private FeedPosition? position;
    private Catalogue? catalogue;
    private long indexVersion;

    public PageFollower(PageStore store, IServiceScopeFactory scopes, CatalogueSource source, SearchIndex index, IOptions<PageCacheOptions> options, IOptionsMonitor<PortalOptions> portal, TimeProvider clock, ILogger<PageFollower> logger)
    {
        (this.store, this.scopes, this.source, this.index, this.clock, this.logger) = (store, scopes, source, index, clock, logger);
        period = TimeSpan.FromMilliseconds(options.Value.FollowMilliseconds);
        // A node reads them some time after the feed told of them.
        settings = portal.OnChange(_ => store.Evict(tags: null));
    }

    /// <summary>Where nobody follows in the background, each answer follows first.</summary>
    public Task BeforeAnswerAsync(CancellationToken cancellationToken) => period == TimeSpan.Zero ? FollowAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Throws away what changed since the last time. While the database is away, what is kept stays.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // From where the pages are made: what is not there yet must not be thrown away for.
            using var reads = PublicReads.Begin();
            await using var scope = scopes.CreateAsyncScope();
            await FollowAsync(scope.ServiceProvider, cancellationToken);
            hasFailed = false;
            if (store.DatabaseIsAway)
            {
                store.DatabaseIsAway = false;
                logger.LogWarning("The database is back; pages are rendered again");
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!Outage.Is(e))
            {
                if (!hasFailed)
                {
                    hasFailed = true;
                    logger.LogError(e, "What was published could not be followed; it is tried again");
                }
            }
            else if (!store.DatabaseIsAway)
            {
                store.DatabaseIsAway = true;
                logger.LogError(e, "The database is away; pages that are kept go on being shown, whatever their age");
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public override void Dispose()
    {
        settings?.Dispose();
        gate.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (period == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FollowAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task FollowAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<PracticeBaseDbContext>();
        var delta = await ChangeFeed.SinceAsync(db, position, cancellationToken);
        if (!delta.IsEmpty || catalogue is null)
        {
            var former = catalogue;
            var isWhole = former is null || !delta.IsComplete || delta.SiteWide || delta.PracticeIds.Count > MaxPractices;
            if (isWhole)
            {
                // Reading the whole catalogue anew takes its time.
                store.Evict(tags: null);
            }

            catalogue = await source.GetAsync(db, cancellationToken);
            if (!isWhole)
            {
                store.Evict(ShowsOtherNumbers(former!, catalogue) ? null : TagsOf(delta.PracticeIds, former!, catalogue));
            }

            isAllUnindexed |= former is not null && (!delta.IsComplete || delta.PracticeIds.Count > MaxPractices);
            unindexed.UnionWith(delta.PracticeIds.Take(MaxPractices));
            position = delta.Position;
        }

        // Found, or beside others that are alike, is a practice only when the index has it.
        var (version, hasAll) = (index.Version, position is not null && index.Position?.Newest.SequenceEqual(position.Newest) == true);
        if (version != indexVersion || (hasAll && (isAllUnindexed || unindexed.Count > 0)))
        {
            store.Evict(isAllUnindexed ? null : TagsOfIndexed(services.GetRequiredService<SimilarFinder>()));
            indexVersion = version;
            if (hasAll)
            {
                unindexed.Clear();
                isAllUnindexed = false;
            }
        }
    }

    /// <summary>The menu on every page says how many practices a sector has.</summary>
    private static bool ShowsOtherNumbers(Catalogue former, Catalogue now) =>
        now.Sectors.Any(s => Words.Rounded(former.CountOf(s)) != Words.Rounded(now.CountOf(s)));

    private static HashSet<PageTag> TagsOf(IEnumerable<int> practiceIds, Catalogue former, Catalogue now)
    {
        var tags = new HashSet<PageTag> { new(PageTagKind.AnyPractice) };
        foreach (var id in practiceIds)
        {
            tags.Add(new(PageTagKind.Practice, id));
            foreach (var entry in new[] { former.Find(id), now.Find(id) }.OfType<CatalogueEntry>())
            {
                Add(PageTagKind.Category, entry.CategoryId);
                Add(PageTagKind.Category, entry.SectorId);
                Add(PageTagKind.Unit, entry.ImplementingUnitId);
                Add(PageTagKind.LocalGovernment, entry.LocalGovernmentId);
            }
        }

        return tags;

        void Add(PageTagKind kind, int? id)
        {
            if (id is { } known)
            {
                tags.Add(new(kind, known));
            }
        }
    }

    private HashSet<PageTag> TagsOfIndexed(SimilarFinder similar)
    {
        var tags = new HashSet<PageTag> { new(PageTagKind.Search) };
        foreach (var entry in unindexed.Select(catalogue!.Find).OfType<CatalogueEntry>())
        {
            tags.Add(new(PageTagKind.Practice, entry.PracticeId));
            tags.UnionWith(similar.Find(entry, catalogue!.OthersThan(entry), catalogue, LikeOnes).Select(s => new PageTag(PageTagKind.Practice, s.Entry.PracticeId)));
        }

        return tags;
    }
}
