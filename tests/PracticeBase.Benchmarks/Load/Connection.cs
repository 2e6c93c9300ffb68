using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace PracticeBase.Benchmarks.Load;

/// <summary>HTTP/1.1 with keep-alive over a blocking socket: one exchange at a time, nothing allocated for it.</summary>
internal sealed class Connection(int port) : IDisposable
{
    private const int FirstSize = 64 * 1024;
    private const int TimeoutMilliseconds = 60_000;

    private byte[] buffer = new byte[FirstSize];
    private int filled;
    private Socket? socket;

    /// <exception cref="SocketException">The server is gone, or silent for a minute; the next exchange opens a new connection.</exception>
    /// <exception cref="InvalidDataException">The answer is no HTTP, or ends too early; likewise.</exception>
    public Answer Exchange(ReadOnlySpan<byte> request)
    {
        var isDone = false;
        try
        {
            socket ??= Open(port);
            for (var rest = request; rest.Length > 0;)
            {
                rest = rest[socket.Send(rest)..];
            }

            filled = 0;
            var answer = Read();
            isDone = true;
            return answer;
        }
        finally
        {
            if (!isDone)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private static Socket Open(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = TimeoutMilliseconds, SendTimeout = TimeoutMilliseconds };
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Answer Read()
    {
        var start = Find("\r\n\r\n"u8, 0) + "\r\n\r\n".Length;
        var head = buffer.AsSpan(0, start);
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _))
        {
            throw new InvalidDataException("The answer is no HTTP/1.1.");
        }

        var (end, consumed) = (start, start);
        if (HttpHead.Find(head, "Transfer-Encoding"u8).SequenceEqual("chunked"u8))
        {
            (end, consumed) = ReadChunks(start);
        }
        else if (Utf8Parser.TryParse(HttpHead.Find(head, "Content-Length"u8), out int length, out _))
        {
            end = consumed = start + length;
            Fill(end);
        }
        else if (status is not (204 or 304))
        {
            throw new InvalidDataException("The answer does not say where it ends.");
        }

        if (filled != consumed)
        {
            throw new InvalidDataException("The answer is longer than it says.");
        }

        if (HttpHead.Find(buffer.AsSpan(0, start), "Connection"u8).SequenceEqual("close"u8))
        {
            Dispose();
        }

        return new Answer(status, buffer.AsSpan(0, start), buffer.AsSpan(start, end - start));
    }

    /// <summary>Moves the chunks together. Where the body ends then, and how much had been sent.</summary>
    private (int End, int Consumed) ReadChunks(int start)
    {
        for (var (read, end) = (start, start); ;)
        {
            var line = Find("\r\n"u8, read);
            if (!Utf8Parser.TryParse(buffer.AsSpan(read, line - read), out int size, out _, 'x'))
            {
                throw new InvalidDataException("A chunk without a size.");
            }

            read = line + "\r\n".Length;
            Fill(read + size + "\r\n".Length);
            buffer.AsSpan(read, size).CopyTo(buffer.AsSpan(end));
            end += size;
            read += size + "\r\n".Length;
            if (size == 0)
            {
                return (end, read);
            }
        }
    }

    private int Find(ReadOnlySpan<byte> mark, int from)
    {
        int found;
        while ((found = buffer.AsSpan(from, Math.Max(filled - from, 0)).IndexOf(mark)) < 0)
        {
            Receive();
        }

        return from + found;
    }

    private void Fill(int size)
    {
        while (filled < size)
        {
            Receive();
        }
    }

    private void Receive()
    {
        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var count = socket!.Receive(buffer.AsSpan(filled));
        filled += count > 0 ? count : throw new InvalidDataException("The server closed the connection in the middle of an answer.");
    }
}
