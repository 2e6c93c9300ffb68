using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Submitting;

/// <summary>What the panel and the form need.</summary>
public static class SubmittingSetup
{
    public static void AddPracticeBaseSubmitting(this IServiceCollection services)
    {
        services.AddSingleton<LocalGovernmentFinder>();
        services.AddScoped<DraftForm>();
        services.AddScoped<DraftStarter>();
        services.AddScoped<PanelQueries>();
        services.AddScoped<PreviewQueries>();
    }
}
