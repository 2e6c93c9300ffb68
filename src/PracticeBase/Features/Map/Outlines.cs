using System.Text.Json;
using PracticeBase.Data;

namespace PracticeBase.Features.Map;

/// <summary>A voivodeship's or county's shape in the units of <see cref="MapView"/>.</summary>
/// <param name="Teryt">2 digits for a voivodeship, 4 for a county or a city that is its own county.</param>
/// <param name="Path">Of «M», relative «l» and «z».</param>
public record Outline(string Teryt, string Path)
{
    public MapBox Box { get; } = MapBox.Around(Path);
}

/// <param name="Label">The name, shortened to fit.</param>
/// <param name="X">The middle of the label.</param>
/// <param name="Y">The label's line.</param>
public sealed record VoivodeshipOutline(string Teryt, string Path, string Label, double X, double Y) : Outline(Teryt, Path);

/// <summary>The shapes of the reference data, read once. Those of the counties are schematic, and the cities among them too small to see or hit.</summary>
public sealed class Outlines
{
    private static readonly Lazy<Outlines> Loaded = new(() => new Outlines());

    private readonly ILookup<string, Outline> counties = Read<List<Outline>>("counties.json").ToLookup(c => c.Teryt[..2]);

    private Outlines()
    {
    }

    public static Outlines Instance => Loaded.Value;

    /// <summary>TERYT code → shape, all sixteen.</summary>
    public IReadOnlyDictionary<string, VoivodeshipOutline> Voivodeships { get; } = Read<VoivodeshipFile>("voivodeships.json").Items.ToDictionary(v => v.Teryt);

    /// <summary>The counties of a voivodeship, cities included.</summary>
    public IEnumerable<Outline> CountiesOf(string voivodeship) => counties[voivodeship];

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(ReferenceData.PathOf(file)), JsonSerializerOptions.Web)!;

    private sealed record VoivodeshipFile(IReadOnlyList<VoivodeshipOutline> Items);
}
