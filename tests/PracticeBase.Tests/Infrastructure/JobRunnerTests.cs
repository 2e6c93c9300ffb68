using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class JobRunnerTests
{
    private readonly TestClock clock = new();
    private readonly Log log = new();

    [Fact]
    public async Task Jobs_ComeRoundEachAfterItsPeriod_AndAFailingOneHoldsUpNoOther()
    {
        var services = new ServiceCollection().AddSingleton(log);
        services.AddJob<Failing>(TimeSpan.FromMinutes(1));
        services.AddJob<Hourly>(TimeSpan.FromHours(1));
        await using var provider = services.BuildServiceProvider();
        using var runner = new JobRunner(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetServices<JobSchedule>(), Options.Create(new JobOptions()), clock, NullLogger<JobRunner>.Instance);

        await runner.RunDueAsync(TestContext.Current.CancellationToken);
        clock.Pass(TimeSpan.FromMinutes(1));
        await runner.RunDueAsync(TestContext.Current.CancellationToken);
        clock.Pass(TimeSpan.FromMinutes(59));
        await runner.RunDueAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["Failing", "Hourly", "Failing", "Failing", "Hourly"], log.Runs);
    }

    private sealed class Log
    {
        public List<string> Runs { get; } = [];
    }

    private sealed class Failing(Log log) : IJob
    {
        public Task RunAsync(CancellationToken cancellationToken)
        {
            log.Runs.Add(nameof(Failing));
            throw new InvalidOperationException("failed");
        }
    }

    private sealed class Hourly(Log log) : IJob
    {
        public Task RunAsync(CancellationToken cancellationToken)
        {
            log.Runs.Add(nameof(Hourly));
            return Task.CompletedTask;
        }
    }
}
