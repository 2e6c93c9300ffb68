using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace PracticeBase.Infrastructure.Mail;

/// <summary>Asks whether a mail server would take mail, and sends none. The password is not tried.</summary>
public static class SmtpProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>What is wrong, as the end of a Polish sentence; null for nothing.</returns>
    public static async Task<string?> FaultAsync(MailOptions options, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(options.Host!, options.Port, limit.Token);
            return await TalkAsync(client.GetStream(), options, limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"nie odpowiedział przez {Patience.TotalSeconds:0} s";
        }
    }

    private static async Task<string?> TalkAsync(NetworkStream stream, MailOptions options, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        if (await AnswerAsync() is var greeting && greeting.Code != "220")
        {
            return $"wita się słowami «{greeting.Lines[^1]}»";
        }

        if (await SayAsync($"EHLO {Dns.GetHostName()}") is var hello && hello.Code != "250")
        {
            return $"na EHLO odpowiada «{hello.Lines[^1]}»";
        }

        if (options.UseTls)
        {
            if (!hello.Lines.Any(l => l.Length > 4 && l[4..].Trim().Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)))
            {
                return "nie oferuje STARTTLS, a Mail:UseTls tego wymaga";
            }

            if (await SayAsync("STARTTLS") is var secured && secured.Code != "220")
            {
                return $"na STARTTLS odpowiada «{secured.Lines[^1]}»";
            }

            await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host }, cancellationToken);
            await tls.WriteAsync("QUIT\r\n"u8.ToArray(), cancellationToken);
            return null;
        }

        await SayAsync("QUIT");
        return null;

        async Task<(string Code, List<string> Lines)> SayAsync(string command)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
            return await AnswerAsync();
        }

        async Task<(string Code, List<string> Lines)> AnswerAsync()
        {
            var lines = new List<string>();
            do
            {
                lines.Add(await reader.ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException("Serwer zamknął połączenie."));
            }
            while (lines[^1] is [_, _, _, '-', ..]);
            return (lines[^1].Length < 3 ? lines[^1] : lines[^1][..3], lines);
        }
    }
}
