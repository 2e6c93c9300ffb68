using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

/// <summary>The verb «users add». Exit codes: 0 done, 1 refused, 2 a wrong command line.</summary>
public static class UserVerbs
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUse = 2;

    public static Command Users(string[] args) => new("users", "Konta: users add zakłada konto.") { Add(args) };

    private static Command Add(string[] args)
    {
        var email = new Option<string>("--email") { Required = true, Description = "Adres, którym osoba będzie się logować." };
        var name = new Option<string>("--name") { Required = true, Description = "Imię i nazwisko." };
        var role = new Option<string>("--role") { Required = true, Description = "administrator, editor, expert albo officer." };
        var teryt = new Option<string?>("--teryt") { Description = "Kod TERYT samorządu; potrzebny urzędnikowi (officer)." };
        var command = new Command("add", "Zakłada konto i wypisuje jednorazowy odnośnik do ustawienia hasła, ważny 24 godziny.") { email, name, role, teryt };
        // What is left over is configuration.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (result, cancellationToken) =>
        {
            var console = new VerbConsole(result.InvocationConfiguration);
            if (!Enum.TryParse<AccountRoles>(result.GetValue(role), ignoreCase: true, out var roles) || !Enum.IsDefined(roles) || roles == AccountRoles.None)
            {
                console.Error($"Nieznana rola «{result.GetValue(role)}»; dozwolone są administrator, editor, expert i officer.");
                return WrongUse;
            }

            if (EmailAddress.Read(result.GetValue(email)) is not { } address)
            {
                console.Error($"«{result.GetValue(email)}» nie jest adresem e-mail.");
                return WrongUse;
            }

            if (InputText.CleanLine(result.GetValue(name)) is not { Length: <= 200 } person)
            {
                console.Error("Podaj --name: imię i nazwisko, najwyżej 200 znaków.");
                return WrongUse;
            }

            if (roles == AccountRoles.Officer && result.GetValue(teryt) is null)
            {
                console.Error("Urzędnik działa w imieniu samorządu: podaj --teryt.");
                return WrongUse;
            }

            await using var app = PracticeBaseApp.Build(args, quiet: true);
            await app.Services.PrepareDatabaseAsync(cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            return await AddAsync(scope.ServiceProvider, console, () => new Account
            {
                Name = person,
                Email = address,
                UserName = address,
                EmailConfirmed = true,
                Roles = roles,
                CreatedAt = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow(),
            }, result.GetValue(teryt), cancellationToken);
        });
        return command;
    }

    private static async Task<int> AddAsync(IServiceProvider services, VerbConsole console, Func<Account> newAccount, string? teryt, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<PracticeBaseDbContext>();
        int? unit = null;
        if (teryt is not null)
        {
            unit = await db.LocalGovernments.Where(g => g.Teryt == teryt && g.MergedIntoId == null).Select(g => (int?)g.Id).SingleOrDefaultAsync(cancellationToken);
            if (unit is null)
            {
                console.Error($"Nie ma samorządu o kodzie TERYT «{teryt}».");
                return Failed;
            }
        }

        string? link = null;
        var code = await db.InTransactionAsync(async () =>
        {
            var account = newAccount();
            account.LocalGovernmentId = unit;
            account.BelongingConfirmedAt = unit is null ? null : account.CreatedAt;
            // Nobody knows this password; the link sets the real one.
            var result = await services.GetRequiredService<UserManager<Account>>().CreateAsync(account, RandomNumberGenerator.GetHexString(64));
            if (!result.Succeeded)
            {
                console.Error(string.Join(" ", result.Errors.Select(e => e.Description)));
                return Failed;
            }

            services.GetRequiredService<AuditLog>().Add("account.create", $"Account {account.Id}", account.Name, null, new { account.Roles });
            await db.SaveChangesAsync(cancellationToken);
            link = $"Konto założone: {account.Name}, {account.Email}. Odnośnik do ustawienia hasła, jednorazowy, ważny 24 godziny:\n"
                + services.GetRequiredService<PortalAddress>().Root + await services.GetRequiredService<AccountSecurity>().ResetLinkAsync(account);
            return Done;
        }, cancellationToken);
        if (link is not null)
        {
            // Said when it is true.
            console.Line(link);
        }

        return code;
    }
}
