using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The sector line of old pages («Usługi społeczne : Kultura») as slugs of the category tree.</summary>
internal static class Sectors
{
    private static readonly (string Name, string Slug, (string Name, string Slug)[] Categories)[] Tree =
    [
        ("usługi społeczne", "uslugi-spoleczne",
            [("kultura", "kultura"), ("pomoc społeczna", "pomoc-spoleczna"), ("oświata", "oswiata"), ("ochrona zdrowia", "ochrona-zdrowia"), ("sport i rekreacja", "sport-i-rekreacja")]),
        ("usługi techniczne", "uslugi-techniczne",
            [("drogi i transport", "drogi-i-transport"), ("transport", "drogi-i-transport"), ("drogi", "drogi-i-transport"), ("gospodarka odpadami", "gospodarka-odpadami"),
             ("odpady", "gospodarka-odpadami"), ("wodociągi i kanalizacja", "wodociagi-i-kanalizacja"), ("gospodarka mieszkaniowa", "gospodarka-mieszkaniowa"),
             ("zieleń i przestrzeń", "zielen-i-przestrzen"), ("zieleń", "zielen-i-przestrzen")]),
        ("rozwój instytucjonalny", "rozwoj-instytucjonalny", []),
        ("efektywność energetyczna", "efektywnosc-energetyczna", []),
        ("współpraca jst ngo", "wspolpraca-jst-ngo", []),
        ("współpraca między jst", "wspolpraca-miedzy-jst", []),
        ("dialog społeczny", "dialog-spoleczny", []),
        ("smup", "smup", []),
    ];

    /// <summary>What a line such as «Usługi społeczne : Kultura» says; null when it is no such line.</summary>
    /// <param name="Slug">The sector alone when the category is unknown.</param>
    /// <param name="Unknown">The category's name when the tree has none like it.</param>
    public sealed record SectorLine(string Slug, string? Unknown);

    public static SectorLine? Parse(string line)
    {
        var parts = line.Split([':', '»', '>', '/', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is < 1 or > 3 || line.Length > 100)
        {
            return null;
        }

        var sector = Tree.FirstOrDefault(s => Similar(parts[0], s.Name));
        if (sector.Slug is null)
        {
            return null;
        }

        // Sectors without categories have a single list, called «Praktyki».
        if (parts.Length == 1 || Similar(parts[1], "praktyki"))
        {
            return new SectorLine(sector.Slug, null);
        }

        var category = sector.Categories.FirstOrDefault(c => Similar(parts[1], c.Name));
        return category.Slug is null ? new SectorLine(sector.Slug, parts[1]) : new SectorLine($"{sector.Slug}/{category.Slug}", null);
    }

    /// <summary>The name of a sector or category alone: an entry of the menu.</summary>
    public static bool IsName(string text) => Tree.Any(s => Similar(text, s.Name) || s.Categories.Any(c => Similar(text, c.Name)));

    /// <summary>The category that the office's name alone makes clear; null otherwise.</summary>
    public static string? Guess(string? unitName)
    {
        var name = Text.Fold(unitName ?? "");
        return name switch
        {
            _ when new[] { "pomocy spolecznej", "mops", "gops", "pomocy rodzinie", "integracji spolecznej", "wsparcia rodziny" }.Any(name.Contains) => "uslugi-spoleczne/pomoc-spoleczna",
            _ when new[] { "bibliotek", "dom kultury", "osrodek kultury", "centrum kultury", "muzeum", "teatr" }.Any(name.Contains) => "uslugi-spoleczne/kultura",
            _ when new[] { "sportu i rekreacji", "osir" }.Any(name.Contains) => "uslugi-spoleczne/sport-i-rekreacja",
            _ when new[] { "zarzad drog", "zarzad transportu" }.Any(name.Contains) => "uslugi-techniczne/drogi-i-transport",
            _ when new[] { "wodociag" }.Any(name.Contains) => "uslugi-techniczne/wodociagi-i-kanalizacja",
            _ => null,
        };
    }

    private static bool Similar(string text, string name)
    {
        var (a, b) = (DocumentText.Key(text), DocumentText.Key(name));
        var limit = b.Length > 8 ? 2 : b.Length > 5 ? 1 : 0;
        return EditDistance.Between(a, b, limit) <= limit;
    }
}
