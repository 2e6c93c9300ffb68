using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Alerts;
using PracticeBase.Infrastructure.Mail;
using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Features.Messages;

/// <summary>
/// Sends the letters that wait in the database. A node claims one by moving its next attempt ahead in a conditional update, so no two send it;
/// when a node dies while sending, the claim runs out and that one letter is sent again.
/// </summary>
public sealed class Outbox(
    IServiceScopeFactory scopes, MailComposer composer, IOptions<MailOptions> options, TimeProvider clock, ILogger<Outbox> logger, IMailTransport? transport = null) : BackgroundService
{
    /// <summary>Within the shortest lease.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Between two tries to note that a letter went.</summary>
    private static readonly TimeSpan NotePause = TimeSpan.FromSeconds(2);

    /// <summary>After the first failure, the second …; the last one goes on.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    private volatile TaskCompletionSource wake = NewSignal();

    /// <summary>Something was written; looks at once.</summary>
    public void Wake() => wake.TrySetResult();

    /// <summary>Sends what is due, until nothing is; returns how many letters went.</summary>
    public async Task<int> SendDueAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var sent = 0;
        // A letter that is being sent is finished before a stop; the next one is not begun.
        while (!stopping.IsCancellationRequested && await ClaimAsync(db, stopping) is { } message)
        {
            sent += await TrySendAsync(db, message) ? 1 : 0;
        }

        if (PortalMeters.LettersWaiting.Enabled)
        {
            PortalMeters.LettersWaiting.Record(await Waiting(db).CountAsync(stopping));
        }

        return sent;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (transport is null)
        {
            logger.LogInformation("Mail:Transport is None: letters wait in the outbox until it is set");
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wake.Task.WaitAsync(TimeSpan.FromSeconds(options.Value.PollSeconds), clock, stoppingToken);
            }
            catch (TimeoutException)
            {
                // Nobody called; another node may have written something.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // Before looking, so that a call in the meantime is not lost.
            wake = NewSignal();
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(e, "The outbox could not be read or written; it will be tried again");
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static IQueryable<Message> Waiting(PracticeBaseDbContext db) => db.Messages.Where(m => m.SentAt == null && m.FailedAt == null && m.Address != null);

    /// <summary>The next letter that is due, now this node's until the lease is over; null when there is none.</summary>
    private async Task<Message?> ClaimAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            // Further ahead than any wait: written by a clock that was wrong.
            var beyond = now + Waits[^1] + TimeSpan.FromSeconds(options.Value.LeaseSeconds);
            var next = await Waiting(db).AsNoTracking().Where(m => m.NextAttemptAt <= now || m.NextAttemptAt > beyond).OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id).FirstOrDefaultAsync(cancellationToken);
            if (next is null)
            {
                return null;
            }

            var until = now.AddSeconds(options.Value.LeaseSeconds);
            if (await Waiting(db).Where(m => m.Id == next.Id && m.Attempts == next.Attempts)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.Attempts, m => m.Attempts + 1).SetProperty(m => m.NextAttemptAt, until), cancellationToken) == 1)
            {
                next.Attempts++;
                return next;
            }
        }
    }

    private async Task<bool> TrySendAsync(PracticeBaseDbContext db, Message message)
    {
        if (message.Attempts > options.Value.MaxAttempts)
        {
            await FailAsync(db, message, "Every node that tried ended in the middle.", isHopeless: true);
            return false;
        }

        try
        {
            using var limit = new CancellationTokenSource(SendTimeout, clock);
            using var mail = composer.Compose(message);
            await transport!.SendAsync(mail, message.Uid, limit.Token);
        }
        catch (Exception e)
        {
            // Whatever it was, the letter waits for its next attempt and the others go on.
            await FailAsync(db, message, MailFailure.Describe(e), e is FormatException, isRefused: e is SmtpFailedRecipientException);
            return false;
        }

        await NoteSentAsync(db, message);
        PortalMeters.LettersSent.Add(1);
        return true;
    }

    /// <summary>A database that is away for a while must not send the letter a second time: noting it is tried as long as the claim lasts.</summary>
    private async Task NoteSentAsync(PracticeBaseDbContext db, Message message)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                var now = clock.GetUtcNow();
                await db.Messages.Where(m => m.Id == message.Id && m.SentAt == null).ExecuteUpdateAsync(s =>
                {
                    s.SetProperty(m => m.SentAt, now).SetProperty(m => m.Address, (string?)null).SetProperty(m => m.ReplyTo, (string?)null).SetProperty(m => m.Error, (string?)null);
                    if (message.IsSecret)
                    {
                        s.SetProperty(m => m.Body, "").SetProperty(m => m.Link, (string?)null);
                    }
                });
                return;
            }
            catch (Exception e) when (clock.GetElapsedTime(start) + SendTimeout < TimeSpan.FromSeconds(options.Value.LeaseSeconds))
            {
                logger.LogWarning(e, "Letter {Id} went, which could not be noted; it is tried again", message.Id);
                await Task.Delay(NotePause, clock);
            }
        }
    }

    /// <param name="db">Where the letter is.</param>
    /// <param name="message">The letter.</param>
    /// <param name="error">For its row and the log.</param>
    /// <param name="isHopeless">It is not tried again.</param>
    /// <param name="isRefused">The mail server would not take this recipient, whatever else it takes.</param>
    private async Task FailAsync(PracticeBaseDbContext db, Message message, string error, bool isHopeless, bool isRefused = false)
    {
        var now = clock.GetUtcNow();
        var givenUp = isHopeless || message.Attempts >= options.Value.MaxAttempts;
        var next = now + Waits[Math.Min(message.Attempts, Waits.Length) - 1];
        // Only while the claim is still this one's.
        var isOwn = await db.Messages.Where(m => m.Id == message.Id && m.SentAt == null && m.Attempts == message.Attempts).ExecuteUpdateAsync(s =>
        {
            s.SetProperty(m => m.Error, error).SetProperty(m => m.NextAttemptAt, next);
            if (givenUp)
            {
                s.SetProperty(m => m.FailedAt, now);
            }

            if (givenUp && message.IsSecret)
            {
                s.SetProperty(m => m.Body, "").SetProperty(m => m.Link, (string?)null).SetProperty(m => m.Address, (string?)null).SetProperty(m => m.ReplyTo, (string?)null);
            }
        }) == 1;
        if (isOwn && givenUp && isRefused && message.Kind == MessageKind.AlertDigest)
        {
            // Nobody reads there any more. A mail server that was away for a day takes nobody's alerts with it.
            await Subscriptions.EraseAsync(db, message.Address!, CancellationToken.None);
            logger.LogInformation("The mailbox of letter {Id} is dead; its alerts are erased", message.Id);
        }

        PortalMeters.LettersFailed.Add(1, KeyValuePair.Create<string, object?>("given_up", givenUp));
        logger.Log(
            givenUp ? LogLevel.Error : LogLevel.Warning, "Letter {Id} ({Kind}) was not sent, attempt {Attempt}: {Error}; {Next}",
            message.Id, message.Kind, message.Attempts, error, givenUp ? "given up" : "it will be tried again");
    }
}
