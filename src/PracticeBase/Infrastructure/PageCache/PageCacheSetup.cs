using Microsoft.AspNetCore.OutputCaching;

namespace PracticeBase.Infrastructure.PageCache;

public static class PageCacheSetup
{
    /// <summary>A page that is larger is not kept: bytes.</summary>
    private const int MaxPage = 4_000_000;

    public static void AddPageCache(this IServiceCollection services)
    {
        services.AddOptions<PageCacheOptions>().BindConfiguration(PageCacheOptions.Section).ValidateDataAnnotations();
        services.AddOutputCache(o =>
        {
            o.MaximumBodySize = MaxPage;
            o.UseCaseSensitivePaths = true;
        });
        services.AddSingleton<PageStore>();
        services.AddSingleton<IOutputCacheStore>(s => s.GetRequiredService<PageStore>());
        services.AddSingleton<PageAnswers>();
        services.AddSingleton<PageRecoder>();
        services.AddSingleton<PageFollower>();
        services.AddHostedService(s => s.GetRequiredService<PageFollower>());
        services.AddScoped<PageParts>();
    }

    /// <summary>Behind routing, before everything that makes an answer.</summary>
    public static void UsePageCache(this IApplicationBuilder app)
    {
        app.UseMiddleware<PageExchange>();
        app.UseOutputCache();
        app.UseMiddleware<PageBody>();
    }
}
