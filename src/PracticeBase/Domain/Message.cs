namespace PracticeBase.Domain;

public enum MessageKind
{
    ConfirmEmail,
    AccountConfirmed,
    AccountExists,
    ResetPassword,
    EmailChanged,
    SecurityNotice,
    Submitted,
    NewSubmission,
    Taken,
    HandedOver,
    ExpertAsked,
    OpinionSigned,
    Returned,
    Declined,
    Scheduled,
    Published,
    RemarkAnswered,
    StillTrue,
    ContactForm,
    BelongingAsked,
    BelongingRefused,
    Archived,
    Restored,
    AlertConfirm,
    AlertDigest,
}

/// <summary>
/// A letter to one person, written in the transaction of what it tells about and sent afterwards. With an account it is shown in the panel too.
/// </summary>
public sealed class Message
{
    public int Id { get; init; }

    /// <summary>Names the letter to mail servers: the same letter never gets two names.</summary>
    public Guid Uid { get; init; } = Guid.NewGuid();

    public required MessageKind Kind { get; init; }

    public int? AccountId { get; init; }

    public Account? Account { get; init; }

    /// <summary>Where to send it; emptied once it is sent. Null for what is shown in the panel alone.</summary>
    public string? Address { get; set; }

    /// <summary>Where answers go, when not to the portal's own address; emptied with <see cref="Address"/>.</summary>
    public string? ReplyTo { get; set; }

    public required string Subject { get; init; }

    /// <summary>Markdown; links are absolute. Both parts of the mail are made from it. Emptied after sending where it holds a secret link.</summary>
    public required string Body { get; set; }

    /// <summary>
    /// The page it is about, from the site's root; null when there is none. Of an alert's letter the address that unsubscribes, emptied after sending;
    /// one that begins with «/en/» makes an English letter.
    /// </summary>
    public string? Link { get; set; }

    public int? RevisionId { get; init; }

    public PracticeRevision? Revision { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not to be sent before: the wait after a failure, or the lease of the node that is sending it.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Given up after the last attempt.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    public string? Error { get; set; }

    /// <summary>Kinds with a secret link, or with a stranger's words: kept no longer than it takes to send them, and not shown in the panel.</summary>
    public static IReadOnlyList<MessageKind> SecretKinds { get; } =
        [MessageKind.ConfirmEmail, MessageKind.AccountExists, MessageKind.ResetPassword, MessageKind.EmailChanged, MessageKind.ContactForm, .. AlertKinds];

    /// <summary>Letters to people without an account, in the language they chose; each can be unsubscribed from.</summary>
    public static IReadOnlyList<MessageKind> AlertKinds => [MessageKind.AlertConfirm, MessageKind.AlertDigest];

    public bool IsSecret => SecretKinds.Contains(Kind);
}
