namespace PracticeBase.Benchmarks.Load;

/// <summary>An answer, until the connection's next exchange.</summary>
internal readonly ref struct Answer(int status, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
{
    public int Status { get; } = status;

    /// <summary>From the status line to the empty line.</summary>
    public ReadOnlySpan<byte> Head { get; } = head;

    /// <summary>As it was sent, without the marks of chunks: perhaps compressed.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The value of a header; empty when there is none.</summary>
    public ReadOnlySpan<byte> Header(ReadOnlySpan<byte> name) => HttpHead.Find(Head, name);
}
