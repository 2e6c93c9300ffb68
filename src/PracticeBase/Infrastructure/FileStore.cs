using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace PracticeBase.Infrastructure;

/// <summary>Files by content hash under «files/ab/abcdef…» of the storage directory; the same content is kept once.</summary>
public sealed class FileStore
{
    private readonly string root;

    /// <exception cref="StartupException">The storage directory cannot be made or written to.</exception>
    public FileStore(IOptions<StorageOptions> options, IHostEnvironment environment)
    {
        StorageDirectory = Resolve(options.Value, environment);
        root = Path.Combine(StorageDirectory, "files");
        try
        {
            Directory.CreateDirectory(root);
            Probe();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Nie można pisać w katalogu «{StorageDirectory}» (Storage:Directory): nie ma go i nie da się go utworzyć albo brakuje uprawnień.", e);
        }
    }

    public string StorageDirectory { get; }

    public static string Resolve(StorageOptions options, IHostEnvironment environment) =>
        Path.GetFullPath(Path.Combine(environment.ContentRootPath, options.Directory));

    /// <summary>Writes, reads and deletes something; throws when one of them does not work.</summary>
    public Task ProbeAsync()
    {
        Probe();
        return Task.CompletedTask;
    }

    /// <summary>Writes the content and returns its SHA-256 (64 lower-case hexadecimal digits) and size in bytes.</summary>
    public async Task<(string Sha256, long Size)> SaveAsync(Stream content, CancellationToken cancellationToken = default)
    {
        var temporary = Path.Combine(root, $".new-{Guid.NewGuid():N}");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long size = 0;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920, FileOptions.Asynchronous))
            {
                var buffer = new byte[81920];
                int read;
                while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    size += read;
                }

                file.Flush(flushToDisk: true);
            }

            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            var path = PathOf(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            return (sha256, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A seekable stream, or null when the storage has no such file.</summary>
    public FileStream? OpenRead(string sha256)
    {
        try
        {
            return new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 65536, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Some bytes: a full disk still takes empty files.</summary>
    private void Probe()
    {
        var probe = Path.Combine(root, $".probe-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(probe, probe);
            if (File.ReadAllText(probe) != probe)
            {
                throw new IOException("The storage gives back something else than what was written.");
            }
        }
        finally
        {
            File.Delete(probe);
        }
    }

    private string PathOf(string sha256) => Path.Combine(root, sha256[..2], sha256);
}
