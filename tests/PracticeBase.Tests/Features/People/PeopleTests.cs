using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class PeopleTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static readonly DateOnly Until = DateOnly.FromDateTime(DateTime.Now).AddYears(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AccountRoles.Officer, true)]
    [InlineData(AccountRoles.Expert, true)]
    [InlineData(AccountRoles.Editor, false)]
    public async Task People_ToWhoMayNotReview_AreClosed(AccountRoles role, bool strong)
    {
        var contact = Contact("Zamknięta Osoba", "zamknieta@example.org");
        await AddAsync("Zamknięta praktyka", r => Name(r, contact));
        using var visitor = await portal.SignInAsync(await portal.AddAccountAsync("Ktoś Inny", role), strong);
        foreach (var path in new[] { "/redakcja/osoby", "/redakcja/osoby?q=zamknieta", $"/redakcja/osoby/{contact.Id}", $"/redakcja/osoby/{contact.Id}/usun", "/redakcja/osoby/powiadomienia?adres=inna@example.org" })
        {
            var page = await visitor.GetAsync(path);
            Assert.Contains(page.Status, new[] { HttpStatusCode.Forbidden, HttpStatusCode.Found });
            Assert.DoesNotContain("zamknieta@", page.Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Search_ByNameOrEmail_FindsThePersonWhateverTheLetters()
    {
        var contact = Contact("Łucja Ślązak-Żak", "lucja.slazak@example.org");
        var revision = await AddAsync("Praktyka Łucji", r => Name(r, contact));
        await AddAsync("Szkic tajny", r => Name(r, Contact("Łucja Ślązak-Żak", null)), RevisionStatus.Draft);
        using var editor = await EditorAsync();
        Assert.DoesNotContain("Łucja", (await editor.GetAsync("/redakcja/osoby")).Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Łucja", (await editor.GetAsync("/redakcja/osoby?q=lu")).Main.Words(), StringComparison.Ordinal);
        foreach (var query in new[] { "slazak", "ŁUCJA żak", "slazak@EXAMPLE" })
        {
            var page = await editor.GetAsync($"/redakcja/osoby?q={Uri.EscapeDataString(query)}");
            Assert.Contains($"BDP {revision.PracticeId:0000} Praktyka Łucji", page.Main.Words(), StringComparison.Ordinal);
            Assert.DoesNotContain("Szkic tajny", page.Source, StringComparison.Ordinal);
        }

        Assert.Contains("Nikogo takiego nie ma", (await editor.GetAsync("/redakcja/osoby?q=%25_%5B%27")).Main.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync($"/redakcja/osoby?q={new string('a', 3000)}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync("/redakcja/osoby?q=%ED%A0%80aaa%00")).Status);
    }

    [Fact]
    public async Task Search_WithManyHits_ShowsTheFirstOnes()
    {
        await AddAsync("Tłum", r => r.Contacts.AddRange(Enumerable.Range(0, 55).Select(i => new RevisionContact { Order = i, Contact = Contact($"Tłumek {i}", null) })));
        using var editor = await EditorAsync();
        var page = await editor.GetAsync("/redakcja/osoby?q=tlumek");
        Assert.Contains("55 wpisów. Poniżej pierwsze 50", page.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(50, page.Main.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Contact_Corrected_ChangesOnThePageAndTheAuditNamesNobody()
    {
        var contact = Contact("Ola Błędna", "ola.bledna@example.org");
        var revision = await AddAsync("Do poprawy", r => Name(r, contact));
        using var editor = await EditorAsync();
        var changes = await portal.UseDatabaseAsync(db => db.Changes.CountAsync(Cancelled));
        var page = await editor.GetAsync($"/redakcja/osoby/{contact.Id}");
        var done = await editor.FollowAsync(await editor.SubmitAsync(page, "Zapisz", [("Name", "Ola Poprawna"), ("Post", "dyrektorka"), ("ValidUntil", Until.AddYears(1).ToString("yyyy-MM-dd"))]));
        Assert.Contains("Zapisano zmiany.", done.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("Ola Poprawna dyrektorka", (await portal.GetPageAsync($"/praktyka/{revision.PracticeId}-do-poprawy")).Main.Words(), StringComparison.Ordinal);
        Assert.Equal(changes + 1, await portal.UseDatabaseAsync(db => db.Changes.CountAsync(Cancelled)));
        var entry = await portal.UseDatabaseAsync(db => db.Audit.OrderByDescending(e => e.Id).FirstAsync(e => e.Action == "contact.correct", Cancelled));
        Assert.Equal($"Contact {contact.Id}", entry.Subject);
        Assert.Contains("\"changed\":[\"Name\",\"Post\",\"ValidUntil\"]", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("Ola", entry.Before + entry.After + entry.SubjectName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_ChangedBySomebodyElse_IsNotOverwrittenUnseen()
    {
        var contact = Contact("Iga Wspólna", "iga@example.org");
        await AddAsync("Wspólna", r => Name(r, contact));
        using var editor = await EditorAsync();
        using var other = await EditorAsync();
        var page = await editor.GetAsync($"/redakcja/osoby/{contact.Id}");
        await other.SubmitAsync(await other.GetAsync($"/redakcja/osoby/{contact.Id}"), "Zapisz", [("Phone", "00 222")]);
        var refused = await editor.SubmitAsync(page, "Zapisz", [("Post", "skarbniczka")]);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("skarbniczka", refused.Document.GetElementById("Post")!.GetAttribute("value"));
        Assert.Contains("00 222", refused.Main.Words(), StringComparison.Ordinal);
        Assert.Equal("00 222", await portal.UseDatabaseAsync(db => db.Contacts.Where(c => c.Id == contact.Id).Select(c => c.Phone).SingleAsync(Cancelled)));
    }

    [Theory]
    [InlineData("Name", " ")]
    [InlineData("Email", "ola")]
    [InlineData("ValidUntil", "")]
    [InlineData("ValidUntil", "jutro")]
    [InlineData("ValidUntil", "2199-01-01")]
    [InlineData("ValidUntil", "0001-01-01")]
    public async Task Contact_WithABadValue_IsRefusedAtTheField(string field, string value)
    {
        var contact = Contact("Zła Wartość", "zla@example.org");
        await AddAsync($"Zła wartość {field} {value}", r => Name(r, contact));
        using var editor = await EditorAsync();
        var refused = await editor.SubmitAsync(await editor.GetAsync($"/redakcja/osoby/{contact.Id}"), "Zapisz", [(field, value), ("Id", "1"), ("ImplementingUnitId", "1")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("true", refused.Document.GetElementById(field)!.GetAttribute("aria-invalid"));
        Assert.Equal($"#{field}", Assert.Single(refused.Main.QuerySelectorAll("[role=alert] a")).GetAttribute("href"));
    }

    [Fact]
    public async Task Person_Erased_IsNowhereInTheDatabase()
    {
        const string name = "Kunegunda Zapomniana";
        const string email = "kunegunda.zapomniana@example.org";
        const string phone = "00 987 65 43";
        var place = await portal.UseDatabaseAsync(db => db.LocalGovernments.Where(g => g.Teryt == "2477").Select(g => g.Id).SingleAsync(Cancelled));
        Contact Row(string written, string? at, string? number) => new() { Name = written, Email = at, Phone = number, ValidUntil = Until };
        var published = await AddAsync("Pierwsza", r => Name(r, Row(name, email, phone), place));
        var draft = await AddAsync("Szkic", r => Name(r, Row("KUNEGUNDA Zapomniana", null, phone), place), RevisionStatus.Draft);
        var elsewhere = await AddAsync("Z samym adresem", r => Name(r, Row("K. Zapomniana", email.ToUpperInvariant(), null)), RevisionStatus.Superseded);
        var namesake = Row(name, "inna@example.org", null);
        await AddAsync("Imienniczka", r => Name(r, namesake));
        var text = await AddAsync("Z nazwiskiem w treści", r => r.SpecificGoals = [$"Tak wymyśliła {name}"]);
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Letters>().WriteTo(MessageKind.ContactForm, email, name, "kto@example.org", "/x", "T", "BDP", "Kto", "kto@example.org", "Pytanie");
            await scope.ServiceProvider.GetRequiredService<PracticeBase.Data.PracticeBaseDbContext>().SaveChangesAsync(Cancelled);
        }

        using var editor = await EditorAsync();
        var first = published.Contacts[0].ContactId;
        await editor.SubmitAsync(await editor.GetAsync($"/redakcja/osoby/{first}"), "Zapisz", [("Post", "była kierowniczka")]);
        var version = draft.Version;
        var page = await editor.GetAsync($"/redakcja/osoby/{first}/usun");
        Assert.Equal(3, page.Main.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Z nazwiskiem w treści", page.Main.QuerySelector("section")!.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Imienniczka", page.Main.QuerySelector("table")!.Words(), StringComparison.Ordinal);
        var changes = await portal.UseDatabaseAsync(db => db.Changes.CountAsync(Cancelled));

        // Somebody else's row, put in by hand, is not taken.
        var done = await editor.SubmitAsync(page, "Usuń zaznaczone na zawsze", [("osoba", $"{first}"), ("osoba", $"{draft.Contacts[0].ContactId}"), ("osoba", $"{elsewhere.Contacts[0].ContactId}"), ("osoba", $"{namesake.Id}")]);
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);

        Assert.Equal(
            [$"Contacts.Name {namesake.Id}", $"Revisions.SpecificGoals {text.Id}"],
            (await FindAsync("Zapomnian")).Order(StringComparer.Ordinal));
        Assert.Empty(await FindAsync("kunegunda.zapomniana"));
        Assert.Empty(await FindAsync("987 65 43"));
        Assert.Equal(version + 1, await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == draft.Id).Select(r => r.Version).SingleAsync(Cancelled)));
        Assert.Equal(changes + 3, await portal.UseDatabaseAsync(db => db.Changes.CountAsync(Cancelled)));
        var entry = await portal.UseDatabaseAsync(db => db.Audit.SingleAsync(e => e.Action == "contact.erase" && e.Subject == $"Contact {first}", Cancelled));
        Assert.Equal($$"""{"contacts":3,"revisions":3,"practices":[{{published.PracticeId}},{{draft.PracticeId}},{{elsewhere.PracticeId}}]}""", entry.After);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/redakcja/osoby/{first}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.SubmitAsync(page, "Usuń zaznaczone na zawsze")).Status);
    }

    [Fact]
    public async Task Erasing_WithNothingTicked_ErasesNothing()
    {
        var contact = Contact("Nie Ruszać", "nieruszac@example.org");
        await AddAsync("Nie ruszać", r => Name(r, contact));
        using var editor = await EditorAsync();
        var refused = await editor.SubmitAsync(await editor.GetAsync($"/redakcja/osoby/{contact.Id}/usun"), "Usuń zaznaczone na zawsze", [("osoba", null)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Zaznacz co najmniej jeden wpis", refused.Main.Words(), StringComparison.Ordinal);
        Assert.True(await portal.UseDatabaseAsync(db => db.Contacts.AnyAsync(c => c.Id == contact.Id, Cancelled)));
    }

    [Fact]
    public async Task AlertsOfAnAddress_Erased_AreNowhereInTheDatabase()
    {
        const string email = "sledzi.nowosci@example.org";
        await portal.UseDatabaseAsync(async db =>
        {
            db.Alerts.AddRange(Alert(email, "„rower”", true), Alert(email, "Kultura", false), Alert("ktos." + email, "Oświata", true));
            return await db.SaveChangesAsync(Cancelled);
        });
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Letters>().WriteTo(MessageKind.AlertDigest, email, null, null, "/x", "1 nowy wpis", "Lista", "A", "B", "");
            await scope.ServiceProvider.GetRequiredService<PracticeBase.Data.PracticeBaseDbContext>().SaveChangesAsync(Cancelled);
        }

        using var editor = await EditorAsync();
        // A part of an address is no address.
        Assert.Null((await editor.GetAsync("/redakcja/osoby?q=nowosci@example")).Document.QuerySelector("[data-testid=alerts]"));
        var found = await editor.GetAsync("/redakcja/osoby?q=Sledzi.Nowosci@example.org");
        Assert.Contains("Na ten adres przychodzą 2 powiadomienia", found.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(["„rower” codziennie rano", "Kultura codziennie rano, niepotwierdzone"], found.Main.QuerySelectorAll("[data-testid=alerts] li").Select(l => l.Words()));
        var page = await editor.GetAsync(found.Main.Link("Usuń powiadomienia tego adresu").Href());
        Assert.Contains(email, page.Main.Words(), StringComparison.Ordinal);
        Assert.NotEmpty(await FindAsync("sledzi.nowosci"));
        var done = await editor.FollowAsync(await editor.SubmitAsync(page, "Usuń powiadomienia tego adresu"));
        Assert.Contains("Powiadomienia tego adresu zostały usunięte.", done.Document.Body!.Words(), StringComparison.Ordinal);
        Assert.Equal(["ktos." + email], await portal.UseDatabaseAsync(db => db.Alerts.Where(a => a.Email.Contains(email)).Select(a => a.Email).ToListAsync(Cancelled)));
        await portal.UseDatabaseAsync(db => db.Alerts.ExecuteDeleteAsync(Cancelled));
        Assert.Empty(await FindAsync("sledzi.nowosci"));
        Assert.Equal("""{"alerts":2}""", await portal.UseDatabaseAsync(db => db.Audit.Where(e => e.Action == "alert.erase").Select(e => e.After).SingleAsync(Cancelled)));
        Assert.Equal(HttpStatusCode.NotFound, (await editor.SubmitAsync(page, "Usuń powiadomienia tego adresu")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync("/redakcja/osoby/powiadomienia")).Status);
    }

    private static Alert Alert(string email, string title, bool isConfirmed) => new()
    {
        Email = email,
        Address = "/praktyki",
        Title = title,
        Period = AlertPeriod.Daily,
        Language = "pl",
        Token = Guid.NewGuid().ToString("N"),
        CreatedAt = PortalSeed.Moment,
        ConfirmedAt = isConfirmed ? PortalSeed.Moment : null,
        ToldUntil = PortalSeed.Moment,
    };

    private static Contact Contact(string name, string? email) => new() { Name = name, Email = email, ValidUntil = Until };

    private static void Name(PracticeRevision revision, Contact contact, int? place = null)
    {
        revision.LocalGovernmentId = place;
        revision.Contacts.Add(new RevisionContact { Contact = contact });
    }

    private async Task<Visitor> EditorAsync() => await portal.SignInAsync(await portal.AddAccountAsync("Red Aktor", AccountRoles.Editor));

    private Task<PracticeRevision> AddAsync(string title, Action<PracticeRevision> content, RevisionStatus status = RevisionStatus.Published) =>
        portal.UseDatabaseAsync(db => new PortalSeed(db, portal.Services.GetRequiredService<FileStore>()).AddAsync(title, content, status: status));

    /// <summary>«Table.Column key» wherever a text of the database holds the words, in any case.</summary>
    private Task<List<string>> FindAsync(string words) => portal.UseDatabaseAsync(async db =>
    {
        var found = new List<string>();
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            var key = table.PrimaryKey!.Columns[0].Name;
            foreach (var column in table.Columns.Where(c => (c.StoreTypeMapping.Converter?.ProviderClrType ?? c.StoreTypeMapping.ClrType) == typeof(string)))
            {
                var sql = $"SELECT CAST(\"{key}\" AS nvarchar(100)) AS \"Value\" FROM \"{table.Name}\" WHERE \"{column.Name}\" LIKE {{0}}";
                found.AddRange((await db.Database.SqlQueryRaw<string>(sql, $"%{words}%").ToListAsync(Cancelled)).Select(k => $"{table.Name}.{column.Name} {k}"));
            }
        }

        return found;
    });
}
