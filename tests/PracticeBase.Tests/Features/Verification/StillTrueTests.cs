using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Verification;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class StillTrueTests(ClockPortal portal) : IClassFixture<ClockPortal>, IAsyncLifetime
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await portal.UseDatabaseAsync(async db =>
    {
        // The practices of the other tests rest.
        await db.Messages.ExecuteDeleteAsync();
        return await db.Practices.ExecuteUpdateAsync(s => s.SetProperty(p => p.ArchivedAt, portal.Time.Now));
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Author_IsAskedAfterAYearAndNotAgainBeforeTheNext()
    {
        var author = await portal.AddAccountAsync("Anna Zielna", AccountRoles.Officer, "2477");
        var practice = await AddAsync("Pytana co rok", portal.Time.Today, author.Id);
        await AskAsync(expected: 0);
        portal.Time.Pass(TimeSpan.FromDays(364));
        await AskAsync(expected: 0);
        portal.Time.Pass(TimeSpan.FromDays(3));
        await AskAsync(expected: 1);
        portal.Time.Pass(TimeSpan.FromDays(60));
        await AskAsync(expected: 1);
        portal.Time.Pass(TimeSpan.FromDays(300));
        await AskAsync(expected: 1);
        portal.Time.Pass(TimeSpan.FromDays(10));
        await AskAsync(expected: 2);
        var letters = await portal.UseDatabaseAsync(db => db.Messages.ToListAsync(Cancelled));
        Assert.All(letters, m => Assert.Equal((MessageKind.StillTrue, author.Id), (m.Kind, m.AccountId)));
        Assert.Contains($"BDP {practice:0000}", letters[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PracticeWithoutAnAuthor_AsksTheUnitsConfirmedOfficers()
    {
        var first = await portal.AddAccountAsync("Adam Bór", AccountRoles.Officer, "2463");
        var second = await portal.AddAccountAsync("Beata Bór", AccountRoles.Officer, "2463");
        await portal.AddAccountAsync("Niepotwierdzona Osoba", AccountRoles.Officer, "2463", belongs: false);
        await AddAsync("Sierota", null, null, owner: first.LocalGovernmentId);
        await portal.RunAsync<StillTrueJob>();
        Assert.Equal([first.Id, second.Id], await portal.UseDatabaseAsync(db => db.Messages.OrderBy(m => m.AccountId).Select(m => m.AccountId!.Value).ToListAsync(Cancelled)));
    }

    [Fact]
    public async Task Practice_ThatNobodyCanBeAskedAbout_IsMarkedForTheEditors()
    {
        var practice = await AddAsync("Niczyja", null, null);
        await portal.RunAsync<StillTrueJob>();
        Assert.Empty(await portal.UseDatabaseAsync(db => db.Messages.ToListAsync(Cancelled)));
        Assert.Equal(portal.Time.Now, await portal.UseDatabaseAsync(db => db.Practices.Where(p => p.Id == practice).Select(p => p.VerificationAskedAt).SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task Run_OfManyOldPractices_AsksAboutAFew()
    {
        for (var i = 0; i < StillTrueJob.Batch + 3; i++)
        {
            await AddAsync($"Dawna {i}", null, null);
        }

        await portal.RunAsync<StillTrueJob>();
        Assert.Equal(3, await UnaskedAsync());
        await portal.RunAsync<StillTrueJob>();
        Assert.Equal(0, await UnaskedAsync());
    }

    [Fact]
    public async Task Runs_OnTwoNodesAtOnce_AskOnce()
    {
        var author = await portal.AddAccountAsync("Cecylia Zielna", AccountRoles.Officer, "2477");
        for (var i = 0; i < 5; i++)
        {
            await AddAsync($"Równoległa {i}", null, author.Id);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => portal.RunAsync<StillTrueJob>())));
        Assert.Equal(5, await portal.UseDatabaseAsync(db => db.Messages.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task Link_Opened_ChangesNothingAndItsButtonConfirms()
    {
        var (practice, link) = await AskedAsync("Do potwierdzenia");
        var changes = await portal.UseDatabaseAsync(db => db.Changes.CountAsync(Cancelled));
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync(link);
        Assert.Equal("Czy to nadal aktualne?", page.Heading);
        Assert.Contains("Do potwierdzenia", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.NotNull((await PracticeAsync(practice)).VerificationAskedAt);

        var done = await visitor.FollowAsync(await visitor.SubmitAsync(page, "Tak, nadal aktualne"));
        Assert.Equal("Dziękujemy, praktyka jest potwierdzona", done.Heading);
        var confirmed = await PracticeAsync(practice);
        Assert.Equal((portal.Time.Today, null), (confirmed.VerifiedOn, confirmed.VerificationAskedAt));
        Assert.Equal(changes + 1, await portal.UseDatabaseAsync(db => db.Changes.CountAsync(Cancelled)));
        var entry = await portal.UseDatabaseAsync(db => db.Audit.SingleAsync(e => e.Subject == $"Practice {practice}", Cancelled));
        Assert.Equal(("practice.verify", null), (entry.Action, entry.AccountId));

        // A second press, of the page that was left open.
        portal.Time.Pass(TimeSpan.FromDays(5));
        var again = await visitor.FollowAsync(await visitor.SubmitAsync(page, "Tak, nadal aktualne"));
        Assert.Equal("Dziękujemy, praktyka jest potwierdzona", again.Heading);
        Assert.Equal(confirmed.VerifiedOn, (await PracticeAsync(practice)).VerifiedOn);
        Assert.Equal(changes + 1, await portal.UseDatabaseAsync(db => db.Changes.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task Link_AfterNinetyDays_IsGone()
    {
        var (practice, link) = await AskedAsync("Spóźniona");
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync(link);
        portal.Time.Pass(TimeSpan.FromDays(91));
        var late = await visitor.GetAsync(link);
        Assert.Equal((HttpStatusCode.Gone, "Ten odnośnik stracił ważność"), (late.Status, late.Heading));
        Assert.Equal(HttpStatusCode.Gone, (await visitor.SubmitAsync(page, "Tak, nadal aktualne")).Status);
        Assert.NotNull((await PracticeAsync(practice)).VerificationAskedAt);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%E2%98%83")]
    public async Task Link_Forged_IsNotFound(string token) => Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync($"/potwierdzenie/{token}")).Status);

    [Fact]
    public async Task Link_OfAPracticeInTheArchive_IsNotFound()
    {
        var (practice, link) = await AskedAsync("Zarchiwizowana");
        await portal.UseDatabaseAsync(db => db.Practices.Where(p => p.Id == practice).ExecuteUpdateAsync(s => s.SetProperty(p => p.ArchivedAt, portal.Time.Now), Cancelled));
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(link)).Status);
    }

    private async Task<(int Practice, string Link)> AskedAsync(string title)
    {
        var author = await portal.AddAccountAsync("Dorota Zielna", AccountRoles.Officer, "2477");
        var practice = await AddAsync(title, null, author.Id);
        await portal.RunAsync<StillTrueJob>();
        var link = await portal.UseDatabaseAsync(db => db.Messages.Where(m => m.AccountId == author.Id).Select(m => m.Link!).SingleAsync(Cancelled));
        return (practice, link);
    }

    private async Task AskAsync(int expected)
    {
        await portal.RunAsync<StillTrueJob>();
        Assert.Equal(expected, await portal.UseDatabaseAsync(db => db.Messages.CountAsync(Cancelled)));
    }

    private Task<int> UnaskedAsync() => portal.UseDatabaseAsync(db => db.Practices.CountAsync(p => p.ArchivedAt == null && p.VerificationAskedAt == null, Cancelled));

    private Task<Practice> PracticeAsync(int id) => portal.UseDatabaseAsync(db => db.Practices.AsNoTracking().SingleAsync(p => p.Id == id, Cancelled));

    private Task<int> AddAsync(string title, DateOnly? verified, int? author, int? owner = null) => portal.UseDatabaseAsync(async db =>
    {
        var practice = new Practice { Kind = PracticeKind.Practice, Slug = Text.Slug(title), CreatedAt = PortalSeed.Moment, VerifiedOn = verified, OwnerId = owner };
        var revision = new PracticeRevision
        {
            Practice = practice,
            Number = 1,
            Status = RevisionStatus.Published,
            CreatedAt = PortalSeed.Moment,
            ChangedAt = PortalSeed.Moment,
            PublishedAt = PortalSeed.Moment,
            Title = title,
            AuthorId = author,
        };
        db.Add(revision);
        await new PortalSeed(db, portal.Services.GetRequiredService<FileStore>()).SaveAsync(practice);
        return practice.Id;
    });
}
