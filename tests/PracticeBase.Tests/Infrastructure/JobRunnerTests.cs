using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Nodes over one database, each with its own clock; what they run is told by a log.</summary>
public sealed class JobRunnerTests(PortalFactory portal) : IClassFixture<PortalFactory>, IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Log log = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await portal.UseDatabaseAsync(db => db.JobRuns.ExecuteDeleteAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Jobs_ComeRoundEachAfterItsPeriod_AndAFailingOneHoldsUpNoOther()
    {
        var node = Start("A", typeof(Failing), typeof(Hourly));
        await node.RunDueAsync();
        node.Clock.Pass(Minute);
        await node.RunDueAsync();
        node.Clock.Pass(TimeSpan.FromMinutes(59));
        await node.RunDueAsync();
        Assert.Equal(["A Failing", "A Hourly", "A Failing", "A Failing", "A Hourly"], log.Runs);
        var rows = await RowsAsync();
        Assert.Equal((nameof(InvalidOperationException), null, null), (rows[0].LastError, rows[1].LastError, rows[1].LeaseUntil));
        Assert.Equal(node.Clock.Now + Hour, rows[1].NextAt);
    }

    [Fact]
    public async Task Jobs_OnSeveralNodes_RunOnceAPeriod()
    {
        var clock = new TestClock();
        var nodes = new[] { "A", "B", "C" }.Select(n => Start(n, clock, typeof(Hourly))).ToList();
        for (var minute = 0; minute < 180; minute += 20)
        {
            await Task.WhenAll(nodes.Select(n => n.RunDueAsync()));
            clock.Pass(TimeSpan.FromMinutes(20));
        }

        Assert.Equal(3, log.Runs.Count);
    }

    [Fact]
    public async Task Job_UnderWay_IsNotBegunByAnotherNodeWhileItIsRenewed()
    {
        log.Hold();
        var (a, b) = (Start("A", typeof(Held)), Start("B", typeof(Held)));
        var running = a.RunDueAsync();
        await log.Begun;
        b.Clock.Pass(Minute);
        await b.RunDueAsync();
        Assert.Equal(["A Held"], log.Runs);
        log.Release();
        await running;
        Assert.Null((await RowsAsync())[0].LeaseUntil);
    }

    [Fact]
    public async Task Job_OfANodeThatDied_GoesToAnotherWhenItsLeaseIsOver()
    {
        var (a, b) = (Start("A", typeof(Hourly)), Start("B", typeof(Hourly)));
        // It died in the middle: taken, neither finished nor handed back.
        Assert.True(await a.Leases.TryTakeAsync(nameof(Hourly), Hour, Cancelled));
        await b.RunDueAsync();
        Assert.Empty(log.Runs);
        b.Clock.Pass(TimeSpan.FromSeconds(121));
        await b.RunDueAsync();
        Assert.Equal(["B Hourly"], log.Runs);
    }

    [Fact]
    public async Task Job_CutOffByAStop_IsHandedBackAtOnce()
    {
        log.Hold();
        var (a, b) = (Start("A", typeof(Held)), Start("B", typeof(Held)));
        using var stop = new CancellationTokenSource();
        var running = a.Runner.RunDueAsync(stop.Token);
        await log.Begun;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        log.Release();
        await b.RunDueAsync();
        Assert.Equal(["A Held", "B Held"], log.Runs);
    }

    [Fact]
    public async Task Lease_ThatAnotherNodeTook_CutsTheJobOff()
    {
        log.Hold();
        var a = Start("A", new TestClock(), new JobOptions { LeaseSeconds = 3 }, typeof(Held));
        var running = a.RunDueAsync();
        await log.Begun;
        await portal.UseDatabaseAsync(db => db.JobRuns.ExecuteUpdateAsync(s => s.SetProperty(j => j.Node, "another"), Cancelled));
        // Nothing is released: it ends because it is cut off.
        await running;
        Assert.Equal("another", (await RowsAsync())[0].Node);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(24 * 365)]
    public async Task Clock_ThatJumpsOnANode_NeitherStopsNorHurriesTheJob(int hours)
    {
        var (a, b) = (Start("A", typeof(Hourly)), Start("B", typeof(Hourly)));
        var right = a.Clock.Now;
        a.Clock.Now += TimeSpan.FromHours(hours);
        await a.RunDueAsync();
        // Set right again: what it wrote is far off.
        a.Clock.Now = right;
        var before = log.Runs.Count;
        for (var minute = 0; minute < 240; minute += 10)
        {
            await a.RunDueAsync();
            await b.RunDueAsync();
            a.Clock.Pass(TimeSpan.FromMinutes(10));
            b.Clock.Pass(TimeSpan.FromMinutes(10));
        }

        // Four hours: once an hour, and one more where the moment that was written counts as none.
        Assert.InRange(log.Runs.Count - before, 3, 5);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task Clock_ThatStaysWrongOnANode_LetsEachNodeRunTheJobOnceAPeriodAtMost(int hours)
    {
        var (a, b) = (Start("A", typeof(Hourly)), Start("B", typeof(Hourly)));
        a.Clock.Now += TimeSpan.FromHours(hours);
        for (var minute = 0; minute < 240; minute++)
        {
            await a.RunDueAsync();
            await b.RunDueAsync();
            a.Clock.Pass(Minute);
            b.Clock.Pass(Minute);
        }

        Assert.InRange(log.Runs.Count, 4, 8);
        Assert.All(new[] { "A Hourly", "B Hourly" }, run => Assert.InRange(log.Runs.Count(r => r == run), 0, 4));
    }

    private Node Start(string name, params Type[] jobs) => Start(name, new TestClock(), jobs);

    private Node Start(string name, TestClock clock, params Type[] jobs) => Start(name, clock, new JobOptions(), jobs);

    /// <summary>The runner of a node, with jobs that are known to this test alone.</summary>
    private Node Start(string name, TestClock clock, JobOptions options, params Type[] jobs)
    {
        var services = new ServiceCollection().AddSingleton(log).AddSingleton(new Name(name));
        services.AddScoped(_ => portal.Services.CreateScope());
        services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<PracticeBaseDbContext>());
        services.AddScoped<Failing>().AddScoped<Hourly>().AddScoped<Held>();
        var scopes = services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        var leases = new JobLeases(scopes, Options.Create(options), clock, NullLogger<JobLeases>.Instance);
        var schedules = jobs.Select(j => new JobSchedule(j, j == typeof(Failing) ? null : Hour)).ToList();
        return new Node(clock, leases, new JobRunner(scopes, leases, schedules, Options.Create(options), clock, NullLogger<JobRunner>.Instance));
    }

    private Task<List<JobRun>> RowsAsync() => portal.UseDatabaseAsync(db => db.JobRuns.AsNoTracking().OrderBy(j => j.Name).ToListAsync());

    private sealed record Name(string Text);

    private sealed record Node(TestClock Clock, JobLeases Leases, JobRunner Runner)
    {
        public Task RunDueAsync() => Runner.RunDueAsync(Cancelled);
    }

    private sealed class Log
    {
        private readonly Lock gate = new();
        private readonly List<string> runs = [];
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? held;

        public IReadOnlyList<string> Runs
        {
            get
            {
                lock (gate)
                {
                    return [.. runs];
                }
            }
        }

        public Task Begun => begun.Task;

        public void Hold() => held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => held!.SetResult();

        public Task AddAsync(string run, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                runs.Add(run);
            }

            begun.TrySetResult();
            return held?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
        }
    }

    private sealed class Failing(Log log, Name node) : IJob
    {
        public async Task RunAsync(CancellationToken cancellationToken)
        {
            await log.AddAsync($"{node.Text} {nameof(Failing)}", cancellationToken);
            throw new InvalidOperationException("failed");
        }
    }

    private sealed class Hourly(Log log, Name node) : IJob
    {
        public Task RunAsync(CancellationToken cancellationToken) => log.AddAsync($"{node.Text} {nameof(Hourly)}", cancellationToken);
    }

    private sealed class Held(Log log, Name node) : IJob
    {
        public Task RunAsync(CancellationToken cancellationToken) => log.AddAsync($"{node.Text} {nameof(Held)}", cancellationToken);
    }
}
