using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;

namespace PracticeBase.Benchmarks;

/// <summary>How long after the commit an answer is right: from asking again and again, as a reader would see it.</summary>
internal sealed record Freshness(TimeSpan Median, TimeSpan Slowest)
{
    private const int WordLength = 14;
    private const string Consonants = "bdgkmnprtwz";
    private const string Vowels = "aeiou";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public override string ToString() => $"{Report.Seconds(Median)}, {Report.Seconds(Slowest)}";

    /// <summary>Publishes practices, each with a word that no other has, and archives them again.</summary>
    /// <returns>Until a publication is found; until an archived practice is gone; the slowest that the follower wrote though nobody asked.</returns>
    public static async Task<(Freshness Published, Freshness Archived, TimeSpan Following)> MeasureAsync(MeasuredPortal portal, string indexFile, int count, CancellationToken cancellationToken)
    {
        var random = new Random(count);
        using var client = Browser.Create(portal.Address);
        List<TimeSpan> published = [], archived = [], followed = [];
        for (var i = 0; i < count; i++)
        {
            var word = Word(random);
            var written = File.GetLastWriteTimeUtc(indexFile);
            var id = await PublishAsync(portal.Services, word, cancellationToken);
            if (i % 2 == 0)
            {
                followed.Add(await UntilAsync(() => Task.FromResult(File.GetLastWriteTimeUtc(indexFile) != written), cancellationToken));
                await UntilAsync(() => ShowsAsync(word, id), cancellationToken);
            }
            else
            {
                published.Add(await UntilAsync(() => ShowsAsync(word, id), cancellationToken));
            }

            await ArchiveAsync(portal.Services, id, cancellationToken);
            archived.Add(await UntilAsync(async () => !await ShowsAsync(word, id), cancellationToken));
        }

        return (Of(published), Of(archived), followed.Max());

        async Task<bool> ShowsAsync(string word, int id)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{SearchController.Path}?{ListingKeys.Text}={word}");
            request.Headers.AcceptEncoding.ParseAdd("identity");
            using var response = await client.SendAsync(request, cancellationToken);
            return (await response.Content.ReadAsStringAsync(cancellationToken)).Contains($"/praktyka/{id}-", StringComparison.Ordinal);
        }
    }

    private static Freshness Of(List<TimeSpan> times) => new(TimeSpan.FromSeconds(times.Select(t => t.TotalSeconds).Median()), times.Max());

    /// <exception cref="TimeoutException">It did not come.</exception>
    private static async Task<TimeSpan> UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (clock.Elapsed > Patience)
            {
                throw new TimeoutException("The index did not follow.");
            }

            await Task.Delay(2, cancellationToken);
        }

        return clock.Elapsed;
    }

    private static async Task<int> PublishAsync(IServiceProvider services, string word, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var now = TimeProvider.System.GetUtcNow();
        var practice = new Practice { Uid = Guid.NewGuid(), Kind = PracticeKind.Practice, Slug = word, CreatedAt = now };
        practice.Revisions.Add(new PracticeRevision { Number = 1, Status = RevisionStatus.Published, CreatedAt = now, ChangedAt = now, PublishedAt = now, Title = $"Nowa praktyka {word}", Summary = "Krótki opis." });
        db.Practices.Add(practice);
        await db.SaveChangesAsync(cancellationToken);
        return await AnnounceAsync(db, practice.Id, cancellationToken);
    }

    private static async Task ArchiveAsync(IServiceProvider services, int id, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        (await db.Practices.SingleAsync(p => p.Id == id, cancellationToken)).ArchivedAt = TimeProvider.System.GetUtcNow();
        await AnnounceAsync(db, id, cancellationToken);
    }

    private static async Task<int> AnnounceAsync(PracticeBaseDbContext db, int id, CancellationToken cancellationToken)
    {
        db.Changes.Add(new Change { PracticeId = id, At = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return id;
    }

    /// <summary>No word of any language, and far from all others, so that nothing is taken for a mistake.</summary>
    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, WordLength).Select(i => i % 2 == 0 ? Consonants[random.Next(Consonants.Length)] : Vowels[random.Next(Vowels.Length)]));
}
