namespace PracticeBase.Benchmarks.Load;

/// <summary>What one connection asks, request after request.</summary>
internal abstract class Requests
{
    /// <summary>The bytes of the next request, until it is called again; empty when there is no other.</summary>
    public abstract ReadOnlySpan<byte> Next();

    /// <summary>The last request changes something.</summary>
    public virtual bool IsWrite => false;

    /// <summary>Whether the answer to the last request is a right one.</summary>
    public abstract bool IsRight(in Answer answer);
}

/// <summary>The same request again and again.</summary>
/// <param name="captured">The answer to it.</param>
/// <param name="tolerance">By what share a right answer's length may differ: a page shows a number that grows.</param>
internal sealed class SameRequest(Captured captured, double tolerance) : Requests
{
    public override ReadOnlySpan<byte> Next() => captured.Request;

    public override bool IsRight(in Answer answer) =>
        answer.Status == captured.Status && Math.Abs(answer.Body.Length - captured.Body.Length) <= captured.Body.Length * tolerance;
}

/// <summary>Requests whose answers are known, at random, of a server that gives just these.</summary>
internal sealed class CapturedRequests(IReadOnlyList<Captured> captured, int seed) : Requests
{
    private readonly Random random = new(seed);
    private Captured current = captured[0];

    public override ReadOnlySpan<byte> Next()
    {
        current = captured[random.Next(captured.Count)];
        return current.Request;
    }

    public override bool IsRight(in Answer answer) => answer.Status == current.Status && answer.Body.Length == current.Body.Length;
}

/// <summary>Every practice, then every practice in the other language: no page twice, until all were asked for.</summary>
/// <param name="paths">Of the practices.</param>
/// <param name="turn">The next number from 0, of all connections together.</param>
/// <param name="isOnce">It ends there, instead of beginning anew.</param>
internal sealed class EachAnother(IReadOnlyList<byte[]> paths, Func<int> turn, bool isOnce = false) : Requests
{
    private readonly byte[] buffer = new byte[16 * 1024];

    /// <summary>How many there are.</summary>
    public static int CountOf(int paths) => paths * Reader.Languages.Count;

    public override ReadOnlySpan<byte> Next()
    {
        var (reader, path) = Math.DivRem(turn(), paths.Count);
        return isOnce && reader >= Reader.Languages.Count ? [] : buffer.AsSpan(0, Reader.Languages[reader % Reader.Languages.Count].Write(paths[path], buffer));
    }

    public override bool IsRight(in Answer answer) => answer.Status == 200 && answer.Body.Length > 0;
}
