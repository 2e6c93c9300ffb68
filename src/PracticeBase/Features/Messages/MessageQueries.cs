using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Messages;

/// <summary>A letter in a list.</summary>
/// <param name="Revision">What it is about; null when it is about no practice.</param>
public sealed record MessageLine(int Id, string Subject, DateTimeOffset At, bool IsRead, int? Revision);

public sealed record MessageList(PageInfo Page, IReadOnlyList<MessageLine> Lines, int Unread);

/// <summary>An account's own letters, but for those with secret links.</summary>
public sealed class MessageQueries(PracticeBaseDbContext db, TimeProvider clock)
{
    public const int PageSize = 20;

    /// <summary>The newest letters, for a desk's first page.</summary>
    public async Task<IReadOnlyList<MessageLine>> NewestAsync(CurrentAccount account, int count, CancellationToken cancellationToken) =>
        await Lines(Of(account)).Take(count).ToListAsync(cancellationToken);

    public Task<int> CountUnreadAsync(CurrentAccount account, CancellationToken cancellationToken) => Of(account).CountAsync(m => m.ReadAt == null, cancellationToken);

    /// <param name="account">Whose.</param>
    /// <param name="page">From 1; one that is not there gives the last.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MessageList> PageAsync(CurrentAccount account, int page, CancellationToken cancellationToken)
    {
        var all = new PageInfo(1, PageSize, await Of(account).CountAsync(cancellationToken));
        var info = all with { PageNumber = Math.Clamp(page, 1, all.PageCount) };
        var lines = await Lines(Of(account)).Skip((info.PageNumber - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        return new MessageList(info, lines, await CountUnreadAsync(account, cancellationToken));
    }

    /// <summary>One letter, from now on read; null when the account has no such letter.</summary>
    public async Task<Message?> ReadAsync(CurrentAccount account, int id, CancellationToken cancellationToken)
    {
        var message = await Of(account).AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        if (message is { ReadAt: null })
        {
            await MarkReadAsync(Of(account).Where(m => m.Id == id), cancellationToken);
        }

        return message;
    }

    public Task MarkAllReadAsync(CurrentAccount account, CancellationToken cancellationToken) => MarkReadAsync(Of(account), cancellationToken);

    private static IQueryable<MessageLine> Lines(IQueryable<Message> messages) => messages
        .OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Select(m => new MessageLine(m.Id, m.Subject, m.CreatedAt, m.ReadAt != null, m.RevisionId));

    private Task<int> MarkReadAsync(IQueryable<Message> messages, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return messages.Where(m => m.ReadAt == null).ExecuteUpdateAsync(s => s.SetProperty(m => m.ReadAt, now), cancellationToken);
    }

    private IQueryable<Message> Of(CurrentAccount account)
    {
        var id = account.Id;
        return db.Messages.Where(m => m.AccountId == id && !Message.SecretKinds.Contains(m.Kind));
    }
}
