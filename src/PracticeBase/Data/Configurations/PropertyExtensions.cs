using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PracticeBase.Data.Configurations;

internal static class PropertyExtensions
{
    // The stored form is its own: a change of the exchange format must not touch it.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Keeps a list of values that are read and written only with their revision as one JSON column.</summary>
    public static void AsJson<T>(this PropertyBuilder<List<T>> property) =>
        property.HasConversion(new JsonConverter<T>(), new JsonComparer<T>());

    /// <inheritdoc cref="AsJson{T}(PropertyBuilder{List{T}})"/>
    public static void AsJson<T>(this ComplexTypePropertyBuilder<List<T>> property) =>
        property.HasConversion(new JsonConverter<T>(), new JsonComparer<T>());

    private static string Write<T>(List<T>? list) => list is null or [] ? "[]" : JsonSerializer.Serialize(list, Options);

    private static List<T> Read<T>(string json) => json is "[]" ? [] : JsonSerializer.Deserialize<List<T>>(json, Options)!;

    private sealed class JsonConverter<T>() : ValueConverter<List<T>, string>(list => Write(list), json => Read<T>(json));

    private sealed class JsonComparer<T>() : ValueComparer<List<T>>(
        (a, b) => Write(a) == Write(b),
        list => Write(list).GetHashCode(StringComparison.Ordinal),
        list => Read<T>(Write(list)));
}
