using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The kinds of local government as old documents call them.</summary>
internal static partial class UnitTypes
{
    public static LocalGovernmentType? Parse(string text)
    {
        var name = Spaces().Replace(Text.Fold(text).Replace('-', ' ').Replace('–', ' '), " ").Trim(' ', '.', ':', ',');
        return name switch
        {
            "powiat grodzki" or "miasto na prawach powiatu" or "miasto grodzkie" or "gmina na prawach powiatu" or "miasto powiatowe" => LocalGovernmentType.CityWithCountyRights,
            "powiat" or "powiat ziemski" => LocalGovernmentType.County,
            "wojewodztwo" or "samorzad wojewodztwa" => LocalGovernmentType.Voivodeship,
            "gmina wiejska" => LocalGovernmentType.RuralCommune,
            "gmina miejska" or "miasto" => LocalGovernmentType.UrbanCommune,
            "gmina miejsko wiejska" or "miasto i gmina" => LocalGovernmentType.UrbanRuralCommune,
            _ when name.StartsWith("zwiazek", StringComparison.Ordinal) && name.Length < 40 => LocalGovernmentType.Association,
            _ => null,
        };
    }

    public static string PolishName(LocalGovernmentType type) => type switch
    {
        LocalGovernmentType.UrbanCommune => "gmina miejska",
        LocalGovernmentType.RuralCommune => "gmina wiejska",
        LocalGovernmentType.UrbanRuralCommune => "gmina miejsko-wiejska",
        LocalGovernmentType.CityWithCountyRights => "miasto na prawach powiatu",
        LocalGovernmentType.County => "powiat",
        LocalGovernmentType.Voivodeship => "województwo",
        LocalGovernmentType.Association => "związek",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
