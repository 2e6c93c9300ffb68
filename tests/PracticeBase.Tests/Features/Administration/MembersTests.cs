using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class MembersTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_SearchAndFilters_FindWhomTheyShould()
    {
        using var admin = await portal.SignInAsync();
        await portal.AddAccountAsync("Żaneta Szukana", AccountRoles.Expert);
        var closed = await portal.AddAccountAsync("Zenon Szukany", AccountRoles.Officer, "0226", belongs: false);
        await portal.UseDatabaseAsync(db => db.Accounts.Where(a => a.Id == closed.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.ClosedAt, PortalSeed.Moment), Cancelled));
        Assert.Equal(["Zenon Szukany", "Żaneta Szukana"], await NamesAsync("q=szukan"));
        Assert.Equal(["Żaneta Szukana"], await NamesAsync("q=żaneta"));
        Assert.Equal(["Żaneta Szukana"], await NamesAsync("q=szukan&rola=Expert"));
        Assert.Equal(["Zenon Szukany"], await NamesAsync("q=szukan&stan=Closed"));
        Assert.Equal(["Zenon Szukany"], await NamesAsync("q=szukan+zlotoryjski"));

        async Task<IEnumerable<string>> NamesAsync(string query) =>
            (await admin.GetAsync($"/administracja/konta?{query}")).Main.QuerySelectorAll("tbody th a").Select(a => a.Words()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Roles_Taken_CountAtTheNextClick()
    {
        using var admin = await portal.SignInAsync();
        var account = await portal.AddAccountAsync("Edyta Redaktor", AccountRoles.Editor);
        using var editor = await portal.SignInAsync(account);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync("/redakcja/konta")).Status);
        var saved = await admin.SubmitAsync(await OpenAsync(admin, account), "Zapisz role", [("Editor", null), ("Expert", "true")]);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/redakcja/konta")).Status);
        Assert.Equal(AccountRoles.Expert, (await ReadAsync(account)).Roles);
        var entry = await portal.LastEntryAsync("account.roles");
        Assert.Equal(("Account " + account.Id, """{"roles":"Editor"}""", """{"roles":"Expert"}"""), (entry.Subject, entry.Before, entry.After));
    }

    [Fact]
    public async Task Roles_OlderThanWhatSomebodySaved_AreToldAndKeptAsTicked()
    {
        using var first = await portal.SignInAsync();
        using var second = await portal.SignInAsync(name: "Beata Zarządca");
        var account = await portal.AddAccountAsync("Stefan Stary", AccountRoles.Officer);
        var seen = await OpenAsync(first, account);
        await second.SubmitAsync(await OpenAsync(second, account), "Zapisz role", [("Expert", "true")]);
        var page = await first.SubmitAsync(seen, "Zapisz role", [("Editor", "true")]);
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.True(page.Document.GetElementById("Editor")!.HasAttribute("checked"));
        Assert.Equal(AccountRoles.Officer | AccountRoles.Expert, (await ReadAsync(account)).Roles);
    }

    [Fact]
    public async Task Roles_FieldsThatAreNotOnTheForm_HaveNoEffect()
    {
        using var admin = await portal.SignInAsync();
        var account = await portal.AddAccountAsync("Olga Nadmiar", AccountRoles.Officer);
        await admin.SubmitAsync(await OpenAsync(admin, account), "Zapisz role", [("Expert", "true"), ("Roles", "15"), ("Email", "inny@example.org"), ("EmailConfirmed", "false"), ("Unit", "0226"), ("ClosedAt", "2026-01-01")]);
        var row = await ReadAsync(account);
        Assert.Equal((AccountRoles.Officer | AccountRoles.Expert, account.Email, true, null, null), (row.Roles, row.Email, row.EmailConfirmed, row.LocalGovernmentId, row.ClosedAt));
    }

    [Theory]
    [InlineData("Zapisz role")]
    [InlineData("Zamknij konto")]
    public async Task LastAdministrator_CannotGo(string button)
    {
        await portal.UseDatabaseAsync(db => db.Accounts.Where(a => (a.Roles & AccountRoles.Administrator) != 0).ExecuteUpdateAsync(s => s.SetProperty(a => a.ClosedAt, PortalSeed.Moment), Cancelled));
        var account = await portal.AddAccountAsync("Ostatni Zarządca", AccountRoles.Administrator);
        // Closed, or without a confirmed address, nobody can sign in: such an administrator does not count.
        var unconfirmed = await portal.AddAccountAsync("Niepotwierdzony Zarządca", AccountRoles.Administrator);
        await portal.UseDatabaseAsync(db => db.Accounts.Where(a => a.Id == unconfirmed.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.EmailConfirmed, false), Cancelled));
        using var admin = await portal.SignInAsync(account);
        var page = await admin.SubmitAsync(await OpenAsync(admin, account), button, [("Administrator", null)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("ostatnie czynne konto", page.Main.Words(), StringComparison.Ordinal);
        var row = await ReadAsync(account);
        Assert.Equal((AccountRoles.Administrator, null), (row.Roles, row.ClosedAt));

        // With a second one it is allowed.
        await portal.AddAccountAsync("Następny Zarządca", AccountRoles.Administrator);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(await OpenAsync(admin, account), button, [("Administrator", null)])).Status);
    }

    [Fact]
    public async Task Close_Account_EndsItsSessionsAndReopeningLetsItIn()
    {
        using var admin = await portal.SignInAsync();
        var account = await portal.AddAccountAsync("Emil Zamykany", AccountRoles.Editor);
        using var editor = await portal.SignInAsync(account);
        await admin.SubmitAsync(await OpenAsync(admin, account), "Zamknij konto");
        Assert.Equal(HttpStatusCode.Found, (await editor.GetAsync("/redakcja/konta")).Status);
        Assert.Equal(0, await SessionsAsync(account));
        Assert.Equal("Account " + account.Id, (await portal.LastEntryAsync("account.close")).Subject);
        await admin.SubmitAsync(await OpenAsync(admin, account), "Otwórz konto ponownie");
        Assert.Null((await ReadAsync(account)).ClosedAt);
        using var again = await portal.SignInAsync(account);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/redakcja/konta")).Status);
    }

    [Fact]
    public async Task EndSessions_Account_SignsItOutEverywhere()
    {
        using var admin = await portal.SignInAsync();
        var account = await portal.AddAccountAsync("Sylwia Sesyjna", AccountRoles.Editor);
        using var one = await portal.SignInAsync(account);
        using var two = await portal.SignInAsync(account);
        await admin.SubmitAsync(await OpenAsync(admin, account), "Zakończ wszystkie sesje");
        Assert.Equal(HttpStatusCode.Found, (await one.GetAsync("/redakcja/konta")).Status);
        Assert.Equal(HttpStatusCode.Found, (await two.GetAsync("/redakcja/konta")).Status);
        Assert.Equal("""{"ended":2}""", (await portal.LastEntryAsync("account.endSessions")).After);
    }

    [Fact]
    public async Task ResetSecondFactor_Account_LosesCodesAndPasskeysAndGetsALetter()
    {
        using var admin = await portal.SignInAsync();
        var account = await portal.AddAccountAsync("Tomasz Telefon", AccountRoles.Editor);
        using var session = await portal.SignInAsync(account);
        await portal.UseDatabaseAsync(async db =>
        {
            (await db.Accounts.SingleAsync(a => a.Id == account.Id, Cancelled)).TwoFactorEnabled = true;
            db.Add(new IdentityUserToken<int> { UserId = account.Id, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = "TAJNY" });
            return await db.SaveChangesAsync(Cancelled);
        });
        await admin.SubmitAsync(await OpenAsync(admin, account), "Wyczyść drugi składnik");
        var row = await ReadAsync(account);
        Assert.False(row.TwoFactorEnabled);
        Assert.NotEqual(account.SecurityStamp, row.SecurityStamp);
        Assert.Equal(0, await SessionsAsync(account));
        Assert.Equal(0, await portal.UseDatabaseAsync(db => db.UserTokens.CountAsync(t => t.UserId == account.Id, Cancelled)));
        var letter = await portal.UseDatabaseAsync(db => db.Messages.SingleAsync(m => m.AccountId == account.Id, Cancelled));
        Assert.Equal((MessageKind.SecurityNotice, account.Email), (letter.Kind, letter.Address));
        var entry = await portal.LastEntryAsync("account.resetSecondFactor");
        Assert.DoesNotContain("TAJNY", entry.Before + entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unit_Changed_HasToBeConfirmedAnew()
    {
        using var admin = await portal.SignInAsync();
        var account = await portal.AddAccountAsync("Urszula Urzędnik", AccountRoles.Officer, "0226");
        var wrong = await admin.SubmitAsync(await OpenAsync(admin, account), "Zapisz jednostkę", [("Unit", "9999")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("9999", wrong.ErrorOf("Unit"), StringComparison.Ordinal);
        await admin.SubmitAsync(await OpenAsync(admin, account), "Zapisz jednostkę", [("Unit", "2477")]);
        Assert.Null((await ReadAsync(account)).BelongingConfirmedAt);
        await admin.SubmitAsync(await OpenAsync(admin, account), "Potwierdź przynależność");
        Assert.NotNull((await ReadAsync(account)).BelongingConfirmedAt);
        var letter = await portal.UseDatabaseAsync(db => db.Messages.SingleAsync(m => m.AccountId == account.Id, Cancelled));
        Assert.Equal(MessageKind.AccountConfirmed, letter.Kind);
        Assert.Contains("Tychy", letter.Body, StringComparison.Ordinal);
        await admin.SubmitAsync(await OpenAsync(admin, account), "Cofnij potwierdzenie");
        Assert.Null((await ReadAsync(account)).BelongingConfirmedAt);
        Assert.Equal("Account " + account.Id, (await portal.LastEntryAsync("account.withdrawBelonging")).Subject);
    }

    [Fact]
    public async Task Account_Erased_IsNotShown()
    {
        using var admin = await portal.SignInAsync();
        var account = await portal.AddAccountAsync("Usunięta Osoba", AccountRoles.Officer);
        await portal.UseDatabaseAsync(db => db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.ErasedAt, PortalSeed.Moment), Cancelled));
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(admin, account)).Status);
    }

    private static Task<Page> OpenAsync(Visitor admin, Account account) => admin.GetAsync($"/administracja/konta/{account.Id}");

    private Task<Account> ReadAsync(Account account) => portal.UseDatabaseAsync(db => db.Accounts.AsNoTracking().SingleAsync(a => a.Id == account.Id, Cancelled));

    private Task<int> SessionsAsync(Account account) => portal.UseDatabaseAsync(db => db.Sessions.CountAsync(s => s.AccountId == account.Id, Cancelled));
}

public sealed class BelongingTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfficersOfNoConfirmedUnit_AreShownToEditorsAlone()
    {
        var waiting = await portal.AddAccountAsync("Wanda Czekająca", AccountRoles.Officer, "0226", belongs: false);
        await portal.AddAccountAsync("Jan Potwierdzony", AccountRoles.Officer, "0226");
        await portal.AddAccountAsync("Ewa Ekspert", AccountRoles.Expert, "0226", belongs: false);
        using var editor = await portal.SignInAsync(AccountRoles.Editor, "Ela Redaktor");
        var page = await editor.GetAsync("/redakcja/konta");
        Assert.Contains("Wanda Czekająca", page.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Jan Potwierdzony", page.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ewa Ekspert", page.Main.Words(), StringComparison.Ordinal);
        using var officer = await portal.SignInAsync(waiting);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync("/redakcja/konta")).Status);
    }

    [Fact]
    public async Task Confirm_Officer_BelongsAndGetsALetter()
    {
        var account = await portal.AddAccountAsync("Karol Potwierdzany", AccountRoles.Officer, "2477", belongs: false);
        using var editor = await portal.SignInAsync(AccountRoles.Editor, "Ela Redaktor");
        var page = await editor.GetAsync("/redakcja/konta");
        Assert.Equal(HttpStatusCode.SeeOther, (await editor.SubmitAsync(page, "Potwierdź: Karol Potwierdzany")).Status);
        Assert.NotNull((await ReadAsync(account)).BelongingConfirmedAt);
        Assert.Equal(MessageKind.AccountConfirmed, (await LetterAsync(account)).Kind);
        Assert.Equal("Ela Redaktor", (await portal.LastEntryAsync("account.confirmBelonging")).Account!.Name);
        // Pressed a second time, somebody has decided already.
        Assert.Equal(HttpStatusCode.Conflict, (await editor.SubmitAsync(page, "Potwierdź: Karol Potwierdzany")).Status);
        Assert.Equal(1, await portal.UseDatabaseAsync(db => db.Messages.CountAsync(m => m.AccountId == account.Id, Cancelled)));
    }

    [Fact]
    public async Task Refuse_Officer_NeedsAReasonAndStaysWithoutUnit()
    {
        var account = await portal.AddAccountAsync("Olaf Odmawiany", AccountRoles.Officer, "2477", belongs: false);
        using var editor = await portal.SignInAsync(AccountRoles.Editor, "Ela Redaktor");
        var page = await editor.GetAsync("/redakcja/konta");
        var empty = await editor.SubmitAsync(page, "Odmów i wyślij powód: Olaf Odmawiany", [("powod", "  ")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.NotNull(empty.ErrorOf($"powod-{account.Id}"));
        var tooLong = await editor.SubmitAsync(page, "Odmów i wyślij powód: Olaf Odmawiany", [("powod", new string('ż', 1001))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.Status);
        Assert.Equal(new string('ż', 1001), tooLong.ValueOf($"powod-{account.Id}"));
        Assert.Equal(HttpStatusCode.SeeOther, (await editor.SubmitAsync(page, "Odmów i wyślij powód: Olaf Odmawiany", [("powod", "To adres **prywatny**.")])).Status);
        var row = await ReadAsync(account);
        Assert.Equal((null, null, null), (row.LocalGovernmentId, row.BelongingConfirmedAt, row.ClosedAt));
        var letter = await LetterAsync(account);
        Assert.Equal(MessageKind.BelongingRefused, letter.Kind);
        Assert.Contains(@"To adres \*\*prywatny\*\*", letter.Body, StringComparison.Ordinal);
        Assert.Contains("prywatny", (await portal.LastEntryAsync("account.refuseBelonging")).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Act_AccountThatDoesNotWait_IsNotFound()
    {
        await portal.AddAccountAsync("Wiktor Wzór", AccountRoles.Officer, "2477", belongs: false);
        var other = await portal.AddAccountAsync("Irena Inna", AccountRoles.Administrator);
        using var editor = await portal.SignInAsync(AccountRoles.Editor, "Ela Redaktor");
        var page = await editor.GetAsync("/redakcja/konta");
        var form = Form.Of(page.Main.QuerySelectorAll("button").Single(b => b.Words() == "Potwierdź: Wiktor Wzór")) with { Action = $"/redakcja/konta/{other.Id}/potwierdz" };
        Assert.Equal(HttpStatusCode.NotFound, (await editor.SubmitAsync(form)).Status);
    }

    private Task<Account> ReadAsync(Account account) => portal.UseDatabaseAsync(db => db.Accounts.AsNoTracking().SingleAsync(a => a.Id == account.Id, Cancelled));

    private Task<Message> LetterAsync(Account account) => portal.UseDatabaseAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.AccountId == account.Id, Cancelled));
}
