using PracticeBase.Features.Administration.Audit;
using PracticeBase.Features.Administration.Contents;
using PracticeBase.Infrastructure;

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
        services.AddJob<AuditRetentionJob>(TimeSpan.FromDays(1));
    }
}
