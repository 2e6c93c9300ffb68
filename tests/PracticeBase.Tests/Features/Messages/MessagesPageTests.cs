using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class MessagesPageTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task Index_NotSignedIn_LeadsToTheSignIn()
    {
        var page = await portal.GetPageAsync("/panel/wiadomosci");
        Assert.Equal(HttpStatusCode.Found, page.Status);
        Assert.StartsWith("/konto/zaloguj", new Uri(portal.Client.BaseAddress!, page.Headers["Location"]).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_WithoutLetters_SaysSo()
    {
        using var visitor = await portal.SignInAsync(await portal.AddAccountAsync("Nowa Osoba", AccountRoles.Officer));
        var page = await visitor.GetAsync("/panel/wiadomosci");
        Assert.Contains("Nie ma jeszcze żadnych wiadomości", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_Opened_IsRead()
    {
        var account = await portal.AddAccountAsync("Ewa Mak", AccountRoles.Officer);
        await WriteAsync(account, MessageKind.SecurityNotice, "klucz <b>dostępu</b>");
        using var visitor = await portal.SignInAsync(account);
        var list = await visitor.GetAsync("/panel/wiadomosci");
        Assert.Contains("no-store", list.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("1 nieprzeczytana", list.Main.Words(), StringComparison.Ordinal);
        var letter = await visitor.GetAsync(list.Main.Link("Zmiana w ustawieniach konta: klucz <b>dostępu</b>").Href());
        Assert.Equal("Zmiana w ustawieniach konta: klucz <b>dostępu</b>", letter.Heading);
        Assert.DoesNotContain("<b>dostępu", letter.Source, StringComparison.Ordinal);
        Assert.Contains("0 nieprzeczytanych", (await visitor.GetAsync("/panel/wiadomosci")).Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_AllMarkedAsRead_AreRead()
    {
        var account = await portal.AddAccountAsync("Jan Mak", AccountRoles.Officer);
        var other = await portal.AddAccountAsync("Inny Mak", AccountRoles.Officer);
        await WriteAsync(other, MessageKind.SecurityNotice, "x");
        for (var i = 0; i < 25; i++)
        {
            await WriteAsync(account, MessageKind.SecurityNotice, $"zmiana {i}");
        }

        using var visitor = await portal.SignInAsync(account);
        var page = await visitor.GetAsync("/panel/wiadomosci");
        Assert.Equal(20, page.Main.QuerySelectorAll("ul a").Length);
        Assert.Contains("zmiana 24", page.Main.QuerySelector("ul a")!.Words(), StringComparison.Ordinal);
        Assert.Equal(5, (await visitor.GetAsync("/panel/wiadomosci?strona=2")).Main.QuerySelectorAll("ul a").Length);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/panel/wiadomosci?strona=99999999999999999")).Status);
        var done = await visitor.FollowAsync(await visitor.SubmitAsync(page, "Oznacz wszystkie jako przeczytane"));
        Assert.Contains("Wszystkie wiadomości są oznaczone", done.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("0 nieprzeczytanych", done.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(1, await portal.UseDatabaseAsync(db => db.Messages.CountAsync(m => m.AccountId == other.Id && m.ReadAt == null)));
    }

    [Fact]
    public async Task Letter_OfAnotherAccountOrSecret_IsNotFound()
    {
        var account = await portal.AddAccountAsync("Zofia Mak", AccountRoles.Officer);
        var other = await portal.AddAccountAsync("Obcy Mak", AccountRoles.Administrator);
        var secret = await WriteAsync(account, MessageKind.ResetPassword);
        var foreign = await WriteAsync(other, MessageKind.SecurityNotice, "x");
        using var visitor = await portal.SignInAsync(account);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/panel/wiadomosci/{secret}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/panel/wiadomosci/{foreign}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/panel/wiadomosci/2147483648")).Status);
        Assert.DoesNotContain("Nowe hasło", (await visitor.GetAsync("/panel/wiadomosci")).Main.Words(), StringComparison.Ordinal);
    }

    private async Task<int> WriteAsync(Account account, MessageKind kind, params object?[] values)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        scope.ServiceProvider.GetRequiredService<Letters>().Write(kind, account, "/konto", null, values);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return await db.Messages.MaxAsync(m => m.Id, TestContext.Current.CancellationToken);
    }
}
