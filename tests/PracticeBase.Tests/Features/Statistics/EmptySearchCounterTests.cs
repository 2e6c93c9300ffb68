using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PracticeBase.Domain;
using PracticeBase.Features.People;
using PracticeBase.Features.Statistics;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class EmptySearchCounterTests : IAsyncLifetime
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private readonly TestHost host = new();
    private readonly TestClock clock = new();
    private readonly HttpContextAccessor http = new();
    private readonly DateOnly december = new(2026, 12, 1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await host.InitializeAsync();

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("  Opieka   Wytchnieniowa ", "opieka wytchnieniowa")]
    [InlineData("Żłobek\tw Łodzi", "zlobek w lodzi")]
    [InlineData("program 2021-2027", null)]
    [InlineData("budżet 2026", "budzet 2026")]
    [InlineData("jan.kowalski@example.org", null)]
    [InlineData("jan kowalski ＠ poczta", null)]
    [InlineData("600 700 800", null)]
    [InlineData("pesel 44051401458", null)]
    [InlineData("٤٤٠٥١٤", null)]
    [InlineData("https://example.org/a", null)]
    [InlineData("www przykład", null)]
    [InlineData("gmina.pl", null)]
    [InlineData("   ", null)]
    [InlineData("a\u0000b", null)]
    public void Need_OfAText_IsFoldedAndNamesNobody(string text, string? expected) => Assert.Equal(expected, SearchNeed.Of(text));

    [Fact]
    public void Need_OfALongText_IsNone()
    {
        Assert.Equal(100, SearchNeed.Of(new string('a', 100))!.Length);
        Assert.Null(SearchNeed.Of(new string('a', 101)));
    }

    [Fact]
    public async Task Text_OfTwoGuests_IsNotStoredAndOfThreeIs()
    {
        using var counter = Create();
        Search(counter, "Jan Kowalski", 1, 2, 1, 2, 1);
        Search(counter, "Smog", 1, 2, 3, 4, 4);
        await counter.FlushAsync(Cancelled);
        Assert.Equal(["smog|4"], await StoredAsync());
        Search(counter, "SMOG", 4, 5);
        await counter.FlushAsync(Cancelled);
        await counter.FlushAsync(Cancelled);
        Assert.Equal(["smog|5"], await StoredAsync());
    }

    [Fact]
    public async Task Text_OfPrograms_IsNotCounted()
    {
        using var counter = Create();
        Search(counter, "smog", "Mozilla/5.0 (compatible; GPTBot/1.2)", 1, 2, 3);
        http.HttpContext = null;
        counter.Count("smog");
        await counter.FlushAsync(Cancelled);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Text_InANewMonth_BeginsAnew()
    {
        using var counter = Create();
        Search(counter, "smog", 1, 2);
        clock.Pass(TimeSpan.FromDays(31));
        Search(counter, "smog", 1, 2);
        await counter.FlushAsync(Cancelled);
        Assert.Empty(await StoredAsync());
        Search(counter, "smog", 3);
        await counter.FlushAsync(Cancelled);
        Assert.Equal(["smog|3"], await StoredAsync(december.AddMonths(1)));
    }

    [Fact]
    public async Task Texts_BeyondTheMost_DisplaceThoseOfOneGuest()
    {
        using var counter = Create();
        Search(counter, "smog", 1, 2);
        for (var i = 0; i < EmptySearchCounter.MaxTexts; i++)
        {
            Search(counter, new string((char)('a' + (i % 26)), 1 + (i / 26 % 26)) + (char)('a' + (i / 676)), 1);
        }

        Search(counter, "smog", 3);
        await counter.FlushAsync(Cancelled);
        Assert.Equal(["smog|3"], await StoredAsync());
    }

    [Fact]
    public async Task TwoNodes_AtOnce_AddToOneRow()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => Create()).ToList();
        for (var round = 0; round < 5; round++)
        {
            foreach (var node in nodes)
            {
                Search(node, $"potrzeba {(char)('a' + round)}", 1, 2, 3);
            }

            await Task.WhenAll(nodes.Select(n => Task.Run(() => n.FlushAsync(Cancelled))));
        }

        // A batch that met a lock comes with the next one.
        foreach (var node in nodes)
        {
            await node.StopAsync(Cancelled);
            node.Dispose();
        }

        Assert.Equal(["potrzeba a|12", "potrzeba b|12", "potrzeba c|12", "potrzeba d|12", "potrzeba e|12"], await StoredAsync());
    }

    [Fact]
    public async Task Row_InsertedByAnotherNodeMeanwhile_IsAddedTo()
    {
        using var counter = Create();
        Search(counter, "smog", 1, 2, 3);
        await host.QueryAsync(db =>
        {
            db.EmptySearches.Add(new EmptySearch { Month = december, Text = "smog", Count = 10 });
            return db.SaveChangesAsync(Cancelled);
        });
        await counter.FlushAsync(Cancelled);
        Assert.Equal(["smog|13"], await StoredAsync());
    }

    [Fact]
    public async Task Batch_ThatCouldNotBeWritten_ComesWithTheNext()
    {
        using var counter = Create();
        await host.QueryAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE EmptySearches RENAME TO Away", Cancelled));
        Search(counter, "smog", 1, 2, 3);
        await counter.FlushAsync(Cancelled);
        await host.QueryAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Away RENAME TO EmptySearches", Cancelled));
        Search(counter, "smog", 4);
        await counter.FlushAsync(Cancelled);
        Assert.Equal(["smog|4"], await StoredAsync());
    }

    [Fact]
    public async Task Retention_AfterTwoYears_DeletesTheMonth()
    {
        await host.QueryAsync(db =>
        {
            db.EmptySearches.Add(new EmptySearch { Month = december.AddMonths(-24), Text = "zostaje", Count = 3 });
            db.EmptySearches.Add(new EmptySearch { Month = december.AddMonths(-25), Text = "znika", Count = 3 });
            return db.SaveChangesAsync(Cancelled);
        });
        await host.QueryAsync(async db =>
        {
            await new RetentionJob(db, clock).RunAsync(Cancelled);
            return 0;
        });
        Assert.Equal(["zostaje|3"], await StoredAsync(december.AddMonths(-24)));
        Assert.Empty(await StoredAsync(december.AddMonths(-25)));
    }

    private EmptySearchCounter Create() => new(host.Services.GetRequiredService<IServiceScopeFactory>(), http, clock, NullLogger<EmptySearchCounter>.Instance);

    private void Search(EmptySearchCounter counter, string text, params int[] guests) => Search(counter, text, Firefox, guests);

    private void Search(EmptySearchCounter counter, string text, string agent, params int[] guests)
    {
        foreach (var guest in guests)
        {
            http.HttpContext = new DefaultHttpContext { Request = { Method = "GET", Headers = { UserAgent = agent } }, Connection = { RemoteIpAddress = new System.Net.IPAddress([192, 0, 2, (byte)guest]) } };
            counter.Count(text);
        }
    }

    private Task<List<string>> StoredAsync(DateOnly? month = null) => host.QueryAsync(async db =>
        (await db.EmptySearches.Where(s => s.Month == (month ?? december)).OrderBy(s => s.Text).ToListAsync(Cancelled)).ConvertAll(s => $"{s.Text}|{s.Count}"));
}
