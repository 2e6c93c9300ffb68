using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace PracticeBase.Infrastructure.Mail;

/// <summary>Takes a letter away; throws when it could not.</summary>
public interface IMailTransport
{
    /// <param name="mail">The letter.</param>
    /// <param name="uid">Names it: the same at every attempt.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task SendAsync(MailMessage mail, Guid uid, CancellationToken cancellationToken);
}

/// <summary>A server that takes mail.</summary>
public sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    public async Task SendAsync(MailMessage mail, Guid uid, CancellationToken cancellationToken)
    {
        var mailOptions = options.Value;
        using var client = new SmtpClient(mailOptions.Host, mailOptions.Port)
        {
            EnableSsl = mailOptions.UseTls,
            Credentials = string.IsNullOrEmpty(mailOptions.User) ? null : new NetworkCredential(mailOptions.User, mailOptions.Password),
        };
        // The client hears of a cancellation only between two of its steps.
        await client.SendMailAsync(mail, cancellationToken).WaitAsync(cancellationToken);
    }
}

/// <summary>Files «{uid}.eml» that any mail program opens. A letter sent again takes the place of the first.</summary>
public sealed class FolderTransport(IOptions<MailOptions> options, StorageDirectory storage) : IMailTransport
{
    public string Folder { get; } = Path.GetFullPath(Path.Combine(storage.FullPath, options.Value.Folder));

    public async Task SendAsync(MailMessage mail, Guid uid, CancellationToken cancellationToken)
    {
        // The client chooses the file's name itself, so it writes beside and the file is moved when it is whole.
        var desk = Directory.CreateDirectory(Path.Combine(Folder, $".{Guid.NewGuid():N}"));
        try
        {
            using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = desk.FullName })
            {
                await client.SendMailAsync(mail, cancellationToken);
            }

            File.Move(desk.GetFiles().Single().FullName, Path.Combine(Folder, $"{uid}.eml"), overwrite: true);
        }
        finally
        {
            desk.Delete(recursive: true);
        }
    }
}

public static class MailFailure
{
    private const int MaxLength = 500;

    /// <summary>Kinds and codes of what went wrong. Never its words: a server repeats the address in them.</summary>
    public static string Describe(Exception exception)
    {
        var parts = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            parts.Add(e switch
            {
                SmtpException smtp => $"{e.GetType().Name} {smtp.StatusCode}",
                SocketException socket => $"{e.GetType().Name} {socket.SocketErrorCode}",
                _ => e.GetType().Name,
            });
        }

        var text = string.Join(", ", parts);
        return text.Length > MaxLength ? text[..MaxLength] : text;
    }
}
