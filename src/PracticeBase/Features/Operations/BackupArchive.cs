using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace PracticeBase.Features.Operations;

/// <summary>A backup that is read back. Nothing in it is believed before it is checked: it comes from outside.</summary>
internal sealed class BackupArchive : IDisposable
{
    /// <summary>A million files need some 200 MB.</summary>
    private const long MaxManifest = 512L << 20;

    private readonly ZipArchive zip;

    private BackupArchive(ZipArchive zip, BackupManifest manifest)
    {
        this.zip = zip;
        Manifest = manifest;
    }

    public BackupManifest Manifest { get; }

    /// <summary>Bytes that entries take unpacked; more than a long holds when somebody says so.</summary>
    public decimal SizeOf(Func<BackupEntry, bool> which) => Manifest.Entries.Where(which).Sum(e => (decimal)e.Size);

    /// <summary>Opens an archive and compares its list of contents with the manifest. The contents are read later.</summary>
    /// <exception cref="BackupException">It is no backup, is not whole, holds what does not belong there, or is of a newer program.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<BackupArchive> OpenAsync(string path, CancellationToken cancellationToken)
    {
        ZipArchive? zip = null;
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 65536, FileOptions.Asynchronous);
            zip = await ReadingAsync(() => ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellationToken), file);
            var archive = zip;
            var manifest = await ReadingAsync(() => ManifestAsync(archive, cancellationToken));
            Compare(zip, manifest);
            return new BackupArchive(zip, manifest);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Reads every content once, without keeping it.</summary>
    /// <exception cref="BackupException">One is not what the manifest says.</exception>
    public async Task VerifyAsync(Action<int> report, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var entry in Manifest.Entries)
        {
            await CopyAsync(entry, Stream.Null, cancellationToken);
            report(++done);
        }
    }

    /// <summary>Unpacks a content, at most as long as the manifest says.</summary>
    /// <exception cref="BackupException">It is not what the manifest says; what was written then is of no use.</exception>
    public Task CopyAsync(BackupEntry entry, Stream target, CancellationToken cancellationToken) => ReadingAsync(async () =>
    {
        await using var content = await zip.GetEntry(entry.Name)!.OpenAsync(cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            size += read;
            if (size > entry.Size)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            try
            {
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            catch (IOException e)
            {
                throw new BackupException($"Nie można zapisać «{entry.Name}»: {e.Message}", e);
            }
        }

        return size == entry.Size && Convert.ToHexStringLower(hash.GetHashAndReset()) == entry.Sha256 ? true : throw Damaged($"«{entry.Name}» ma inną treść niż w dniu zrobienia kopii");
    });

    /// <summary>A content as a stream, for a file that <see cref="VerifyAsync"/> has found to be right.</summary>
    public Task<Stream> OpenAsync(BackupEntry entry, CancellationToken cancellationToken) => ReadingAsync(() => zip.GetEntry(entry.Name)!.OpenAsync(cancellationToken));

    public void Dispose() => zip.Dispose();

    private static async Task<BackupManifest> ManifestAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var text = await ReadAsync(BackupManifest.FileName, MaxManifest);
        var hash = await ReadAsync(BackupManifest.HashFileName, SHA256.HashSizeInBytes * 2);
        if (!System.Text.Encoding.ASCII.GetString(hash).Equals(Convert.ToHexStringLower(SHA256.HashData(text)), StringComparison.Ordinal))
        {
            throw Damaged("spis zawartości został zmieniony");
        }

        if (JsonDocument.Parse(text).RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number))
        {
            throw Damaged("spis zawartości jest niezrozumiały");
        }

        return number <= BackupManifest.CurrentFormat
            ? root.Deserialize<BackupManifest>(BackupManifest.Json)!
            : throw new BackupException("Kopię zrobił nowszy program; odtworzy ją tylko on albo jeszcze nowszy.");

        async Task<byte[]> ReadAsync(string name, long max)
        {
            if (zip.GetEntry(name) is not { } entry || entry.Length > max)
            {
                throw Damaged($"nie ma w niej «{name}»");
            }

            await using var content = await entry.OpenAsync(cancellationToken);
            var bytes = new byte[entry.Length];
            await content.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
    }

    private static void Compare(ZipArchive zip, BackupManifest manifest)
    {
        var expected = new Dictionary<string, BackupEntry?>(StringComparer.Ordinal);
        foreach (var entry in manifest.Entries)
        {
            var isKnown = BackupManifest.HashOf(entry.Name) is { } sha256 ? entry.Sha256 == sha256 : entry.Name is BackupManifest.DatabaseName or BackupManifest.InstructionsName;
            if (!isKnown || entry.Size < 0 || !expected.TryAdd(entry.Name, entry))
            {
                throw Damaged($"spis zawartości wymienia «{entry.Name}», czego w kopii być nie może");
            }
        }

        foreach (var name in manifest.Damaged.Append(BackupManifest.FileName).Append(BackupManifest.HashFileName))
        {
            expected[name] = null;
        }

        foreach (var found in zip.Entries)
        {
            if (!expected.Remove(found.FullName, out var entry))
            {
                throw Damaged($"jest w niej «{found.FullName}», czego spis zawartości nie wymienia");
            }

            if (entry is not null && entry.Size != found.Length)
            {
                throw Damaged($"«{found.FullName}» ma inny rozmiar niż w spisie zawartości");
            }
        }

        if (expected.Count > 0)
        {
            throw Damaged($"nie ma w niej «{expected.First().Key}»");
        }
    }

    private static BackupException Damaged(string how, Exception? inner = null) => new($"Kopia jest uszkodzona: {how}. Niczego nie zmieniono.", inner);

    /// <summary>What the readers of zip and JSON say of a damaged archive, as a sentence.</summary>
    private static async Task<T> ReadingAsync<T>(Func<Task<T>> read, IDisposable? otherwise = null)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or NotSupportedException or ArgumentException or OverflowException)
        {
            otherwise?.Dispose();
            throw Damaged("to nie jest cały plik kopii", e);
        }
    }
}
