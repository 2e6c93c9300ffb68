using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Features.Search;
using PracticeBase.Tests.Features.Search.Quality;

namespace PracticeBase.Benchmarks;

/// <summary>Answers to the tests' list of questions, beside what SQLite's full text finds by itself.</summary>
internal sealed class QualityComparison : IDisposable
{
    private readonly SqliteConnection plain = new("Data Source=:memory:");

    private QualityComparison()
    {
        plain.Open();
        Execute("CREATE VIRTUAL TABLE texts USING fts5(title, summary, body, unit, place, tokenize = 'unicode61 remove_diacritics 2')");
        foreach (var p in QualityList.Practices)
        {
            Execute("INSERT INTO texts(rowid, title, summary, body, unit, place) VALUES($0, $1, $2, $3, $4, $5)", p.Id, p.Title, p.Summary, p.Body, p.Unit, p.Place);
        }
    }

    public static async Task<IReadOnlyList<(QualityFigures Ours, QualityFigures Plain)>> MeasureAsync(CancellationToken cancellationToken)
    {
        using var workspace = new Workspace();
        await using var portal = await MeasuredPortal.StartAsync(workspace, cancellationToken);
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        await QualityList.PublishAsync(db, TimeProvider.System.GetUtcNow(), cancellationToken);
        var synonyms = new SynonymList(await db.Synonyms.Select(s => s.Words).ToListAsync(cancellationToken));
        await portal.Services.GetRequiredService<SearchIndex>().RebuildAsync();
        var searcher = scope.ServiceProvider.GetRequiredService<Searcher>();
        using var comparison = new QualityComparison();
        var ours = await QualityList.MeasureAsync(async text =>
        {
            var matches = (await searcher.FindAsync(text, synonyms, cancellationToken)).Matches;
            return ([.. matches.Practices.ToList().OrderByDescending(matches.ScoreOf).ThenByDescending(id => id)], "");
        });
        var plain = await QualityList.MeasureAsync(text => Task.FromResult((comparison.Find(text), "")));
        return [.. ours.Zip(plain)];
    }

    public static void Print(IReadOnlyList<(QualityFigures Ours, QualityFigures Plain)> kinds)
    {
        Console.WriteLine("| Questions | how many | Recall@10 | plain FTS5 | false friends | plain FTS5 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (ours, plain) in kinds)
        {
            Console.WriteLine($"| {ours.Kind} | {ours.Queries} | {Report.Percent(ours.Recall)} | {Report.Percent(plain.Recall)} | {ours.FalseFriends} | {plain.FalseFriends} |");
        }

        var all = kinds.Sum(k => k.Ours.Queries);
        Console.WriteLine(
            $"| all | {all} | {Report.Percent(kinds.Sum(k => k.Ours.Recall * k.Ours.Queries) / all)} | {Report.Percent(kinds.Sum(k => k.Plain.Recall * k.Plain.Queries) / all)} | {kinds.Sum(k => k.Ours.FalseFriends)} | {kinds.Sum(k => k.Plain.FalseFriends)} |");
    }

    public void Dispose() => plain.Dispose();

    /// <summary>Practices with all words, or with any of them when none has all.</summary>
    private IReadOnlyList<int> Find(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsLetterOrDigit)).Select(w => $"\"{w.Replace("\"", "", StringComparison.Ordinal)}\"").ToList();
        return Match(string.Join(" AND ", words)) is { Count: > 0 } found ? found : Match(string.Join(" OR ", words));
    }

    private List<int> Match(string expression)
    {
        using var command = Command("SELECT rowid FROM texts WHERE texts MATCH $0 ORDER BY bm25(texts, 10, 5, 1, 3, 3), rowid LIMIT $1", expression, QualityList.First);
        using var rows = command.ExecuteReader();
        var found = new List<int>();
        while (rows.Read())
        {
            found.Add(rows.GetInt32(0));
        }

        return found;
    }

    private void Execute(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params object[] values)
    {
        var command = plain.CreateCommand();
        command.CommandText = sql;
        foreach (var (index, value) in values.Index())
        {
            command.Parameters.AddWithValue($"${index}", value);
        }

        return command;
    }
}
