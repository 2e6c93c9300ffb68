using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Search;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

/// <summary>The index is derived: whatever happens to its file, the portal goes on and makes it anew.</summary>
public sealed class IndexRecoveryTests : IAsyncLifetime
{
    private readonly SearchPortal portal = new();

    private string Path => System.IO.Path.Combine(portal.StorageDirectory, SearchIndex.FileName);

    private SearchIndex Index => portal.Services.GetRequiredService<SearchIndex>();

    public ValueTask InitializeAsync() => portal.InitializeAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    public enum Damage
    {
        Deleted,
        CutShort,
        CutToNothing,
        Noise,
        NoiseInTheMiddle,
        OtherFormat,
    }

    [Theory]
    [InlineData(Damage.Deleted)]
    [InlineData(Damage.CutShort)]
    [InlineData(Damage.CutToNothing)]
    [InlineData(Damage.Noise)]
    [InlineData(Damage.NoiseInTheMiddle)]
    public async Task RunningPortal_DamagedIndex_GoesOnAndFindsAgain(Damage damage)
    {
        Assert.Equal(3, (await FindAsync()).Titles.Count);
        Harm(damage);

        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/praktyki")).Status);
        var meanwhile = await FindAsync();
        Assert.Equal(HttpStatusCode.OK, meanwhile.Status);
        Assert.True(meanwhile.Titles.Count == 3 || meanwhile.Main.QuerySelector("[data-testid=rebuilding]") is not null);

        // As the follower does, again and again.
        Index.Inspect();
        await PublishAsync("Rewitalizacja parku");
        Assert.Equal(4, (await FindAsync()).Titles.Count);
        Assert.NotNull(IndexFileIdentity());
    }

    [Theory]
    [InlineData(Damage.Deleted)]
    [InlineData(Damage.CutShort)]
    [InlineData(Damage.Noise)]
    [InlineData(Damage.OtherFormat)]
    public async Task Start_DamagedIndex_MakesItAnew(Damage damage)
    {
        Assert.Equal(3, (await FindAsync()).Titles.Count);
        await PublishAsync("Rewitalizacja parku");
        Assert.Equal(4, (await FindAsync()).Titles.Count);
        Harm(damage);
        await using var again = PracticeBaseApp.Build([.. portal.Configuration], quiet: true);

        await using var scope = again.Services.CreateAsyncScope();
        var answer = await scope.ServiceProvider.GetRequiredService<Searcher>().FindAsync("rewitalizacja", new SynonymList([]), TestContext.Current.CancellationToken);

        Assert.Equal(4, answer.Matches.Practices.Count());
    }

    [Fact]
    public async Task Start_IndexInPlace_GoesOnFromItsPosition()
    {
        Assert.Equal(3, (await FindAsync()).Titles.Count);
        var identity = IndexFileIdentity();
        await PublishAsync("Rewitalizacja parku");
        await using var again = PracticeBaseApp.Build([.. portal.Configuration], quiet: true);

        await using var scope = again.Services.CreateAsyncScope();
        var answer = await scope.ServiceProvider.GetRequiredService<Searcher>().FindAsync("rewitalizacja", new SynonymList([]), TestContext.Current.CancellationToken);

        Assert.Equal(4, answer.Matches.Practices.Count());
        Assert.Equal(identity, IndexFileIdentity());
    }

    [Fact]
    public async Task Following_ChangeByChange_GivesWhatMakingItAnewGives()
    {
        Assert.Equal(3, (await FindAsync()).Titles.Count);
        await PublishAsync("Rewitalizacja parku i rynku");
        await PublishAsync("Nowa ławka");
        await portal.UseDatabaseAsync(async db =>
        {
            var archived = await db.Practices.SingleAsync(p => p.Revisions.Any(r => r.Title == "Rewitalizacja rynku"), TestContext.Current.CancellationToken);
            archived.ArchivedAt = PortalSeed.Moment;
            db.Changes.Add(new Change { PracticeId = archived.Id, At = PortalSeed.Moment });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        await FindAsync();
        var followed = Content();

        await Index.RebuildAsync();

        Assert.Equal(Content(), followed);
    }

    /// <summary>Where such a word stands is kept in memory: what comes, changes and goes is followed there as well.</summary>
    [Fact]
    public async Task WordOfMany_IsFoundWhereItStandsNow()
    {
        const int many = 120;
        for (var i = 0; i < many; i++)
        {
            await PublishAsync($"Zbiornik retencyjny {i}");
        }

        await AssertCountAsync(many);
        await PublishAsync("Zbiornik retencyjny na koniec");
        await AssertCountAsync(many + 1);
        await ChangeAsync("Zbiornik retencyjny 7", practice => practice.ArchivedAt = PortalSeed.Moment);
        await AssertCountAsync(many);
        await ChangeAsync("Zbiornik retencyjny 8", practice =>
        {
            practice.Revisions[0].Status = RevisionStatus.Superseded;
            practice.Revisions.Add(PortalSeed.Revision(practice, "Staw", RevisionStatus.Published, 2));
        });
        await AssertCountAsync(many - 1);

        async Task AssertCountAsync(int count) =>
            Assert.StartsWith($"{count} ", (await portal.GetPageAsync("/szukaj?q=zbiornik")).Main.QuerySelector("#wyniki")?.Words(), StringComparison.Ordinal);

        Task<int> ChangeAsync(string title, Action<Practice> change) => portal.UseDatabaseAsync(async db =>
        {
            var practice = await db.Practices.Include(p => p.Revisions).SingleAsync(p => p.Revisions.Any(r => r.Title == title), TestContext.Current.CancellationToken);
            change(practice);
            db.Changes.Add(new Change { PracticeId = practice.Id, At = PortalSeed.Moment });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task Questions_WhileItIsMade_AreAnsweredByTheOldOne()
    {
        Assert.Equal(3, (await FindAsync()).Titles.Count);
        var making = Index.RebuildAsync();
        while (!making.IsCompleted)
        {
            Assert.Equal(3, (await FindAsync()).Titles.Count);
        }

        await making;
        Assert.Equal(3, (await FindAsync()).Titles.Count);
    }

    [Fact]
    public async Task Questions_WhilePracticesArePublished_AreAllAnsweredByTheSameIndex()
    {
        Assert.Equal(3, (await FindAsync()).Titles.Count);
        var identity = IndexFileIdentity();
        var publishing = Task.Run(async () =>
        {
            for (var i = 0; i < 12; i++)
            {
                await PublishAsync($"Rewitalizacja dzielnicy{i} nowesłowo{i}");
            }
        }, TestContext.Current.CancellationToken);

        string[] texts = ["rewitalizacja", "rewitalziacja", "nowesłwo3", "\"dom kultury\"", "narzędzia -piec"];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(async () =>
        {
            for (var i = 0; !publishing.IsCompleted; i++)
            {
                var page = await portal.GetPageAsync("/szukaj?q=" + Uri.EscapeDataString(texts[(n + i) % texts.Length]));
                Assert.Equal(HttpStatusCode.OK, page.Status);
                Assert.Null(page.Main.QuerySelector("[data-testid=rebuilding]"));
            }
        }, TestContext.Current.CancellationToken)));

        await publishing;
        Assert.Contains("15 wyników", (await FindAsync()).Main.Words(), StringComparison.Ordinal);
        Assert.Equal(identity, IndexFileIdentity());
    }

    [Fact]
    public async Task Withdrawn_Word_IsNoLongerSuggested()
    {
        await PublishAsync("Zbiornik retencyjny");
        await PublishAsync("Drugi zbiornik retencyjny");
        Assert.Equal(2, (await portal.GetPageAsync("/szukaj?q=retenycjny")).Titles.Count);
        await portal.UseDatabaseAsync(async db =>
        {
            foreach (var practice in await db.Practices.Where(p => p.Revisions.Any(r => r.Title.Contains("retencyjny"))).ToListAsync(TestContext.Current.CancellationToken))
            {
                practice.ArchivedAt = PortalSeed.Moment;
                db.Changes.Add(new Change { PracticeId = practice.Id, At = PortalSeed.Moment });
            }

            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var page = await portal.GetPageAsync("/szukaj?q=retenycjny");
        Assert.Empty(page.Titles);
        Assert.DoesNotContain("retencyjny", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reindex_Verb_MakesTheIndex()
    {
        var (code, output, _) = await PortalProcess.RunAsync(["reindex", .. portal.Configuration]);
        Assert.Equal(0, code);
        Assert.Contains("Wyszukiwarka gotowa: 11 praktyk", output, StringComparison.Ordinal);
        Assert.Equal(3, (await FindAsync()).Titles.Count);
    }

    private Task<Page> FindAsync() => portal.GetPageAsync("/szukaj?q=rewitalizacja");

    private string? IndexFileIdentity() => portal.IndexIdentity();

    /// <summary>Every form with how many practices hold it, and the numbers of the practices.</summary>
    private List<string> Content()
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT form || ' ' || practices FROM forms WHERE practices > 0 UNION ALL SELECT 'practice ' || id || ' ' || revision FROM practices UNION ALL SELECT key || ' ' || value FROM state WHERE key <> 'identity' ORDER BY 1";
        using var rows = command.ExecuteReader();
        var content = new List<string>();
        while (rows.Read())
        {
            content.Add(rows.GetString(0));
        }

        return content;
    }

    private void Harm(Damage damage)
    {
        switch (damage)
        {
            case Damage.Deleted:
                File.Delete(Path);
                break;
            case Damage.CutShort:
                using (var file = File.Open(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(5000);
                }

                break;
            case Damage.CutToNothing:
                using (var file = File.Open(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(0);
                }

                break;
            case Damage.OtherFormat:
                using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
                {
                    connection.Open();
                    using var command = connection.CreateCommand();
                    command.CommandText = "PRAGMA user_version = 999; DELETE FROM forms";
                    command.ExecuteNonQuery();
                }

                break;
            default:
                using (var file = File.Open(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    var noise = new byte[file.Length - (damage == Damage.Noise ? 0 : 4096)];
                    new Random(7).NextBytes(noise);
                    file.Position = file.Length - noise.Length;
                    file.Write(noise);
                }

                break;
        }
    }

    private Task<int> PublishAsync(string title) => portal.UseDatabaseAsync(async db =>
    {
        var practice = new Practice { Kind = PracticeKind.Practice, Slug = Text.Slug(title), CreatedAt = PortalSeed.Moment };
        practice.Revisions.Add(PortalSeed.Revision(practice, title, RevisionStatus.Published, 1));
        db.Practices.Add(practice);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        db.Changes.Add(new Change { PracticeId = practice.Id, At = PortalSeed.Moment });
        return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });
}
