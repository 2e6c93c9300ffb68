using System.Net;
using Microsoft.Extensions.Options;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class AttemptLimitTests(AttemptLimitTests.StrictPortal portal) : IClassFixture<AttemptLimitTests.StrictPortal>
{
    [Fact]
    public async Task SignIn_OverTheLimit_SaysSoWhetherTheAccountExistsOrNot()
    {
        var account = await portal.AddWithPasswordAsync("Anna Zielna");
        using var visitor = portal.Visit();

        var known = await FailAsync(visitor, account.Email!);
        var unknown = await FailAsync(visitor, "nikt@example.org");

        Assert.All(new[] { known, unknown }, p => Assert.Equal(HttpStatusCode.TooManyRequests, p.Status));
        Assert.Equal(AccountsPortal.ErrorsOf(known), AccountsPortal.ErrorsOf(unknown));
        Assert.Contains("Za dużo prób", AccountsPortal.ErrorsOf(known), StringComparison.Ordinal);
        Assert.NotEmpty(known.Headers["Retry-After"]);
        Assert.Equal(account.Email, known.Main.QuerySelector("[name=Email]")!.GetAttribute("value"));

        // Others are not held up.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AccountsPortal.SignInAsync(visitor, "ktos.inny@example.org")).Status);
    }

    [Fact]
    public async Task Letters_OverTheLimit_AreNotSentAndNobodyIsTold()
    {
        var account = await portal.AddWithPasswordAsync("Jan Zasypany");
        using var visitor = portal.Visit();

        var answers = new List<Page>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await visitor.SubmitAsync(await visitor.GetAsync("/konto/haslo"), "Wyślij odnośnik", [("Email", account.Email)]));
        }

        Assert.Single(answers.Select(a => (a.Status, a.Headers.GetValueOrDefault("Location"))).Distinct());
        Assert.Equal(2, (await portal.LettersToAsync(account.Email!)).Count(m => m.Kind == MessageKind.ResetPassword));
    }

    [Fact]
    public void Memory_FloodOfKeys_StaysBounded()
    {
        using var limits = new AttemptLimits(Options.Create(new AccountsOptions()));
        for (var i = 0; i < 50_000; i++)
        {
            limits.AllowsLetter($"{i}@flood.example.org");
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 50_000; i < 300_000; i++)
        {
            limits.AllowsLetter($"{i}@flood.example.org");
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8_000_000);
    }

    private static async Task<Page> FailAsync(Visitor visitor, string email)
    {
        Page page;
        var tries = 0;
        do
        {
            page = await AccountsPortal.SignInAsync(visitor, email, "zgadywane hasło");
        }
        while (page.Status == HttpStatusCode.UnprocessableEntity && ++tries < 10);
        Assert.Equal(4, tries);
        return page;
    }

    public sealed class StrictPortal : AccountsPortal
    {
        protected override IEnumerable<string> Settings => ["--Accounts:AttemptsPerAddress=1000", "--Accounts:AttemptsPerAccount=4", "--Accounts:LettersPerHour=2"];
    }
}
