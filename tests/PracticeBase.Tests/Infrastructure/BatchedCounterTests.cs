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

    /// <summary>Does not see the row the first time, as when another node inserts it between the update and the insert.</summary>
    private sealed class LateCounter(IServiceScopeFactory scopes) : BatchedCounter<DateOnly>(scopes, TimeProvider.System, NullLogger.Instance)
    {
        private bool isLate = true;

        public void Count(DateOnly day, int count) => Add(day, count);

        protected override async Task AddToRowAsync(PracticeBaseDbContext db, DateOnly key, int count, CancellationToken cancellationToken)
        {
            var isHidden = isLate && key == Day;
            isLate &= !isHidden;
            if (isHidden || await db.VisitDays.Where(v => v.Day == key).ExecuteUpdateAsync(s => s.SetProperty(v => v.Visitors, v => v.Visitors + count), cancellationToken) == 0)
            {
                db.VisitDays.Add(new VisitDay { Day = key, Visitors = count });
            }
        }
    }
}
