using System.Globalization;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>The names and keywords of a PDF; strings, comments, numbers and brackets are passed over.</summary>
internal ref struct PdfLexer(ReadOnlySpan<byte> text, int position = 0)
{
    private readonly ReadOnlySpan<byte> text = text;

    public int Position { get; private set; } = position;

    /// <summary>Dictionaries that are open; below zero after the end of one that began before the start.</summary>
    public int Depth { get; private set; }

    /// <summary>«/JS» with its #xx read, or a word such as «endobj»; false at the end.</summary>
    public bool Next(out ReadOnlySpan<byte> token)
    {
        while (Position < text.Length)
        {
            var start = Position++;
            switch (text[start])
            {
                case (byte)'%':
                    SkipTo("\r\n"u8);
                    break;
                case (byte)'(':
                    SkipString();
                    break;
                case (byte)'<' or (byte)'>' when Position < text.Length && text[Position] == text[start]:
                    Depth += text[start] == '<' ? 1 : -1;
                    Position++;
                    break;
                case (byte)'<':
                    SkipTo(">"u8);
                    Position = Math.Min(Position + 1, text.Length);
                    break;
                case (byte)'/':
                    SkipWord();
                    token = Unescape(text[start..Position]);
                    return true;
                case var letter when char.IsAsciiLetter((char)letter):
                    SkipWord();
                    token = text[start..Position];
                    return true;
            }
        }

        token = default;
        return false;
    }

    private void SkipTo(ReadOnlySpan<byte> ends)
    {
        var length = text[Position..].IndexOfAny(ends);
        Position = length < 0 ? text.Length : Position + length;
    }

    private void SkipWord()
    {
        var length = text[Position..].IndexOfAny("\0\t\n\f\r ()<>[]{}/%"u8);
        Position = length < 0 ? text.Length : Position + length;
    }

    private void SkipString()
    {
        for (var depth = 1; depth > 0 && Position < text.Length; Position++)
        {
            switch (text[Position])
            {
                case (byte)'\\':
                    Position++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')':
                    depth--;
                    break;
            }
        }

        Position = Math.Min(Position, text.Length);
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'#'))
        {
            return name;
        }

        var plain = new List<byte>(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '#' && i + 2 < name.Length && byte.TryParse(name.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                plain.Add(value);
                i += 2;
            }
            else
            {
                plain.Add(name[i]);
            }
        }

        return plain.ToArray();
    }
}
