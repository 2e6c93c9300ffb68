using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase.BrowserTests.Fixtures;

/// <summary>The real portal with its demo data, on a free port of this machine, in a folder that is deleted afterwards.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private readonly string storage = Directory.CreateTempSubdirectory("practicebase-browser-").FullName;
    private readonly Dictionary<PageKind, string> addresses = new(PublicPages.Fixed);
    private WebApplication? app;

    /// <summary>By name: a passkey belongs to a name and never to a number.</summary>
    public string Origin { get; private set; } = "";

    public IServiceProvider Services => app!.Services;

    /// <summary>The practice with a presentation and the most attachments.</summary>
    public CatalogueEntry Richest { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        app = PracticeBaseApp.Build(
            ["--applicationName=PracticeBase", "--environment=Development", "--urls=http://127.0.0.1:0", "--Database:Provider=Sqlite", $"--Storage:Directory={storage}", "--PageCache:FollowMilliseconds=0"],
            quiet: true);
        await app.Services.PrepareDatabaseAsync();
        await DemoData.LoadAsync(app.Services);
        await FindAddressesAsync(app.Services);
        await app.StartAsync();
        Origin = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        Directory.Delete(storage, recursive: true);
    }

    /// <summary>The page's path from the portal's root.</summary>
    public string PathOf(PageKind kind) => addresses[kind];

    private async Task FindAddressesAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var archived = await db.Practices.Where(p => p.Kind == PracticeKind.Practice).OrderByDescending(p => p.Id).FirstAsync();
        archived.ArchivedAt = DateTimeOffset.UnixEpoch.AddYears(50);
        archived.ArchiveReason = "Praktykę zastąpiła nowsza.";
        await db.SaveChangesAsync();

        var catalogue = await scope.ServiceProvider.GetRequiredService<PracticeQueries>().CatalogueAsync(CancellationToken.None);
        var entries = catalogue.Take(ListingSort.Title, catalogue.All, 0, int.MaxValue);
        Richest = entries.Where(e => e.Kind == PracticeKind.Practice).MaxBy(e => e.AttachmentCount)!;
        var result = entries.Where(e => e.Kind == PracticeKind.ProgrammeResult).MaxBy(e => e.AttachmentCount)!;
        var unit = await db.ImplementingUnits.SingleAsync(u => u.Id == Richest.ImplementingUnitId);
        var practice = $"/praktyka/{PermanentAddress.Format(Richest.PracticeId, Richest.Slug)}";
        addresses[PageKind.Summary] = practice;
        addresses[PageKind.Presentation] = $"{practice}/prezentacja";
        addresses[PageKind.Attachments] = $"{practice}/zalaczniki";
        addresses[PageKind.Result] = $"/praktyka/{PermanentAddress.Format(result.PracticeId, result.Slug)}";
        addresses[PageKind.Unit] = $"/jednostki/{PermanentAddress.Format(unit.Id, unit.Slug)}";
        addresses[PageKind.Archived] = $"/praktyka/{PermanentAddress.Format(archived.Id, archived.Slug)}";
    }
}
