using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests.Nodes;

/// <summary>Two nodes over one SQLite file and one storage directory, each with a search index of its own, and people at them.</summary>
public sealed class NodePair : IAsyncDisposable
{
    /// <summary>Whose practices they are: Tychy, in Śląskie.</summary>
    private const string Teryt = "2477";

    private readonly string directory = Directory.CreateTempSubdirectory("practicebase-nodes-").FullName;
    private readonly WebApplication desk;

    private NodePair(string[] also)
    {
        Nodes = [New("a", also), New("b", also)];
        // Serves nobody: the test's own hand in the database.
        desk = PracticeBaseApp.Build([.. Settings("desk"), "--applicationName=PracticeBase", "--urls=http://127.0.0.1:0"], quiet: true);
    }

    public IReadOnlyList<NodeProcess> Nodes { get; }

    public IServiceProvider Services => desk.Services;

    public Account Officer { get; private set; } = null!;

    public Account Editor { get; private set; } = null!;

    public string MailFolder => Path.Combine(directory, "mail");

    /// <summary>The database is there, the nodes are not started.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="also">Further configuration of both.</param>
    public static async Task<NodePair> CreateAsync(CancellationToken cancellationToken, params string[] also)
    {
        var pair = new NodePair(also);
        await pair.desk.Services.PrepareDatabaseAsync(cancellationToken);
        pair.Officer = await SignIn.AddAccountAsync(pair.Services, "Anna Zielna", AccountRoles.Officer, Teryt);
        pair.Editor = await SignIn.AddAccountAsync(pair.Services, "Paweł Klon", AccountRoles.Editor);
        return pair;
    }

    /// <summary>Both at once, as a cluster does.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        foreach (var node in Nodes)
        {
            node.Start();
        }

        await Task.WhenAll(Nodes.Select(n => n.UntilReadyAsync(client, cancellationToken)));
    }

    /// <summary>A browser in which somebody is signed in; it may ask either node.</summary>
    public async Task<NodeClient> SignInAsync(Account account)
    {
        var cookies = new CookieContainer();
        cookies.Add(await SignIn.CookieAsync(Services, account, Nodes[0].Address.Host));
        return new NodeClient(cookies);
    }

    public async Task<T> UseDatabaseAsync<T>(Func<PracticeBaseDbContext, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>());
    }

    /// <summary>Complete revisions of practices of their own, in a whole voivodeship, so that its map names them; returns their numbers.</summary>
    public Task<List<int>> AddAsync(int count, string title, RevisionStatus status, Func<int, DateTimeOffset>? scheduledFor = null) => UseDatabaseAsync(async db =>
    {
        var seed = new PortalSeed(db, null!);
        var (owner, place) = (seed.Place(Teryt), seed.Place(Teryt[..2]));
        var revisions = new List<PracticeRevision>();
        for (var i = 0; i < count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{title} {i + 1}");
            var practice = new Practice { Kind = PracticeKind.Practice, Slug = Text.Slug(name), CreatedAt = PortalSeed.Moment, OwnerId = owner.Id };
            var revision = new PracticeRevision
            {
                Number = 1,
                Status = status,
                Title = name,
                Summary = "",
                CreatedAt = PortalSeed.Moment,
                ChangedAt = PortalSeed.Moment,
                AuthorId = Officer.Id,
                Writers = [Officer.Id],
                AssigneeId = status == RevisionStatus.InReview ? Editor.Id : null,
                ScheduledFor = scheduledFor?.Invoke(i),
            };
            seed.Complete(revision, place);
            practice.Revisions.Add(revision);
            db.Practices.Add(practice);
            revisions.Add(revision);
        }

        await db.SaveChangesAsync();
        return revisions.ConvertAll(r => r.Id);
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            node.Dispose();
        }

        await desk.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private NodeProcess New(string name, string[] also) =>
        new([.. Settings(name), "--Jobs:PeriodSeconds=1", "--Jobs:LeaseSeconds=3", "--Mail:Transport=Folder", "--Mail:PollSeconds=1", .. also]);

    private string[] Settings(string name) =>
    [
        "--environment=Testing", $"--Storage:Directory={directory}", $"--Search:Directory={Directory.CreateDirectory(Path.Combine(directory, name)).FullName}",
        "--Portal:Operator=Zrzeszenie Testowe", "--Portal:Email=redakcja@example.org",
    ];
}
