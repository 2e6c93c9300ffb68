using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PracticeBase.Features.Operations;

/// <summary>Writes a backup entry by entry, each streamed and hashed on the way.</summary>
internal sealed class BackupWriter(ZipArchive archive)
{
    private readonly List<BackupEntry> entries = [];
    private readonly List<string> missing = [];
    private readonly List<string> damaged = [];

    public IReadOnlyList<string> Missing => missing;

    public IReadOnlyList<string> Damaged => damaged;

    public int Count => entries.Count;

    public async Task AddAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var (size, sha256) = await WriteAsync(name, content, cancellationToken);
        entries.Add(new BackupEntry(name, size, sha256));
    }

    /// <param name="sha256">What the database calls it.</param>
    /// <param name="content">Null when the storage has no such file.</param>
    /// <param name="cancellationToken">Stops; the archive is then of no use.</param>
    public async Task AddFileAsync(string sha256, Stream? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            missing.Add(sha256);
            return;
        }

        var name = BackupManifest.NameOf(sha256);
        var (size, actual) = await WriteAsync(name, content, cancellationToken);
        if (actual == sha256)
        {
            entries.Add(new BackupEntry(name, size, sha256));
        }
        else
        {
            damaged.Add(name);
        }
    }

    /// <summary>The manifest comes last: only then everything is known.</summary>
    public async Task FinishAsync(BackupManifest about, CancellationToken cancellationToken)
    {
        var manifest = JsonSerializer.SerializeToUtf8Bytes(about with { Entries = entries, Missing = missing, Damaged = damaged }, BackupManifest.Json);
        await WriteAsync(BackupManifest.FileName, new MemoryStream(manifest), cancellationToken);
        await WriteAsync(BackupManifest.HashFileName, new MemoryStream(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(manifest)))), cancellationToken);
    }

    private async Task<(long Size, string Sha256)> WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        // Most attachments are packed already; the rest gains most from the first bit of effort.
        await using var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            size += read;
        }

        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
