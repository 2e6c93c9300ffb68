using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Administration.Audit;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed partial class AuditTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private const string Path = "/administracja/dziennik";

    /// <summary>Young enough to be kept.</summary>
    private static readonly DateTimeOffset Recent = TimeProvider.System.GetUtcNow().AddDays(-30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_EveryField_NarrowsDown()
    {
        var who = await portal.AddAccountAsync("Śledzona Osoba", AccountRoles.Editor);
        await AddAsync("category.edit", "Category 901", "Szukana kategoria", Recent.AddDays(-31), who.Id, """{"namePl":"przedtem-szukane"}""");
        await AddAsync("banner.edit", "Banner 902", "Szukany baner", Recent);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Recent.AddDays(-31), TimeZoneInfo.Local).DateTime);
        var (first, next) = (day.ToString("O", CultureInfo.InvariantCulture), day.AddDays(1).ToString("O", CultureInfo.InvariantCulture));
        using var admin = await portal.SignInAsync();
        Assert.Equal(["Category 901"], await FoundAsync("osoba=Śledzona"));
        Assert.Equal(["Category 901"], await FoundAsync($"osoba={who.Email}"));
        Assert.Equal(["Banner 902"], await FoundAsync("dzialanie=banner&czego=Szukan"));
        Assert.Equal(["Category 901"], await FoundAsync("czego=Category 901"));
        Assert.Equal(["Category 901"], await FoundAsync("tekst=przedtem-szukane"));
        Assert.Equal(["Category 901"], await FoundAsync($"czego=Szukan&od={first}&do={first}"));
        Assert.Equal(["Banner 902"], await FoundAsync($"czego=Szukan&od={next}"));
        Assert.Empty(await FoundAsync("czego=nic-takiego"));

        async Task<IEnumerable<string>> FoundAsync(string query) =>
            (await admin.GetAsync($"{Path}?{query}")).Main.QuerySelectorAll("tbody th").Select(h => Subject().Match(h.Words()).Groups[1].Value);
    }

    [Fact]
    public async Task Page_ManyEntries_GoOnByNumber()
    {
        await portal.UseDatabaseAsync(async db =>
        {
            db.Audit.AddRange(Enumerable.Range(1, 120).Select(i => new AuditEntry { At = Recent, Action = "category.edit", Subject = $"Category {i}", SubjectName = "Strona po stronie" }));
            return await db.SaveChangesAsync(Cancelled);
        });
        using var admin = await portal.SignInAsync();
        var seen = new List<string>();
        var page = await admin.GetAsync($"{Path}?czego=Strona+po+stronie");
        while (true)
        {
            seen.AddRange(page.Main.QuerySelectorAll("tbody th").Select(h => Subject().Match(h.Words()).Groups[1].Value));
            // An entry that comes meanwhile moves nothing.
            await AddAsync("category.edit", "Category 999", "Strona po stronie", Recent);
            if (page.Main.QuerySelector("a[rel=next]") is not { } older)
            {
                break;
            }

            page = await admin.GetAsync(older.Href());
        }

        Assert.Equal(Enumerable.Range(1, 120).Reverse().Select(i => $"Category {i}"), seen);
    }

    [Fact]
    public async Task Export_Filtered_IsACsvThatHoldsNoFormulaAndIsLoggedItself()
    {
        await AddAsync("category.edit", "Category 951", "=cmd()|\"eksport\"", Recent);
        await AddAsync("category.edit", "Category 952", "Inna rzecz", Recent);
        using var admin = await portal.SignInAsync();
        var file = await admin.SubmitAsync(await admin.GetAsync($"{Path}?czego=eksport"), "Pobierz CSV");
        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.StartsWith("text/csv", file.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.StartsWith("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        var lines = file.Source.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"'=cmd()|\"\"eksport\"\"\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("eksport", (await portal.LastEntryAsync("audit.export")).After, StringComparison.Ordinal);
    }

    /// <summary>It is read a thousand at a time.</summary>
    [Fact]
    public async Task Export_OfMany_HasEachOnceNewestFirst()
    {
        await portal.UseDatabaseAsync(db =>
        {
            db.Audit.AddRange(Enumerable.Range(0, 2_001).Select(i => new AuditEntry { At = Recent, Action = "category.edit", Subject = $"Bulk {i}", SubjectName = "Hurtowa" }));
            return db.SaveChangesAsync(Cancelled);
        });
        using var admin = await portal.SignInAsync();
        var file = await admin.SubmitAsync(await admin.GetAsync($"{Path}?czego=Hurtowa"), "Pobierz CSV");
        var lines = file.Source.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        Assert.Equal(2_001, lines.Count);
        Assert.Equal(Enumerable.Range(0, 2_001).Reverse().Select(i => $"\"Bulk {i}\""), lines.Select(l => l.Split(';')[5]));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET SubjectName = 'nic'")]
    [InlineData("UPDATE AuditEntries SET At = '2000-01-01 00:00:00'")]
    [InlineData("DELETE FROM AuditEntries")]
    public async Task Log_ChangedBySql_IsRefused(string sql)
    {
        await AddAsync("category.edit", "Category 961", "Trwały wpis", TimeProvider.System.GetUtcNow());
        var before = await portal.RowsAsync("SELECT * FROM AuditEntries ORDER BY Id");
        await portal.RefusedAsync(sql);
        Assert.Equal(before, await portal.RowsAsync("SELECT * FROM AuditEntries ORDER BY Id"));
    }

    [Fact]
    public async Task Log_ChangedThroughTheModel_IsRefused() => await portal.UseDatabaseAsync(async db =>
    {
        db.Audit.Add(new AuditEntry { At = Recent, Action = "category.edit", Subject = "Category 971" });
        await db.SaveChangesAsync(Cancelled);
        db.Remove(await db.Audit.FirstAsync(Cancelled));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancelled));
        return true;
    });

    [Fact]
    public async Task Retention_OldEntries_AreDeletedAndYoungOnesStay()
    {
        var now = TimeProvider.System.GetUtcNow();
        await AddAsync("category.edit", "Category 981", "Przedawniony", now.AddYears(-2).AddDays(-2));
        await AddAsync("category.edit", "Category 982", "Jeszcze nie", now.AddYears(-2).AddDays(1));
        await using var scope = portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuditRetentionJob>().RunAsync(Cancelled);
        var left = await portal.UseDatabaseAsync(db => db.Audit.Select(e => e.Subject).ToListAsync(Cancelled));
        Assert.DoesNotContain("Category 981", left);
        Assert.Contains("Category 982", left);
    }

    [Fact]
    public void Actions_WrittenAnywhere_HaveAText()
    {
        var sources = string.Join('\n', Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Portal, "Features"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var texts = File.ReadAllText(System.IO.Path.Combine(Repository.Portal, "Resources", "Admin.resx"));
        var actions = ActionName().Matches(sources).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(actions.Count > 10);
        Assert.All(actions, a => Assert.Contains($"\"Admin.Action.{a}\"", texts, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\((\w+ \d+)\)$")]
    private static partial Regex Subject();

    [GeneratedRegex(@"(?:audit\.Add|ActResult\.Done)\(""([a-z]\w*\.\w+)""")]
    private static partial Regex ActionName();

    private Task<int> AddAsync(string action, string subject, string name, DateTimeOffset at, int? account = null, string? before = null) => portal.UseDatabaseAsync(db =>
    {
        db.Audit.Add(new AuditEntry { At = at, Action = action, Subject = subject, SubjectName = name, AccountId = account, Before = before });
        return db.SaveChangesAsync(Cancelled);
    });
}
