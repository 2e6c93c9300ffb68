using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Search;
using PracticeBase.Infrastructure.Files;
using PracticeBase.Infrastructure.Mail;
using PracticeBase.Infrastructure.PageCache;
using PracticeBase.Infrastructure.Telemetry;
using PracticeBase.Infrastructure.Uploads;

namespace PracticeBase.Infrastructure;

/// <summary>A wrong setting stops the start with a sentence that names it.</summary>
public static class StartupChecks
{
    /// <exception cref="StartupException">An address that is none.</exception>
    public static void CheckUrls(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                _ = BindingAddress.Parse(url);
            }
            catch (FormatException e)
            {
                throw new StartupException($"«{url}» w urls nie jest adresem, pod którym portal może działać; poprawny wygląda tak: {PracticeBaseApp.DefaultUrl}.", e);
            }
        }
    }

    /// <exception cref="StartupException">A value of «Portal:*», «Accounts:*», «Mail:*», «Jobs:*», «Shutdown:*», «Telemetry:*», «Search:*», «PageCache:*» or «Attachments:*» is missing or wrong, or the storage cannot be written.</exception>
    public static void CheckOptions(IServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<FileStore>();
            _ = services.GetRequiredService<IOptions<AccountsOptions>>().Value;
            _ = services.GetRequiredService<IOptions<MailOptions>>().Value;
            _ = services.GetRequiredService<IOptions<JobOptions>>().Value;
            _ = services.GetRequiredService<IOptions<ShutdownOptions>>().Value;
            _ = services.GetRequiredService<IOptions<TelemetryOptions>>().Value;
            _ = services.GetRequiredService<IOptions<UploadOptions>>().Value;
            _ = services.GetRequiredService<IOptions<SearchOptions>>().Value;
            _ = services.GetRequiredService<IOptions<PageCacheOptions>>().Value;
            _ = services.GetRequiredService<IOptions<PortalOptions>>().Value;
        }
        catch (OptionsValidationException e)
        {
            throw new StartupException($"Błędna konfiguracja {(e.OptionsType == typeof(UploadOptions) ? UploadOptions.Section : e.OptionsType.Name.Replace("Options", "", StringComparison.Ordinal))}: {string.Join(" ", e.Failures)}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException($"Błędna konfiguracja: {e.Message}", e);
        }
    }
}
