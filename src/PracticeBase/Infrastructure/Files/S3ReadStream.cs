using Amazon.S3.Model;

namespace PracticeBase.Infrastructure.Files;

/// <summary>An object that is read from any place on: going elsewhere asks for the rest from there, at the next reading.</summary>
/// <param name="length">Bytes.</param>
/// <param name="open">Asks for the content from a position to its end.</param>
/// <param name="patience">For the next piece to come.</param>
/// <param name="failureOf">A sentence when an exception is the storage's own failure.</param>
internal sealed class S3ReadStream(long length, Func<long, CancellationToken, Task<GetObjectResponse>> open, TimeSpan patience, Func<Exception, string?> failureOf) : Stream
{
    private GetObjectResponse? answer;
    private long answerPosition;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            if (answer is null || answerPosition != Position)
            {
                answer?.Dispose();
                answer = null;
                answer = await open(Position, cancellationToken);
                answerPosition = Position;
            }

            var read = await WithinAsync(patience, soon => answer.ResponseStream.ReadAsync(buffer, soon).AsTask(), cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException($"It ended after {Position} of {length} bytes.");
            }

            answerPosition += read;
            Position += read;
            return read;
        }
        catch (Exception e) when (failureOf(e) is { } failure)
        {
            throw new FileStoreException(failure, e);
        }
    }

    /// <summary>Waits no longer than that.</summary>
    /// <exception cref="TimeoutException">It took longer.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<T> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(patience);
        try
        {
            return await step(soon.Token);
        }
        catch (OperationCanceledException) when (soon.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nie odpowiada od {patience.TotalSeconds:0.#} s.");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + (origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => length,
    });

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            answer?.Dispose();
        }

        base.Dispose(disposing);
    }
}
