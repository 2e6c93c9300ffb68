using System.Buffers.Binary;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>Forward through bytes; whatever would lie beyond their end is damage, not an accident of the program.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

    /// <exception cref="InvalidDataException">There are not as many.</exception>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Rest.Length)
        {
            throw new InvalidDataException($"{count} bytes are expected where {Rest.Length} are left.");
        }

        var taken = Rest[..(int)count];
        Rest = Rest[(int)count..];
        return taken;
    }

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public long UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public long UInt32LittleEndian() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
}
