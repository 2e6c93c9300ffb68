namespace PracticeBase.Domain;

public enum LocalGovernmentType
{
    UrbanCommune,
    RuralCommune,
    UrbanRuralCommune,

    /// <summary>Miasto na prawach powiatu, once «powiat grodzki»: a commune and a county in one.</summary>
    CityWithCountyRights,
    County,
    Voivodeship,

    /// <summary>Związek of communes or counties; has no TERYT code.</summary>
    Association,
}

/// <summary>A unit of local government (JST).</summary>
public sealed class LocalGovernment : IMergeable
{
    public int Id { get; init; }

    /// <summary>2 digits for a voivodeship, 4 for a county or a city with county rights, 6 for a commune; null for an association.</summary>
    public string? Teryt { get; init; }

    /// <summary>The name alone: «Nowogrodziec», «bolesławiecki», «dolnośląskie».</summary>
    public required string Name { get; set; }

    public required string Slug { get; set; }

    public required LocalGovernmentType Type { get; set; }

    public int? VoivodeshipId { get; init; }

    public LocalGovernment? Voivodeship { get; init; }

    /// <summary>A city with county rights is its own county and has null here.</summary>
    public int? CountyId { get; init; }

    public LocalGovernment? County { get; init; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    public int? Population { get; set; }

    /// <summary>Null when the source mixes years; the page then says «dane orientacyjne».</summary>
    public int? PopulationYear { get; set; }

    /// <summary>The part after the @ of its officers' addresses: who confirms such an address belongs to the unit. Null when an editor has to confirm.</summary>
    public string? EmailDomain { get; set; }

    /// <summary>The unit that took this one over.</summary>
    public int? MergedIntoId { get; set; }

    public LocalGovernment? MergedInto { get; set; }
}

/// <summary>The office that did it: Urząd Miasta, MOPS …</summary>
public sealed class ImplementingUnit : IMergeable
{
    public int Id { get; init; }

    public required string Name { get; set; }

    public required string Slug { get; set; }

    public int? LocalGovernmentId { get; set; }

    public LocalGovernment? LocalGovernment { get; set; }

    public string? Street { get; set; }

    public string? PostalCode { get; set; }

    public string? PostOffice { get; set; }

    public string? Website { get; set; }

    /// <summary>The unit that took this one over; its address redirects there.</summary>
    public int? MergedIntoId { get; set; }

    public ImplementingUnit? MergedInto { get; set; }
}

/// <summary>The bands of the filter «ludnosc».</summary>
public sealed record PopulationBand(string Slug, int From, int? Below)
{
    public static IReadOnlyList<PopulationBand> All { get; } =
    [
        new("do-5-tys", 0, 5_000),
        new("5-20-tys", 5_000, 20_000),
        new("20-50-tys", 20_000, 50_000),
        new("50-100-tys", 50_000, 100_000),
        new("ponad-100-tys", 100_000, null),
    ];

    public bool Contains(int population) => population >= From && (Below is null || population < Below);
}
