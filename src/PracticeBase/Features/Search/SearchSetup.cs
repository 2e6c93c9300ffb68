namespace PracticeBase.Features.Search;

public static class SearchSetup
{
    public static void AddPracticeBaseSearch(this IServiceCollection services)
    {
        services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.Section).ValidateDataAnnotations();
        services.AddSingleton<SearchIndex>();
        services.AddHostedService<IndexFollower>();
        services.AddScoped<Searcher>();
        services.AddScoped<SearchHits>();
        services.AddSingleton<SimilarFinder>();
        services.AddScoped<Suggestions>();
    }
}
