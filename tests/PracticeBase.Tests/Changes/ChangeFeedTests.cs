using Microsoft.EntityFrameworkCore;
using PracticeBase.Changes;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class ChangeFeedTests(ChangeFeedTests.Portal portal) : IClassFixture<ChangeFeedTests.Portal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task Since_Nothing_SaysToReadEverything() => WithFeedAsync([1, 2], async (db, _) =>
    {
        var delta = await ChangeFeed.SinceAsync(db, position: null, Cancelled);
        Assert.False(delta.IsComplete);
        Assert.False(delta.IsEmpty);
        Assert.Equal([2, 1], delta.Position.Newest);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public Task Since_TheNewest_IsEmpty(int count) => WithFeedAsync(Numbers(1, count), async (db, position) =>
    {
        var delta = await ChangeFeed.SinceAsync(db, position, Cancelled);
        Assert.True(delta.IsEmpty);
        Assert.Same(position, delta.Position);
    });

    [Fact]
    public Task Since_NewChanges_NamesEachPracticeOnce() => WithFeedAsync(Numbers(1, 100), async (db, position) =>
    {
        await AddAsync(db, Numbers(101, 200), n => portal.Practices[(int)(n % 3)]);
        var delta = await ChangeFeed.SinceAsync(db, position, Cancelled);
        Assert.True(delta.IsComplete);
        Assert.False(delta.SiteWide);
        Assert.Equal(portal.Practices.Order(), delta.PracticeIds.Order());
        Assert.True((await ChangeFeed.SinceAsync(db, delta.Position, Cancelled)).IsEmpty);
    });

    [Fact]
    public Task Since_ASiteWideChange_SaysSo() => WithFeedAsync(Numbers(1, 3), async (db, position) =>
    {
        await AddAsync(db, [4, 5], n => n == 4 ? null : portal.Practices[0]);
        var delta = await ChangeFeed.SinceAsync(db, position, Cancelled);
        Assert.True(delta is { IsComplete: true, SiteWide: true, IsEmpty: false });
        Assert.Equal([portal.Practices[0]], delta.PracticeIds);
    });

    /// <summary>Transactions get their numbers before they commit, so a lower number can appear after a higher one was seen.</summary>
    [Theory]
    [InlineData(9, 0)]
    [InlineData(9, 300)]
    [InlineData(190, 0)]
    [InlineData(190, 300)]
    public Task Since_ALateCommit_IsNotMissed(int before, int after) => WithFeedAsync([.. Numbers(1, before), before + 2], async (db, position) =>
    {
        await AddAsync(db, Numbers(before + 3, after), _ => portal.Practices[0]);
        await AddAsync(db, [before + 1], _ => portal.Practices[2]);
        var delta = await ChangeFeed.SinceAsync(db, position, Cancelled);
        Assert.True(delta.IsComplete);
        Assert.Contains(portal.Practices[2], delta.PracticeIds);
        Assert.True((await ChangeFeed.SinceAsync(db, delta.Position, Cancelled)).IsEmpty);
    });

    [Theory]
    [InlineData(ChangeFeed.MaxChanges, true)]
    [InlineData(ChangeFeed.MaxChanges + 1, false)]
    [InlineData(ChangeFeed.MaxChanges + 500, false)]
    public Task Since_ManyChanges_AreListedUpToALimit(int count, bool complete) => WithFeedAsync(Numbers(1, 80), async (db, position) =>
    {
        await AddAsync(db, Numbers(81, count), _ => portal.Practices[0]);
        var delta = await ChangeFeed.SinceAsync(db, position, Cancelled);
        Assert.Equal(complete, delta.IsComplete);
        Assert.True((await ChangeFeed.SinceAsync(db, delta.Position, Cancelled)).IsEmpty);
    });

    [Fact]
    public Task Since_AnotherDatabase_SaysToReadEverything() => WithFeedAsync(Numbers(1, 20), async (db, position) =>
    {
        await db.Changes.Where(c => c.Id > 15).ExecuteDeleteAsync(Cancelled);
        var delta = await ChangeFeed.SinceAsync(db, position, Cancelled);
        Assert.False(delta.IsComplete);
        Assert.Equal(15, delta.Position.Newest[0]);
    });

    private static IEnumerable<long> Numbers(long first, int count) => Enumerable.Range(0, count).Select(i => first + i);

    private static async Task AddAsync(PracticeBaseDbContext db, IEnumerable<long> numbers, Func<long, int?> practice)
    {
        db.Changes.AddRange(numbers.Select(n => new Change { Id = n, PracticeId = practice(n), At = PortalSeed.Moment }));
        await db.SaveChangesAsync(Cancelled);
    }

    /// <summary>A feed with these numbers and no others, and a store that has followed it so far.</summary>
    private Task WithFeedAsync(IEnumerable<long> numbers, Func<PracticeBaseDbContext, FeedPosition, Task> test) => portal.UseDatabaseAsync(async db =>
    {
        Assert.SkipUnless(db.Database.IsSqlite(), "SQL Server gives the numbers itself.");
        await db.Changes.ExecuteDeleteAsync(Cancelled);
        await AddAsync(db, numbers, _ => portal.Practices[1]);
        await test(db, (await ChangeFeed.SinceAsync(db, position: null, Cancelled)).Position);
        return true;
    });

    public sealed class Portal : PortalFactory
    {
        public IReadOnlyList<int> Practices { get; private set; } = [];

        protected override async Task SeedAsync(PortalSeed seed) =>
            Practices = [(await seed.AddAsync("Pierwsza")).PracticeId, (await seed.AddAsync("Druga")).PracticeId, (await seed.AddAsync("Trzecia")).PracticeId];
    }
}
