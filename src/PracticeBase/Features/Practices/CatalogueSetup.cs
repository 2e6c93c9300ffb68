namespace PracticeBase.Features.Practices;

public static class CatalogueSetup
{
    public static void AddCatalogue(this IServiceCollection services)
    {
        services.AddSingleton<CatalogueFile>();
        services.AddSingleton<CatalogueSource>();
        services.AddHostedService<CatalogueKeeper>();
    }
}
