using System.Security.Cryptography;

namespace PracticeBase.Infrastructure;

/// <summary>The storage of files cannot be reached, or does not take what it should. The message is a Polish sentence for the operator.</summary>
public sealed class FileStoreException(string message, Exception inner) : IOException(message, inner);

/// <summary>What lies in the storage.</summary>
/// <param name="Name">The SHA-256 of the content; of what an interrupted write left, a name that begins with a dot.</param>
/// <param name="Size">Bytes.</param>
/// <param name="WrittenAt">When it came in last: the same content that comes again is written again.</param>
public sealed record StoredContent(string Name, long Size, DateTimeOffset WrittenAt);

/// <summary>Files by the hash of their content; the same content is kept once, and never changed.</summary>
public abstract class FileStore
{
    /// <summary>Where it is, for messages.</summary>
    public abstract string Place { get; }

    /// <summary>How much more fits.</summary>
    public abstract long FreeBytes { get; }

    /// <summary>Keeps the content and returns its SHA-256 (64 lower-case hexadecimal digits) and size in bytes.</summary>
    /// <exception cref="FileStoreException">It is not kept.</exception>
    public async Task<(string Sha256, long Size)> SaveAsync(Stream content, CancellationToken cancellationToken = default)
    {
        // The name is known at the end only, so the content waits in a file of its own.
        var temporary = NewTemporary();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long size = 0;
            await using (var file = Attempt(() => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous)))
            {
                var buffer = new byte[81920];
                int read;
                while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    await AttemptAsync(() => file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).AsTask());
                    size += read;
                }

                Attempt(() =>
                {
                    file.Flush(flushToDisk: true);
                    return size;
                });
            }

            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            await AttemptAsync(() => KeepAsync(temporary, sha256, cancellationToken));
            return (sha256, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A seekable stream, or null when the storage has no such file.</summary>
    /// <exception cref="IOException">The storage cannot be read; also later, from the stream.</exception>
    public abstract Task<Stream?> OpenReadAsync(string sha256, CancellationToken cancellationToken = default);

    /// <summary>Everything that is there, in no order.</summary>
    /// <exception cref="IOException">The storage cannot be read.</exception>
    public abstract IAsyncEnumerable<StoredContent> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns when the storage is there, and takes files if to ask that costs nothing: this is asked every few seconds.</summary>
    /// <exception cref="FileStoreException">It is not.</exception>
    public abstract Task ReachAsync(CancellationToken cancellationToken);

    /// <summary>Returns when something could be written and deleted again.</summary>
    /// <exception cref="FileStoreException">It could not.</exception>
    public abstract Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Deletes what nobody needs. False, and it stays, when it came in again meanwhile or somebody needs it after all.</summary>
    /// <param name="name">As listed.</param>
    /// <param name="writtenBefore">What is newer stays: the row that names it may not be saved yet.</param>
    /// <param name="isNeeded">Asked at the last moment.</param>
    /// <param name="cancellationToken">Leaves it as it is.</param>
    public abstract Task<bool> RemoveAsync(string name, DateTimeOffset writtenBefore, Func<Task<bool>> isNeeded, CancellationToken cancellationToken);

    /// <summary>The path of a new temporary file, on the disk where the content is going if that is one.</summary>
    protected abstract string NewTemporary();

    /// <summary>Takes a whole file over under its hash; what is there already under it is the same.</summary>
    protected abstract Task KeepAsync(string temporary, string sha256, CancellationToken cancellationToken);

    /// <summary>A sentence when an exception is the storage's own failure, else null.</summary>
    protected abstract string? FailureOf(Exception exception);

    /// <summary>A file's name here. What is named otherwise is somebody else's, and never listed: what is listed and needed by nobody may be removed.</summary>
    protected static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    /// <summary>Tells the storage's failures from all others.</summary>
    protected async Task AttemptAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (e is not FileStoreException && FailureOf(e) is { } failure)
        {
            throw new FileStoreException(failure, e);
        }
    }

    private T Attempt<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (FailureOf(e) is { } failure)
        {
            throw new FileStoreException(failure, e);
        }
    }
}
