using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests;

/// <summary>A portal whose database fails when a test says so, with every service at work, as on a real machine.</summary>
public sealed class TroubledPortal : PortalFactory
{
    /// <summary>Locked, full, read-only, gone, a broken disk; and a driver's own time limit, which is none of the program's cancellations.</summary>
    private static readonly Dictionary<string, Func<Exception>> Causes = new()
    {
        ["locked"] = () => new SqliteException("database is locked", 5),
        ["full"] = () => new SqliteException("database or disk is full", 13),
        ["read-only"] = () => new SqliteException("attempt to write a readonly database", 8),
        ["gone"] = () => new SqliteException("unable to open database file", 14),
        ["broken"] = () => new SqliteException("disk I/O error", 10),
        ["late"] = () => new TimeoutException("The timeout period elapsed."),
        ["cut"] = () => new TaskCanceledException("A task of the driver was cancelled."),
    };

    public DatabaseTrouble Trouble { get; private set; } = null!;

    public Account Officer { get; private set; } = null!;

    public string MailFolder => Path.Combine(StorageDirectory, "mail");

    protected override IEnumerable<string> Settings => ["--Jobs:PeriodSeconds=1", "--Jobs:LeaseSeconds=3", "--Mail:Transport=Folder", "--Mail:PollSeconds=1", "--Search:FollowMilliseconds=50"];

    public void Begin(string cause, bool onlyWrites = false)
    {
        Trouble.OnlyWrites = onlyWrites;
        Trouble.Begin(Causes[cause]);
    }

    /// <summary>Waits for what must come, so that a busy machine only makes it slower.</summary>
    public static async Task<bool> SoonAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await isSo())
            {
                return true;
            }

            await Task.Delay(50);
        }

        return false;
    }

    protected override async Task SeedAsync(PortalSeed seed)
    {
        Trouble = new DatabaseTrouble(StorageDirectory);
        Officer = await AddAccountAsync("Anna Zielna", AccountRoles.Officer, await seed.Db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.RuralCommune && g.Teryt != null).Select(g => g.Teryt).FirstAsync());
    }
}
