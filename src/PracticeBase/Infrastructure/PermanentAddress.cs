using System.Globalization;

namespace PracticeBase.Infrastructure;

/// <summary>The segment «217-klub-integracji»: a permanent number and a slug that may have changed.</summary>
public static class PermanentAddress
{
    /// <summary>The route constraint: a number, then nothing or a hyphen and more.</summary>
    public const string Pattern = @"{key:regex(^[[0-9]]{{1,9}}(-.*)?$)}";

    public static int IdOf(string key) => int.Parse(key.Split('-', 2)[0], CultureInfo.InvariantCulture);

    public static string Format(int id, string slug) => string.Create(CultureInfo.InvariantCulture, $"{id}-{slug}");
}
