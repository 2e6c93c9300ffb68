using System.Text;
using System.Text.Json;

namespace PracticeBase.Benchmarks.Load;

/// <summary>What an answer depends on, so that a request finds the captured one.</summary>
internal readonly record struct RequestKey(string Line, string AcceptEncoding, string Cookie, string IfNoneMatch)
{
    public static RequestKey Of(ReadOnlySpan<byte> request) => new(
        HttpHead.Line(request),
        Encoding.Latin1.GetString(HttpHead.Find(request, "Accept-Encoding"u8)),
        Encoding.Latin1.GetString(HttpHead.Find(request, "Cookie"u8)),
        Encoding.Latin1.GetString(HttpHead.Find(request, "If-None-Match"u8)));
}

/// <summary>A request, and what the portal answered to it.</summary>
/// <param name="Headers">Without those that a server makes itself.</param>
internal sealed record Captured(byte[] Request, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    private static readonly string[] OfTheServer = ["Date", "Server", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"];

    public static Captured Of(ReadOnlySpan<byte> request, in Answer answer) => new(
        request.ToArray(),
        answer.Status,
        HttpHead.All(answer.Head).FindAll(h => !OfTheServer.Contains(h.Key, StringComparer.OrdinalIgnoreCase)),
        answer.Body.ToArray());

    /// <summary>Asks the portal.</summary>
    /// <exception cref="InvalidDataException">Another status than expected.</exception>
    public static Captured Ask(Connection portal, byte[] request, int status = 200)
    {
        var answer = portal.Exchange(request);
        return answer.Status == status ? Of(request, answer) : throw new InvalidDataException($"{HttpHead.Line(request)}: status {answer.Status} instead of {status}.");
    }

    /// <summary>Asks the next so many requests of one connection. The same one asked twice has the first answer: a server that repeats bytes knows one.</summary>
    /// <exception cref="InvalidDataException">A wrong answer.</exception>
    public static List<Captured> Ask(Connection portal, Requests requests, int count)
    {
        var known = new Dictionary<RequestKey, Captured>();
        var result = new List<Captured>();
        for (var i = 0; i < count; i++)
        {
            var request = requests.Next();
            var answer = portal.Exchange(request);
            if (!requests.IsRight(answer))
            {
                throw new InvalidDataException($"{HttpHead.Line(request)}: status {answer.Status}, {answer.Body.Length} bytes.");
            }

            var key = RequestKey.Of(request);
            known.TryAdd(key, Of(request, answer));
            result.Add(known[key]);
        }

        return result;
    }

    public static async Task SaveAsync(IEnumerable<Captured> captured, string file, CancellationToken cancellationToken)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, captured.Distinct(), cancellationToken: cancellationToken);
    }

    public static async Task<List<Captured>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return (await JsonSerializer.DeserializeAsync<List<Captured>>(stream, cancellationToken: cancellationToken))!;
    }
}
