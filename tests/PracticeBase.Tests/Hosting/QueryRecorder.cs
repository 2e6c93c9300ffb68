using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PracticeBase.Tests.Hosting;

/// <summary>Keeps each distinct query, with the values it was sent with and the page that asked it first, and has SQLite say how it would look for the answer.</summary>
public sealed partial class QueryRecorder : DbCommandInterceptor
{
    private readonly ConcurrentDictionary<string, (string Page, IReadOnlyList<(string Name, object? Value)> Parameters)> queries = new();

    /// <summary>What is being looked at; nothing is kept while it is null.</summary>
    public string? Page { get; set; }

    public int Count => queries.Count;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Page is { } page && command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.Ordinal))
        {
            queries.TryAdd(command.CommandText, (page, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
        }

        return ValueTask.FromResult(result);
    }

    /// <summary>Every reading of a whole table without any index, as «Table: page: query».</summary>
    /// <param name="connection">Of the database, open.</param>
    /// <param name="isAllowed">Whether a table may be read whole, by a query.</param>
    public IReadOnlyList<string> Scans(SqliteConnection connection, Func<string, string, bool> isAllowed)
    {
        var scans = new List<string>();
        foreach (var (sql, (page, parameters)) in queries)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + sql;
            foreach (var (name, value) in parameters)
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }

            var tables = Alias().Matches(sql).ToLookup(m => m.Groups["alias"].Value, m => m.Groups["table"].Value);
            using var plan = command.ExecuteReader();
            while (plan.Read())
            {
                // An automatic index is made by reading the whole table first.
                var step = Step().Match(plan.GetString(3));
                scans.AddRange(step.Success ? tables[step.Groups["alias"].Value].Where(t => !isAllowed(t, sql)).Distinct().Select(t => $"{t}: {page}: {plan.GetString(3)}: {sql}") : []);
            }
        }

        return scans;
    }

    [GeneratedRegex("(?:FROM|JOIN) \"(?<table>\\w+)\" AS \"(?<alias>\\w+)\"")]
    private static partial Regex Alias();

    [GeneratedRegex(@"^SCAN (?<alias>\w+)$|^SCAN (?<alias>\w+) (?!USING)|^SEARCH (?<alias>\w+) USING AUTOMATIC")]
    private static partial Regex Step();
}
