using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>After an outage everything goes on, without a restart.</summary>
public sealed class RecoveryTests(TroubledPortal portal) : IClassFixture<TroubledPortal>, IDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gone")]
    [InlineData("cut")]
    public async Task Services_AfterAnOutage_GoOn(string cause)
    {
        var practice = await PracticeAsync();
        var uid = await LetterAsync();
        portal.Begin(cause);
        // Each has met it, at least once.
        foreach (var table in new[] { "\"Settings\"", "\"Messages\"", "\"JobRuns\"", "\"Changes\"" })
        {
            Assert.True(await TroubledPortal.SoonAsync(() => Task.FromResult(portal.Trouble.Failed.Any(sql => sql.Contains(table, StringComparison.Ordinal)))), $"Nobody asked for {table}.");
        }

        var counter = portal.Services.GetRequiredService<VisitorCounter>();
        counter.CountRead(practice);
        await counter.FlushAsync(Cancelled);
        portal.Trouble.End();

        var since = DateTimeOffset.UtcNow;
        await portal.UseDatabaseAsync(async db =>
        {
            await db.JobRuns.ExecuteUpdateAsync(s => s.SetProperty(j => j.NextAt, DateTimeOffset.UnixEpoch), Cancelled);
            await db.Settings.Where(s => s.Key == "Portal:Name").ExecuteDeleteAsync(Cancelled);
            db.Settings.Add(new Setting { Key = "Portal:Name", Value = $"Baza po awarii {cause}" });
            return await db.SaveChangesAsync(Cancelled);
        });
        await counter.FlushAsync(Cancelled);
        Assert.True(await portal.UseDatabaseAsync(db => db.PracticeReads.SumAsync(r => r.Reads, Cancelled)) > 0);
        Assert.True(await TroubledPortal.SoonAsync(() => Task.FromResult(File.Exists(Path.Combine(portal.MailFolder, $"{uid}.eml")))), "The letter did not go.");
        Assert.True(await TroubledPortal.SoonAsync(() => portal.UseDatabaseAsync(db => db.JobRuns.AnyAsync(j => j.LastRunAt > since, Cancelled))), "No job ran.");
        Assert.True(await TroubledPortal.SoonAsync(async () => (await portal.GetPageAsync("/praktyki")).Source.Contains($"Baza po awarii {cause}", StringComparison.Ordinal)), "The setting did not come.");
        Assert.All(portal.Services.GetServices<IHostedService>().OfType<BackgroundService>().Where(s => s.GetType().Name != "FilesAtStart"), s => Assert.False(s.ExecuteTask!.IsCompleted, $"{s.GetType().Name} has ended."));
    }

    [Fact]
    public async Task Session_AfterAnOutage_IsStillSignedIn()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        portal.Begin("gone");
        Assert.True((int)(await officer.GetAsync("/panel")).Status >= 500);
        portal.Trouble.End();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await officer.GetAsync("/panel")).Status);
    }

    public void Dispose() => portal.Trouble.End();

    private Task<Guid> LetterAsync() => portal.UseDatabaseAsync(async db =>
    {
        var letter = new Message { Kind = MessageKind.Taken, Subject = "Wraca", Body = "Treść", Address = "ktos@example.org", CreatedAt = PortalSeed.Moment, NextAttemptAt = DateTimeOffset.UtcNow.AddSeconds(2) };
        db.Messages.Add(letter);
        await db.SaveChangesAsync(Cancelled);
        return letter.Uid;
    });

    private Task<int> PracticeAsync() => portal.UseDatabaseAsync(async db => await db.Practices.Select(p => (int?)p.Id).FirstOrDefaultAsync(Cancelled) ?? (await new PortalSeed(db, null!).AddAsync("Czytana")).PracticeId);
}
