using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A database that goes away under the running portal.</summary>
public sealed class FailureTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task Portal_DatabaseGone_SaysSoKindlyAndIsNotReady()
    {
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/gotowosc")).Status);
        await portal.UseDatabaseAsync(async db =>
        {
            await db.Database.EnsureDeletedAsync(TestContext.Current.CancellationToken);
            SqliteConnection.ClearAllPools();
            return true;
        });

        var ready = await portal.GetPageAsync("/gotowosc");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy: database"), (ready.Status, ready.Source));
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/zdrowie")).Status);

        foreach (var (address, language, heading) in new[] { ("/praktyki", "pl", "Szuflada się zacięła"), ("/nie-ma", "pl", "Szuflada się zacięła"), ("/en/praktyki", "en", null) })
        {
            var page = await portal.GetPageAsync(address);
            Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
            Assert.Equal(language, page.Document.DocumentElement.GetAttribute("lang"));
            Assert.Equal(heading ?? page.Heading, page.Heading);
            Assert.Contains($"mailto:{PortalFactory.Email}", page.Source, StringComparison.Ordinal);
            var number = page.Document.QuerySelector("code")!.TextContent;
            Assert.Equal(12, number.Length);
            Assert.Contains(number, ReadLog(), StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", page.Source, StringComparison.Ordinal);
            Assert.Equal("nosniff", page.Headers.GetValueOrDefault("X-Content-Type-Options"));
            Assert.Contains("default-src 'none'", page.Headers.GetValueOrDefault("Content-Security-Policy", ""), StringComparison.Ordinal);
        }
    }

    private string ReadLog()
    {
        using var log = new FileStream(Assert.Single(Directory.GetFiles(Path.Combine(portal.StorageDirectory, "logs"))), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(log).ReadToEnd();
    }
}
