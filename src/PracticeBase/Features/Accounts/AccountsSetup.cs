using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>ASP.NET Core Identity over the portal's own accounts, sessions and keys.</summary>
public static class AccountsSetup
{
    public const int MinPasswordLength = 12;

    /// <summary>Whoever sends this cookie may be signed in.</summary>
    public const string SessionCookieName = "konto";

    public static void AddPracticeBaseAccounts(this IServiceCollection services)
    {
        services.AddScoped<CurrentAccount>();
        services.AddScoped<SessionCookie>();
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section).ValidateDataAnnotations();
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<KeptForm>();
        services.AddScoped<AccountSecurity>();
        services.AddScoped<EmailConfirmation>();
        services.AddScoped<RecoveryCodes>();
        services.AddScoped<FirstAdministrator>();
        services.AddDataProtection().SetApplicationName("PracticeBase");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, ProtectionKeyStore>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Configure));
        services.AddIdentityCore<Account>(o =>
        {
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            o.User.RequireUniqueEmail = true;
            // Length and a list of common ones say more than rules about characters.
            o.Password = new PasswordOptions { RequiredLength = MinPasswordLength, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 5 };
            o.Lockout.MaxFailedAccessAttempts = 8;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
            o.SignIn.RequireConfirmedAccount = true;
            // The user name is the address, which EmailAddress checks.
            o.User.AllowedUserNameCharacters = "";
        }).AddEntityFrameworkStores<PracticeBaseDbContext>().AddSignInManager().AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider).AddPasswordValidator<GuessablePasswords>().AddErrorDescriber<AccountErrors>();
        services.AddScoped<IUserConfirmation<Account>, OpenAccounts>();
        services.AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, PasskeySetup>();
        services.Configure<DataProtectionTokenProviderOptions>(o => o.TokenLifespan = TimeSpan.FromHours(24));
        // As the session's: where the request came over TLS, the cookie goes back over nothing else.
        services.Configure<AntiforgeryOptions>(o => o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddPolicies();
    }

    /// <summary>Finds out who sends the request, and whether they may. A session that cannot be read is a failure, not a stranger's request.</summary>
    public static void UseSessions(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.Use((context, next) => context.Features.Get<UnreadSession>() is { } unread && context.Features.Get<IExceptionHandlerFeature>() is null
            ? Task.FromException(unread.Reason) : next(context));
        app.UseAuthorization();
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = SessionCookieName;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // The session in the database says when it is over.
        cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/konto/zaloguj";
        cookie.EventsType = typeof(SessionCookie);
    }
}
