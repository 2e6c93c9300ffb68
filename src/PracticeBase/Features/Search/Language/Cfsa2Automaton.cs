using System.Buffers.Binary;

namespace PracticeBase.Features.Search.Language;

/// <summary>
/// Reads a finite-state automaton in Morfologik's CFSA2 format: nodes and arcs are places in one array of bytes, 0 means «none».
/// An arc is a byte of flags with the number of its label, the label when it has no number, and the place of its target unless that follows this node.
/// </summary>
internal sealed class Cfsa2Automaton
{
    private const byte Version = 0xC6;
    private const int HasNumbers = 0x100;
    private const byte TargetNext = 0x80;
    private const byte Last = 0x40;
    private const byte Final = 0x20;
    private const byte LabelNumber = 0x1F;

    private readonly byte[] bytes;
    private readonly int arcs;

    /// <summary>The arcs of the root by their labels: it has a hundred, and every search begins there.</summary>
    private readonly int[] first = new int[256];

    /// <param name="bytes">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is of another format.</exception>
    public Cfsa2Automaton(byte[] bytes)
    {
        this.bytes = bytes;
        if (bytes.Length < 9 || !bytes.AsSpan(0, 4).SequenceEqual("\\fsa"u8) || bytes[4] != Version)
        {
            throw new InvalidDataException("The dictionary is not an automaton in CFSA2 format.");
        }

        if ((BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(5)) & HasNumbers) != 0)
        {
            throw new InvalidDataException("A dictionary with numbered nodes is not supported.");
        }

        arcs = 8 + bytes[7];
        Root = Target(arcs);
        for (var arc = Root; arc != 0; arc = Next(arc))
        {
            first[Label(arc)] = arc;
        }
    }

    /// <summary>The node every word starts from.</summary>
    public int Root { get; }

    /// <summary>The arc of a node with this label; 0 when there is none.</summary>
    public int Find(int node, byte label)
    {
        if (node == Root)
        {
            return first[label];
        }

        for (var arc = node; arc != 0; arc = Next(arc))
        {
            if (Label(arc) == label)
            {
                return arc;
            }
        }

        return 0;
    }

    /// <summary>The node reached by a run of labels; 0 when there is no such way.</summary>
    public int Follow(int node, ReadOnlySpan<byte> labels)
    {
        foreach (var label in labels)
        {
            var arc = node == 0 ? 0 : Find(node, label);
            if (arc == 0)
            {
                return 0;
            }

            node = Target(arc);
        }

        return node;
    }

    /// <summary>The arc after this one; 0 after the last.</summary>
    public int Next(int arc) => (bytes[arc] & Last) != 0 ? 0 : Skip(arc);

    /// <summary>The byte an arc stands for.</summary>
    public byte Label(int arc)
    {
        var number = bytes[arc] & LabelNumber;
        return number == 0 ? bytes[arc + 1] : bytes[8 + number];
    }

    /// <summary>Whether a word ends with this arc.</summary>
    public bool IsFinal(int arc) => (bytes[arc] & Final) != 0;

    /// <summary>The node an arc leads to; 0 when nothing follows.</summary>
    public int Target(int arc)
    {
        if ((bytes[arc] & TargetNext) != 0)
        {
            while ((bytes[arc] & Last) == 0)
            {
                arc = Skip(arc);
            }

            return Skip(arc);
        }

        var at = arc + ((bytes[arc] & LabelNumber) == 0 ? 2 : 1);
        var offset = bytes[at] & 0x7F;
        for (var shift = 7; bytes[at] >= 0x80; shift += 7)
        {
            offset |= (bytes[++at] & 0x7F) << shift;
        }

        return offset == 0 ? 0 : arcs + offset;
    }

    private int Skip(int arc)
    {
        var flags = bytes[arc++];
        if ((flags & LabelNumber) == 0)
        {
            arc++;
        }

        if ((flags & TargetNext) == 0)
        {
            while (bytes[arc++] >= 0x80)
            {
            }
        }

        return arc;
    }
}
