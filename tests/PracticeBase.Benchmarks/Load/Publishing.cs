using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Features.Transfer;
using PracticeBase.Features.Transfer.Import;

namespace PracticeBase.Benchmarks.Load;

/// <summary>Publishes through the product's services on the same database, as another node does, and watches when the portal shows it.</summary>
internal sealed class Publishing(IServiceProvider services, int port)
{
    private const string PageKind = "practice page";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, TimeSpan> slowest = [];
    private readonly string run = Guid.NewGuid().ToString("N")[..6];
    private Guid uid;
    private string address = "";

    public int Count { get; private set; }

    /// <summary>How long after the commit the last old answer came, for each kind of page; the worst of all publications.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Slowest => slowest;

    /// <summary>A new practice, then a new revision of it, then another practice, until there is no more time.</summary>
    public async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed + Interval < duration; Count++)
        {
            await Task.Delay(Interval, cancellationToken);
            await PublishAsync(isNew: Count % 2 == 0, $"xq{run}{(char)('a' + (Count / 26 % 26))}{(char)('a' + (Count % 26))}", cancellationToken);
        }
    }

    private async Task PublishAsync(bool isNew, string word, CancellationToken cancellationToken)
    {
        uid = isNew ? Guid.NewGuid() : uid;
        var document = new PracticeDocument
        {
            Uid = uid,
            Title = $"Praktyka z pomiaru {word}",
            Summary = $"Opis praktyki, którą ogłoszono pod obciążeniem: {word}.",
            Problem = "Mieszkańcy nie mieli miejsca spotkań.",
            Metryka = new Metryka { UnitName = "Urząd Gminy Lipka", Locality = "Lipka" },
        };
        // In the links to it. The word alone stands on the page of results that finds nothing, too.
        var slug = Text.Slug(document.Title);
        List<StaleWatch> watches = [Watch("listing", "/praktyki"), Watch("search", $"{SearchController.Path}?{ListingKeys.Text}={word}"), Watch("feed", "/praktyki/kanal.atom")];
        if (!isNew)
        {
            watches.Add(Watch(PageKind, address));
        }

        // So that every cache holds the old answer.
        if (watches.Find(w => w.IsNew()) is { } early)
        {
            throw new InvalidOperationException($"What is not published yet stands on the page already: {early.Kind}.");
        }

        var id = await WriteAsync(document, cancellationToken);
        var committed = Stopwatch.GetTimestamp();
        if (isNew)
        {
            watches.Add(Watch(PageKind, address = $"/praktyka/{id}-{slug}"));
        }

        var late = await Task.WhenAll(watches.Select(w => Task.Factory.StartNew(() => w.Watch(committed), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        foreach (var (watch, time) in watches.Zip(late))
        {
            slowest[watch.Kind] = time > slowest.GetValueOrDefault(watch.Kind) ? time : slowest.GetValueOrDefault(watch.Kind);
            watch.Dispose();
        }

        StaleWatch Watch(string kind, string page) => new(port, kind, page, slug);
    }

    private async Task<int> WriteAsync(PracticeDocument document, CancellationToken cancellationToken)
    {
        var read = new DocumentReader().Read(JsonSerializer.SerializeToUtf8Bytes(new PracticeExport { Practices = [document] }, PracticeExport.JsonOptions), "pomiar.json")[0];
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<PracticeWriter>().WriteAsync(read, new WriteOptions { Publish = true }, cancellationToken)).PracticeId;
    }
}
