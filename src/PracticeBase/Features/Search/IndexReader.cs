using Microsoft.Data.Sqlite;

namespace PracticeBase.Features.Search;

/// <summary>A word as it is written somewhere in the index.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Text">The word, with its Polish letters.</param>
/// <param name="Folded">The same without them.</param>
/// <param name="Words">How many words of the dictionary it may be a form of; 0 when the dictionary lacks it.</param>
/// <param name="Practices">How many practices hold it.</param>
internal sealed record IndexForm(long Id, string Text, string Folded, int Words, int Practices);

/// <summary>Reads the index over a connection of its own. For one thread at a time.</summary>
internal sealed class IndexReader : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement formsOfKey;
    private readonly Statement formsFrom;
    private readonly Statement formsAfter;
    private readonly Statement mostCommon;
    private readonly Statement match;
    private readonly Statement titles;
    private readonly Statement formsOfPractice;
    private readonly Statement form;
    private readonly Statement rareForms;
    private readonly Statement begin;
    private readonly Statement end;

    /// <exception cref="SqliteException">The file is missing or damaged.</exception>
    public IndexReader(string path)
    {
        connection = IndexFile.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            IndexFile.Execute(connection, "PRAGMA query_only = 1");
            const string columns = "f.id, f.form, f.folded, f.words, f.practices";
            formsOfKey = new(connection, $"SELECT {columns} FROM keys k JOIN forms f ON f.id = k.form WHERE k.key = ?1 AND f.practices > 0");
            formsFrom = new(connection, $"SELECT {columns} FROM forms f WHERE f.folded >= ?1 AND f.folded < ?2 AND f.practices > 0 ORDER BY f.practices DESC, f.id LIMIT ?3");
            formsAfter = new(connection, $"SELECT {columns} FROM forms f WHERE f.id > ?1 AND length(f.folded) >= ?2 ORDER BY f.id");
            form = new(connection, $"SELECT {columns} FROM forms f WHERE f.id = ?1");
            rareForms = new(connection, $"SELECT {columns} FROM forms f WHERE f.id IN (SELECT value FROM json_each(?1)) AND f.practices <= ?2");
            mostCommon = new(connection, $"SELECT {columns} FROM forms f ORDER BY f.practices DESC LIMIT ?1");
            match = new(connection, "SELECT rowid FROM texts WHERE texts MATCH ?1");
            titles = new(connection, "SELECT rowid FROM titles WHERE titles MATCH ?1 ORDER BY rowid DESC LIMIT ?2");
            formsOfPractice = new(connection, "SELECT forms FROM practices WHERE id = ?1");
            begin = new(connection, "BEGIN");
            end = new(connection, "COMMIT");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// All that is read until <see cref="End"/> is of one moment, and the file is locked once: a statement by itself takes and leaves the
    /// lock, and looks for what a killed writer left, which is most of what a small one costs. Without a write-ahead log a writer waits until
    /// it ends, so that what is kept in memory of an answer cannot be older than a change that was followed before.
    /// </summary>
    public void Begin() => begin.Run();

    public void End() => end.Run();

    /// <summary>Those that are a form of the word with this key (<see cref="IndexKey"/>).</summary>
    public List<IndexForm> FormsOf(string key) => Forms(formsOfKey.Bind(1, key));

    /// <summary>Those that begin with the folded text, the most frequent first.</summary>
    public List<IndexForm> FormsFrom(string folded, int max) => Forms(formsFrom.Bind(1, folded).Bind(2, folded + '\uFFFF').Bind(3, max));

    /// <summary>Those that came into the index after the one with this number, in order.</summary>
    public List<IndexForm> FormsAfter(long id, int minLength) => Forms(formsAfter.Bind(1, id).Bind(2, minLength));

    /// <summary>Those that stand in the most practices, in order.</summary>
    public List<IndexForm> MostCommon(int max) => Forms(mostCommon.Bind(1, max));

    /// <summary>Those of the given ones that no more practices hold than so many.</summary>
    public List<IndexForm> RareForms(IEnumerable<long> ids, int maxPractices) => Forms(rareForms.Bind(1, $"[{string.Join(',', ids)}]").Bind(2, maxPractices));

    public IndexForm? Form(long id) => Forms(form.Bind(1, id)) is [var only] ? only : null;

    /// <summary>The forms that a practice holds; none for one that the index lacks.</summary>
    public PracticeForms FormsOf(int practiceId)
    {
        formsOfPractice.Bind(1, practiceId);
        var forms = new PracticeForms(formsOfPractice.Step() ? formsOfPractice.Blob(0) : []);
        formsOfPractice.Reset();
        return forms;
    }

    /// <summary>Adds the field of everything that the expression finds.</summary>
    /// <param name="expression">FTS5's own syntax, made by <see cref="MatchExpression"/>.</param>
    /// <param name="masks">What lies beyond its end is left out.</param>
    public void Mark(string expression, FieldMasks masks)
    {
        match.Bind(1, expression);
        while (match.Step())
        {
            var row = match.Integer(0);
            var practice = row >> IndexFile.FieldBits;
            if (practice < masks.Capacity)
            {
                masks.Add((int)practice, (SearchField)(row & ((1 << IndexFile.FieldBits) - 1)));
            }
        }
    }

    /// <summary>Where the expression is found.</summary>
    /// <param name="expression">As for <see cref="Mark"/>.</param>
    public FormPlaces Places(string expression)
    {
        var places = new FormPlaces();
        match.Bind(1, expression);
        while (match.Step())
        {
            places.Add(match.Integer(0));
        }

        return places;
    }

    /// <summary>Practices whose title holds what the expression says, the newest numbers first.</summary>
    public List<int> Titles(string expression, int max)
    {
        var found = new List<int>();
        titles.Bind(1, expression).Bind(2, max);
        while (titles.Step())
        {
            found.Add((int)titles.Integer(0));
        }

        return found;
    }

    /// <summary>How many practices there are, and the largest number.</summary>
    public (int Practices, int Largest) Extent()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*), COALESCE(MAX(id), 0) FROM practices";
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt32(0), row.GetInt32(1));
    }

    public Dictionary<int, int> Revisions()
    {
        var revisions = new Dictionary<int, int>();
        using var all = new Statement(connection, "SELECT id, revision FROM practices");
        while (all.Step())
        {
            revisions.Add((int)all.Integer(0), (int)all.Integer(1));
        }

        return revisions;
    }

    public string? State(string key) => IndexFile.State(connection, key);

    public void Dispose()
    {
        Statement[] statements = [formsOfKey, formsFrom, formsAfter, form, rareForms, mostCommon, match, titles, formsOfPractice, begin, end];
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private static List<IndexForm> Forms(Statement statement)
    {
        var forms = new List<IndexForm>();
        while (statement.Step())
        {
            forms.Add(new IndexForm(statement.Integer(0), statement.Text(1), statement.Text(2), (int)statement.Integer(3), (int)statement.Integer(4)));
        }

        return forms;
    }
}

/// <summary>Expressions of FTS5, in which every word is quoted: what somebody typed is never syntax.</summary>
internal static class MatchExpression
{
    /// <summary>Any of the words.</summary>
    public static string AnyOf(IEnumerable<string> words) => string.Join(" OR ", words.Select(Quote));

    /// <summary>The words one after the other.</summary>
    public static string Phrase(IEnumerable<string> words) => Quote(string.Join(' ', words));

    /// <summary>All of the words, the last one perhaps unfinished.</summary>
    public static string AllOf(IReadOnlyList<string> words, bool lastIsPrefix) =>
        string.Join(' ', words.Select((w, i) => i == words.Count - 1 && lastIsPrefix ? Quote(w) + "*" : Quote(w)));

    public static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)}\"";
}
