using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;

namespace PracticeBase.Features.Transfer;

/// <summary>The invented practices and pages that a fresh portal shows outside production. Loading twice adds nothing twice.</summary>
public static class DemoData
{
    private const string SiteFile = "site.json";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Features", "Transfer", "Demo");

    /// <summary>Loads the practices, then the calendar, publications, banners and funders.</summary>
    /// <returns>How many practices were added, and how many the demo data holds.</returns>
    /// <exception cref="InvalidOperationException">In production.</exception>
    public static async Task<(int Added, int Total)> LoadAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        if (services.GetRequiredService<IHostEnvironment>().IsProduction())
        {
            throw new InvalidOperationException("Demo data never loads in production.");
        }

        if (!Directory.Exists(Folder))
        {
            return (0, 0);
        }

        await using var scope = services.CreateAsyncScope();
        var outcomes = await WritePracticesAsync(scope.ServiceProvider, cancellationToken);
        await CountReadsAsync(scope.ServiceProvider, [.. outcomes.Select(o => o.PracticeId)], cancellationToken);
        await ActivatorUtilities.CreateInstance<SiteLoader>(scope.ServiceProvider).LoadAsync(Path.Combine(Folder, SiteFile), cancellationToken);
        return (outcomes.Count(o => o.Result == WriteResult.New), outcomes.Count);
    }

    private static async Task<List<WriteOutcome>> WritePracticesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var writer = services.GetRequiredService<PracticeWriter>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var reader = new DocumentReader();
        var outcomes = new List<WriteOutcome>();
        foreach (var path in Directory.EnumerateFiles(Folder, "*.json").Where(p => Path.GetFileName(p) != SiteFile).Order(StringComparer.Ordinal))
        {
            foreach (var read in reader.Read(await File.ReadAllBytesAsync(path, cancellationToken), Path.GetFileName(path)))
            {
                var day = read.Document.Metryka.UpdatedOn ?? read.Document.Metryka.IntroducedOn;
                var options = new WriteOptions { Publish = true, Folder = Folder, PublishedAt = day is { } d ? Noon(d, now) : null };
                outcomes.Add(await writer.WriteAsync(read, options, cancellationToken));
            }
        }

        return outcomes;
    }

    /// <summary>Noon in UTC falls on the same day in Poland.</summary>
    private static DateTimeOffset Noon(DateOnly day, DateTimeOffset now)
    {
        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        return noon < now ? noon : now;
    }

    /// <summary>Gives practices that nobody has read yet a number that follows from their title.</summary>
    private static async Task CountReadsAsync(IServiceProvider services, List<int> ids, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<PracticeBaseDbContext>();
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetLocalNow().DateTime);
        var unread = await db.Practices.Where(p => ids.Contains(p.Id) && p.ReadCount == 0 && !db.PracticeReads.Any(r => r.PracticeId == p.Id)).ToListAsync(cancellationToken);
        foreach (var practice in unread)
        {
            var reads = 40 + (int)(uint.Parse(Text.Sha256(practice.Slug)[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 1_900);
            practice.ReadCount = reads;
            db.PracticeReads.Add(new PracticeReads { PracticeId = practice.Id, Day = today, Reads = reads });
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }
}
