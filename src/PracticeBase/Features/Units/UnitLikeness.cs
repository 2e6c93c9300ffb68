using PracticeBase.Domain;

namespace PracticeBase.Features.Units;

/// <summary>What two units of local government are compared by; null for what is not known.</summary>
/// <param name="Type">Of the unit.</param>
/// <param name="Population">Residents.</param>
/// <param name="VoivodeshipId">A voivodeship's own number for itself.</param>
/// <param name="CountyId">A county's own number for itself; a city with county rights is its own county.</param>
/// <param name="Position">Degrees of latitude and longitude; a county's is the mean of its communes.</param>
public sealed record UnitTraits(LocalGovernmentType Type, int? Population, int? VoivodeshipId, int? CountyId, (double Latitude, double Longitude)? Position)
{
    private const double EarthRadius = 6371;

    /// <summary>Kilometres as the crow flies; null when one of the positions is not known.</summary>
    public double? DistanceTo(UnitTraits other)
    {
        if (Position is not { } here || other.Position is not { } there)
        {
            return null;
        }

        var (a, b) = (double.DegreesToRadians(here.Latitude), double.DegreesToRadians(there.Latitude));
        var half = Math.Pow(Math.Sin((a - b) / 2), 2)
            + (Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(double.DegreesToRadians(here.Longitude - there.Longitude) / 2), 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}

/// <summary>
/// How like two units are: each part from 0 to 1, the same from either side. What is not known of one of them makes no likeness.
/// The rules and weights are those of decision 18.
/// </summary>
/// <param name="Type">1 for the same type, 0.5 for related ones.</param>
/// <param name="Population">1 for the same number, 0.5 for twice as many, 0 from four times on.</param>
/// <param name="Place">1 in one county, 0.75 within <see cref="NearKilometres"/>, 0.5 in one voivodeship.</param>
public readonly record struct UnitLikeness(double Type, double Population, double Place)
{
    public const double NearKilometres = 50;

    /// <summary>Units less like than this are not shown: the type alone is just enough.</summary>
    public const double Least = TypeWeight / TraitsWeight;

    private const double TypeWeight = 3;
    private const double PopulationWeight = 4;
    private const double PlaceWeight = 2;
    private const double TraitsWeight = TypeWeight + PopulationWeight + PlaceWeight;
    private const double ProblemsWeight = 4;

    /// <summary>So many times larger is not alike any more.</summary>
    private const double Unlike = 4;

    /// <summary>From 0 to 1.</summary>
    public double Score => ((TypeWeight * Type) + (PopulationWeight * Population) + (PlaceWeight * Place)) / TraitsWeight;

    /// <summary>The score when problems are chosen, from 0 to 1.</summary>
    /// <param name="density">The share of the unit's practices that are about them.</param>
    public double ScoreWith(double density) => ((TraitsWeight * Score) + (ProblemsWeight * density)) / (TraitsWeight + ProblemsWeight);

    public static UnitLikeness Between(UnitTraits a, UnitTraits b) => new(OfTypes(a.Type, b.Type), OfPopulations(a.Population, b.Population), OfPlaces(a, b));

    private static double OfTypes(LocalGovernmentType a, LocalGovernmentType b) => a == b ? 1 : AreRelated(a, b) || AreRelated(b, a) ? 0.5 : 0;

    private static bool AreRelated(LocalGovernmentType a, LocalGovernmentType b) => (a, b) is
        (LocalGovernmentType.RuralCommune, LocalGovernmentType.UrbanRuralCommune)
        or (LocalGovernmentType.UrbanRuralCommune, LocalGovernmentType.UrbanCommune)
        or (LocalGovernmentType.UrbanCommune, LocalGovernmentType.CityWithCountyRights);

    private static double OfPopulations(int? a, int? b) =>
        a is > 0 and { } x && b is > 0 and { } y ? Math.Max(0, 1 - (Math.Log((double)Math.Max(x, y) / Math.Min(x, y)) / Math.Log(Unlike))) : 0;

    private static double OfPlaces(UnitTraits a, UnitTraits b) =>
        a.CountyId is { } county && county == b.CountyId ? 1
        : MayBeNear(a, b) && a.DistanceTo(b) <= NearKilometres ? 0.75
        : a.VoivodeshipId is { } voivodeship && voivodeship == b.VoivodeshipId ? 0.5
        : 0;

    /// <summary>A degree of latitude is 111 km: most pairs are told apart without an angle.</summary>
    private static bool MayBeNear(UnitTraits a, UnitTraits b) => Math.Abs((a.Position?.Latitude ?? 0) - (b.Position?.Latitude ?? 0)) < NearKilometres / 111;
}
