using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data.Sqlite;
using PracticeBase.Domain;
using PracticeBase.Infrastructure.PageCache;
using PracticeBase.Tests.Hosting;
using PracticeBase.Tests.Infrastructure.PageCache;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A database that goes away under the running portal, and comes back. A portal for each test.</summary>
public sealed class FailureTests : CachePortal
{
    [Fact]
    public async Task DatabaseGone_PagesSaySoKindly_AndNodeIsNotReady()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetPageAsync("/gotowosc")).Status);
        await LoseDatabaseAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetPageAsync("/gotowosc")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetPageAsync("/zdrowie")).Status);
        foreach (var (address, language, heading) in new[] { ("/praktyki", "pl", "Kartoteka jest na chwilę zamknięta"), ("/nie-ma", "pl", "Kartoteka jest na chwilę zamknięta"), ("/en/praktyki", "en", "The files are closed for a moment") })
        {
            var page = await GetPageAsync(address);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Equal("10", page.Headers["Retry-After"]);
            Assert.Equal(language, page.Document.DocumentElement.GetAttribute("lang"));
            Assert.Equal(heading, page.Heading);
            Assert.Contains($"mailto:{Email}", page.Source, StringComparison.Ordinal);
            var number = page.Document.QuerySelector("code")!.TextContent;
            Assert.Equal(12, number.Length);
            Assert.Contains(number, ReadLog(), StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", page.Source, StringComparison.Ordinal);
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.Equal("nosniff", page.Headers.GetValueOrDefault("X-Content-Type-Options"));
            Assert.Contains("default-src 'none'", page.Headers.GetValueOrDefault("Content-Security-Policy", ""), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task DatabaseGone_KeptPagesAreShownWhateverTheirAge_AndTheLogSaysSo()
    {
        var before = await GetPageAsync(BikesPath);
        await GetPageAsync("/praktyki");
        await GetPageAsync("/praktyki");
        await GetPageAsync("/praktyki");
        await LoseDatabaseAsync();
        Time.Pass(TimeSpan.FromDays(2));

        // One out of the file, one out of memory.
        Assert.Equal(before.Source, (await GetPageAsync(BikesPath)).Source);
        Assert.Equal(HttpStatusCode.OK, (await GetPageAsync("/praktyki")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetPageAsync(PathOf(Library))).Status);
        var log = ReadLog();
        Assert.Contains($"{BikesPath} from the page cache: the database is away", log, StringComparison.Ordinal);
        Assert.Contains("/praktyki from the page cache: the database is away", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseBack_PagesAreRenderedAgain()
    {
        await GetPageAsync(BikesPath);
        var copy = await LoseDatabaseAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetPageAsync(PathOf(Library))).Status);
        Assert.True(Services.GetRequiredService<PageStore>().DatabaseIsAway);

        await BringBackAsync(copy);
        await WriteSilentlyAsync(Bikes);
        await TellAsync(Bikes.PracticeId);
        Assert.Equal(HttpStatusCode.OK, (await GetPageAsync(PathOf(Library))).Status);
        Assert.Contains(Silent, (await GetPageAsync(BikesPath)).Source, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await GetPageAsync("/gotowosc")).Status);
    }

    [Fact]
    public async Task SignedIn_DatabaseGone_GetsTheSamePage()
    {
        var officer = await SignInAsync(await AddAccountAsync("Anna Zielna", AccountRoles.Officer));
        await LoseDatabaseAsync();
        var page = await officer.GetAsync("/panel");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Kartoteka jest na chwilę zamknięta"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task Form_SentWhileDatabaseIsGone_IsSentAgainWithOneButton()
    {
        using var visitor = Visit();
        var form = await visitor.GetAsync("/powiadomienia/nowe?adres=/praktyki");
        var copy = await LoseDatabaseAsync();
        var address = form.Document.QuerySelector("input[type=email]")!.GetAttribute("name")!;
        var button = form.Main.QuerySelector("form[method=post] button")!;
        var refused = await visitor.SubmitAsync(Form.Of(button), [(address, "jan@example.org")]);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Nie zapisano"), (refused.Status, refused.Heading));

        await BringBackAsync(copy);
        Time.Pass(TimeSpan.FromMinutes(1));
        var sent = await visitor.SubmitAsync(refused, "Zapisz jeszcze raz");
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Equal("jan@example.org", await UseDatabaseAsync(db => db.Alerts.Select(a => a.Email).SingleAsync()));
    }

    [Fact]
    public async Task Password_SentWhileDatabaseIsGone_IsOnNoPage()
    {
        using var visitor = Visit();
        var form = await visitor.GetAsync("/konto/zaloguj");
        await LoseDatabaseAsync();
        var refused = await visitor.SubmitAsync(form, "Zaloguj się", [("Email", "jan@example.org"), ("Password", "bardzo-tajne-haslo")], within: form.Main);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.DoesNotContain("bardzo-tajne-haslo", refused.Source, StringComparison.Ordinal);
    }

    private async Task<string> LoseDatabaseAsync()
    {
        await UseDatabaseAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            return true;
        });
        // They hold the file as it was, wherever it goes.
        Services.GetRequiredService<OpenConnections>().CloseIdle();
        var (path, copy) = (Path.Combine(StorageDirectory, "practicebase.db"), Path.Combine(StorageDirectory, "away.db"));
        File.Move(path, copy);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        // In its place something that nobody can open.
        Directory.CreateDirectory(path);
        return copy;
    }

    private Task BringBackAsync(string copy)
    {
        var path = Path.Combine(StorageDirectory, "practicebase.db");
        Directory.Delete(path);
        File.Move(copy, path);
        return Task.CompletedTask;
    }

    private string ReadLog()
    {
        using var log = new FileStream(Assert.Single(Directory.GetFiles(Path.Combine(StorageDirectory, "logs"))), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(log).ReadToEnd();
    }
}
