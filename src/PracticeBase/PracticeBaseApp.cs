using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using PracticeBase.Data;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Administration;
using PracticeBase.Features.Alerts;
using PracticeBase.Features.Errors;
using PracticeBase.Features.Map;
using PracticeBase.Features.Messages;
using PracticeBase.Features.People;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Review;
using PracticeBase.Features.Search;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Statistics;
using PracticeBase.Features.Submitting;
using PracticeBase.Features.Transfer;
using PracticeBase.Features.Units;
using PracticeBase.Features.Verification;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Files;
using PracticeBase.Infrastructure.Mail;
using PracticeBase.Infrastructure.PageCache;
using PracticeBase.Infrastructure.Telemetry;
using PracticeBase.Infrastructure.Uploads;

namespace PracticeBase;

/// <summary>The wiring of the portal, the same for the web host, the verbs and the tests.</summary>
public static class PracticeBaseApp
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Long enough for every query a browser sends; a longer one gets a page that says so.</summary>
    private const int MaxRequestLine = 128 * 1024;

    /// <param name="args">The command line: also the last source of configuration.</param>
    /// <param name="quiet">True for verbs: the console shows warnings only.</param>
    /// <param name="clock">Another clock than the machine's, for tests.</param>
    /// <param name="configure">Has the last word about the services, for tests.</param>
    public static WebApplication Build(string[] args, bool quiet = false, TimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(PracticeBaseApp).Assembly.GetName().Name, ContentRootPath = ContentRoot() });
        builder.WebHost.UseStaticWebAssets();
        builder.AddPracticeBase(quiet, clock ?? TimeProvider.System);
        configure?.Invoke(builder.Services);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        StartupChecks.CheckUrls(builder.Configuration["urls"]);
        var app = builder.Build();
        app.UsePracticeBase();
        return app;
    }

    private static void AddPracticeBase(this WebApplicationBuilder builder, bool quiet, TimeProvider clock)
    {
        var services = builder.Services;
        services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section).PostConfigure(o => o.Tidy()).ValidateDataAnnotations();
        var settings = new SettingsConfiguration();
        ((IConfigurationBuilder)builder.Configuration).Add(settings);
        services.AddSingleton(settings);
        services.AddSingleton<SettingsReader>();
        services.AddHostedService(s => s.GetRequiredService<SettingsReader>());
        services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.Section).ValidateDataAnnotations();
        services.AddSingleton(clock);
        services.AddPracticeBaseDatabase(builder.Configuration, builder.Environment);
        services.AddPracticeBaseAccounts();
        services.AddPracticeBaseFiles(builder.Configuration, builder.Environment);
        services.AddSingleton<PortalAddress>();
        services.AddSingleton<TextExtractor>();
        services.AddSingleton<UploadInspector>();
        services.AddSingleton<DocumentAuthors>();
        services.AddCatalogue();
        services.AddSingleton<UnitIndexSource>();
        services.AddSingleton<VisitorCounter>();
        services.AddHostedService(s => s.GetRequiredService<VisitorCounter>());
        services.AddPracticeBaseSearch();
        services.AddPageCache();
        services.AddHostedService<MemoryKeeper>();
        services.AddScoped<PracticeQueries>();
        services.AddScoped<MapQueries>();
        services.AddScoped<PracticeWriter>();
        services.AddScoped<PracticeExporter>();
        services.AddScoped<Words>();
        services.AddPracticeBaseMail(builder.Configuration);
        services.AddJobs();
        services.AddSingleton<FormGuard>();
        services.AddScoped<PersonQueries>();
        services.AddScoped<WatchedListings>();
        services.AddScoped<AlertLetters>();
        services.AddScoped<Subscriptions>();
        services.AddPracticeBaseReview();
        services.AddPracticeBaseSubmitting();
        services.AddPracticeBaseAdministration();
        services.AddPracticeBaseStatistics();
        services.AddHttpContextAccessor();
        services.AddReadiness();
        services.AddTelemetry(builder.Configuration);
        services.AddControllersWithViews(o =>
        {
            o.Filters.Add<BadRequestFilter>();
            // As an object, so that it keeps its place after the limits of a form.
            o.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
        }).AddProgramParts();
        // Pages are UTF-8: only what has a meaning in HTML is written as a reference, not each Polish letter.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RazorViewEngineOptions>(o =>
        {
            o.ViewLocationFormats.Clear();
            o.ViewLocationFormats.Add("/Features/{1}/{0}.cshtml");
            o.ViewLocationFormats.Add("/Features/Administration/{1}/{0}.cshtml");
            o.ViewLocationFormats.Add("/Features/Administration/{0}.cshtml");
            o.ViewLocationFormats.Add("/Features/Shared/{0}.cshtml");
            // A preview shows the public views.
            o.ViewLocationFormats.Add("/Features/Practices/{0}.cshtml");
        });
        services.AddExceptionHandler<FailedWrite>();
        services.AddRouting(o => o.LowercaseUrls = true);
        services.AddResponseCompression(o =>
        {
            // No page holds a secret beside what a visitor sends, so compressing over HTTPS gives nothing away.
            o.EnableForHttps = true;
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/atom+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestLineSize = MaxRequestLine;
            o.Limits.MaxRequestBufferSize = Math.Max(o.Limits.MaxRequestBufferSize ?? 0, MaxRequestLine * 2);
        });
        builder.AddPortalLogging(quiet);
    }

    private static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<VerificationLink>();
        services.AddJob<PublishScheduledJob>(null);
        services.AddJob<StillTrueJob>(TimeSpan.FromHours(1));
        services.AddJob<RetentionJob>(TimeSpan.FromHours(6));
        services.AddJob<AlertJob>(TimeSpan.FromMinutes(10));
        services.AddJobRunner();
    }

    private static void UsePracticeBase(this WebApplication app)
    {
        StartupChecks.CheckOptions(app.Services);
        app.UseTelemetry();
        app.UseForwardedHeaders();
        app.UseMiddleware<PageFront>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<HeadAsGet>();
        app.UseMiddleware<LanguagePrefix>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/blad/500",
            StatusCodeSelector = e => Outage.Is(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/blad/{0}");
        app.UseRouting();
        app.UseMiddleware<VisitCounting>();
        app.UsePageCache();
        // Within the cache: what it keeps is compressed once. What a script is told of a save is a line or two.
        app.UseWhen(c => !HttpMethods.IsPost(c.Request.Method) || !c.Request.AsksForJson(), answer => answer.UseResponseCompression());
        app.UseSessions();
        app.UseMiddleware<PublicReading>();
        app.MapStaticAssets().ShortCircuit();
        app.MapControllers().WithStaticAssets();
        app.MapReadiness();
    }

    /// <summary>The project's folder when run from its build output, so that data/ outlives a clean build; else the program's own.</summary>
    private static string ContentRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PracticeBase.csproj")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}
