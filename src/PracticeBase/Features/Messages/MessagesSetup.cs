using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Mail;

namespace PracticeBase.Features.Messages;

/// <summary>Letters, their outbox, and how mail leaves.</summary>
public static class MessagesSetup
{
    public static void AddPracticeBaseMail(this IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations()
            .Validate(o => o.Transport != MailTransportKind.Smtp || !string.IsNullOrWhiteSpace(o.Host), "Mail:Transport to Smtp, ale brakuje Mail:Host.")
            // Else a letter would carry whatever host name a request came with.
            .Validate<IOptions<PortalOptions>>((o, portal) => o.Transport != MailTransportKind.Smtp || portal.Value.BaseAddress is not null, "Mail:Transport to Smtp, ale brakuje Portal:BaseAddress, z którego powstają odnośniki w listach.");
        switch (configuration[$"{MailOptions.Section}:{nameof(MailOptions.Transport)}"]?.ToLowerInvariant())
        {
            case "folder":
                services.AddSingleton<IMailTransport, FolderTransport>();
                break;
            case "smtp":
                services.AddSingleton<IMailTransport, SmtpTransport>();
                break;
        }

        services.AddSingleton<MailComposer>();
        services.AddSingleton<Outbox>();
        services.AddHostedService(s => s.GetRequiredService<Outbox>());
        services.AddScoped<Letters>();
        services.AddScoped<MessageQueries>();
    }
}
