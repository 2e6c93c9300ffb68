using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests;

/// <summary>
/// Practices of units that are more and less like Osiecznica, a rural commune of 7,000. Most like first: Warta Bolesławiecka, Moszczenica,
/// Nowogrodziec, Zagrodno, Gorlice.
/// </summary>
public sealed class SimilarPortal : PortalFactory
{
    public const string Osiecznica = "020105";

    /// <summary>A commune without practices, whose population nobody knows.</summary>
    public const string Gromadka = "020103";

    public PracticeRevision Own { get; private set; } = null!;

    public PracticeRevision Result { get; private set; } = null!;

    /// <summary>Units without a TERYT code: the first one was merged into the second.</summary>
    public (LocalGovernment Merged, LocalGovernment Into) Associations { get; private set; }

    protected override async Task SeedAsync(PortalSeed seed)
    {
        Own = await AddAsync(seed, "Własna", Osiecznica, 7_000, "pomoc-spoleczna", files: true);
        await AddAsync(seed, "Warta nowa", "020106", 7_200, "kultura", year: 2020);
        await AddAsync(seed, "Warta polecana", "020106", 7_200, "pomoc-spoleczna", year: 2010, recommended: true);
        await AddAsync(seed, "Moszczenica", "120507", 6_900, "kultura", group: "seniorzy");
        await AddAsync(seed, "Nowogrodziec", "020104", 15_000, "oswiata");
        await AddAsync(seed, "Zagrodno", "022605", null, "pomoc-spoleczna");
        await AddAsync(seed, "Wrocław", "0264", null, "kultura");
        for (var i = 1; i <= 5; i++)
        {
            await AddAsync(seed, $"Gorlice {i}", "120504", 40_000, "smup", year: 2010 + i);
        }

        Result = await AddAsync(seed, "Rezultat Warty", "020106", null, null, group: "seniorzy", kind: PracticeKind.ProgrammeResult);
        await AddAsync(seed, "Rezultat Moszczenicy", "120507", null, null, group: "seniorzy", kind: PracticeKind.ProgrammeResult);
        await AddAsync(seed, "Niewidoczna", "020102", 7_000, "kultura", status: RevisionStatus.Draft);

        var into = new LocalGovernment { Name = "Związek Dorzecza", Slug = "zwiazek-dorzecza", Type = LocalGovernmentType.Association };
        var merged = new LocalGovernment { Name = "Związek Źródeł", Slug = "zwiazek-zrodel", Type = LocalGovernmentType.Association, MergedInto = into };
        seed.Db.LocalGovernments.AddRange(into, merged);
        await seed.SaveAsync();
        Associations = (merged, into);
        await seed.AddAsync("Wspólna zlewnia", r => r.LocalGovernment = into);
    }

    private static async Task<PracticeRevision> AddAsync(
        PortalSeed seed, string title, string teryt, int? population, string? category, int year = 2015, bool recommended = false, string? group = null, bool files = false,
        PracticeKind kind = PracticeKind.Practice, RevisionStatus status = RevisionStatus.Published)
    {
        var place = seed.Place(teryt);
        var name = $"Urząd Gminy {place.Name}";
        var unit = seed.Db.ImplementingUnits.SingleOrDefault(u => u.Name == name && u.LocalGovernmentId == place.Id)
            ?? new ImplementingUnit { Name = name, Slug = Text.Slug(name), LocalGovernment = place };
        var attachments = files ? new[] { await seed.FileAsync("regulamin.txt", "Regulamin klubu."u8.ToArray()) } : [];
        return await seed.AddAsync(
            title,
            r =>
            {
                r.Category = category is null ? null : seed.Category(category);
                r.LocalGovernment = place;
                r.ImplementingUnit = unit;
                r.Metryka = new Metryka { IntroducedOn = new DateOnly(year, 1, 2), Population = population, UnitName = unit.Name };
                r.MainGoal = files ? "Mniej osób samotnych." : null;
                r.Attachments.AddRange(attachments);
                if (group is not null)
                {
                    r.TargetGroups.Add(seed.Group(group));
                }
            },
            kind,
            status,
            p =>
            {
                if (recommended)
                {
                    p.Opinions.Add(new ExpertOpinion { Text = "Opinia.", Recommended = true, IsPublic = true });
                }
            });
    }
}
