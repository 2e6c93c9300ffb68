using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;

namespace PracticeBase.Features.Map;

/// <summary>Five shades, each for a fifth of the largest value.</summary>
public sealed record Shades(double Largest)
{
    private const int Number = 5;

    /// <summary>From 1; nothing is in the lightest.</summary>
    public int Of(double value) => Largest == 0 ? 1 : Math.Clamp((int)Math.Ceiling(Number * value / Largest), 1, Number);

    /// <summary>The whole numbers that each shade stands for; shades that no number has are left out.</summary>
    public IEnumerable<(int Shade, int From, int To)> Counts() =>
        Enumerable.Range(1, Number)
            .Select(s => (Shade: s, From: s == 1 ? 0 : (int)Math.Floor(Largest * (s - 1) / Number) + 1, To: (int)Math.Floor(Largest * s / Number)))
            .Where(s => s.From <= s.To);

    /// <summary>The values where each shade ends.</summary>
    public IEnumerable<(int Shade, double From, double To)> Ranges() =>
        Enumerable.Range(1, Number).Select(s => (s, Largest * (s - 1) / Number, Largest * s / Number));
}

/// <summary>A shape or point of the map and its line in the table: both have the same links.</summary>
/// <param name="Key">Pairs the shape with its line.</param>
/// <param name="Name">As the table writes it.</param>
/// <param name="Count">Practices that the filters leave.</param>
public abstract record MapItem(string Key, string Name, int Count);

/// <summary>One of the sixteen.</summary>
/// <param name="Rate">Practices for 100,000 inhabitants; null when nobody has entered how many live there.</param>
public sealed record MapRegion(LocalGovernment Voivodeship, VoivodeshipOutline Outline, int Count, int Units, double? Rate) : MapItem(Voivodeship.Slug, Voivodeship.Name, Count);

/// <summary>A county of the voivodeship in view.</summary>
/// <param name="Dot">A city: its shape is too small, so it is drawn as a dot here as well. Null for others.</param>
public sealed record MapCounty(LocalGovernment County, Outline Outline, (double X, double Y)? Dot, string Name, int Count) : MapItem(County.Teryt!, Name, Count);

/// <summary>A local government with practices of its own: a point on the map where its coordinates are known.</summary>
/// <param name="At">The point in the picture; null for one that has none, as a county or a voivodeship.</param>
/// <param name="Radius">Its area follows the count.</param>
/// <param name="Only">The practice, when there is one alone.</param>
public sealed record MapPlace(string Key, string Name, (double X, double Y)? At, double Radius, int Count, CatalogueEntry? Only) : MapItem(Key, Name, Count)
{
    /// <summary>Whether the number fits into the point.</summary>
    public bool ShowsCount => Count > 1 && Radius >= RoomFor(Count);

    private static double RoomFor(int count) => count switch { < 10 => 11, < 100 => 16, < 1000 => 22, _ => 28 };
}

/// <summary>What both maps show beside the map itself.</summary>
public abstract record MapPage
{
    public required Catalogue Catalogue { get; init; }

    public required MapQuery Query { get; init; }

    /// <summary>The filters with how many practices each value would leave.</summary>
    public required IReadOnlyList<FacetView> Facets { get; init; }

    /// <summary>Practices that the filters leave, those without a place included.</summary>
    public required int Total { get; init; }

    /// <summary>Those that no point shows, newest first, as many as are named.</summary>
    public required IReadOnlyList<CatalogueEntry> Unplaced { get; init; }

    public required int UnplacedCount { get; init; }

    /// <summary>How the text of the filters was understood; null without one.</summary>
    public Understood? Understood { get; init; }
}

/// <summary>No map: what the filters ask for cannot be looked up while the search index is being made.</summary>
public sealed record WaitingPage : MapPage;

/// <summary>All of Poland.</summary>
public sealed record PolandPage : MapPage
{
    public required IReadOnlyList<MapRegion> Regions { get; init; }

    public required Shades Shades { get; init; }

    /// <summary>Whether the inhabitants of every voivodeship are known.</summary>
    public required bool KnowsInhabitants { get; init; }
}

/// <summary>One voivodeship with its counties and points.</summary>
public sealed record VoivodeshipPage : MapPage
{
    public required LocalGovernment Voivodeship { get; init; }

    public required VoivodeshipOutline Outline { get; init; }

    public required MapView View { get; init; }

    /// <summary>Those that the picture shows a part of.</summary>
    public required IReadOnlyList<(LocalGovernment Voivodeship, VoivodeshipOutline Outline)> Neighbours { get; init; }

    /// <summary>All of them, the fullest first.</summary>
    public required IReadOnlyList<MapCounty> Counties { get; init; }

    public required IReadOnlyList<MapPlace> Places { get; init; }

    public required Shades Shades { get; init; }
}
