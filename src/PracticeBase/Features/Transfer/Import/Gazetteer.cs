using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>One unit of the reference list.</summary>
/// <param name="Teryt">Null for the few units whose code the source lacks.</param>
/// <param name="County">The county's name; null for cities with county rights, counties and voivodeships.</param>
public sealed record GazetteerUnit(string? Teryt, string Name, LocalGovernmentType Type, string? County, string Voivodeship)
{
    internal bool IsCommune => Type is not (LocalGovernmentType.County or LocalGovernmentType.Voivodeship);
}

/// <summary>What a search found.</summary>
/// <param name="Unit">Null when nothing fits or when several fit equally.</param>
/// <param name="Doubt">A Polish sentence when a person should check.</param>
public sealed record PlaceMatch(GazetteerUnit? Unit, string? Doubt);

/// <summary>Finds local governments by name, as a form gives them or as running text inflects them. Safe for concurrent use.</summary>
public sealed class Gazetteer
{
    private readonly ILookup<string, GazetteerUnit> byName;
    private readonly PlaceForms forms;

    private Gazetteer(IReadOnlyList<GazetteerUnit> units)
    {
        Units = units;
        byName = units.ToLookup(u => Key(u.Name));
        forms = new PlaceForms(units.Where(u => u.IsCommune));
    }

    /// <summary>Built once from <c>Data/Reference/local-governments.csv</c> beside the program.</summary>
    public static Gazetteer Default => Loaded.Value;

    public IReadOnlyList<GazetteerUnit> Units { get; }

    private static Lazy<Gazetteer> Loaded { get; } = new(() => Load(Path.Combine(AppContext.BaseDirectory, "Data", "Reference", "local-governments.csv")));

    /// <param name="path">CSV without quotes; its first columns are teryt, name, type, county (code) and voivodeship (code).</param>
    public static Gazetteer Load(string path)
    {
        var rows = File.ReadLines(path).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))
            .Select(f => (Teryt: f[0], Name: f[1], Type: Enum.Parse<LocalGovernmentType>(f[2]), County: f[3], Voivodeship: f[4]))
            .ToList();
        var names = rows.Where(r => r.Type is LocalGovernmentType.County or LocalGovernmentType.Voivodeship).ToDictionary(r => r.Teryt, r => r.Name);
        return new Gazetteer([.. rows.Select(r => new GazetteerUnit(
            r.Teryt.Length == 0 ? null : r.Teryt, r.Name, r.Type, names.GetValueOrDefault(r.County), names[r.Voivodeship]))]);
    }

    /// <summary>The voivodeship's name in lower case as the list writes it; null when there is none like it.</summary>
    public string? Voivodeship(string text)
    {
        var name = Key(text.Replace("województwo", "", StringComparison.OrdinalIgnoreCase).Replace("woj.", "", StringComparison.OrdinalIgnoreCase));
        return Units.Where(u => u.Type == LocalGovernmentType.Voivodeship)
            .Select(u => (u.Name, Distance: EditDistance.Between(Key(u.Name), name, 1)))
            .Where(u => u.Distance <= 1)
            .OrderBy(u => u.Distance)
            .Select(u => u.Name)
            .FirstOrDefault();
    }

    /// <summary>The unit that a filled-in card means. Every argument may be missing but one name.</summary>
    public PlaceMatch Find(LocalGovernmentType? type, string? locality, string? county, string? voivodeship)
    {
        if (type == LocalGovernmentType.Association)
        {
            return new PlaceMatch(null, null);
        }

        var name = type switch
        {
            LocalGovernmentType.Voivodeship => voivodeship ?? locality,
            LocalGovernmentType.County => county ?? locality,
            _ => locality,
        };
        if (string.IsNullOrWhiteSpace(name))
        {
            return new PlaceMatch(null, null);
        }

        var candidates = byName[Key(name)].Where(u => type is LocalGovernmentType.County or LocalGovernmentType.Voivodeship ? u.Type == type : u.IsCommune).ToList();
        if (candidates.Count == 0)
        {
            return new PlaceMatch(null, type is null ? null : $"Nie ma w wykazie jednostki «{name}».");
        }

        var doubts = new List<string>();
        candidates = Narrow(candidates, voivodeship, u => u.Voivodeship, "województwo", doubts);
        // Old cards name a county for cities that are counties themselves; that is no contradiction.
        candidates = Narrow(candidates, type == LocalGovernmentType.County || candidates.Any(u => u.County is null) ? null : county, u => u.County, "powiat", doubts);
        var ofType = candidates.Where(u => type is null || u.Type == type).ToList();
        if (ofType.Count == 0)
        {
            doubts.Add($"W wykazie «{name}» ma inny typ niż «{UnitTypes.PolishName(type!.Value)}».");
        }

        return Choose(ofType.Count > 0 ? ofType : candidates, name, doubts);
    }

    /// <summary>The town that a text is about, found in any case: «w Radomiu», «miasta Rawa Mazowiecka».</summary>
    public PlaceMatch FindInText(string text)
    {
        var mentions = forms.Mentions(text);
        var ranked = mentions.GroupBy(m => m.Name).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(m => Rank(m.Units))).ToList();
        if (ranked.Count == 0)
        {
            return new PlaceMatch(null, null);
        }

        var doubts = new List<string>();
        if (ranked.Count > 1 && ranked[1].Count() * 2 > ranked[0].Count())
        {
            doubts.Add($"W tekście są różne miejscowości: {ranked[0].Key}, {ranked[1].Key}; przyjęto pierwszą.");
        }

        return Choose(ranked[0].First().Units, ranked[0].Key, doubts);
    }

    internal IReadOnlyList<PlaceMention> Mentions(string text) => forms.Mentions(text);

    internal static string Key(string name) => DocumentText.Key(name);

    private static List<GazetteerUnit> Narrow(
        List<GazetteerUnit> candidates, string? value, Func<GazetteerUnit, string?> property, string label, List<string> doubts)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return candidates;
        }

        var fitting = candidates.Where(u => Key(property(u) ?? "") == Key(value)).ToList();
        if (fitting.Count == 0)
        {
            doubts.Add($"W wykazie «{candidates[0].Name}» ma inny {label} niż «{value}»."
                .Replace("inny województwo", "inne województwo", StringComparison.Ordinal));
        }

        return fitting.Count > 0 ? fitting : candidates;
    }

    private static PlaceMatch Choose(IReadOnlyList<GazetteerUnit> candidates, string name, List<string> doubts)
    {
        var best = candidates.Max(u => Rank([u]));
        var units = candidates.Where(u => Rank([u]) == best).ToList();
        if (units.Count > 1)
        {
            var where = string.Join(", ", units.Take(5).Select(u => u.County is null ? u.Voivodeship : $"{u.County}, {u.Voivodeship}").Distinct());
            doubts.Add($"Jednostek o nazwie «{name}» jest kilka ({where}); nie wybrano żadnej.");
        }

        return new PlaceMatch(units.Count == 1 ? units[0] : null, doubts.Count > 0 ? string.Join(" ", doubts) : null);
    }

    /// <summary>A bare name more likely means the city than the commune around it.</summary>
    private static int Rank(IEnumerable<GazetteerUnit> units) => units.Max(u => u.Type switch
    {
        LocalGovernmentType.CityWithCountyRights => 4,
        LocalGovernmentType.UrbanCommune => 3,
        LocalGovernmentType.UrbanRuralCommune => 2,
        _ => 1,
    });
}
