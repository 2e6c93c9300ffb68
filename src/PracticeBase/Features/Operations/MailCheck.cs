using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure.Mail;

namespace PracticeBase.Features.Operations;

/// <summary>Would letters leave, and do they?</summary>
internal sealed class MailCheck(MailOptions options, TimeProvider clock, CheckReport report)
{
    /// <summary>A letter whose turn came so long ago waits in vain.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    public async Task TransportAsync(CancellationToken cancellationToken)
    {
        switch (options.Transport)
        {
            case MailTransportKind.None:
                report.Warn("Poczta: Mail:Transport to None, więc listy czekają.");
                break;
            case MailTransportKind.Folder:
                report.Warn("Poczta: Mail:Transport to Folder, więc listy są plikami i do nikogo nie docierają.");
                break;
            case MailTransportKind.Smtp when await SmtpProbe.FaultAsync(options, cancellationToken) is { } fault:
                report.Fail($"Poczta: serwer {options.Host}:{options.Port} — {fault}");
                break;
            default:
                report.Good($"Poczta: serwer {options.Host}:{options.Port} odpowiada{(options.UseTls ? ", szyfrowanie działa" : "")}; hasła nie sprawdzono.");
                break;
        }
    }

    public async Task LettersAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var waiting = db.Messages.Where(m => m.SentAt == null && m.FailedAt == null && m.Address != null);
        var count = await waiting.CountAsync(cancellationToken);
        var since = clock.GetUtcNow() - Late;
        var late = await waiting.CountAsync(m => m.NextAttemptAt < since, cancellationToken);
        var failed = await db.Messages.CountAsync(m => m.SentAt == null && m.FailedAt != null && m.Address != null, cancellationToken);
        if (late > 0)
        {
            report.Warn($"Listy: {Plural.Of(late, "czeka", "czekają", "czeka")} ponad godzinę, choć {(late == 1 ? "jego" : "ich")} kolej minęła.");
        }

        if (failed > 0)
        {
            report.Warn($"Listy: {Plural.Of(failed, "nie został wysłany", "nie zostały wysłane", "nie zostało wysłanych")} mimo wszystkich prób (/administracja).");
        }

        if (late + failed == 0)
        {
            report.Good($"Listy: {count} w kolejce, żaden nie przepadł.");
        }
    }
}
