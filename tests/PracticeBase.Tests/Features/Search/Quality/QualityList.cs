using System.Text.Json;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Tests.Features.Search.Quality;

/// <summary>A short practice of the test list; its number there is also that in the database.</summary>
public sealed record QualityPractice(int Id, string Title, string Summary, string Body, string Unit, string Place, string Sector);

/// <summary>A question, the practices that answer it, and those that must not be among the first three.</summary>
public sealed record QualityQuery(string Text, string Kind, IReadOnlyList<int> Expected, IReadOnlyList<int> Forbidden);

/// <summary>How well one kind of questions was answered.</summary>
/// <param name="Kind">As in the list.</param>
/// <param name="Queries">How many.</param>
/// <param name="Recall">Of the expected practices, how many are among the first ten; the mean of the questions.</param>
/// <param name="FalseFriends">Questions with a forbidden practice among the first three.</param>
/// <param name="Missed">Questions that did not find all they should.</param>
public sealed record QualityFigures(string Kind, int Queries, double Recall, int FalseFriends, IReadOnlyList<string> Missed);

/// <summary>The list by which the search is judged (README.md beside the files).</summary>
public static class QualityList
{
    public const int First = 10;

    private const int FirstForFriends = 3;

    public static IReadOnlyList<QualityPractice> Practices { get; } = Read<QualityPractice>("practices.json");

    public static IReadOnlyList<QualityQuery> Queries { get; } = Read<QualityQuery>("queries.json");

    /// <summary>Publishes the practices, in order, in an empty database.</summary>
    public static async Task PublishAsync(PracticeBaseDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var categories = db.Categories.ToDictionary(c => c.NamePl);
        foreach (var item in Practices)
        {
            var practice = new Practice { Id = item.Id, Kind = PracticeKind.Practice, Slug = Text.Slug(item.Title), CreatedAt = now };
            practice.Revisions.Add(new PracticeRevision
            {
                Number = 1,
                Status = RevisionStatus.Published,
                CreatedAt = now,
                ChangedAt = now,
                PublishedAt = now,
                Title = item.Title,
                Summary = item.Summary,
                Problem = item.Body,
                CategoryId = categories.GetValueOrDefault(item.Sector)?.Id,
                Metryka = new Metryka { UnitName = item.Unit, Locality = item.Place },
            });
            db.Practices.Add(practice);
        }

        db.Changes.Add(new Change { At = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Figures by kind.</summary>
    /// <param name="answer">The numbers of the practices found for a text, best first, and a note on how.</param>
    public static async Task<IReadOnlyList<QualityFigures>> MeasureAsync(Func<string, Task<(IReadOnlyList<int> Found, string Note)>> answer)
    {
        var figures = new List<QualityFigures>();
        foreach (var kind in Queries.GroupBy(q => q.Kind))
        {
            var (recall, friends, missed) = (0.0, 0, new List<string>());
            foreach (var query in kind)
            {
                var (found, note) = await answer(query.Text);
                var hits = query.Expected.Intersect(found.Take(First)).Count();
                recall += query.Expected.Count == 0 ? 1 : (double)hits / query.Expected.Count;
                var friend = query.Forbidden.Intersect(found.Take(FirstForFriends)).ToList();
                friends += friend.Count > 0 ? 1 : 0;
                if (hits < query.Expected.Count || friend.Count > 0)
                {
                    missed.Add($"{query.Text}: found [{string.Join(' ', found.Take(First))}], missing [{string.Join(' ', query.Expected.Except(found.Take(First)))}], false friends [{string.Join(' ', friend)}] {note}");
                }
            }

            figures.Add(new QualityFigures(kind.Key, kind.Count(), recall / kind.Count(), friends, missed));
        }

        return figures;
    }

    private static IReadOnlyList<T> Read<T>(string name) =>
        JsonSerializer.Deserialize<List<T>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Features", "Search", "Quality", name)), JsonSerializerOptions.Web)!;
}
