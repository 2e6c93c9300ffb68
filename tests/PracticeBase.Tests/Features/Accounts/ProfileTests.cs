using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class ProfileTests(AccountsPortal portal) : IClassFixture<AccountsPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Profile_Saved_IsShownAndTidied()
    {
        var account = await portal.AddWithPasswordAsync("Anna Zielna");
        using var visitor = await portal.SignInAsync(account);

        var saved = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync("/konto"), "Zapisz", [("Name", " Anna  Zielna-Żuk\u202e "), ("Post", ""), ("Roles", "Administrator"), ("Id", "1")]));

        Assert.Contains("Profil jest zapisany", saved.Main.Words(), StringComparison.Ordinal);
        var after = await portal.ReadAsync(account.Id);
        Assert.Equal(("Anna  Zielna-Żuk", null, AccountRoles.Officer), (after.Name, after.Post, after.Roles));
    }

    [Fact]
    public async Task Profile_ChangedMeanwhile_IsToldAndTypedTextKept()
    {
        var account = await portal.AddWithPasswordAsync("Anna Podwójna");
        using var visitor = await portal.SignInAsync(account);
        var (first, second) = (await visitor.GetAsync("/konto"), await visitor.GetAsync("/konto"));
        await visitor.SubmitAsync(first, "Zapisz", [("Post", "kierowniczka")]);

        var conflict = await visitor.SubmitAsync(second, "Zapisz", [("Post", "dyrektorka")]);

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal("dyrektorka", conflict.Main.QuerySelector("[name=Post]")!.GetAttribute("value"));
        Assert.Equal("kierowniczka", (await portal.ReadAsync(account.Id)).Post);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(conflict, "Zapisz")).Status);
        Assert.Equal("dyrektorka", (await portal.ReadAsync(account.Id)).Post);
    }

    [Fact]
    public async Task Email_Changed_CountsOnceConfirmedAndTellsTheOldAddress()
    {
        var account = await portal.AddWithPasswordAsync("Anna Przenosząca");
        var (old, wanted) = (account.Email!, $"nowa-{Guid.NewGuid():N}@example.org");
        using var visitor = await portal.SignInAsync(account);
        using var other = await portal.SignInAsync(account);
        var form = await visitor.GetAsync("/konto/email");
        Assert.Contains("Hasło się nie zgadza", AccountsPortal.ErrorsOf(await visitor.SubmitAsync(form, "Wyślij odnośnik", [("Email", wanted), ("Password", "nie to hasło")])), StringComparison.Ordinal);
        await visitor.SubmitAsync(form, "Wyślij odnośnik", [("Email", wanted), ("Password", AccountsPortal.Password)]);
        Assert.Equal(old, (await portal.ReadAsync(account.Id)).Email);
        var link = await portal.LinkToAsync(wanted, MessageKind.EmailChanged);

        // The address in the link is part of what was signed.
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link.Replace("adres=nowa", "adres=inna", StringComparison.Ordinal))).Status);
        var page = await visitor.GetAsync(link);
        await visitor.SubmitAsync(page, "Potwierdzam nowy adres");

        var after = await portal.ReadAsync(account.Id);
        Assert.Equal((wanted, wanted, wanted.ToUpperInvariant()), (after.Email, after.UserName, after.NormalizedUserName));
        Assert.Contains(await portal.LettersToAsync(old), m => m.Kind == MessageKind.SecurityNotice && m.Subject.Contains("nowy adres", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/konto")).Status);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/konto")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Email_OfSomebodyElse_AnswersTheSameAndTellsTheOwner()
    {
        var account = await portal.AddWithPasswordAsync("Anna Ciekawska");
        var owner = await portal.AddWithPasswordAsync("Jan Właściciel");
        using var visitor = await portal.SignInAsync(account);
        var form = await visitor.GetAsync("/konto/email");

        var known = await visitor.SubmitAsync(form, "Wyślij odnośnik", [("Email", owner.Email), ("Password", AccountsPortal.Password)]);
        var fresh = await visitor.SubmitAsync(form, "Wyślij odnośnik", [("Email", "wolny@example.org"), ("Password", AccountsPortal.Password)]);

        Assert.Equal((fresh.Status, fresh.Headers["Location"]), (known.Status, known.Headers["Location"]));
        Assert.Equal(MessageKind.AccountExists, Assert.Single(await portal.LettersToAsync(owner.Email!)).Kind);
    }

    [Fact]
    public async Task OwnData_Downloaded_HoldsOneselfAndNoSecrets()
    {
        var account = await portal.AddWithPasswordAsync("Anna Pobierająca");
        await portal.AddWithPasswordAsync("Jan Cudzy");
        using var visitor = await portal.SignInAsync(account);

        var answer = await visitor.GetAsync("/konto/dane");

        Assert.Contains("moje-dane.json", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        var data = JsonDocument.Parse(answer.Source).RootElement;
        Assert.Equal(("Anna Pobierająca", account.Email), (data.GetProperty("name").GetString(), data.GetProperty("email").GetString()));
        Assert.Equal(1, data.GetProperty("sessions").GetArrayLength());
        Assert.DoesNotContain(account.PasswordHash!, answer.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Cudzy", answer.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_WithPassword_LeavesARowWithoutAPerson()
    {
        var account = await portal.AddWithPasswordAsync("Anna Znikająca", also: a => a.Post = "podinspektorka");
        using var setUp = portal.Visit();
        await AccountsPortal.SignInAsync(setUp, account.Email);
        await portal.SetUpCodesAsync(setUp);
        using var visitor = await portal.SignInAsync(account, strong: false);
        var page = await visitor.GetAsync("/konto/usun");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SubmitAsync(page, "Usuń konto na zawsze", [("Password", "nie to hasło")])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SubmitAsync(page, "Usuń konto na zawsze")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Usuń konto na zawsze", [("Password", AccountsPortal.Password)])).Status);

        var after = await portal.ReadAsync(account.Id);
        Assert.Equal(("", null, null, null, null, null), (after.Name, after.Email, after.NormalizedEmail, after.Post, after.PasswordHash, after.LocalGovernmentId));
        Assert.NotNull(after.ErasedAt);
        Assert.NotNull(after.ClosedAt);
        Assert.DoesNotContain("nika", after.UserName + after.NormalizedUserName, StringComparison.OrdinalIgnoreCase);
        await portal.UseDatabaseAsync(async db =>
        {
            Assert.False(await db.Sessions.AnyAsync(s => s.AccountId == account.Id, Cancelled));
            Assert.False(await db.UserTokens.AnyAsync(t => t.UserId == account.Id, Cancelled));
            Assert.False(await db.Messages.AnyAsync(m => m.AccountId == account.Id, Cancelled));
            var entry = await db.Audit.SingleAsync(a => a.Subject == $"Account {account.Id}" && a.Action == "account.erase", Cancelled);
            Assert.Equal((null, null, null), (entry.SubjectName, entry.Before, entry.After));
            return true;
        });
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/konto")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AccountsPortal.SignInAsync(portal.Visit(), account.Email)).Status);
    }

    [Fact]
    public async Task Erase_LastAdministrator_IsRefused()
    {
        await portal.UseDatabaseAsync(db => db.Accounts.Where(a => (a.Roles & AccountRoles.Administrator) != 0).ExecuteUpdateAsync(s => s.SetProperty(a => a.ClosedAt, PortalSeed.Moment), Cancelled));
        var last = await portal.AddWithPasswordAsync("Adam Ostatni", AccountRoles.Administrator | AccountRoles.Editor);
        using var visitor = await portal.SignInAsync(last);
        var page = await visitor.GetAsync("/konto/usun");

        var refused = await visitor.SubmitAsync(page, "Usuń konto na zawsze");
        Assert.Contains("jedyne konto administratora", AccountsPortal.ErrorsOf(refused), StringComparison.Ordinal);
        Assert.Equal("Adam Ostatni", (await portal.ReadAsync(last.Id)).Name);

        await portal.AddWithPasswordAsync("Ewa Następna", AccountRoles.Administrator);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(page, "Usuń konto na zawsze")).Status);
    }

    [Theory]
    [InlineData("/konto")]
    [InlineData("/konto/email")]
    [InlineData("/konto/dane")]
    [InlineData("/konto/usun")]
    [InlineData("/konto/bezpieczenstwo")]
    [InlineData("/konto/aplikacja")]
    [InlineData("/konto/sesje")]
    [InlineData("/konto/haslo/zmiana")]
    public async Task Page_OfAnAccount_AsksToSignIn(string address)
    {
        var (status, location) = await portal.GetRedirectAsync("/en" + address);

        Assert.Equal((HttpStatusCode.Found, $"/en/konto/zaloguj?powrot={Uri.EscapeDataString("/en" + address)}"), (status, location));
    }
}
