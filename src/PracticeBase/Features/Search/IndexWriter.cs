using Microsoft.Data.Sqlite;
using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>Writes documents into the index, in transactions of the caller's choice. For one thread.</summary>
internal sealed class IndexWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, long>? known;
    private readonly Statement findForm;
    private readonly Statement addForm;
    private readonly Statement addKey;
    private readonly Statement countForm;
    private readonly Statement findPractice;
    private readonly Statement putPractice;
    private readonly Statement removePractice;
    private readonly Statement putText;
    private readonly Statement removeText;
    private readonly Statement putTitle;
    private readonly Statement removeTitle;
    private readonly Statement putState;
    private readonly Dictionary<long, int> counts = [];

    /// <param name="connection">From <see cref="IndexFile"/>; disposed with the writer.</param>
    /// <param name="fromNothing">The index is empty, and all its words fit into memory while it is filled.</param>
    public IndexWriter(SqliteConnection connection, bool fromNothing)
    {
        this.connection = connection;
        known = fromNothing ? [] : null;
        findForm = new(connection, "SELECT id FROM forms WHERE form = ?1");
        addForm = new(connection, "INSERT INTO forms(form, folded, words, practices) VALUES(?1, ?2, ?3, 0) RETURNING id");
        addKey = new(connection, "INSERT OR IGNORE INTO keys(key, form) VALUES(?1, ?2)");
        countForm = new(connection, "UPDATE forms SET practices = practices + ?1 WHERE id = ?2");
        findPractice = new(connection, "SELECT forms FROM practices WHERE id = ?1");
        putPractice = new(connection, "INSERT OR REPLACE INTO practices(id, revision, forms) VALUES(?1, ?2, ?3)");
        removePractice = new(connection, "DELETE FROM practices WHERE id = ?1");
        putText = new(connection, "INSERT INTO texts(rowid, text) VALUES(?1, ?2)");
        removeText = new(connection, "DELETE FROM texts WHERE rowid = ?1");
        putTitle = new(connection, "INSERT INTO titles(rowid, text) VALUES(?1, ?2)");
        removeTitle = new(connection, "DELETE FROM titles WHERE rowid = ?1");
        putState = new(connection, "INSERT OR REPLACE INTO state(key, value) VALUES(?1, ?2)");
    }

    public void Begin() => IndexFile.Execute(connection, "BEGIN IMMEDIATE");

    public void Commit()
    {
        foreach (var (form, change) in counts)
        {
            countForm.Bind(1, change).Bind(2, form).Run();
        }

        counts.Clear();
        IndexFile.Execute(connection, "COMMIT");
    }

    /// <summary>Adds the practice, or takes the place of what the index held of it. Returns its forms as they are stored.</summary>
    public PracticeForms Put(AnalyzedDocument document)
    {
        if (known is null)
        {
            Remove(document.PracticeId);
        }

        var forms = PracticeForms.Of(document.Forms.Select(f => (FormId(f.Key), f.Value)));
        foreach (var (form, _) in forms)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, form, out _)++;
        }

        putPractice.Bind(1, document.PracticeId).Bind(2, document.RevisionId).Bind(3, forms.Bytes).Run();
        for (var field = 0; field < document.Words.Count; field++)
        {
            if (document.Words[field].Length > 0)
            {
                putText.Bind(1, RowId(document.PracticeId, field)).Bind(2, document.Words[field]).Run();
            }
        }

        putTitle.Bind(1, document.PracticeId).Bind(2, document.FoldedTitle).Run();
        return forms;
    }

    public void Remove(int practiceId)
    {
        findPractice.Bind(1, practiceId);
        if (!findPractice.Step())
        {
            return;
        }

        var forms = new PracticeForms(findPractice.Blob(0));
        findPractice.Reset();
        foreach (var (form, _) in forms)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, form, out _)--;
        }

        for (var field = 0; field < 1 << IndexFile.FieldBits; field++)
        {
            removeText.Bind(1, RowId(practiceId, field)).Run();
        }

        removeTitle.Bind(1, practiceId).Run();
        removePractice.Bind(1, practiceId).Run();
    }

    public void SetState(string key, string value) => putState.Bind(1, key).Bind(2, value).Run();

    /// <summary>One segment instead of many: a word is then read in one piece.</summary>
    public void Optimize()
    {
        IndexFile.Execute(connection, "INSERT INTO texts(texts) VALUES('optimize')");
        IndexFile.Execute(connection, "INSERT INTO titles(titles) VALUES('optimize')");
        IndexFile.Execute(connection, "INSERT INTO texts(texts, rank) VALUES('hashsize', 1048576)");
        IndexFile.Execute(connection, "ANALYZE");
    }

    public void Dispose()
    {
        Statement[] statements = [findForm, addForm, addKey, countForm, findPractice, putPractice, removePractice, putText, removeText, putTitle, removeTitle, putState];
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        // An open transaction ends with the connection, undone.
        connection.Dispose();
    }

    private static long RowId(int practiceId, int field) => ((long)practiceId << IndexFile.FieldBits) | (uint)field;

    private long FormId(string form)
    {
        if (known?.TryGetValue(form, out var id) == true)
        {
            return id;
        }

        if (known is null)
        {
            findForm.Bind(1, form);
            if (findForm.Step())
            {
                id = findForm.Integer(0);
                findForm.Reset();
                return id;
            }
        }

        var analyzer = PolishAnalyzer.Instance;
        var keys = analyzer.KeysOf(form);
        addForm.Bind(1, form).Bind(2, PolishAnalyzer.Fold(form)).Bind(3, keys.Count(k => k.Kind == KeyKind.Lemma));
        addForm.Step();
        id = addForm.Integer(0);
        addForm.Reset();
        foreach (var key in keys.Select(IndexKey.Of).Append(IndexKey.OfStem(analyzer.StemOf(form))).Distinct())
        {
            addKey.Bind(1, key).Bind(2, id).Run();
        }

        known?.Add(form, id);
        return id;
    }
}

/// <summary>How a key stands in the index: its kind's letter before it.</summary>
internal static class IndexKey
{
    public static string Of(WordKey key) => key.Kind switch
    {
        KeyKind.Lemma => $"L{key.Text}",
        KeyKind.Kin => $"K{key.Text}",
        _ => $"S{key.Text}",
    };

    public static string OfStem(string stem) => Of(new WordKey(PolishAnalyzer.StemPrefix + stem, KeyKind.Stem));
}
