using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using Xunit;

namespace PracticeBase.Tests;

public sealed class BatchedCounterTests : IAsyncLifetime
{
    private readonly TestHost host = new();

    private static DateOnly Day => new(2026, 12, 1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await host.InitializeAsync();

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Row_OfAnotherNodeFoundOnlyWhenInserting_IsAddedToAtOnce()
    {
        await host.QueryAsync(db =>
        {
            db.VisitDays.Add(new VisitDay { Day = Day, Visitors = 10 });
            return db.SaveChangesAsync(Cancelled);
        });
        using var counter = new LateCounter(host.Services.GetRequiredService<IServiceScopeFactory>());
        counter.Count(Day.AddDays(-1), 2);
        counter.Count(Day, 5);
        await counter.FlushAsync(Cancelled);
        Assert.Equal([2, 15], await host.QueryAsync(db => db.VisitDays.OrderBy(v => v.Day).Select(v => v.Visitors).ToListAsync(Cancelled)));
    }

    [Fact]
    public async Task ManyRows_AreWrittenInParts_AndWhatFailedWaits()
    {
        using var counter = new ManyCounter(host.Services.GetRequiredService<IServiceScopeFactory>());
        for (var i = 0; i < 240; i++)
        {
            counter.Count(Day.AddDays(i), 1);
        }

        var firsts = Enumerable.Range(0, 240).Count(i => Day.AddDays(i).Day == 1);
        Assert.Equal(firsts, counter.NotWritten);
        counter.Failing = Day.AddDays(140);
        await counter.FlushAsync(Cancelled);
        Assert.Equal([100], counter.Batches);
        // Nobody has read yet what is there now.
        Assert.Equal(firsts, counter.NotWritten);

        counter.Failing = null;
        counter.Count(Day.AddDays(239), 4);
        await counter.FlushAsync(Cancelled);
        await counter.FlushAsync(Cancelled);
        Assert.Equal([100, 100, 40], counter.Batches);
        Assert.Equal(0, counter.NotWritten);
        var rows = await host.QueryAsync(db => db.VisitDays.OrderBy(v => v.Day).Select(v => v.Visitors).ToListAsync(Cancelled));
        Assert.Equal((240, 244, 5), (rows.Count, rows.Sum(), rows[^1]));
    }

    [Fact]
    public async Task Database_ThatIsAway_IsNotAskedAgainAtOnce()
    {
        using var counter = new ManyCounter(host.Services.GetRequiredService<IServiceScopeFactory>()) { Failing = Day, Failure = new SqliteException("database is locked", 5) };
        counter.Count(Day, 3);
        await counter.FlushAsync(Cancelled);
        Assert.Equal(1, counter.Failed);

        // A row that somebody else has added meanwhile is there the second time.
        counter.Failure = new DbUpdateException("UNIQUE constraint failed", new SqliteException("UNIQUE constraint failed", 19));
        await counter.FlushAsync(Cancelled);
        Assert.Equal(3, counter.Failed);

        counter.Failing = null;
        await counter.FlushAsync(Cancelled);
        Assert.Equal([3], await host.QueryAsync(db => db.VisitDays.Select(v => v.Visitors).ToListAsync(Cancelled)));
    }

    /// <summary>Does not see the row the first time, as when another node inserts it between the update and the insert.</summary>
    private sealed class LateCounter(IServiceScopeFactory scopes) : BatchedCounter<DateOnly>(scopes, TimeProvider.System, NullLogger.Instance)
    {
        private bool isLate = true;

        public void Count(DateOnly day, int count) => Add(day, count);

        protected override async Task AddToRowsAsync(PracticeBaseDbContext db, IReadOnlyList<KeyValuePair<DateOnly, int>> counts, CancellationToken cancellationToken)
        {
            foreach (var (day, count) in counts)
            {
                var isHidden = isLate && day == Day;
                isLate &= !isHidden;
                if (isHidden || await db.VisitDays.Where(v => v.Day == day).ExecuteUpdateAsync(s => s.SetProperty(v => v.Visitors, v => v.Visitors + count), cancellationToken) == 0)
                {
                    db.VisitDays.Add(new VisitDay { Day = day, Visitors = count });
                }
            }
        }
    }

    /// <summary>Fails at one day; notes how many rows each transaction had.</summary>
    private sealed class ManyCounter(IServiceScopeFactory scopes) : BatchedCounter<DateOnly>(scopes, TimeProvider.System, NullLogger.Instance)
    {
        public DateOnly? Failing { get; set; }

        public Exception Failure { get; set; } = new InvalidOperationException("The database is away.");

        public int Failed { get; private set; }

        public List<int> Batches { get; } = [];

        public long NotWritten => Unwritten;

        public void Count(DateOnly day, int count) => Add(day, count);

        protected override bool IsTotalled(DateOnly key) => key.Day == 1;

        protected override Task AddToRowsAsync(PracticeBaseDbContext db, IReadOnlyList<KeyValuePair<DateOnly, int>> counts, CancellationToken cancellationToken)
        {
            if (Failing is { } day && counts.Any(c => c.Key == day))
            {
                Failed++;
                throw Failure;
            }

            Batches.Add(counts.Count);
            db.VisitDays.AddRange(counts.Select(c => new VisitDay { Day = c.Key, Visitors = c.Value }));
            return Task.CompletedTask;
        }
    }
}
