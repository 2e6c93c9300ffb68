using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class FirstAdministratorTests : IAsyncLifetime
{
    private readonly AccountsPortal portal = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => portal.InitializeAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Link_OfANewPortal_MakesOneAdministratorAndIsWorthNothingAfterwards()
    {
        var link = (await LinkAsync())!;
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync(link);
        Assert.Equal("Pierwszy administrator", page.Heading);

        var weak = await visitor.SubmitAsync(page, "Załóż konto administratora", [("Name", "Adam Dąb"), ("Email", "adam@example.org"), ("Password", "administrator1")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.Status);
        Assert.Equal("Adam Dąb", weak.Main.QuerySelector("[name=Name]")!.GetAttribute("value"));
        var made = await visitor.SubmitAsync(weak, "Załóż konto administratora", [("Password", AccountsPortal.Password)]);

        Assert.Equal("/konto/bezpieczenstwo?potrzebny=1", made.Headers["Location"]);
        Assert.Contains("Potrzebny jest drugi składnik logowania", (await visitor.FollowAsync(made)).Sections);
        var account = (await portal.FindAsync("adam@example.org"))!;
        Assert.Equal((AccountRoles.Administrator, true), (account.Roles, account.EmailConfirmed));
        Assert.False(Assert.Single(await portal.SessionsOfAsync(account)).IsStrong);
        Assert.True(await portal.UseDatabaseAsync(db => db.Audit.AnyAsync(a => a.Action == "account.create", Cancelled)));

        Assert.Null(await LinkAsync());
        using var second = portal.Visit();
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync(link)).Status);
        var form = Form.Of(page.Main.QuerySelectorAll("button").Last());
        var token = (await second.GetAsync("/konto/zaloguj")).Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value");
        var late = await second.SubmitAsync(form, [("Name", "Ewa Zła"), ("Email", "ewa@example.org"), ("Password", AccountsPortal.Password), ("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.NotFound, late.Status);
        Assert.Null(await portal.FindAsync("ewa@example.org"));

        await portal.SetUpCodesAsync(visitor);
        Assert.True(Assert.Single(await portal.SessionsOfAsync(account)).IsStrong);
    }

    [Fact]
    public async Task Page_WithoutTheCode_IsNotFound()
    {
        foreach (var query in new[] { "", "?kod=", "?kod=AAAA", "?kod=%25%00" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync($"/konto/pierwszy-administrator{query}")).Status);
        }
    }

    [Fact]
    public async Task Link_SentTwiceAtOnce_MakesOneAccount()
    {
        var link = (await LinkAsync())!;
        var visitors = new[] { portal.Visit(), portal.Visit() };
        var pages = await Task.WhenAll(visitors.Select(v => v.GetAsync(link)));

        await Task.WhenAll(visitors.Zip(pages).Select((pair, i) => pair.First.SubmitAsync(pair.Second, "Załóż konto administratora", [("Name", "Adam Dąb"), ("Email", $"adam{i}@example.org"), ("Password", AccountsPortal.Password)])));

        Assert.Equal(1, await portal.UseDatabaseAsync(db => db.Accounts.CountAsync(Cancelled)));
        Array.ForEach(visitors, v => v.Dispose());
    }

    [Fact]
    public async Task UsersAdd_Verb_PrintsALinkThatSetsThePasswordOnce()
    {
        var added = await RunAsync("--email", "marta@example.org", "--name", "Marta Wilga", "--role", "editor");
        Assert.True(added.ExitCode == 0, added.Error);
        var link = new Uri(added.Output.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal)).Trim()).PathAndQuery;
        using var visitor = portal.Visit();

        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(await visitor.GetAsync(link), "Ustaw hasło", [("Password", AccountsPortal.Password)])).Status);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link)).Status);
        Assert.Equal("/konto/bezpieczenstwo?potrzebny=1", (await AccountsPortal.SignInAsync(visitor, "marta@example.org")).Headers["Location"]);

        Assert.Equal(1, (await RunAsync("--email", "MARTA@example.org", "--name", "Druga", "--role", "expert")).ExitCode);
        Assert.Equal(1, (await RunAsync("--email", "u@example.org", "--name", "Urzędniczka", "--role", "officer", "--teryt", "999999")).ExitCode);
        Assert.Equal(2, (await RunAsync("--email", "u@example.org", "--name", "Urzędniczka", "--role", "officer")).ExitCode);
        Assert.Equal(2, (await RunAsync("--email", "u@example.org", "--name", "U", "--role", "12")).ExitCode);
        Assert.Equal(2, (await RunAsync("--email", "nic", "--name", "U", "--role", "expert")).ExitCode);
    }

    private Task<PortalProcess.Ended> RunAsync(params string[] arguments) =>
        PortalProcess.RunAsync(["users", "add", .. arguments, .. portal.Configuration]);

    private async Task<string?> LinkAsync()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().LinkAsync(Cancelled) is { } link ? new Uri(link).PathAndQuery : null;
    }
}
