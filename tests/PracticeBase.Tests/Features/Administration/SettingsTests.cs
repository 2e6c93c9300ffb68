using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class SettingsTests(PortalFactory portal) : IClassFixture<PortalFactory>, IAsyncLifetime
{
    private const string Path = "/administracja/ustawienia";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private SettingsReader Reader => portal.Services.GetRequiredService<SettingsReader>();

    /// <summary>Each test begins with the configuration alone.</summary>
    public async ValueTask InitializeAsync()
    {
        await portal.UseDatabaseAsync(db => db.Settings.ExecuteDeleteAsync(Cancelled));
        await Reader.ReadAsync(Cancelled);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Save_Values_ShowOnThePortalAtOnce()
    {
        using var admin = await portal.SignInAsync();
        var saved = await SaveAsync(admin, ("Name", "Baza Próbna"), ("Operator", "Nowy Operator"), ("Notice", "Przerwa w sobotę"), ("VisitorsBefore", "1 000 000"), ("Accessibility.ReviewedOn", "2026-03-30"), ("Phone", "11 222 33 44"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        var home = await portal.GetPageAsync("/");
        Assert.Contains("Baza Próbna", home.Document.Title, StringComparison.Ordinal);
        Assert.Contains("Przerwa w sobotę", home.Document.QuerySelector("header")!.Words(), StringComparison.Ordinal);
        Assert.StartsWith("1000", home.Document.QuerySelector("footer b")!.Words().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var statement = await portal.GetPageAsync("/strona/deklaracja-dostepnosci");
        Assert.Equal("Nowy Operator", statement.Document.GetElementById("a11y-podmiot")!.Words());
        Assert.Equal("2026-03-30", statement.Document.GetElementById("a11y-data-przeglad")!.GetAttribute("datetime"));
        Assert.Contains("11 222 33 44", (await portal.GetPageAsync("/strona/kontakt")).Main.Words(), StringComparison.Ordinal);
        var entry = await portal.UseDatabaseAsync(db => db.Audit.Where(e => e.Subject == "Setting Portal:Operator").OrderByDescending(e => e.Id).FirstAsync(Cancelled));
        Assert.Equal(($$"""{"value":"{{PortalFactory.Operator}}"}""", """{"value":"Nowy Operator"}"""), (entry.Before, entry.After));
    }

    [Fact]
    public async Task Save_OnlyWhatChanged_IsStored()
    {
        using var admin = await portal.SignInAsync();
        await SaveAsync(admin, ("Phone", "55 666 77 88"), ("BaseAddress", "https://evil.example"), ("Portal:BaseAddress", "https://evil.example"), ("Storage:Directory", "/"));
        Assert.Equal(["Portal:Phone"], await portal.UseDatabaseAsync(db => db.Settings.Select(s => s.Key).ToListAsync(Cancelled)));
    }

    [Fact]
    public async Task Page_ValueSetHere_SaysWhatTheConfigurationSaysAndRestoresIt()
    {
        using var admin = await portal.SignInAsync();
        await SaveAsync(admin, ("Operator", "Chwilowy Operator"), ("Phone", "55 666 77 88"));
        var page = await admin.GetAsync(Path);
        Assert.Contains("ustawione tutaj", page.Document.GetElementById("Operator-source")!.Words(), StringComparison.Ordinal);
        Assert.Contains(PortalFactory.Operator, page.Document.GetElementById("Operator-source")!.Words(), StringComparison.Ordinal);
        Assert.Contains("z konfiguracji", page.Document.GetElementById("Email-source")!.Words(), StringComparison.Ordinal);
        // Only this one goes back, and nothing that was typed beside it is saved.
        await admin.SubmitAsync(page, "Przywróć z konfiguracji: Operator portalu", [("Name", "Nie to")]);
        Assert.Equal(PortalFactory.Operator, (await portal.GetPageAsync("/strona/deklaracja-dostepnosci")).Document.GetElementById("a11y-podmiot")!.Words());
        Assert.Equal(["Portal:Phone"], await portal.UseDatabaseAsync(db => db.Settings.Select(s => s.Key).ToListAsync(Cancelled)));
        Assert.Equal("Setting Portal:Operator", (await portal.LastEntryAsync("settings.restore")).Subject);
    }

    [Fact]
    public async Task Save_EmptyOptionalValue_CountsAsNone()
    {
        using var admin = await portal.SignInAsync();
        await SaveAsync(admin, ("Notice", "Uwaga"), ("Accessibility.ContactEmail", "dostepnosc@example.org"));
        await SaveAsync(admin, ("Notice", ""), ("Accessibility.ContactEmail", ""));
        Assert.DoesNotContain("Uwaga", (await portal.GetPageAsync("/")).Source, StringComparison.Ordinal);
        Assert.Equal(PortalFactory.Email, (await portal.GetPageAsync("/strona/deklaracja-dostepnosci")).Document.GetElementById("a11y-email")!.Words());
    }

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Operator", "  ")]
    [InlineData("Email", "nie-adres")]
    [InlineData("Email", "")]
    [InlineData("VisitorsBefore", "-1")]
    [InlineData("VisitorsBefore", "dużo")]
    [InlineData("VisitorsSince", "2026-02-30")]
    [InlineData("Accessibility.PublishedOn", "")]
    [InlineData("Accessibility.ReportUrl", "javascript:alert(1)")]
    [InlineData("Accessibility.ContactEmail", "@")]
    public async Task Save_WrongValue_IsRefusedAtTheFieldAndTheRestIsKept(string field, string value)
    {
        using var admin = await portal.SignInAsync();
        var page = await SaveAsync(admin, (field, value), ("Address", "ul. Wpisana 5"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.ErrorOf(field));
        Assert.Equal("ul. Wpisana 5", page.ValueOf("Address"));
        Assert.Equal(0, await portal.UseDatabaseAsync(db => db.Settings.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task Save_OlderThanWhatSomebodySaved_IsToldAndKeepsWhatWasTyped()
    {
        using var first = await portal.SignInAsync();
        using var second = await portal.SignInAsync(name: "Beata Zarządca");
        var seen = await first.GetAsync(Path);
        await SaveAsync(second, ("Phone", "1"));
        var page = await first.SubmitAsync(seen, "Zapisz ustawienia", [("Phone", "2")]);
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("2", page.ValueOf("Phone"));
        Assert.Equal("1", await portal.UseDatabaseAsync(db => db.Settings.Where(s => s.Key == "Portal:Phone").Select(s => s.Value).SingleAsync(Cancelled)));
        Assert.Equal(HttpStatusCode.SeeOther, (await first.SubmitAsync(page, "Zapisz ustawienia")).Status);
    }

    [Fact]
    public async Task Reader_RowWrittenByAnotherNode_IsFollowedByItself()
    {
        var options = portal.Services.GetRequiredService<IOptionsMonitor<PortalOptions>>();
        var changed = new TaskCompletionSource();
        using var listening = options.OnChange(o =>
        {
            if (o.Name == "Z drugiego węzła")
            {
                changed.TrySetResult();
            }
        });
        await WriteAsync("Portal:Name", "Z drugiego węzła");
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        Assert.Contains("Z drugiego węzła", (await portal.GetPageAsync("/")).Document.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Portal:Email", "nie-adres")]
    [InlineData("Portal:VisitorsBefore", "dużo")]
    [InlineData("Portal:Accessibility:PublishedOn", "wczoraj")]
    public async Task Reader_RowThatCannotBeUsed_LeavesThePortalAsItWas(string key, string value)
    {
        await WriteAsync(key, value);
        await Reader.ReadAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/strona/deklaracja-dostepnosci")).Status);
    }

    [Fact]
    public async Task Reader_RowOfAnotherSection_HasNoEffect()
    {
        await WriteAsync("Portal:BaseAddress", "https://evil.example");
        await WriteAsync("ConnectionStrings:PracticeBase", "Data Source=/tmp/evil.db");
        await Reader.ReadAsync(Cancelled);
        Assert.Null(portal.Services.GetRequiredService<IOptionsMonitor<PortalOptions>>().CurrentValue.BaseAddress);
        Assert.NotEqual("Data Source=/tmp/evil.db", portal.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["ConnectionStrings:PracticeBase"]);
    }

    private static async Task<Page> SaveAsync(Visitor admin, params (string, string?)[] changes) => await admin.SubmitAsync(await admin.GetAsync(Path), "Zapisz ustawienia", changes);

    private Task<int> WriteAsync(string key, string value) => portal.UseDatabaseAsync(db =>
    {
        db.Settings.Add(new Setting { Key = key, Value = value });
        return db.SaveChangesAsync(Cancelled);
    });
}
