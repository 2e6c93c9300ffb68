using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Infrastructure;
using Xunit;

namespace PracticeBase.Tests.Hosting;

/// <summary>A portal whose time a test moves, and whose jobs a test runs.</summary>
public class ClockPortal : PortalFactory
{
    public TestClock Time { get; } = new();

    protected override TimeProvider Clock => Time;

    /// <summary>As the job runner does: in a scope of its own.</summary>
    public async Task RunAsync<T>()
        where T : IJob
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<T>().RunAsync(TestContext.Current.CancellationToken);
    }
}
