using System.Net.Mail;

namespace PracticeBase.Infrastructure;

/// <summary>An address that letters can be sent to and that looks like no other: plain ASCII, one @, a domain with a dot.</summary>
public static class EmailAddress
{
    public const int MaxLength = 254;

    /// <summary>The address as typed, trimmed; null when it is none.</summary>
    public static string? Read(string? text) =>
        InputText.CleanLine(text) is { Length: <= MaxLength } line
            && line.All(c => c is > ' ' and < '\u007F' and not ('"' or '<' or '>' or '(' or ')' or ',' or ';' or ':' or '\\' or '[' or ']'))
            && line.Count(c => c == '@') == 1
            && MailAddress.TryCreate(line, out var address) && address.Address == line
            && address.Host.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(address.Host) == UriHostNameType.Dns && !address.Host.EndsWith('.')
            ? line
            : null;
}
