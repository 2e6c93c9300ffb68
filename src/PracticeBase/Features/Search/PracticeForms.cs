using System.Collections;

namespace PracticeBase.Features.Search;

/// <summary>The forms that a practice holds, each with a bit a <see cref="SearchField"/>; two or three bytes a form.</summary>
internal readonly record struct PracticeForms(byte[] Bytes) : IEnumerable<(long Form, byte Fields)>
{
    public static PracticeForms Of(IEnumerable<(long Form, byte Fields)> forms)
    {
        var bytes = new List<byte>();
        var last = 0L;
        foreach (var (form, fields) in forms.OrderBy(f => f.Form))
        {
            var value = ((ulong)(form - last) << (1 << IndexFile.FieldBits)) | fields;
            for (; value > 0x7F; value >>= 7)
            {
                bytes.Add((byte)(value | 0x80));
            }

            bytes.Add((byte)value);
            last = form;
        }

        return new PracticeForms([.. bytes]);
    }

    public IEnumerator<(long Form, byte Fields)> GetEnumerator()
    {
        var form = 0L;
        for (var i = 0; i < Bytes.Length;)
        {
            var value = 0UL;
            var shift = 0;
            byte next;
            do
            {
                next = Bytes[i++];
                value |= (ulong)(next & 0x7F) << shift;
                shift += 7;
            }
            while (next > 0x7F && i < Bytes.Length);
            form += (long)(value >> (1 << IndexFile.FieldBits));
            yield return (form, (byte)(value & 0xF));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
