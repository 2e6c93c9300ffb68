using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A portal whose limits no test reaches by accident, with what the tests of accounts share.</summary>
public partial class AccountsPortal : PortalFactory
{
    public const string Password = "cztery zwinne jeże";

    protected override IEnumerable<string> Settings => ["--Accounts:AttemptsPerAddress=100000", "--Accounts:AttemptsPerAccount=100000", "--Accounts:LettersPerHour=100000"];

    /// <summary>An account as <see cref="PortalFactory.AddAccountAsync"/> makes it, with a password.</summary>
    public async Task<Account> AddWithPasswordAsync(string name, AccountRoles roles = AccountRoles.Officer, Action<Account>? also = null)
    {
        var account = await AddAccountAsync(name, roles);
        await UseUsersAsync(account.Id, async (users, own) =>
        {
            also?.Invoke(own);
            Assert.True((await users.AddPasswordAsync(own, Password)).Succeeded);
        });
        return await ReadAsync(account.Id);
    }

    public async Task UseUsersAsync(int id, Func<UserManager<Account>, Account, Task> use)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await use(users, (await users.FindByIdAsync($"{id}"))!);
    }

    public Task<Account> ReadAsync(int id) => UseDatabaseAsync(db => db.Accounts.AsNoTracking().SingleAsync(a => a.Id == id));

    public Task<Account?> FindAsync(string email) => UseDatabaseAsync(db => db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedEmail == email.ToUpperInvariant()));

    public Task<List<Message>> LettersToAsync(string email) => UseDatabaseAsync(db => db.Messages.AsNoTracking().Where(m => m.Address == email).OrderBy(m => m.Id).ToListAsync());

    /// <summary>The path of the link in the newest letter of a kind.</summary>
    public async Task<string> LinkToAsync(string email, MessageKind kind)
    {
        var letter = (await LettersToAsync(email)).Last(m => m.Kind == kind);
        return LinkPath().Match(letter.Body).Groups[1].Value;
    }

    public Task<List<AccountSession>> SessionsOfAsync(Account account) => UseDatabaseAsync(db => db.Sessions.AsNoTracking().Where(s => s.AccountId == account.Id).ToListAsync());

    /// <summary>Fills in the sign-in page.</summary>
    public static async Task<Page> SignInAsync(Visitor visitor, string? email, string? password = Password, string address = "/konto/zaloguj", params (string Name, string? Value)[] also) =>
        await visitor.SubmitAsync(await visitor.GetAsync(address), "Zaloguj się", [("Email", email), ("Password", password), .. also], within: null);

    /// <summary>Turns codes on for the visitor's account; the code used is that of the step before this one.</summary>
    public async Task<(string Key, IReadOnlyList<string> Codes)> SetUpCodesAsync(Visitor visitor)
    {
        var page = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync("/konto/bezpieczenstwo"), "Ustaw kody z aplikacji"));
        var key = KeyOf(page);
        var codes = await visitor.SubmitAsync(page, "Włącz", [("Code", CodeOf(key, -1))]);
        Assert.Equal("Kody zapasowe", codes.Heading);
        return (key, CodesOf(codes));
    }

    public static string KeyOf(Page page) => page.Main.QuerySelector("[data-testid=klucz]")!.Words().Replace(" ", "", StringComparison.Ordinal);

    public static IReadOnlyList<string> CodesOf(Page page) => [.. page.Main.QuerySelectorAll("[data-testid=kody] code").Select(c => c.Words())];

    /// <summary>What the application shows, some half-minutes from now.</summary>
    public static string CodeOf(string key, int steps = 0) => OneTimeCodes.Code(key, DateTimeOffset.UtcNow.AddSeconds(30 * steps));

    /// <summary>What the summary of errors says.</summary>
    public static string ErrorsOf(Page page) => page.Main.QuerySelector("[role=alert]")?.Words() ?? "";

    [GeneratedRegex(@"\(https?://[^/)]+(/[^)\s]*)\)")]
    private static partial Regex LinkPath();
}
