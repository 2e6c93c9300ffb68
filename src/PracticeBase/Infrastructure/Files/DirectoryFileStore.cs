using System.Runtime.CompilerServices;

namespace PracticeBase.Infrastructure.Files;

/// <summary>Files under «ab/abcdef…» of a folder.</summary>
public sealed class DirectoryFileStore : FileStore
{
    /// <summary>What comes in, and what goes: left behind by a program that was killed meanwhile.</summary>
    private const string New = ".new-";

    private const string Gone = ".gone-";

    private readonly string root;

    /// <param name="root">Absolute.</param>
    /// <param name="key">Where the configuration names it.</param>
    /// <exception cref="StartupException">The folder cannot be made or written to.</exception>
    public DirectoryFileStore(string root, string key)
    {
        this.root = root;
        StorageDirectory.Require(root, key);
    }

    public override string Place => root;

    public override long FreeBytes => new DriveInfo(root).AvailableFreeSpace;

    public override Task<Stream?> OpenReadAsync(string sha256, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 65536, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public override async IAsyncEnumerable<StoredContent> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var folder = Path.GetRelativePath(root, file.DirectoryName!);
            if (folder == "." ? file.Name.StartsWith(New, StringComparison.Ordinal) || file.Name.StartsWith(Gone, StringComparison.Ordinal) : IsHash(file.Name) && folder == file.Name[..2])
            {
                yield return new StoredContent(file.Name, file.Length, file.LastWriteTimeUtc);
            }
        }
    }

    public override Task ReachAsync(CancellationToken cancellationToken) => ProbeAsync(cancellationToken);

    public override Task ProbeAsync(CancellationToken cancellationToken) => AttemptAsync(async () =>
    {
        var probe = NewTemporary();
        try
        {
            // Some bytes: a full disk still takes empty files.
            await File.WriteAllTextAsync(probe, probe, cancellationToken);
            if (await File.ReadAllTextAsync(probe, cancellationToken) != probe)
            {
                throw new IOException("The storage gives back something else than what was written.");
            }
        }
        finally
        {
            File.Delete(probe);
        }
    });

    public override async Task<bool> RemoveAsync(string name, DateTimeOffset writtenBefore, Func<Task<bool>> isNeeded, CancellationToken cancellationToken)
    {
        if (await isNeeded())
        {
            return false;
        }

        // Out of the way first: content that comes in from now on is a file of its own, and what came in before is seen.
        var (path, aside) = (PathOf(name), Path.Combine(root, $"{Gone}{Guid.NewGuid():N}"));
        File.Move(path, aside);
        if (File.GetLastWriteTimeUtc(aside) >= writtenBefore || await isNeeded())
        {
            File.Move(aside, path, overwrite: true);
            return false;
        }

        File.Delete(aside);
        return true;
    }

    protected override string NewTemporary() => Path.Combine(root, $"{New}{Guid.NewGuid():N}");

    protected override Task KeepAsync(string temporary, string sha256, CancellationToken cancellationToken)
    {
        var path = PathOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporary, path, overwrite: true);
        return Task.CompletedTask;
    }

    protected override string? FailureOf(Exception exception) =>
        exception is IOException or UnauthorizedAccessException ? $"Magazyn plików «{root}» nie przyjmuje plików: {exception.Message}" : null;

    private string PathOf(string name) => name[0] == '.' ? Path.Combine(root, name) : Path.Combine(root, name[..2], name);
}
