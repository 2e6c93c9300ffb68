using System.Globalization;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests;

/// <summary>One published practice as the tests know it, apart from how the portal keeps it.</summary>
public sealed record Sample(
    PracticeKind Kind, string Title, string Summary, string? UnitName, string? Sector, string? Category, string? Voivodeship, string? County, string? UnitType,
    int? Population, DateOnly IntroducedOn, DateOnly UpdatedOn, IReadOnlyList<string> Groups, bool Recommended, bool WithoutFunding, int Attachments)
{
    public int Id { get; init; }

    public IEnumerable<string> ValuesOf(string facet) => facet switch
    {
        "rodzaj" => One(Kind == PracticeKind.Practice ? "praktyka" : "rezultat"),
        "dzial" => One(Sector).Concat(One(Category is null ? null : $"{Sector}/{Category}")),
        "wojewodztwo" => One(Voivodeship),
        "powiat" => One(County),
        "typ" => One(UnitType),
        "ludnosc" => One(Population switch { null => null, < 5_000 => "do-5-tys", < 20_000 => "5-20-tys", < 50_000 => "20-50-tys", < 100_000 => "50-100-tys", _ => "ponad-100-tys" }),
        "rok" => One(IntroducedOn.Year.ToString(CultureInfo.InvariantCulture)),
        "grupa" => Groups,
        "rekomendowane" => One(Recommended ? "tak" : null),
        "bezfinansowania" => One(WithoutFunding ? "tak" : null),
        "zalaczniki" => One(Attachments > 0 ? "tak" : null),
        _ => throw new ArgumentException(facet),
    };

    private static IEnumerable<string> One(string? value) => value is null ? [] : [value];
}

/// <summary>43 practices and 12 programme results that differ in everything one can filter by, among others that nobody may see.</summary>
public sealed class ListingPortal : PortalFactory
{
    public static readonly string[] Facets = ["rodzaj", "dzial", "wojewodztwo", "powiat", "typ", "ludnosc", "rok", "grupa", "rekomendowane", "bezfinansowania", "zalaczniki"];

    /// <summary>In Polish alphabetical order.</summary>
    public static readonly string[] Alphabet = ["Cel", "Ćma", "Lato", "Łąka", "Małpa", "Sad", "Śnieg", "Zamek", "Źródło", "Żaba"];

    private static readonly StringComparer Polish = StringComparer.Create(CultureInfo.GetCultureInfo("pl-PL"), ignoreCase: true);

    private readonly List<Sample> samples = [];

    public IReadOnlyList<Sample> Samples => samples;

    /// <summary>What a listing must show, worked out one record at a time.</summary>
    public IReadOnlyList<Sample> Expected(PracticeKind? kind, string? place, ILookup<string, string> query, string? exceptFacet = null)
    {
        var matches = samples.Where(s => (kind is null || s.Kind == kind)
            && (place is null || s.Category == place || s.Sector == place)
            && Facets.Where(f => f != exceptFacet && query[f].Any()).All(f => s.ValuesOf(f).Intersect(Meant(f, query)).Any())
            && Text.Fold(query["q"].FirstOrDefault() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(Text.Fold($"{s.Title}\n{s.Summary}\n{s.UnitName}").Contains));
        return [.. (query["sort"].FirstOrDefault() ?? "najnowsze") switch
        {
            "tytul" => matches.OrderBy(s => s.Title, Polish).ThenBy(s => s.Id),
            "aktualizowane" => matches.OrderByDescending(s => s.UpdatedOn).ThenByDescending(s => s.Id),
            "ludnosc" => matches.OrderByDescending(s => s.Population ?? -1).ThenByDescending(s => s.Id),
            _ => matches.OrderByDescending(s => s.IntroducedOn).ThenByDescending(s => s.Id),
        }];
    }

    /// <summary>The facets of a listing's page.</summary>
    public static IEnumerable<string> FacetsOf(PracticeKind? kind, string? place) =>
        Facets.Where(f => f switch { "rodzaj" => kind is null, "dzial" => place is null, _ => true });

    /// <summary>A category says which part of its sector is meant when both are chosen.</summary>
    private static IEnumerable<string> Meant(string facet, ILookup<string, string> query) =>
        query[facet].Where(v => facet != "dzial" || !query[facet].Any(o => o.StartsWith($"{v}/", StringComparison.Ordinal)));

    protected override async Task SeedAsync(PortalSeed seed)
    {
        string?[] places = ["2477", "0226", "022602", "022603", "020104", "1261", "12", null];
        (string? Sector, string? Category)[] categories =
        [
            ("uslugi-spoleczne", "kultura"), ("uslugi-spoleczne", "pomoc-spoleczna"), ("uslugi-spoleczne", null), ("uslugi-techniczne", "drogi-i-transport"), ("smup", null), (null, null),
        ];
        var units = new[] { "Urząd Gminy Żółwin", "Ośrodek Kultury", "Zarząd Dróg" }.Select(name => new ImplementingUnit { Name = name, Slug = Text.Slug(name) }).ToArray();
        var files = new[] { await seed.FileAsync("regulamin.txt", "Regulamin."u8.ToArray()), await seed.FileAsync("uchwała.txt", "Uchwała."u8.ToArray()) };
        for (var i = 0; i < 55; i++)
        {
            var kind = i < 43 ? PracticeKind.Practice : PracticeKind.ProgrammeResult;
            var place = places[i % places.Length] is { } teryt ? seed.Place(teryt) : null;
            var (sector, category) = kind == PracticeKind.Practice ? categories[i % categories.Length] : (null, null);
            var groups = new[] { (2, "seniorzy"), (3, "dzieci"), (7, "mlodziez") }.Where(g => i % g.Item1 == 0).Select(g => g.Item2).ToArray();
            var unit = i % 5 == 4 ? null : units[i % units.Length];
            var title = i < Alphabet.Length ? Alphabet[(i * 7) % Alphabet.Length] : $"Dobre rozwiązanie numer {i}";
            var summary = i < Alphabet.Length ? "Alfabet." : i % 6 == 0 ? "Świetlica w szkole." : "Opis rozwiązania.";
            var introduced = new DateOnly(2005 + (i % 5), 1 + (i % 12), 1 + (i % 28));
            DateOnly? updated = i % 3 == 0 ? introduced.AddYears(i % 4) : null;
            var population = i % 9 == 0 ? 4_000 + (i * 1_000) : place?.Population;
            var unitType = i % 11 == 5 ? LocalGovernmentType.Association : place?.Type;
            var revision = await seed.AddAsync(
                title,
                r =>
                {
                    r.Summary = summary;
                    r.Category = (category ?? sector) is { } slug ? seed.Category(slug) : null;
                    r.LocalGovernment = place;
                    r.ImplementingUnit = unit;
                    r.Metryka = new Metryka
                    {
                        IntroducedOn = introduced,
                        UpdatedOn = updated,
                        UnitName = unit?.Name,
                        UnitType = unitType == place?.Type ? null : unitType,
                        Population = population == place?.Population ? null : population,
                        Voivodeship = place is null ? "lubuskie" : null,
                    };
                    r.TargetGroups.AddRange(groups.Select(seed.Group));
                    r.WorksWithoutFunding = i % 7 == 0 ? true : i % 7 == 1 ? false : null;
                    r.Attachments.AddRange(i % 6 == 1 ? files[..(1 + (i % 2))].Select((f, order) => new Attachment { Sha256 = f.Sha256, File = f.File, FileName = f.FileName, Title = f.Title, Order = order }) : []);
                },
                kind,
                also: p =>
                {
                    if (i % 4 < 2)
                    {
                        // Only a published opinion recommends.
                        p.Opinions.Add(new ExpertOpinion { Text = "Opinia.", Recommended = true, WorksWithoutFunding = i % 3 == 0, IsPublic = i % 4 == 0 });
                    }
                });
            var isRegion = place?.Type == LocalGovernmentType.Voivodeship;
            samples.Add(new Sample(
                kind,
                title,
                summary,
                unit?.Name,
                sector,
                category,
                place is null ? "lubuskie" : (isRegion ? place : place.Voivodeship)!.Slug,
                place?.Type is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights ? place.Teryt : place?.County?.Teryt,
                unitType switch
                {
                    LocalGovernmentType.CityWithCountyRights => "miasto-na-prawach-powiatu",
                    LocalGovernmentType.County => "powiat",
                    LocalGovernmentType.UrbanCommune => "gmina-miejska",
                    LocalGovernmentType.RuralCommune => "gmina-wiejska",
                    LocalGovernmentType.UrbanRuralCommune => "gmina-miejsko-wiejska",
                    LocalGovernmentType.Voivodeship => "wojewodztwo",
                    LocalGovernmentType.Association => "zwiazek",
                    _ => null,
                },
                population,
                introduced,
                updated ?? introduced,
                groups,
                i % 4 == 0,
                i % 7 == 0 || (i % 7 > 1 && i % 12 == 0),
                i % 6 == 1 ? 1 + (i % 2) : 0)
            { Id = revision.PracticeId });
        }

        foreach (var status in Enum.GetValues<RevisionStatus>().Where(s => s != RevisionStatus.Published))
        {
            await seed.AddAsync($"Niewidoczna {status}", status: status);
        }

        await seed.AddAsync("Niewidoczna w archiwum", also: p => p.ArchivedAt = PortalSeed.Moment);
    }
}
