using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Mail;

namespace PracticeBase.Features.Messages;

/// <summary>Makes mail of a letter: its Markdown once as plain text and once as HTML, under the portal's name.</summary>
public sealed class MailComposer(PortalAddress address, IOptionsMonitor<PortalOptions> portal, IOptions<MailOptions> options, TimeProvider clock)
{
    /// <exception cref="FormatException">An address that is none.</exception>
    public MailMessage Compose(Message message)
    {
        var host = new Uri(address.Root).IdnHost;
        var owner = portal.CurrentValue;
        var mail = new MailMessage
        {
            From = new MailAddress(options.Value.From ?? owner.Email, options.Value.FromName ?? owner.Name, Encoding.UTF8),
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        mail.To.Add(new MailAddress(message.Address!));
        mail.Headers["Message-ID"] = $"<{message.Uid:N}@{host}>";
        mail.Headers["List-Id"] = $"<powiadomienia.{host}>";
        if (message.ReplyTo is null)
        {
            // Nobody wants to hear that the portal is on holiday.
            mail.Headers["Auto-Submitted"] = "auto-generated";
            mail.Headers["X-Auto-Response-Suppress"] = "OOF, AutoReply";
        }
        else
        {
            mail.ReplyToList.Add(new MailAddress(message.ReplyTo));
        }

        var isAlert = Message.AlertKinds.Contains(message.Kind);
        if (isAlert && message.Link is { } unsubscribe)
        {
            // RFC 8058: the mail program shows a button of its own.
            mail.Headers["List-Unsubscribe"] = $"<{address.Root}{unsubscribe}>";
            mail.Headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }

        var isEnglish = message.Link?.StartsWith(LanguagePrefix.English + "/", StringComparison.Ordinal) == true;
        using var language = Languages.Use(isEnglish);
        var footer = new Words(clock).Plain(isAlert ? "Alerts.Footer" : "Mail.Footer", owner.Name, owner.Operator, owner.Email);
        mail.AlternateViews.Add(View($"{MarkdownLines.Of(message.Body)}\n\n-- \n{footer}\n{address.Root}\n", MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(View(Html(message, isEnglish ? "en" : "pl", owner.Name, footer), MediaTypeNames.Text.Html));
        return mail;
    }

    /// <summary>No colours but the line at the top, so that light and dark mail programs can choose theirs.</summary>
    private string Html(Message message, string language, string name, string footer) => $"""
        <!doctype html>
        <html lang="{language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(message.Subject)}</title>
        </head>
        <body style="margin:0;padding:1.5rem 1rem;font:1.0625rem/1.55 system-ui,'Segoe UI',Roboto,sans-serif">
        <div style="max-width:38rem;margin:0 auto">
        <p style="margin:0 0 1.5rem;padding-bottom:.5rem;border-bottom:3px solid #b3302a;font-weight:bold"><a href="{WebUtility.HtmlEncode(address.Root)}/" style="color:inherit;text-decoration:none">{WebUtility.HtmlEncode(name)}</a></p>
        <main>
        {Unset(MarkdownText.ToHtml(message.Body, topHeading: 2).ToString())}
        </main>
        <p style="margin-top:2rem;padding-top:.75rem;border-top:1px solid #8a8a8a;font-size:.875rem">{WebUtility.HtmlEncode(footer)}</p>
        </div>
        </body>
        </html>
        """;

    /// <summary>Mail programs show soft hyphens as hyphens.</summary>
    private static string Unset(string? html) => html!.Replace("\u00AD", "", StringComparison.Ordinal);

    private static AlternateView View(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }
}
