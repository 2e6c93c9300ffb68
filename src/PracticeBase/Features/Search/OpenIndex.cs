using System.Collections.Concurrent;

namespace PracticeBase.Features.Search;

/// <summary>What a question works with: a reader for itself alone, and what all questions share.</summary>
/// <param name="Reader">For this question alone.</param>
/// <param name="Masks">Where the most common words stand.</param>
/// <param name="Places">Where less common ones stand.</param>
/// <param name="Vocabulary">The words, for mistyped ones.</param>
/// <param name="Capacity">Numbers of practices are below this.</param>
/// <param name="Practices">How many practices the index holds.</param>
internal sealed record IndexSession(IndexReader Reader, FormMasks Masks, KeptPlaces Places, Vocabulary Vocabulary, int Capacity, int Practices);

/// <summary>The index file in use, with readers for as many questions as come at once.</summary>
internal sealed class OpenIndex : IDisposable
{
    /// <summary>New practices do not make what is held by number too short each time.</summary>
    private const int Slack = 4096;

    /// <summary>So many take no longer than a question may.</summary>
    private const int WordsAtOnce = 8;

    /// <summary>Of a few dozen words somebody surely asks for some. All that <see cref="FormMasks"/> has room for would mostly be words of which nobody does.</summary>
    private const int WordsAhead = 64;

    /// <summary>Readers kept for the next questions, 2 MB each: more do not work at once for long.</summary>
    private static readonly int MaxIdle = Environment.ProcessorCount + 2;

    private readonly ConcurrentBag<IndexReader> readers = [];
    private readonly FormMasks masks = new();
    private readonly KeptPlaces places = new();
    private readonly Vocabulary vocabulary = new();
    private readonly string path;
    private volatile bool isDisposed;
    private int capacity;
    private int practices;
    private Queue<IndexForm>? cold;

    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file is missing or damaged.</exception>
    public OpenIndex(string path, string identity)
    {
        this.path = path;
        Identity = identity;
        (practices, var largest) = Read(s => s.Reader.Extent());
        capacity = Rounded(largest);
    }

    /// <summary>Of the file as it was opened: another one means that the file was replaced.</summary>
    public string Identity { get; }

    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file is damaged; the reader goes with its error.</exception>
    public T Read<T>(Func<IndexSession, T> question)
    {
        var reader = readers.TryTake(out var idle) ? idle : new IndexReader(path);
        var isSound = false;
        try
        {
            reader.Begin();
            var answer = question(new IndexSession(reader, masks, places, vocabulary, capacity, practices));
            reader.End();
            isSound = true;
            return answer;
        }
        finally
        {
            if (isSound && !isDisposed && readers.Count < MaxIdle)
            {
                readers.Add(reader);
            }
            else
            {
                reader.Dispose();
            }
        }
    }

    /// <summary>The practice holds these forms now; none when it is gone.</summary>
    public void Follow(int practiceId, PracticeForms? forms)
    {
        capacity = Math.Max(capacity, Rounded(practiceId));
        masks.Follow(practiceId, forms);
        places.Follow(practiceId, forms);
    }

    /// <summary>Counts the practices again, after some came or went.</summary>
    public void Measure() => (practices, _) = Read(s => s.Reader.Extent());

    /// <summary>Reads where some more of the most common words stand, before somebody asks for them. For one thread.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file is damaged.</exception>
    public void WarmUp()
    {
        cold ??= new(Read(s => s.Reader.MostCommon(WordsAhead)));
        for (var i = 0; i < WordsAtOnce && cold.TryDequeue(out var form); i++)
        {
            Read(s => s.Masks.Find(form, s.Reader, s.Capacity));
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private static int Rounded(int largest) => ((largest / Slack) + 1) * Slack;
}
