using System.ComponentModel.DataAnnotations;

namespace PracticeBase.Infrastructure.Mail;

public enum MailTransportKind
{
    /// <summary>Letters wait in the outbox.</summary>
    None,

    /// <summary>A file a letter, for development and for tests by hand.</summary>
    Folder,
    Smtp,
}

/// <summary>«Mail:*»: how letters leave the portal.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public MailTransportKind Transport { get; set; }

    /// <summary>Where the files of the Folder transport go; relative to the storage directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Folder { get; set; } = "mail";

    public string? Host { get; set; }

    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>Null for a server that asks for no password.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>STARTTLS; a server that does not offer it is then refused.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>The sender's address; Portal:Email without it.</summary>
    [EmailAddress]
    public string? From { get; set; }

    /// <summary>The sender's name; Portal:Name without it.</summary>
    public string? FromName { get; set; }

    /// <summary>After this many a letter is given up. With the default it is tried for two and a half days.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 10;

    /// <summary>For how long a letter belongs to the node that is sending it; longer than sending may take.</summary>
    [Range(120, 86_400)]
    public int LeaseSeconds { get; set; } = 300;

    /// <summary>How often to look for letters that other nodes wrote and for those whose wait is over.</summary>
    [Range(1, 3600)]
    public int PollSeconds { get; set; } = 15;
}
