using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace PracticeBase.Benchmarks.Load;

/// <summary>An officer who writes in a draft of their own: the form's script saves it, with another sentence each time. Now and then they begin another draft.</summary>
internal sealed class Draft : Requests
{
    private const int Digits = 8;
    private const int SavesADraft = 100;

    private static readonly string Counter = new('0', Digits);

    private readonly byte[] save;
    private readonly byte[] begin;
    private readonly Range saveCounter;
    private readonly Range beginCounter;
    private readonly Range stamp;
    private readonly byte[] body = new byte[64 * 1024];
    private int count;

    /// <param name="path">Of the step that is saved.</param>
    /// <param name="cookies">Of the officer's browser.</param>
    /// <param name="form">The step's fields as the page showed them, with the counter where the text changes.</param>
    /// <param name="stampName">The field that says what the officer had seen.</param>
    /// <param name="tokenName">The field that proves that a form is the portal's.</param>
    public Draft(string path, string cookies, IReadOnlyList<KeyValuePair<string, string>> form, string stampName, string tokenName)
    {
        save = Post(path, cookies, "application/json", form);
        begin = Post("/panel/nowa", cookies, "text/html", [new("Title", $"Szkic z pomiaru {Counter}"), .. form.Where(f => f.Key == tokenName)]);
        saveCounter = After(save, Encoding.ASCII.GetBytes(Counter), Digits, -Digits);
        beginCounter = After(begin, Encoding.ASCII.GetBytes(Counter), Digits, -Digits);
        stamp = After(save, Encoding.ASCII.GetBytes($"{stampName}="), Uri.EscapeDataString(form.First(f => f.Key == stampName).Value).Length, 0);
    }

    /// <summary>To put into a text of the form.</summary>
    public static string Changing => Counter;

    public override bool IsWrite => true;

    public override ReadOnlySpan<byte> Next()
    {
        count++;
        var (request, counter) = IsSave ? (save, saveCounter) : (begin, beginCounter);
        Utf8Formatter.TryFormat(count, request.AsSpan(counter), out _, new('D', Digits));
        return request;
    }

    public override bool IsRight(in Answer answer) => IsSave ? answer.Status == 200 && TakeStamp(answer) : answer.Status is 302 or 303;

    private bool IsSave => count % SavesADraft != 0;

    /// <summary>What the officer has seen from now on, for the next save. False when the answer does not say it: nothing was saved.</summary>
    private bool TakeStamp(in Answer answer)
    {
        var text = answer.Body;
        if (answer.Header("Content-Encoding"u8).SequenceEqual("br"u8))
        {
            text = BrotliDecoder.TryDecompress(text, body, out var length) ? body.AsSpan(0, length) : [];
        }

        var start = text.IndexOf("\"stamp\":\""u8);
        if (start < 0)
        {
            return false;
        }

        text = text[(start + "\"stamp\":\"".Length)..];
        return Escape(text[..text.IndexOf((byte)'"')], save.AsSpan(stamp));
    }

    private static bool Escape(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var length = 0;
        foreach (var letter in value)
        {
            var escaped = letter switch { (byte)'=' => "%3D"u8, (byte)';' => "%3B"u8, _ => new ReadOnlySpan<byte>(in letter) };
            if (!escaped.TryCopyTo(target[length..]))
            {
                return false;
            }

            length += escaped.Length;
        }

        return length == target.Length;
    }

    private static byte[] Post(string path, string cookies, string accept, IEnumerable<KeyValuePair<string, string>> form)
    {
        var content = string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\n{Reader.Agent}Accept: {accept}\r\nAccept-Encoding: gzip, deflate, br\r\nCookie: {cookies}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded;charset=UTF-8\r\nContent-Length: {content.Length}\r\n\r\n{content}");
    }

    /// <summary>So many bytes from the end of the only place of a mark, moved.</summary>
    private static Range After(byte[] request, byte[] mark, int length, int moved)
    {
        var start = request.AsSpan().IndexOf(mark) + mark.Length + moved;
        return start..(start + length);
    }
}
