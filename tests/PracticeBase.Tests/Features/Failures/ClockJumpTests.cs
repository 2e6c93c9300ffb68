using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A clock that jumps and is set right again. What jobs and letters make of it stands with their own tests.</summary>
public sealed class ClockJumpTests(ClockPortal portal) : IClassFixture<ClockPortal>, IDisposable
{
    private readonly DateTimeOffset right = portal.Time.Now;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-5)]
    [InlineData(-72)]
    [InlineData(72)]
    public async Task Session_OverAJump_IsThereWhenTheClockIsRightAgain(int hours)
    {
        using var officer = await portal.SignInAsync(await portal.AddAccountAsync("Anna Zielna", AccountRoles.Officer, "2477"));
        portal.Time.Now += TimeSpan.FromHours(hours);
        // Ended early at worst, and told so; no error.
        Assert.Equal(hours > 0 ? HttpStatusCode.Found : HttpStatusCode.OK, (await officer.GetAsync("/panel")).Status);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/konto/zaloguj")).Status);
        portal.Time.Now = right;
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/panel")).Status);
    }

    [Theory]
    [InlineData(-48)]
    [InlineData(48)]
    public async Task SignIn_DuringAJump_LastsWhenTheClockIsRightAgain(int hours)
    {
        var account = await portal.AddAccountAsync("Piotr Zielny", AccountRoles.Officer, "2477");
        portal.Time.Now += TimeSpan.FromHours(hours);
        using var officer = await portal.SignInAsync(account);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/panel")).Status);
        portal.Time.Now = right;
        Assert.Equal(hours > 0 ? HttpStatusCode.OK : HttpStatusCode.Found, (await officer.GetAsync("/panel")).Status);
        // Signing in again is all that it takes.
        using var again = await portal.SignInAsync(account);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/panel")).Status);
    }

    [Fact]
    public async Task Counts_OverAJump_GoToTheDayThatTheClockShowed()
    {
        var practice = await portal.UseDatabaseAsync(async db => (await new PortalSeed(db, null!).AddAsync("Czytana")).PracticeId);
        var counter = portal.Services.GetRequiredService<VisitorCounter>();
        foreach (var days in new[] { 0, 3, -3, 0 })
        {
            portal.Time.Now = right.AddDays(days);
            counter.CountRead(practice);
        }

        await counter.FlushAsync(Cancelled);
        var reads = await portal.UseDatabaseAsync(db => db.PracticeReads.Where(r => r.PracticeId == practice).OrderBy(r => r.Day).Select(r => r.Reads).ToListAsync(Cancelled));
        Assert.Equal([1, 2, 1], reads);
        Assert.Equal(4, await portal.UseDatabaseAsync(db => db.Practices.Where(p => p.Id == practice).Select(p => p.ReadCount).SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task ScheduledPublication_AfterAJumpBack_WaitsForItsDateAndComesOnce()
    {
        var revision = await portal.UseDatabaseAsync(db => new PortalSeed(db, null!).AddAsync("Zaplanowana", r => r.ScheduledFor = right.AddHours(1), status: RevisionStatus.Scheduled));
        foreach (var (hours, status) in new[] { (-72, RevisionStatus.Scheduled), (0, RevisionStatus.Scheduled), (2, RevisionStatus.Published), (-72, RevisionStatus.Published), (3, RevisionStatus.Published) })
        {
            portal.Time.Now = right.AddHours(hours);
            await portal.RunAsync<PublishScheduledJob>();
            Assert.Equal(status, await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision.Id).Select(r => r.Status).SingleAsync(Cancelled)));
        }

        Assert.Equal(1, await portal.UseDatabaseAsync(db => db.History.CountAsync(h => h.RevisionId == revision.Id, Cancelled)));
    }

    public void Dispose() => portal.Time.Now = right;
}
