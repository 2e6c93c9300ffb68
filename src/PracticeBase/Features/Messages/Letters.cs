using System.Globalization;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Transfer.Import;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Messages;

/// <summary>
/// Writes letters into the outbox, in the caller's unit of work: they exist when, and only when, what they tell about was saved.
/// Texts are `Mail.{kind}.Subject` and `Mail.{kind}.Body` (Markdown), with {0} the recipient's name, {1} the absolute link, {2}… what the caller gives.
/// </summary>
public sealed class Letters(PracticeBaseDbContext db, Words words, PortalAddress address, TimeProvider clock)
{
    private const int MaxSubject = 400;

    private static readonly CultureInfo Polish = CultureInfo.GetCultureInfo("pl-PL");

    /// <param name="kind">Which text.</param>
    /// <param name="to">Who gets it: by mail while the account is open, and in the panel.</param>
    /// <param name="link">From the site's root: «/panel/…»; null when there is nothing to open.</param>
    /// <param name="revision">What it is about.</param>
    /// <param name="values">{2}, {3} … of the text; text of people is escaped.</param>
    public void Write(MessageKind kind, Account to, string? link, PracticeRevision? revision, params object?[] values)
    {
        if (to.ErasedAt is not null)
        {
            return;
        }

        db.Messages.Add(Create(kind, to.Name, link, revision, values, to, to.ClosedAt is null ? to.Email : null, null));
    }

    /// <summary>To an address without an account.</summary>
    public void WriteTo(MessageKind kind, string email, string? name, string? replyTo, string? link, params object?[] values) =>
        db.Messages.Add(Create(kind, name, link, null, values, null, email, replyTo));

    /// <summary>As people write it: «5 grudnia 2026».</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", Polish);

    private Message Create(MessageKind kind, string? name, string? link, PracticeRevision? revision, object?[] values, Account? account, string? email, string? replyTo)
    {
        var now = clock.GetUtcNow();
        object?[] plain = [name ?? "", link is null ? "" : address.Root + link, .. values];
        object?[] escaped = [Markdown.Escape(name ?? ""), plain[1], .. values.Select(v => v is string text ? Markdown.Escape(text) : v)];
        var subject = string.Format(Polish, words.Plain($"Mail.{kind}.Subject"), plain).ReplaceLineEndings(" ");
        var isSecret = new Message { Kind = kind, Subject = "", Body = "", CreatedAt = now }.IsSecret;
        return new Message
        {
            Kind = kind,
            AccountId = account is null or { Id: 0 } ? null : account.Id,
            Account = account is { Id: 0 } ? account : null,
            Address = email,
            ReplyTo = replyTo,
            Subject = subject.Length > MaxSubject ? subject[..(MaxSubject - 1)] + "…" : subject,
            Body = string.Format(Polish, words.Plain($"Mail.{kind}.Body"), escaped),
            Link = isSecret ? null : link,
            RevisionId = revision is { Id: > 0 } ? revision.Id : null,
            Revision = revision is { Id: 0 } ? revision : null,
            CreatedAt = now,
            NextAttemptAt = now,
        };
    }
}
