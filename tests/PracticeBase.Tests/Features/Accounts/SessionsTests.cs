using System.Net;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class SessionsTests(AccountsPortal portal) : IClassFixture<AccountsPortal>
{
    [Fact]
    public async Task End_OneOfTheSessions_EndsThatOne()
    {
        var account = await portal.AddAccountAsync("Anna Zielna", AccountRoles.Officer);
        using var visitor = await portal.SignInAsync(account);
        using var other = await portal.SignInAsync(account);
        var page = await visitor.GetAsync("/konto/sesje");
        Assert.Equal(2, page.Main.QuerySelectorAll("tbody tr").Length);
        Assert.Single(page.Main.QuerySelectorAll("tbody tr"), r => r.Words().Contains("to urządzenie", StringComparison.Ordinal));

        await visitor.SubmitAsync(page, "Zakończ: Test");

        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/konto")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/konto")).Status);
    }

    [Fact]
    public async Task End_SessionOfSomebodyElse_IsNotFound()
    {
        var (account, stranger) = (await portal.AddAccountAsync("Anna Obca", AccountRoles.Officer), await portal.AddAccountAsync("Jan Obcy", AccountRoles.Officer));
        using var visitor = await portal.SignInAsync(account);
        using var victim = await portal.SignInAsync(stranger);
        using var second = await portal.SignInAsync(account);
        var id = Assert.Single(await portal.SessionsOfAsync(stranger)).Id;
        var page = await visitor.GetAsync("/konto/sesje");

        foreach (var wrong in new[] { id.ToString(), Guid.NewGuid().ToString(), "abc", "" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.SubmitAsync(page, "Zakończ: Test", [("id", wrong)])).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("/konto")).Status);
    }

    [Fact]
    public async Task EndAll_Sessions_SignsOutEverywhere()
    {
        var account = await portal.AddAccountAsync("Anna Wszędzie", AccountRoles.Officer);
        using var visitor = await portal.SignInAsync(account);
        using var other = await portal.SignInAsync(account);

        await visitor.SubmitAsync(await visitor.GetAsync("/konto/sesje"), "Wyloguj wszędzie");

        Assert.Empty(await portal.SessionsOfAsync(account));
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/konto")).Status);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/konto")).Status);
    }
}
