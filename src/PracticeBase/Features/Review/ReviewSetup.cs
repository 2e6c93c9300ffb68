using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>What the editors' desk, the opinions and the histories need.</summary>
public static class ReviewSetup
{
    public static void AddPracticeBaseReview(this IServiceCollection services)
    {
        services.AddScoped<AuditLog>();
        services.AddScoped<Publisher>();
        services.AddScoped<RevisionMoves>();
        services.AddScoped<RemarkQueries>();
        services.AddScoped<RevisionHistory>();
        services.AddScoped<ReviewQueries>();
        services.AddScoped<QueueQueries>();
        services.AddScoped<DeskPracticeQueries>();
        services.AddScoped<LinkChecker>();
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section);
        services.AddHttpClient(LinkChecker.ClientName).ConfigurePrimaryHttpMessageHandler(LinkChecker.CreateHandler);
    }
}

/// <summary>The folder's views serve several controllers.</summary>
public abstract class ReviewDeskController : Microsoft.AspNetCore.Mvc.Controller
{
    protected Microsoft.AspNetCore.Mvc.ViewResult Page(string view, object model) => View($"/Features/Review/{view}.cshtml", model);
}
