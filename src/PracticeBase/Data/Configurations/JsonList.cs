using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PracticeBase.Data.Configurations;

/// <summary>A list as one JSON column. Its elements cannot be edited in place, only exchanged. Not private: the compiled models call it.</summary>
internal static class JsonList
{
    // The stored form is its own: a change of the exchange format must not touch it.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write<T>(List<T>? list) => list is null or [] ? "[]" : JsonSerializer.Serialize(list, Options);

    public static List<T> Read<T>(string json) => json is "[]" ? [] : JsonSerializer.Deserialize<List<T>>(json, Options)!;

    /// <summary>Whether both are stored alike. The same elements are, which is quickly seen; equal ones need not be: a record finds 1.0 and 1.00 equal.</summary>
    public static bool AreSame<T>(List<T>? a, List<T>? b) => HaveSameElements(a, b) || Write(a) == Write(b);

    public static List<T> Copy<T>(List<T>? list) => [.. list ?? []];

    private static bool HaveSameElements<T>(List<T>? a, List<T>? b)
    {
        var left = CollectionsMarshal.AsSpan(a);
        var right = CollectionsMarshal.AsSpan(b);
        for (var i = 0; i < left.Length && left.Length == right.Length; i++)
        {
            if (typeof(T) == typeof(int) ? !EqualityComparer<T>.Default.Equals(left[i], right[i]) : !ReferenceEquals(left[i], right[i]))
            {
                return false;
            }
        }

        return left.Length == right.Length;
    }
}

internal sealed class JsonListConverter<T>() : ValueConverter<List<T>, string>(list => JsonList.Write(list), json => JsonList.Read<T>(json));

internal sealed class JsonListComparer<T>() : ValueComparer<List<T>>(
    (a, b) => JsonList.AreSame(a, b),
    list => JsonList.Write(list).GetHashCode(StringComparison.Ordinal),
    list => JsonList.Copy(list));
