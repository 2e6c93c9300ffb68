using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Statistics;

/// <summary>
/// Counts searches that found nothing, so that editors see what people need. A text is stored only once <see cref="EnoughGuests"/> guests
/// have looked for it within a month: what one person types stays in memory and is forgotten. A guest counts once a day for a text.
/// </summary>
public sealed class EmptySearchCounter(IServiceScopeFactory scopes, IHttpContextAccessor http, TimeProvider clock, ILogger<EmptySearchCounter> logger)
    : BatchedCounter<(DateOnly Month, string Text)>(scopes, clock, logger)
{
    public const int EnoughGuests = 3;

    /// <summary>How many texts it knows at most.</summary>
    public const int MaxTexts = 10_000;

    private const int MaxGuests = 100_000;

    private readonly OncePerDay guests = new(clock, MaxGuests);
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> counts = [];
    private DateOnly current;

    /// <summary>To be called when the request's search found nothing. Leaves out programs, and what looks personal (<see cref="SearchNeed"/>).</summary>
    public void Count(string text)
    {
        if (http.HttpContext?.Request is { } request && Browsers.IsPerson(request)
            && SearchNeed.Of(text) is { } need && guests.IsNew($"{Browsers.GuestOf(request)}|{need}"))
        {
            Count(Calendar.Month(Today), need);
        }
    }

    protected override async Task AddToRowsAsync(PracticeBaseDbContext db, IReadOnlyList<KeyValuePair<(DateOnly Month, string Text), int>> counts, CancellationToken cancellationToken)
    {
        foreach (var ((month, text), count) in counts)
        {
            if (await db.EmptySearches.Where(s => s.Month == month && s.Text == text).ExecuteUpdateAsync(s => s.SetProperty(e => e.Count, e => e.Count + count), cancellationToken) == 0)
            {
                // At once: the next text may be the same one to the database, «ß» and «ss».
                db.EmptySearches.Add(new EmptySearch { Month = month, Text = text, Count = count });
                await db.SaveChangesAsync(cancellationToken);
            }
        }
    }

    private void Count(DateOnly month, string need)
    {
        lock (gate)
        {
            if (month != current)
            {
                current = month;
                counts.Clear();
            }

            if (counts.Count >= MaxTexts && !counts.ContainsKey(need) && !MakeRoom())
            {
                return;
            }

            var seen = counts[need] = counts.GetValueOrDefault(need) + 1;
            if (seen >= EnoughGuests)
            {
                Add((month, need), seen == EnoughGuests ? EnoughGuests : 1);
            }
        }
    }

    /// <summary>Forgets what one guest alone looked for.</summary>
    private bool MakeRoom()
    {
        foreach (var (text, _) in counts.Where(c => c.Value == 1))
        {
            counts.Remove(text);
        }

        return counts.Count < MaxTexts;
    }
}
