using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Serilog;
using Serilog.Events;

namespace PracticeBase.Infrastructure;

/// <summary>The console, and a file a day under «logs» of the storage directory; «Serilog:WriteTo» takes the place of both while the portal serves.</summary>
public static class PortalLogging
{
    public static void AddPortalLogging(this WebApplicationBuilder builder, bool quiet)
    {
        var logs = Path.Combine(StorageDirectory.Of(builder.Configuration, builder.Environment).FullPath, "logs", "practicebase-.log");
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // Advice to those who write migrations; a first start has twenty lines of it.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Migrations", LogEventLevel.Error)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // Program says it in one sentence.
            .Filter.ByExcluding(e => e.Exception is IOException { InnerException: AddressInUseException });
        if (quiet || !builder.Configuration.GetSection("Serilog:WriteTo").Exists())
        {
            configuration.WriteTo.Console(quiet ? LogEventLevel.Warning : LogEventLevel.Information, formatProvider: CultureInfo.InvariantCulture)
                .WriteTo.File(logs, rollingInterval: RollingInterval.Day, retainedFileCountLimit: 31, shared: true, formatProvider: CultureInfo.InvariantCulture);
        }

        if (builder.Configuration.GetSection("Serilog").Exists())
        {
            // Looks through every assembly for sinks, so only when there is something to read.
            configuration.ReadFrom.Configuration(builder.Configuration);
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(configuration.CreateLogger(), dispose: true);
    }
}
