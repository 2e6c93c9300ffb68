using PracticeBase.Features.Administration.Audit;
using PracticeBase.Features.Administration.Contents;

namespace PracticeBase.Features.Administration;

/// <summary>What the administrators' pages need.</summary>
public static class AdministrationSetup
{
    public static void AddPracticeBaseAdministration(this IServiceCollection services)
    {
        services.AddScoped<RowEditing>();
        services.AddScoped<ContentFiles>();
        services.AddScoped<PlaceInput>();
        services.AddScoped<AccountActs>();
        services.AddSingleton<AuditRetention>();
        services.AddHostedService(s => s.GetRequiredService<AuditRetention>());
    }
}
