namespace PracticeBase.Features.Statistics;

public static class StatisticsSetup
{
    public static void AddPracticeBaseStatistics(this IServiceCollection services)
    {
        services.AddSingleton<StatisticsSource>();
        services.AddScoped<DeskStatisticsQueries>();
        services.AddSingleton<EmptySearchCounter>();
        services.AddHostedService(s => s.GetRequiredService<EmptySearchCounter>());
    }
}
