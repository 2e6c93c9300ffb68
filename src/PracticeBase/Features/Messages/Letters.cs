using System.Globalization;
using System.Text.RegularExpressions;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Messages;

/// <summary>A value of a letter that is Markdown already.</summary>
public sealed record LetterMarkdown(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// Writes letters into the outbox, in the caller's unit of work: they exist when, and only when, what they tell about was saved.
/// Texts are `Mail.{kind}.Subject` and `Mail.{kind}.Body` (Markdown), those of alerts `Alerts.{kind}.…` in the current language, with {0} the recipient's name, {1} the absolute link, {2}… what the caller gives.
/// </summary>
public sealed partial class Letters(PracticeBaseDbContext db, Words words, PortalAddress address, Outbox outbox, TimeProvider clock) : IDisposable
{
    private const int MaxSubject = 400;

    private bool hasWritten;

    private static readonly CultureInfo Polish = CultureInfo.GetCultureInfo("pl-PL");

    /// <param name="kind">Which text.</param>
    /// <param name="to">Who gets it: by mail while the account is open, and in the panel.</param>
    /// <param name="link">From the site's root: «/panel/…»; null when there is nothing to open.</param>
    /// <param name="revision">What it is about.</param>
    /// <param name="values">{2}, {3} … of the text; text of people is escaped, <see cref="LetterMarkdown"/> is not.</param>
    public void Write(MessageKind kind, Account to, string? link, PracticeRevision? revision, params object?[] values)
    {
        if (to.ErasedAt is not null)
        {
            return;
        }

        Add(Create(kind, to.Name, link, revision, values, to, to.ClosedAt is null ? to.Email : null, null));
    }

    /// <summary>To an address without an account.</summary>
    public void WriteTo(MessageKind kind, string email, string? name, string? replyTo, string? link, params object?[] values) =>
        Add(Create(kind, name, link, null, values, null, email, replyTo));

    /// <summary>As people write it: «5 grudnia 2026».</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", Polish);

    /// <summary>The unit of work is over, and its transaction with it: what it wrote can be sent.</summary>
    public void Dispose()
    {
        if (hasWritten)
        {
            outbox.Wake();
        }
    }

    /// <summary>What people wrote, as they wrote it: their lines, no mark-up, no link that shows other words than its address.</summary>
    public static string Literal(string text) => string.Join("\n\n", text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(paragraph => string.Join("\\\n", paragraph.Split('\n', StringSplitOptions.TrimEntries).Select(line => LineMark().Replace(Marks().Replace(line, @"\$0"), @"$1\$2")))));

    /// <summary>The same without any link, not even of an address that stands there as it is: for what a stranger may have typed.</summary>
    public static string Unlinked(string text) => LinkMark().Replace(Literal(text), @"\$0");

    [GeneratedRegex(@"[\\`*<\[\]]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(\d*)([-+=#>~.)|])")]
    private static partial Regex LineMark();

    /// <summary>What begins a link by itself: «https:», «mailto:», «www.».</summary>
    [GeneratedRegex(@":|(?<=www)\.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LinkMark();

    private void Add(Message message)
    {
        db.Messages.Add(message);
        hasWritten = true;
    }

    private Message Create(MessageKind kind, string? name, string? link, PracticeRevision? revision, object?[] values, Account? account, string? email, string? replyTo)
    {
        var now = clock.GetUtcNow();
        object?[] plain = [name ?? "", link is null ? "" : address.Root + link, .. values];
        var isAlert = Message.AlertKinds.Contains(kind);
        object?[] escaped = [Literal(name ?? ""), plain[1], .. values.Select(v => v is string text ? isAlert ? Unlinked(text) : Literal(text) : v)];
        var subject = string.Format(Polish, words.Plain(isAlert ? $"Alerts.{kind}.Subject" : $"Mail.{kind}.Subject"), plain).ReplaceLineEndings(" ");
        return new Message
        {
            Kind = kind,
            AccountId = account is null or { Id: 0 } ? null : account.Id,
            Account = account is { Id: 0 } ? account : null,
            Address = email,
            ReplyTo = replyTo,
            Subject = subject.Length > MaxSubject ? subject[..(MaxSubject - 1)] + "…" : subject,
            Body = string.Format(Polish, words.Plain(isAlert ? $"Alerts.{kind}.Body" : $"Mail.{kind}.Body"), escaped),
            Link = Message.SecretKinds.Contains(kind) && !isAlert ? null : link,
            RevisionId = revision is { Id: > 0 } ? revision.Id : null,
            Revision = revision is { Id: 0 } ? revision : null,
            CreatedAt = now,
            NextAttemptAt = now,
        };
    }
}
