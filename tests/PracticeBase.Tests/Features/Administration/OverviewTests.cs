using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class OverviewTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_Counts_AreThoseOfTheDatabase()
    {
        await portal.UseDatabaseAsync(async db =>
        {
            var seed = new PortalSeed(db, null!);
            await seed.AddAsync("Pierwsza");
            await seed.AddAsync("Druga");
            await seed.AddAsync("Szkic", status: RevisionStatus.Draft);
            return await seed.AddAsync("W archiwum", also: p => p.ArchivedAt = PortalSeed.Moment);
        });
        await portal.AddAccountAsync("Wanda Czekająca", AccountRoles.Officer, "0226", belongs: false);
        using var admin = await portal.SignInAsync();
        var page = await admin.GetAsync("/administracja");
        Assert.Equal(["2", "1", "0", "1"], new[] { "Published", "Draft", "Submitted", "waiting" }.Select(n => page.Main.QuerySelector($"[data-testid={n}]")!.Words()));
        Assert.Contains("w archiwum", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Jobs_SayWhenTheyLastRanAndWhetherTheyFailed()
    {
        await portal.UseDatabaseAsync(db =>
        {
            db.JobRuns.Add(new JobRun { Name = "AlertJob", NextAt = PortalSeed.Moment, LastRunAt = PortalSeed.Moment, LastError = "TimeoutException" });
            db.JobRuns.Add(new JobRun { Name = "JobOfAFormerProgram", NextAt = PortalSeed.Moment });
            return db.SaveChangesAsync(Cancelled);
        });
        using var admin = await portal.SignInAsync();
        var jobs = (await admin.GetAsync("/administracja")).Main.QuerySelector("[data-testid=jobs]")!;
        Assert.Equal("Powiadomienia o nowościach", Assert.Single(jobs.QuerySelectorAll("dt")).Words());
        Assert.Contains("6 maja 2024", jobs.Words(), StringComparison.Ordinal);
        Assert.Contains("niepowodzenie", jobs.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_FailedLetter_IsInTheQueueAgain()
    {
        var failed = await AddAsync("Nie doszedł", failed: true);
        var sent = await AddAsync("Doszedł", failed: false);
        using var admin = await portal.SignInAsync();
        var page = await admin.GetAsync("/administracja");
        Assert.Equal("1", page.Main.QuerySelector("[data-testid=failed]")!.Words());
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(page, "Ponów: Nie doszedł")).Status);
        var letters = await portal.UseDatabaseAsync(db => db.Messages.AsNoTracking().Where(m => m.Id == failed.Id || m.Id == sent.Id).OrderBy(m => m.Id).ToListAsync(Cancelled));
        Assert.Equal((null, 0), (letters[0].FailedAt, letters[0].Attempts));
        Assert.NotNull(letters[1].SentAt);
        Assert.Equal($"Message {failed.Id}", (await portal.LastEntryAsync("message.retry")).Subject);
        // Pressed twice: nothing is left to do.
        var entries = await portal.RowsAsync("SELECT COUNT(*) FROM AuditEntries");
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(page, "Ponów: Nie doszedł")).Status);
        Assert.Equal(entries, await portal.RowsAsync("SELECT COUNT(*) FROM AuditEntries"));
    }

    private Task<Message> AddAsync(string subject, bool failed) => portal.UseDatabaseAsync(async db =>
    {
        var letter = new Message
        {
            Kind = MessageKind.Taken,
            Subject = subject,
            Body = "Treść",
            Address = failed ? "nikt@example.org" : null,
            CreatedAt = PortalSeed.Moment,
            NextAttemptAt = PortalSeed.Moment,
            Attempts = 5,
            FailedAt = failed ? PortalSeed.Moment : null,
            SentAt = failed ? null : PortalSeed.Moment,
            Error = failed ? "550" : null,
        };
        db.Messages.Add(letter);
        await db.SaveChangesAsync(Cancelled);
        return letter;
    });
}
