using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Map;

/// <summary>One voivodeship on the map: outline, label and its point, count and one of five shades.</summary>
public sealed record MapRegion(LocalGovernment Voivodeship, string Label, string Path, double X, double Y, int Count, int Units, int Shade);

public sealed record MapPage(string ViewBox, IReadOnlyList<MapRegion> Regions, Category? Sector, Catalogue Catalogue, int Total);

/// <summary>The outlines of the voivodeships, read once from the reference data.</summary>
public sealed class Outlines
{
    private static readonly Lazy<Outlines> Loaded = new(() =>
        JsonSerializer.Deserialize<Outlines>(System.IO.File.ReadAllText(ReferenceData.PathOf("voivodeships.json")), JsonSerializerOptions.Web)!);

    public static Outlines Instance => Loaded.Value;

    public required string ViewBox { get; init; }

    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>A path of relative line commands, and where the label stands.</summary>
    public sealed record Item(string Teryt, string Name, string Label, string Path, double X, double Y);

    /// <summary>The regions with their counts; shades are fifths of the largest count.</summary>
    public IReadOnlyList<MapRegion> Count(Catalogue catalogue, Category? sector)
    {
        var counts = catalogue.CountsByVoivodeship(sector);
        var largest = counts.Values.Max(c => c.Practices);
        return [.. catalogue.Voivodeships.Select(v =>
        {
            var outline = Items.First(i => i.Teryt == v.Teryt);
            var (count, units) = counts[v.Id];
            return new MapRegion(
                v,
                outline.Label,
                outline.Path,
                outline.X,
                outline.Y,
                count,
                units,
                largest == 0 ? 1 : Math.Clamp((int)Math.Ceiling(5.0 * count / largest), 1, 5));
        })];
    }
}

[CountsVisit]
public sealed class MapController(PracticeQueries queries) : Controller
{
    [HttpGet("/mapa")]
    public async Task<IActionResult> Index([FromQuery(Name = "dziedzina")] string? sector, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var chosen = string.IsNullOrEmpty(sector) ? null : catalogue.Sectors.FirstOrDefault(s => s.Slug == sector) ?? throw new BadRequestException("dziedzina", sector);
        var regions = Outlines.Instance.Count(catalogue, chosen);
        return View(new MapPage(Outlines.Instance.ViewBox, regions, chosen, catalogue, regions.Sum(r => r.Count)));
    }
}
