using Microsoft.Win32.SafeHandles;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>A file of a fixed size without a name, written round and round. It goes with the program, however that ends.</summary>
public sealed class PageFile : IDisposable
{
    private readonly SafeFileHandle handle;

    /// <param name="folder">Absolute; made when it is not there.</param>
    /// <param name="size">In bytes; taken from the disk as pages are written.</param>
    /// <exception cref="StartupException">It cannot be made there.</exception>
    public PageFile(string folder, long size)
    {
        Size = size;
        var path = Path.Combine(folder, $"pages-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.RandomAccess);
            // Where names may go before their files do, nothing is left behind by a killed program.
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"W katalogu «{folder}» (PageCache:Directory) nie można utworzyć pliku na gotowe strony: {e.Message}", e);
        }
    }

    public long Size { get; }

    /// <summary>Behind what was written last.</summary>
    public long Position { get; set; }

    /// <summary>Where so many bytes go next.</summary>
    /// <param name="length">At most <see cref="Size"/>.</param>
    /// <param name="hasTurned">They did not fit before the end.</param>
    public long Next(int length, out bool hasTurned)
    {
        hasTurned = Position + length > Size;
        return hasTurned ? 0 : Position;
    }

    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Write(ReadOnlySpan<byte> content, long offset) => RandomAccess.Write(handle, content, offset);

    /// <summary>Fills the whole span.</summary>
    /// <exception cref="IOException">The disk is gone, or the file shorter than that.</exception>
    public void Read(Span<byte> content, long offset)
    {
        while (content.Length > 0)
        {
            var read = RandomAccess.Read(handle, content, offset);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            content = content[read..];
            offset += read;
        }
    }

    public void Dispose() => handle.Dispose();
}
