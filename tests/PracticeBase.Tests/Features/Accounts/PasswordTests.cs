using System.Net;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class PasswordTests(AccountsPortal portal) : IClassFixture<AccountsPortal>
{
    private const string Wanted = "siedem leniwych bobrów";

    [Fact]
    public async Task Forgotten_Link_SetsThePasswordOnceAndEndsEverySession()
    {
        var account = await portal.AddWithPasswordAsync("Anna Zielna", also: a => a.LockoutEnd = DateTimeOffset.UtcNow.AddMinutes(9));
        using var elsewhere = await portal.SignInAsync(account);
        using var visitor = portal.Visit();
        await AskAsync(visitor, account.Email!);
        await AskAsync(visitor, account.Email!);
        var links = (await portal.LettersToAsync(account.Email!)).Where(m => m.Kind == MessageKind.ResetPassword).ToList();
        Assert.Equal(2, links.Count);
        var link = await portal.LinkToAsync(account.Email!, MessageKind.ResetPassword);
        var page = await visitor.GetAsync(link);

        Assert.Contains("zgadywanych najpierw", AccountsPortal.ErrorsOf(await visitor.SubmitAsync(page, "Ustaw hasło", [("Password", "haslo1234567")])), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Ustaw hasło", [("Password", Wanted)])).Status);

        Assert.Equal(HttpStatusCode.Found, (await elsewhere.GetAsync("/konto")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.SubmitAsync(page, "Ustaw hasło", [("Password", "inne hasło całkiem")])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AccountsPortal.SignInAsync(visitor, account.Email)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await AccountsPortal.SignInAsync(visitor, account.Email, Wanted)).Status);
        Assert.Contains(await portal.LettersToAsync(account.Email!), m => m.Kind == MessageKind.SecurityNotice);
    }

    [Fact]
    public async Task Forgotten_UnknownClosedAndKnown_AnswerTheSame()
    {
        var account = await portal.AddWithPasswordAsync("Jan Znany");
        var closed = await portal.AddWithPasswordAsync("Jan Zamknięty", also: a => a.ClosedAt = PortalSeed.Moment);
        using var visitor = portal.Visit();

        var answers = new[] { await AskAsync(visitor, account.Email!), await AskAsync(visitor, closed.Email!), await AskAsync(visitor, "nikt@example.org") };

        Assert.Single(answers.Select(a => (a.Status, a.Headers["Location"], a.Source)).Distinct());
        Assert.NotEmpty(await portal.LettersToAsync(account.Email!));
        Assert.Empty(await portal.LettersToAsync(closed.Email!));
    }

    [Fact]
    public async Task Forgotten_UnconfirmedAddress_IsConfirmedByTheLink()
    {
        var account = await portal.AddWithPasswordAsync("Ewa Nowa", also: a => a.EmailConfirmed = false);
        using var visitor = portal.Visit();
        await AskAsync(visitor, account.Email!);

        await visitor.SubmitAsync(await visitor.GetAsync(await portal.LinkToAsync(account.Email!, MessageKind.ResetPassword)), "Ustaw hasło", [("Password", Wanted)]);

        Assert.Equal(HttpStatusCode.SeeOther, (await AccountsPortal.SignInAsync(visitor, account.Email, Wanted)).Status);
    }

    [Theory]
    [InlineData("?konto=1&kod=AAAA")]
    [InlineData("?konto=&kod=%00")]
    [InlineData("")]
    public async Task NewPassword_LinkOfNobody_IsDead(string query) => Assert.Equal(HttpStatusCode.Gone, (await portal.GetPageAsync($"/konto/haslo/nowe{query}")).Status);

    [Fact]
    public async Task Change_RightPassword_KeepsThisSessionAndEndsTheOthers()
    {
        var account = await portal.AddWithPasswordAsync("Anna Zmienna");
        using var visitor = await portal.SignInAsync(account);
        using var other = await portal.SignInAsync(account);
        var page = await visitor.GetAsync("/konto/haslo/zmiana");

        var wrong = await visitor.SubmitAsync(page, "Zmień hasło", [("Password", "nie to hasło"), ("NewPassword", Wanted)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Hasło się nie zgadza", AccountsPortal.ErrorsOf(wrong), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/konto")).Status);

        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Zmień hasło", [("Password", AccountsPortal.Password), ("NewPassword", Wanted)])).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/konto")).Status);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/konto")).Status);
    }

    private static async Task<Page> AskAsync(Visitor visitor, string email) => await visitor.SubmitAsync(await visitor.GetAsync("/konto/haslo"), "Wyślij odnośnik", [("Email", email)]);
}
