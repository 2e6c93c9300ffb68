using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PracticeBase.Data.Configurations;

internal static class PropertyExtensions
{
    /// <summary>Keeps a list of values that are read and written only with their revision as one JSON column.</summary>
    public static void AsJson<T>(this PropertyBuilder<List<T>> property) =>
        property.HasConversion(new JsonListConverter<T>(), new JsonListComparer<T>());

    /// <inheritdoc cref="AsJson{T}(PropertyBuilder{List{T}})"/>
    public static void AsJson<T>(this ComplexTypePropertyBuilder<List<T>> property) =>
        property.HasConversion(new JsonListConverter<T>(), new JsonListComparer<T>());
}
