using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace PracticeBase.Benchmarks.Load;

/// <summary>Asks for one page again and again until it shows what was published; asks as a browser does, on a connection of its own.</summary>
/// <param name="kind">What kind of page it is.</param>
/// <param name="page">Its address.</param>
/// <param name="published">Stands on it then, or in the address that it has moved to.</param>
internal sealed class StaleWatch(int port, string kind, string page, string published) : IDisposable
{
    private const int PauseMilliseconds = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Connection connection = new(port);

    public string Kind => kind;

    /// <summary>How long after the commit the last old answer was received; zero when all that were asked for since were new.</summary>
    /// <param name="committed">A moment of <see cref="Stopwatch"/>.</param>
    public TimeSpan Watch(long committed)
    {
        var late = TimeSpan.Zero;
        while (!IsNew() && late < Patience)
        {
            late = Stopwatch.GetElapsedTime(committed);
            Thread.Sleep(PauseMilliseconds);
        }

        return late;
    }

    public bool IsNew()
    {
        var answer = connection.Exchange(new Reader().Get(page));
        if (answer.Status is 301 or 308)
        {
            return Encoding.Latin1.GetString(answer.Header("Location"u8)).Contains(published, StringComparison.Ordinal);
        }

        using var content = new MemoryStream(answer.Body.ToArray());
        using var reader = new StreamReader(answer.Header("Content-Encoding"u8).SequenceEqual("br"u8) ? new BrotliStream(content, CompressionMode.Decompress) : content);
        return answer.Status == 200 && reader.ReadToEnd().Contains(published, StringComparison.Ordinal);
    }

    public void Dispose() => connection.Dispose();
}
