using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class RegistrationTests(AccountsPortal portal) : IClassFixture<AccountsPortal>
{
    private const string Unit = "Nowogrodziec";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Register_Confirmed_CanSignInAndWaitsForTheEditors()
    {
        var editor = await portal.AddAccountAsync("Marta Wilga", AccountRoles.Editor);
        var email = Email();
        using var visitor = portal.Visit();

        var sent = await visitor.FollowAsync(await RegisterAsync(visitor, email));
        Assert.Equal("Proszę sprawdzić pocztę", sent.Heading);
        var account = (await portal.FindAsync(email))!;
        Assert.Equal((AccountRoles.Officer, false), (account.Roles, account.EmailConfirmed));
        Assert.Equal(("Anna Zielna", "inspektor"), (account.Name, account.Post));

        var link = await portal.LinkToAsync(email, MessageKind.ConfirmEmail);
        var page = await visitor.GetAsync(link);
        // A program that opens links confirms nothing.
        Assert.False((await portal.FindAsync(email))!.EmailConfirmed);
        var confirmed = await visitor.FollowAsync(await visitor.SubmitAsync(page, "Potwierdzam adres"));

        Assert.Contains("Redakcja sprawdzi jeszcze", confirmed.Main.Words(), StringComparison.Ordinal);
        account = (await portal.FindAsync(email))!;
        Assert.True(account.EmailConfirmed);
        Assert.Null(account.BelongingConfirmedAt);
        var asked = Assert.Single(await portal.LettersToAsync(editor.Email!), m => m.Kind == MessageKind.BelongingAsked && m.Body.Contains(email, StringComparison.Ordinal));
        Assert.Contains(Unit, asked.Body, StringComparison.Ordinal);
        Assert.Equal("/panel", (await AccountsPortal.SignInAsync(visitor, email)).Headers["Location"]);

        // Used up.
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.SubmitAsync(Form.Of(page.Main.QuerySelector("button")!), Token(await visitor.GetAsync("/konto")))).Status);
    }

    [Theory]
    [InlineData("urzad.{0}.example.org", true)]
    [InlineData("URZAD.{0}.example.org", true)]
    [InlineData("zly.urzad.{0}.example.org", false)]
    [InlineData("zlyurzad.{0}.example.org", false)]
    [InlineData("urzad.{0}.example.org.zly.example", false)]
    [InlineData("{0}.example.org", false)]
    public async Task Confirm_AddressOfTheUnitsDomain_BelongsAtOnce(string pattern, bool belongs)
    {
        var tag = Guid.NewGuid().ToString("N")[..8];
        var domain = $"urzad.{tag}.example.org";
        await portal.UseDatabaseAsync(db => db.LocalGovernments.Where(g => g.Name == Unit).ExecuteUpdateAsync(s => s.SetProperty(g => g.EmailDomain, domain), Cancelled));
        var email = $"anna@{string.Format(null, pattern, tag)}";
        using var visitor = portal.Visit();
        await RegisterAsync(visitor, email);

        await visitor.SubmitAsync(await visitor.GetAsync(await portal.LinkToAsync(email, MessageKind.ConfirmEmail)), "Potwierdzam adres");

        Assert.Equal(belongs, (await portal.FindAsync(email))!.BelongingConfirmedAt is not null);
        Assert.Equal(belongs, (await portal.LettersToAsync(email)).Exists(m => m.Kind == MessageKind.AccountConfirmed));
    }

    [Fact]
    public async Task Register_KnownAddress_AnswersTheSameAndWritesToItsOwner()
    {
        var account = await portal.AddWithPasswordAsync("Jan Znany");
        using var visitor = portal.Visit();
        var fresh = await RegisterAsync(visitor, Email());

        var answer = await RegisterAsync(visitor, account.Email!.ToUpperInvariant(), ("Name", "Ktoś Inny"));

        Assert.Equal((fresh.Status, fresh.Headers["Location"], fresh.Source), (answer.Status, answer.Headers["Location"], answer.Source));
        Assert.Equal(MessageKind.AccountExists, Assert.Single(await portal.LettersToAsync(account.Email!)).Kind);
        var after = await portal.ReadAsync(account.Id);
        Assert.Equal((account.Name, account.PasswordHash), (after.Name, after.PasswordHash));
    }

    [Fact]
    public async Task Register_OverPosted_GivesNoRole()
    {
        var email = Email();
        using var visitor = portal.Visit();

        await RegisterAsync(visitor, email, ("Roles", "Administrator"), ("EmailConfirmed", "true"), ("BelongingConfirmedAt", "2024-01-01"), ("Account.Roles", "8"));

        var account = (await portal.FindAsync(email))!;
        Assert.Equal((AccountRoles.Officer, false, null), (account.Roles, account.EmailConfirmed, account.BelongingConfirmedAt));
    }

    [Fact]
    public async Task Register_NameThatSeveralUnitsHave_OffersThemAll()
    {
        var email = Email();
        using var visitor = portal.Visit();

        var page = await RegisterAsync(visitor, email, ("Unit", "bolesławiec"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("kilka takich jednostek", AccountsPortal.ErrorsOf(page), StringComparison.Ordinal);
        var choices = page.Main.QuerySelectorAll("input[type=radio]");
        Assert.InRange(choices.Length, 2, 12);
        Assert.Equal("Anna Zielna", page.Main.QuerySelector("[name=Name]")!.GetAttribute("value"));

        var chosen = choices[1].GetAttribute("value");
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Załóż konto", [("UnitChoice", chosen), ("Password", AccountsPortal.Password)])).Status);
        var id = (await portal.FindAsync(email))!.LocalGovernmentId;
        Assert.Equal("Bolesławiec", await portal.UseDatabaseAsync(db => db.LocalGovernments.Where(g => g.Id == id).Select(g => g.Name).SingleAsync(Cancelled)));
    }

    [Theory]
    [InlineData("Name", "", "imię i nazwisko")]
    [InlineData("Name", "\u202e\u200b", "imię i nazwisko")]
    [InlineData("Unit", "", "Nie ma takiej jednostki")]
    [InlineData("Unit", "Rivendell", "Nie ma takiej jednostki")]
    [InlineData("Unit", "%_';--", "Nie ma takiej jednostki")]
    [InlineData("Email", "anna", "adres e-mail")]
    [InlineData("Email", "anna@localhost", "adres e-mail")]
    [InlineData("Email", "anna@gmina.pl\r\nBcc: x@y.pl", "adres e-mail")]
    [InlineData("Email", "аnna@gmina.example.org", "adres e-mail")]
    [InlineData("Password", "", "hasło")]
    [InlineData("Password", "krótkie", "co najmniej 12 znaków")]
    [InlineData("Password", "aaaaaaaaaaaaaaaa", "różnych znaków")]
    [InlineData("Password", "zaq12wsxcde3", "zgadywanych najpierw")]
    [InlineData("Password", "Polska2024!!", "zgadywanych najpierw")]
    [InlineData("Password", "P0l$ka!P0l$ka!", "zgadywanych najpierw")]
    [InlineData("Password", "hasłohasło12", "zgadywanych najpierw")]
    [InlineData("Password", "qwertyuiop123", "zgadywanych najpierw")]
    [InlineData("Password", "warszawa12345", "zgadywanych najpierw")]
    [InlineData("Password", "bazadobrychpraktyk1", "nazwy portalu")]
    public async Task Register_UnfitValue_IsToldAtItsField(string field, string value, string message)
    {
        var email = Email();
        using var visitor = portal.Visit();

        var page = await RegisterAsync(visitor, email, (field, value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        var input = page.Main.QuerySelector($"[name={field}]")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains(message, input.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.Document.GetElementById(id)!.Words()).Last(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"#{field}", page.Main.QuerySelector("[role=alert]")!.QuerySelectorAll("a").Select(a => a.Href()));
        Assert.Null(await portal.FindAsync(email));
        Assert.DoesNotContain(AccountsPortal.Password, page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_PasswordOfTheOwnAddress_IsRefused()
    {
        using var visitor = portal.Visit();

        var page = await RegisterAsync(visitor, $"zielnaanna{Guid.NewGuid():N}@example.org"[..40] + "x@example.org", ("Email", "zielna.anna@example.org"), ("Password", "ZielnaAnna na urlopie"));

        Assert.Contains("nie może zawierać adresu", AccountsPortal.ErrorsOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_HostileText_IsCleanedBoundedAndEncoded()
    {
        var email = Email();
        using var visitor = portal.Visit();

        var tooLong = await RegisterAsync(visitor, email, ("Name", new string('ż', 201)), ("Post", new string('p', 301)), ("Unit", new string('u', 5000)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.Status);
        Assert.Contains("Najwyżej 200 znaków", AccountsPortal.ErrorsOf(tooLong), StringComparison.Ordinal);
        Assert.Contains("Najwyżej 300 znaków", AccountsPortal.ErrorsOf(tooLong), StringComparison.Ordinal);

        var markup = await RegisterAsync(visitor, email, ("Name", "<script>alert(1)</script>"), ("Post", "\"><img src=x>"), ("Unit", "<b>"));
        Assert.DoesNotContain("<script>alert", markup.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x>", markup.Source, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await RegisterAsync(visitor, email, ("Name", "Anna\u202e Zie\u200blna\u0007\r\n"))).Status);
        Assert.Equal("Anna Zielna", (await portal.FindAsync(email))!.Name);
    }

    [Theory]
    [InlineData("?konto=1&kod=AAAA")]
    [InlineData("?konto=999999&kod=")]
    [InlineData("?konto=abc&kod=%25%25")]
    [InlineData("")]
    public async Task Confirm_LinkOfNobody_IsDead(string query)
    {
        var page = await portal.GetPageAsync($"/konto/potwierdz{query}");

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Equal("Ten odnośnik już nie działa", page.Heading);
    }

    [Fact]
    public async Task Confirm_LinkForAnotherAccount_IsDead()
    {
        var (first, second) = (Email(), Email());
        using var visitor = portal.Visit();
        await RegisterAsync(visitor, first);
        await RegisterAsync(visitor, second);
        var link = await portal.LinkToAsync(first, MessageKind.ConfirmEmail);
        var other = (await portal.FindAsync(second))!.Id;

        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link.Replace($"konto={(await portal.FindAsync(first))!.Id}&", $"konto={other}&", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("boles", 1)]
    [InlineData("ŁÓDŹ", 1)]
    [InlineData("lodz", 1)]
    [InlineData("no", 0)]
    [InlineData("", 0)]
    [InlineData("%00%01", 0)]
    [InlineData("\ufffd\ufffd\ufffd", 0)]
    public async Task Suggestions_TypedText_FindsNamesWhateverTheAccents(string typed, int least)
    {
        var answer = await portal.GetPageAsync($"/konto/samorzady?q={Uri.EscapeDataString(typed)}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var units = JsonDocument.Parse(answer.Source).RootElement;
        Assert.InRange(units.GetArrayLength(), least, least == 0 ? 0 : 12);
        Assert.All(units.EnumerateArray(), u => Assert.False(string.IsNullOrEmpty(u.GetProperty("label").GetString())));
    }

    [Fact]
    public async Task Page_OfRegistration_TellsWhoKeepsTheData()
    {
        var page = await portal.GetPageAsync("/konto/rejestracja");

        Assert.Contains("Dane osobowe", page.Sections);
        Assert.Contains(PortalFactory.Operator, page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("Prywatność i RODO", page.Main.Links());
    }

    private static string Email() => $"anna-{Guid.NewGuid().ToString("N")[..8]}@poczta.example.org";

    private static (string, string?)[] Token(Page page) => [("__RequestVerificationToken", page.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value"))];

    private static async Task<Page> RegisterAsync(Visitor visitor, string email, params (string Name, string? Value)[] changes)
    {
        var changed = changes.Select(c => c.Name).ToHashSet();
        (string, string?)[] usual = [("Name", "Anna Zielna"), ("Post", "inspektor"), ("Unit", Unit), ("Email", email), ("Password", AccountsPortal.Password)];
        return await visitor.SubmitAsync(await visitor.GetAsync("/konto/rejestracja"), "Załóż konto", [.. usual.Where(u => !changed.Contains(u.Item1)), .. changes]);
    }
}
