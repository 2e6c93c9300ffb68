using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data.Sqlite;
using PracticeBase.Domain;
using PracticeBase.Features.Submitting;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Officers who save their drafts at the same moment.</summary>
public sealed class ManyOfficersTests(ManyOfficersPortal portal) : IClassFixture<ManyOfficersPortal>
{
    private const int Officers = 16;
    private const int Saves = 5;

    [Fact]
    public async Task Save_SixteenAtTheSameMoment_KeepsAllAndNoneMeetsALock()
    {
        Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "Only SQLite lets one write at a time.");
        var unit = await portal.UseDatabaseAsync(db => db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.RuralCommune && g.Teryt != null).Select(g => g.Teryt!).FirstAsync());
        var officers = new List<(Visitor Visitor, int Draft, Page Page)>();
        for (var i = 0; i < Officers; i++)
        {
            var visitor = await portal.SignInAsync(await portal.AddAccountAsync($"Urzędnik {i}", AccountRoles.Officer, unit));
            var draft = await SubmittingPortal.StartAsync(visitor, $"Szkic {i}");
            officers.Add((visitor, draft, await visitor.GetAsync(SubmittingController.PathOf(draft, SubmissionStep.Presentation))));
        }

        portal.Writers.Reset();
        var saved = new ConcurrentDictionary<int, string>();
        await Task.WhenAll(officers.Select(async o =>
        {
            var page = o.Page;
            for (var n = 0; n < Saves; n++)
            {
                var answer = await o.Visitor.SubmitAsync(page, "Zapisz", [("Problem", $"Zapis {n} szkicu {o.Draft}")]);
                Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
                saved[o.Draft] = $"Zapis {n} szkicu {o.Draft}";
                page = await o.Visitor.FollowAsync(answer);
            }
        }));

        var stored = await portal.UseDatabaseAsync(db => db.Revisions.Where(r => saved.Keys.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Problem));
        Assert.Equal(saved.OrderBy(s => s.Key), stored.Select(s => KeyValuePair.Create(s.Key, s.Value!)).OrderBy(s => s.Key));
        Assert.Equal((Officers * Saves, 1), (portal.Writers.Begun, portal.Writers.MostAtOnce));
    }

    [Fact]
    public async Task Save_ColleagueSavedAtThatMoment_IsComparedAnewAndKept()
    {
        var unit = await portal.UseDatabaseAsync(db => db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.RuralCommune && g.Teryt != null).Select(g => g.Teryt!).FirstAsync());
        var visitor = await portal.SignInAsync(await portal.AddAccountAsync("Anna Szybka", AccountRoles.Officer, unit));
        var draft = await SubmittingPortal.StartAsync(visitor, "Wspólny szkic");
        var page = await visitor.GetAsync(SubmittingController.PathOf(draft, SubmissionStep.Presentation));
        portal.Colleague.Saves = 2;
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Zapisz", [("Problem", "Brak miejsca spotkań")])).Status);
        Assert.Equal(0, portal.Colleague.Saves);
        Assert.Equal("Brak miejsca spotkań", await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == draft).Select(r => r.Problem).SingleAsync()));
    }
}

/// <summary>Is a moment faster than whoever saves a draft, as can be where several write at once.</summary>
public sealed class FasterColleague : SaveChangesInterceptor
{
    public int Saves { get; set; }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Saves > 0 && eventData.Context!.ChangeTracker.Entries<PracticeRevision>().FirstOrDefault(e => e.State == EntityState.Modified)?.Entity.Id is { } draft)
        {
            Saves--;
            await eventData.Context.Set<PracticeRevision>().Where(r => r.Id == draft).ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
        }

        return result;
    }
}

/// <summary>A portal that counts who asks for SQLite's lock.</summary>
public sealed class ManyOfficersPortal : PortalFactory
{
    public WriterCount Writers { get; } = new();

    public FasterColleague Colleague { get; } = new();

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.ConfigureDbContext<SqlitePracticeBaseDbContext>(o => o.AddInterceptors(Writers, Colleague));
    }
}

/// <summary>Transactions from the moment that they are asked for until they are committed.</summary>
public sealed class WriterCount : DbTransactionInterceptor
{
    private readonly Lock gate = new();
    private int now;

    public int Begun { get; private set; }

    public int MostAtOnce { get; private set; }

    public void Reset()
    {
        lock (gate)
        {
            (now, Begun, MostAtOnce) = (0, 0, 0);
        }
    }

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            Begun++;
            MostAtOnce = Math.Max(MostAtOnce, ++now);
        }

        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            now--;
        }

        return Task.CompletedTask;
    }
}
