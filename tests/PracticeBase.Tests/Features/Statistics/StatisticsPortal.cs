using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests;

/// <summary>Practices that were read, guests that came, searches in vain; on 1 December 2026.</summary>
public sealed class StatisticsPortal : ClockPortal
{
    public const string Formula = "=HYPERLINK(\"http://example.org\";\"x\")";

    public Account Editor { get; private set; } = null!;

    protected override async Task SeedAsync(PortalSeed seed)
    {
        Editor = await AddAccountAsync("Marta Wilga", AccountRoles.Editor);
        var today = Time.Today;
        await ReadAsync(seed, "Czytana teraz", (0, 5), (29, 4), (30, 100));
        await ReadAsync(seed, "Czytana dawniej", (40, 50), (59, 1), (60, 70));
        await ReadAsync(seed, Formula, (1, 20), (31, 2));
        await ReadAsync(seed, "Sprzed roku", (366, 8));
        await ReadAsync(seed, "Czytana, ale w archiwum", p => p.ArchivedAt = Time.Now, (0, 500));
        await seed.AddAsync("Zweryfikowana", also: p => p.VerifiedOn = today.AddMonths(-23));
        await seed.AddAsync("Zweryfikowana dawno", also: p => p.VerifiedOn = today.AddMonths(-25));
        await seed.AddAsync("Szkic", status: RevisionStatus.Draft);
        await seed.AddAsync("Zgłoszona", status: RevisionStatus.Submitted);
        await seed.AddAsync("Zwrócona", status: RevisionStatus.Returned);
        await seed.AddAsync("Zwrócona druga", status: RevisionStatus.Returned);
        seed.Db.VisitDays.AddRange(
            new VisitDay { Day = today, Visitors = 7 },
            new VisitDay { Day = new DateOnly(2026, 11, 30), Visitors = 20 },
            new VisitDay { Day = new DateOnly(2026, 11, 1), Visitors = 3 },
            new VisitDay { Day = new DateOnly(2026, 9, 15), Visitors = 1100 },
            new VisitDay { Day = new DateOnly(2024, 12, 31), Visitors = 900 });
        seed.Db.EmptySearches.AddRange(
            new EmptySearch { Month = new DateOnly(2026, 12, 1), Text = "smog", Count = 3 },
            new EmptySearch { Month = new DateOnly(2026, 10, 1), Text = "smog", Count = 4 },
            new EmptySearch { Month = new DateOnly(2026, 10, 1), Text = "=1+1", Count = 5 },
            new EmptySearch { Month = new DateOnly(2024, 12, 1), Text = "za dawno", Count = 50 });
        await PublishAsync(seed, "Po trzech dniach", 3);
        await PublishAsync(seed, "Po dziewięciu dniach", 9);
        await seed.SaveAsync();
    }

    private Task ReadAsync(PortalSeed seed, string title, params (int DaysAgo, int Reads)[] reads) => ReadAsync(seed, title, _ => { }, reads);

    private async Task ReadAsync(PortalSeed seed, string title, Action<Practice> also, params (int DaysAgo, int Reads)[] reads)
    {
        var revision = await seed.AddAsync(title, also: p =>
        {
            p.ReadCount = reads.Sum(r => r.Reads);
            p.VerifiedOn = Time.Today;
            also(p);
        });
        seed.Db.PracticeReads.AddRange(reads.Select(r => new PracticeReads { PracticeId = revision.PracticeId, Day = Time.Today.AddDays(-r.DaysAgo), Reads = r.Reads }));
    }

    private async Task PublishAsync(PortalSeed seed, string title, int days)
    {
        var revision = await seed.AddAsync(title, also: p => p.VerifiedOn = Time.Today);
        (ReviewAction Action, int Day)[] moves = [(ReviewAction.Submit, 0), (ReviewAction.Return, 1), (ReviewAction.Submit, 2), (ReviewAction.Approve, days)];
        foreach (var (action, day) in moves)
        {
            seed.Db.History.Add(new HistoryEntry { RevisionId = revision.Id, At = PortalSeed.Moment.AddDays(day), Actor = "Editor", Action = action, To = RevisionStatus.Published });
            await seed.Db.SaveChangesAsync();
        }
    }
}
