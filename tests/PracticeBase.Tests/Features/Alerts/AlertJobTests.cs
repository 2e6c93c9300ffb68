using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Features.Alerts;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Who is written to, when, and that it is once.</summary>
public sealed class AlertJobTests(AlertPortal portal) : IClassFixture<AlertPortal>, IAsyncLifetime
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The alerts of the other tests rest.</summary>
    public async ValueTask InitializeAsync() => await portal.UseDatabaseAsync(async db =>
    {
        await db.Messages.ExecuteDeleteAsync();
        return await db.Alerts.ExecuteDeleteAsync();
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Morning_WithNothingNew_WritesNothingAndMovesOn()
    {
        await AddAsync("/praktyki");
        await portal.RunInTheMorningAsync();
        Assert.Empty(await LettersAsync());
        Assert.Equal(AlertSchedule.LastDue(AlertPeriod.Daily, portal.Time), (await AlertsAsync()).Single().ToldUntil);
    }

    [Fact]
    public async Task Morning_WithNewsElsewhereOnly_WritesNothingAndMovesOn()
    {
        await AddAsync("/praktyki?wojewodztwo=lubuskie");
        await portal.PublishAsync("Nie stąd");
        await portal.RunInTheMorningAsync();
        Assert.Empty(await LettersAsync());
        Assert.Equal(AlertSchedule.LastDue(AlertPeriod.Daily, portal.Time), (await AlertsAsync()).Single().ToldUntil);
    }

    [Fact]
    public async Task Weekly_IsToldOnMondayOfTheWholeWeek()
    {
        await AddAsync("/praktyki", AlertPeriod.Weekly);
        await portal.RunInTheMorningAsync(monday: true);
        portal.Time.Pass(TimeSpan.FromHours(5));
        await portal.PublishAsync("Z poniedziałku");
        await portal.RunInTheMorningAsync();
        portal.Time.Pass(TimeSpan.FromHours(5));
        await portal.PublishAsync("Z wtorku");
        await portal.RunInTheMorningAsync();
        Assert.Empty(await LettersAsync());
        await portal.RunInTheMorningAsync(monday: true);
        var letter = Assert.Single(await LettersAsync());
        Assert.StartsWith("2 nowe wpisy", letter.Subject.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.True(letter.Body.IndexOf("Z wtorku", StringComparison.Ordinal) < letter.Body.IndexOf("Z poniedziałku", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NewRevision_OfAKnownPractice_IsNoNews()
    {
        var practice = await portal.PublishAsync("Poprawiana");
        await portal.RunInTheMorningAsync();
        await AddAsync("/praktyki");
        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.UseDatabaseAsync(async db =>
        {
            await db.Revisions.Where(r => r.Id == practice.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Status, RevisionStatus.Superseded));
            var next = PortalSeed.Revision(await db.Practices.SingleAsync(p => p.Id == practice.PracticeId), "Poprawiona", RevisionStatus.Published, 2);
            next.PublishedAt = portal.Time.Now;
            db.Add(next);
            await db.SaveChangesAsync(Cancelled);
            db.Changes.Add(new Change { PracticeId = practice.PracticeId, At = portal.Time.Now });
            return await db.SaveChangesAsync(Cancelled);
        });
        await portal.RunInTheMorningAsync();
        Assert.Empty(await LettersAsync());
    }

    [Fact]
    public async Task Practice_ArchivedBeforeTheMorning_IsNotTold()
    {
        await AddAsync("/praktyki");
        portal.Time.Pass(TimeSpan.FromHours(1));
        var practice = await portal.PublishAsync("Wycofana");
        await portal.UseDatabaseAsync(async db =>
        {
            await db.Practices.Where(p => p.Id == practice.PracticeId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ArchivedAt, portal.Time.Now));
            db.Changes.Add(new Change { PracticeId = practice.PracticeId, At = portal.Time.Now });
            return await db.SaveChangesAsync(Cancelled);
        });
        await portal.RunInTheMorningAsync();
        Assert.Empty(await LettersAsync());
    }

    [Fact]
    public async Task Letter_AboutMany_ListsTwentyAndCountsTheOthers()
    {
        await AddAsync("/praktyki?q=seryjna");
        portal.Time.Pass(TimeSpan.FromHours(1));
        for (var i = 1; i <= 23; i++)
        {
            await portal.PublishAsync($"Seryjna {i:00}");
            portal.Time.Pass(TimeSpan.FromSeconds(1));
        }

        await portal.RunInTheMorningAsync();
        var letter = Assert.Single(await LettersAsync());
        Assert.StartsWith("23 nowe wpisy", letter.Subject.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("Seryjna 04", letter.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Seryjna 03", letter.Body, StringComparison.Ordinal);
        Assert.Contains("i jeszcze 3 nowe", letter.Body.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_OfTheSameListing_AreEachToldWhatIsNewToThem()
    {
        var early = await AddAsync("/praktyki?q=wspolna");
        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.PublishAsync("Pierwsza wspólna");
        portal.Time.Pass(TimeSpan.FromHours(1));
        var late = await AddAsync("/praktyki?q=wspolna");
        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.PublishAsync("Druga wspólna");
        await portal.RunInTheMorningAsync();
        var letters = (await LettersAsync()).ToDictionary(m => m.Address!);
        Assert.Contains("Pierwsza", letters[early].Body, StringComparison.Ordinal);
        Assert.Contains("Druga", letters[early].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Pierwsza", letters[late].Body, StringComparison.Ordinal);
        Assert.Contains("Druga", letters[late].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_ThatIsThereNoMore_HoldsUpNobody()
    {
        var lost = await AddAsync("/praktyki/dawna-dziedzina");
        var other = await AddAsync("/praktyki");
        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.PublishAsync("Dla drugiego");
        await portal.RunInTheMorningAsync();
        Assert.Equal(other, Assert.Single(await LettersAsync()).Address);
        Assert.Contains(await AlertsAsync(), a => a.Email == lost);
    }

    [Fact]
    public async Task Runs_OnSeveralNodesAtOnce_WriteToEachOnce()
    {
        // More than one batch.
        await portal.UseDatabaseAsync(async db =>
        {
            db.Alerts.AddRange(Enumerable.Range(0, 520).Select(i => New(i % 2 == 0 ? "/praktyki" : "/praktyki?wojewodztwo=slaskie")));
            return await db.SaveChangesAsync(Cancelled);
        });
        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.PublishAsync("Dla wszystkich");
        await portal.RunInTheMorningAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => portal.RunAsync<AlertJob>())));
        await AssertOnceAsync(520);

        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.UseDatabaseAsync(db => db.Messages.ExecuteDeleteAsync(Cancelled));
        await portal.UseDatabaseAsync(db => db.Alerts.OrderBy(a => a.Id).Skip(60).ExecuteDeleteAsync(Cancelled));
        await portal.PublishAsync("Znów dla wszystkich");
        portal.Time.Pass(TimeSpan.FromDays(1));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => portal.RunAsync<AlertJob>())));
        await AssertOnceAsync(60);
    }

    [Fact]
    public async Task Morning_WithoutTheSearchIndex_TellsTheOthersAndThoseWithWordsTheNextTime()
    {
        // More than one batch, before and after one that needs no index.
        await portal.UseDatabaseAsync(async db =>
        {
            db.Alerts.AddRange(Enumerable.Range(0, 520).Select(_ => New("/praktyki?q=zaginiony")));
            return await db.SaveChangesAsync(Cancelled);
        });
        var plain = new[] { await AddAsync("/praktyki"), await AddAsync("/szukaj") };
        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.PublishAsync("Zaginiony indeks");
        portal.LoseIndex();
        await portal.RunInTheMorningAsync();
        Assert.Equal(plain.Order(), (await LettersAsync()).Select(m => m.Address).Order());
        Assert.Equal(520, (await AlertsAsync()).Count(a => a.ToldUntil < AlertSchedule.LastDue(AlertPeriod.Daily, portal.Time)));

        portal.RestoreIndex();
        await portal.RunAsync<AlertJob>();
        await AssertOnceAsync(522);
        Assert.All(await AlertsAsync(), a => Assert.Equal(AlertSchedule.LastDue(AlertPeriod.Daily, portal.Time), a.ToldUntil));
    }

    [Theory]
    [InlineData("/praktyki?q=hulajnoga+wypozyczalnia", true)]
    [InlineData("/praktyki?q=hulajnoga", true)]
    [InlineData("/praktyki?q=hulajnoga+wypozyczalnia+teleskop", false)]
    [InlineData("/praktyki?q=hulajnpga", false)]
    public async Task News_HoldAllWordsAsTheyWereTyped(string listing, bool isNews)
    {
        await AddAsync(listing);
        portal.Time.Pass(TimeSpan.FromHours(1));
        await portal.PublishAsync("Hulajnoga: wypożyczalnia");
        // What is searched for is found all the same.
        Assert.Contains("Hulajnoga: wypożyczalnia", (await portal.GetPageAsync(listing)).Titles);
        await portal.RunInTheMorningAsync();
        Assert.Equal(isNews ? 1 : 0, (await LettersAsync()).Count);
    }

    private async Task AssertOnceAsync(int count)
    {
        var letters = await LettersAsync();
        Assert.Equal(count, letters.Count);
        Assert.Equal(count, letters.Select(m => m.Address).Distinct().Count());
    }

    /// <summary>A confirmed alert of an address of its own, which is returned.</summary>
    private async Task<string> AddAsync(string listing, AlertPeriod period = AlertPeriod.Daily)
    {
        var alert = New(listing, period);
        await portal.UseDatabaseAsync(async db =>
        {
            db.Alerts.Add(alert);
            return await db.SaveChangesAsync(Cancelled);
        });
        return alert.Email;
    }

    private Alert New(string listing, AlertPeriod period = AlertPeriod.Daily) => new()
    {
        Email = AlertPortal.NewEmail(),
        Address = listing,
        Title = "Lista",
        Period = period,
        Language = "pl",
        Token = Guid.NewGuid().ToString("N"),
        CreatedAt = portal.Time.Now,
        ConfirmedAt = portal.Time.Now,
        ToldUntil = portal.Time.Now,
    };

    private Task<List<Alert>> AlertsAsync() => portal.UseDatabaseAsync(db => db.Alerts.AsNoTracking().ToListAsync(Cancelled));

    private Task<List<Message>> LettersAsync() => portal.UseDatabaseAsync(db => db.Messages.AsNoTracking().Where(m => m.Kind == MessageKind.AlertDigest).ToListAsync(Cancelled));
}
