using System.Net.Mail;
using System.Text;

namespace PracticeBase.Infrastructure;

public static class EmailText
{
    public const int MaxLength = 254;

    /// <summary>The address as typed, trimmed; null when it is none that a mail server would take. A line break in it makes it none.</summary>
    public static string? Read(string? text)
    {
        var address = InputText.Clean(text);
        return address is { Length: <= MaxLength } && !address.Any(c => char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>' or '"')
            && MailAddress.TryCreate(address, out var parsed) && parsed.Address == address && Ascii.IsValid(parsed.User)
            && Uri.CheckHostName(parsed.Host) == UriHostNameType.Dns && parsed.Host.Contains('.', StringComparison.Ordinal)
            ? address
            : null;
    }
}
