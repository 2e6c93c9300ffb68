using System.Text;
using Microsoft.AspNetCore.Builder;
using PracticeBase.Features.Search;

namespace PracticeBase.Benchmarks.Load;

/// <summary>A filled portal to measure: its program and storage, and a host in this process on the same database, as another node has.</summary>
internal sealed class LoadContext : IAsyncDisposable
{
    private readonly Workspace workspace;
    private readonly WebApplication host;

    private LoadContext(LoadOptions options, Workspace workspace, WebApplication host, MixAddresses addresses)
    {
        (Options, this.workspace, this.host, Addresses) = (options, workspace, host, addresses);
        Mix = new Mix(addresses, options.Zipf);
    }

    public LoadOptions Options { get; }

    public IServiceProvider Services => host.Services;

    public MixAddresses Addresses { get; }

    public Mix Mix { get; }

    /// <summary>Publishes the program, and generates practices and their index where they are not there yet.</summary>
    public static async Task<LoadContext> CreateAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var workspace = new Workspace(options.Workspace);
        await workspace.PublishAsync(cancellationToken);
        Console.Error.WriteLine($"Generating {options.Practices} practices …");
        var filling = await workspace.FillAsync(options.Practices, cancellationToken);
        Console.Error.WriteLine(filling is { } time ? Report.Seconds(time) : "There already.");
        if (filling is not null || !File.Exists(Path.Combine(workspace.Storage, SearchIndex.FileName)))
        {
            await workspace.RunProgramAsync(["reindex"], cancellationToken);
        }

        var host = MeasuredPortal.Build(workspace);
        return new LoadContext(options, workspace, host, await MixAddresses.ReadAsync(host.Services, cancellationToken));
    }

    /// <summary>A process of its own on the server's core, to be ended by the caller.</summary>
    /// <returns>The portal, and how long after the start of its process it had answered with a page.</returns>
    public async Task<(PortalProcess Portal, TimeSpan Time)> StartPortalAsync(CancellationToken cancellationToken, string page = "/")
    {
        var portal = Cores.StartServer(() => PortalProcess.Start(workspace));
        return (portal, await portal.FirstPageAsync(cancellationToken, page));
    }

    /// <summary>A portal whose pages were all asked for once, as in a day, and that has had the mix for a while; with an officer a connection.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="alone">The officers' saves alone instead of pages and the mix.</param>
    public async Task<(PortalProcess Portal, List<Draft> Officers)> WarmAsync(CancellationToken cancellationToken, bool alone = false)
    {
        Console.Error.WriteLine("Warming up …");
        var (portal, _) = await StartPortalAsync(cancellationToken);
        if (Options.Crawl && !alone)
        {
            Console.Error.WriteLine($"Asking for {EachAnother.CountOf(Addresses.Practices.Count)} pages …");
            var (turn, paths) = (0, Addresses.Practices.Select(Encoding.ASCII.GetBytes).ToList());
            var crawled = Driver.Run(portal.Port, [.. Enumerable.Range(0, Options.Connections).Select(_ => new EachAnother(paths, () => Interlocked.Increment(ref turn) - 1, isOnce: true))], TimeSpan.MaxValue, cancellationToken);
            Console.Error.WriteLine($"{crawled.Requests} in {Report.Seconds(TimeSpan.FromSeconds(crawled.Seconds))}, {crawled.Errors} errors.");
        }

        var officers = await new Officers(Services, portal.Address).BeginAsync(Options.Connections, cancellationToken);
        Driver.Run(portal.Port, alone ? officers : Mix.For(officers, seed: 0), Options.WarmUp, cancellationToken);
        return (portal, officers);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        workspace.Dispose();
    }
}
