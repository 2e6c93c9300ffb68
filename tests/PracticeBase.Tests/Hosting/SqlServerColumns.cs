using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PracticeBase.Tests.Hosting;

/// <summary>SQLite takes a text of any length and an amount of any size: what SQL Server would refuse to save, fails the test that saves it.</summary>
internal sealed class SqlServerColumns : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            foreach (var property in entry.Properties.Concat(entry.ComplexProperties.SelectMany(c => c.Properties)))
            {
                Check(property);
            }
        }

        return ValueTask.FromResult(result);
    }

    private static void Check(PropertyEntry property)
    {
        var mapping = property.Metadata.GetTypeMapping();
        var value = property.CurrentValue is { } current && mapping.Converter is { } converter ? converter.ConvertToProvider(current) : property.CurrentValue;
        var isTooMuch = value switch
        {
            string text => text.Length > property.Metadata.GetMaxLength(),
            decimal amount => Math.Abs(amount) >= (decimal)Math.Pow(10, property.Metadata.GetPrecision()!.Value - property.Metadata.GetScale()!.Value),
            _ => false,
        };
        if (isTooMuch)
        {
            throw new InvalidOperationException($"SQL Server would refuse {property.Metadata.DeclaringType.ShortName()}.{property.Metadata.Name}: {value}");
        }
    }
}
