using Microsoft.Data.Sqlite;

namespace PracticeBase.Features.Search;

/// <summary>
/// The format of «search.db». Derived from the database and made anew at any time; docs/search.md describes it.
/// <list type="bullet">
/// <item>texts: an FTS5 index without the texts themselves. A row is one field of one practice: rowid = practice · 4 + <see cref="SearchField"/>, so that a word's rows tell practice and field at once.</item>
/// <item>titles: folded titles for suggestions; rowid = practice.</item>
/// <item>forms: every word as it is written, with how many words of the dictionary it may be and how many practices hold it; keys: which words it is a form of (kind + key).</item>
/// <item>practices: revision, and the forms it holds: pairs of variable-length integers, the distance to the form before and the mask of its fields.</item>
/// <item>state: the position in the change feed, the fingerprint of names, an identity.</item>
/// </list>
/// </summary>
internal static class IndexFile
{
    /// <summary>Grows with every change of the tables, of the analysis or of what is indexed: an older index is made anew.</summary>
    public const int Format = 3;

    public const int FieldBits = 2;

    public const string Position = "position";
    public const string Names = "names";
    public const string Identity = "identity";

    /// <summary>Whatever our own tokenizer calls a word is one word here too: letters with their marks, «12,5».</summary>
    private const string Tokenizer = """tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars ','" """;

    private static readonly string Schema = $"""
        PRAGMA user_version = {Format};
        CREATE TABLE state(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE forms(id INTEGER PRIMARY KEY, form TEXT NOT NULL, folded TEXT NOT NULL, words INTEGER NOT NULL, practices INTEGER NOT NULL);
        CREATE UNIQUE INDEX forms_form ON forms(form);
        CREATE INDEX forms_folded ON forms(folded);
        CREATE TABLE keys(key TEXT NOT NULL, form INTEGER NOT NULL, PRIMARY KEY(key, form)) WITHOUT ROWID;
        CREATE TABLE practices(id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, forms BLOB NOT NULL);
        CREATE VIRTUAL TABLE texts USING fts5(text, content = '', contentless_delete = 1, {Tokenizer});
        CREATE VIRTUAL TABLE titles USING fts5(text, content = '', contentless_delete = 1, prefix = '1 2 3', {Tokenizer});
        INSERT INTO state VALUES('{Identity}', lower(hex(randomblob(16))));
        """;

    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            // No write-ahead log: its shared memory would bring the whole program down when somebody cuts the file short.
            Execute(connection, "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = -2048");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>An empty index in a new file, for writing as fast as can be: whoever loses power begins again.</summary>
    public static SqliteConnection Create(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA locking_mode = EXCLUSIVE");
        Execute(connection, Schema);
        Execute(connection, "INSERT INTO texts(texts, rank) VALUES('hashsize', 33554432)");
        return connection;
    }

    /// <summary>Null when the file is missing, damaged or of another format.</summary>
    public static string? IdentityOf(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            // Not read-only: what a killed writer left is undone first.
            using var connection = Open(path, SqliteOpenMode.ReadWrite);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version";
            return (long)command.ExecuteScalar()! == Format ? State(connection, Identity) : null;
        }
        catch (SqliteException)
        {
            // Whatever is wrong with it, it is made anew.
            return null;
        }
    }

    /// <summary>With what a writer that was killed left beside it: that would be undone in the next file of this name.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + "-journal");
    }

    public static string? State(SqliteConnection connection, string key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM state WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        return (string?)command.ExecuteScalar();
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
