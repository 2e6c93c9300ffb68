using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PracticeBase.Changes;

namespace PracticeBase.Features.Practices;

/// <summary>
/// A catalogue's entries as a file: SHA-256 of the rest; the program's build and the rules of the alphabet; the position in the change feed with the times of
/// its changes; the names of places and offices, each once; rows, in the order of titles; for each the numbers of its names; titles and slugs.
/// </summary>
/// <param name="Position">The entries are as new as this.</param>
/// <param name="Times">When the changes of the position were made.</param>
/// <param name="Entries">One a practice, in the order of titles.</param>
internal sealed record CatalogueSnapshot(FeedPosition Position, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<CatalogueEntry> Entries)
{
    /// <summary>Another build may read the database otherwise.</summary>
    private static string Writer => $"{typeof(CatalogueSnapshot).Module.ModuleVersionId} {SortOrder.Rules}";

    public void Write(Stream stream)
    {
        stream.Write(new byte[SHA256.HashSizeInBytes]);
        using var sha = SHA256.Create();
        using (var hashed = new CryptoStream(stream, sha, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(new BufferedStream(hashed, 1 << 16)))
        {
            WriteContent(writer);
        }

        stream.Position = 0;
        stream.Write(sha.Hash);
    }

    /// <summary>Null when it is damaged, or was written by another build or under other rules.</summary>
    public static CatalogueSnapshot? Read(Stream stream)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        if (stream.ReadAtLeast(hash, hash.Length, throwOnEndOfStream: false) < hash.Length || !SHA256.HashData(stream).AsSpan().SequenceEqual(hash))
        {
            return null;
        }

        stream.Position = hash.Length;
        using var reader = new BinaryReader(new BufferedStream(stream, 1 << 16));
        return reader.ReadString() == Writer ? ReadContent(reader) : null;
    }

    private void WriteContent(BinaryWriter writer)
    {
        writer.Write(Writer);
        writer.Write(Position.Newest.Count);
        foreach (var number in Position.Newest)
        {
            writer.Write(number);
        }

        writer.Write(Times.Count);
        foreach (var time in Times)
        {
            writer.Write(time.UtcTicks);
        }

        // 0 is no name.
        var names = new Dictionary<string, int>();
        foreach (var name in Entries.SelectMany(e => new[] { e.Place, e.UnitName }).OfType<string>())
        {
            names.TryAdd(name, names.Count + 1);
        }

        writer.Write(names.Count);
        foreach (var name in names.Keys)
        {
            writer.Write(name);
        }

        writer.Write(Entries.Count);
        var start = 0U;
        foreach (var entry in Entries)
        {
            var row = entry.Row with { TextStart = start };
            writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<CatalogueRow>(in row)));
            start += (uint)entry.Texts.Length;
        }

        foreach (var entry in Entries)
        {
            writer.Write(entry.Place is null ? 0 : names[entry.Place]);
            writer.Write(entry.UnitName is null ? 0 : names[entry.UnitName]);
        }

        writer.Write((int)start);
        foreach (var entry in Entries)
        {
            writer.Write(entry.Texts);
        }
    }

    private static CatalogueSnapshot ReadContent(BinaryReader reader)
    {
        var position = new FeedPosition([.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt64())]);
        List<DateTimeOffset> times = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero))];
        string?[] names = [null, .. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        var rows = new CatalogueRow[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
        var numbers = new (int Place, int UnitName)[rows.Length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        var text = GC.AllocateUninitializedArray<byte>(reader.ReadInt32());
        reader.BaseStream.ReadExactly(text);
        var entries = new CatalogueEntry[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            entries[i] = new CatalogueEntry(rows[i], names[numbers[i].Place], names[numbers[i].UnitName], text);
        }

        return new(position, times, entries);
    }
}
