using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>What the catalogue knows of a local government.</summary>
/// <param name="Teryt">2 to 6 digits; null for an association.</param>
public sealed record CataloguePlace(
    int Id, string? Teryt, string Name, LocalGovernmentType Type, int? VoivodeshipId, int? CountyId, int? Population, double? Latitude, double? Longitude)
{
    /// <summary>As an address writes it: the TERYT code, «id-2501» for one without.</summary>
    public string Key { get; } = KeyOf(Id, Teryt);

    /// <summary>«gmina Łabunie», «powiat limanowski»; a town goes by its name alone.</summary>
    public string Label { get; } = Type switch
    {
        LocalGovernmentType.RuralCommune or LocalGovernmentType.UrbanRuralCommune => $"gmina {Name}",
        LocalGovernmentType.County => $"powiat {Name}",
        LocalGovernmentType.Voivodeship => $"województwo {Name}",
        _ => Name,
    };

    /// <inheritdoc cref="Key"/>
    public static string KeyOf(LocalGovernment place) => KeyOf(place.Id, place.Teryt);

    private static string KeyOf(int id, string? teryt) => teryt ?? $"id-{id}";
}
