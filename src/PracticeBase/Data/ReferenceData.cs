using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;

namespace PracticeBase.Data;

/// <summary>What every new database starts with: sectors, target groups, local governments, static pages, other databases.</summary>
public static class ReferenceData
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Reference");

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web);

    /// <summary>The path of a file of the reference data beside the program.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>The synonyms that the search begins with; the migration that makes their table writes them, so that an older database has them too.</summary>
    public static IReadOnlyList<string> Synonyms => Read<string>("synonyms.json");

    /// <summary>Fills an empty database with one save; false when there was something already.</summary>
    public static async Task<bool> LoadAsync(PracticeBaseDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.Categories.AnyAsync(cancellationToken))
        {
            return false;
        }

        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        AddCategories(db);
        db.TargetGroups.AddRange(Read<TargetGroupRow>("target-groups.json").Select((g, i) => new TargetGroup { Slug = g.Slug, NamePl = g.NamePl, NameEn = g.NameEn, Order = i }));
        db.OtherDatabases.AddRange(Read<OtherDatabase>("other-databases.json"));
        db.StaticPages.AddRange(ReadPages(today));
        await AddLocalGovernmentsAsync(db, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return true;
    }

    private static void AddCategories(PracticeBaseDbContext db)
    {
        var order = 0;
        foreach (var row in Read<CategoryRow>("categories.json"))
        {
            var sector = row.ToCategory(parent: null, order++);
            db.Categories.Add(sector);
            db.Categories.AddRange(row.Categories.Select(c => c.ToCategory(sector, order++)));
        }
    }

    private static async Task AddLocalGovernmentsAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        using var csv = CsvReader.FromFile(PathOf("local-governments.csv"));
        var voivodeships = new Dictionary<string, LocalGovernment>();
        var counties = new Dictionary<string, LocalGovernment>();
        await foreach (var row in csv.GetRecordsAsync<LocalGovernmentRow>(cancellationToken))
        {
            var unit = new LocalGovernment
            {
                Teryt = row.Teryt.Length == 0 ? null : row.Teryt,
                Name = row.Name,
                Slug = Text.Slug(row.Name),
                Type = row.Type,
                Voivodeship = row.Type == LocalGovernmentType.Voivodeship ? null : voivodeships[row.Voivodeship],
                County = row.County.Length == 0 ? null : counties[row.County],
                Latitude = row.Latitude,
                Longitude = row.Longitude,
                Population = row.Population,
            };
            if (unit.Type == LocalGovernmentType.Voivodeship)
            {
                voivodeships.Add(row.Teryt, unit);
            }
            else if (unit.Type == LocalGovernmentType.County)
            {
                counties.Add(row.Teryt, unit);
            }

            db.LocalGovernments.Add(unit);
        }
    }

    private static IEnumerable<StaticPage> ReadPages(DateOnly today)
    {
        var order = 0;
        foreach (var path in Directory.EnumerateFiles(PathOf("pages"), "*.pl.md").Order(StringComparer.Ordinal))
        {
            var (titlePl, bodyPl) = ReadPage(path);
            var (titleEn, bodyEn) = ReadPage(path[..^".pl.md".Length] + ".en.md");
            yield return new StaticPage
            {
                Slug = Path.GetFileName(path)[..^".pl.md".Length],
                TitlePl = titlePl,
                BodyPl = bodyPl,
                TitleEn = titleEn,
                BodyEn = bodyEn,
                UpdatedOn = today,
                Order = order++,
            };
        }
    }

    private static (string Title, string Body) ReadPage(string path)
    {
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (text[..end].TrimStart('#', ' '), text[end..].Trim());
    }

    private static List<T> Read<T>(string fileName) => JsonSerializer.Deserialize<List<T>>(File.ReadAllText(PathOf(fileName)), JsonOptions)!;

    private sealed record TargetGroupRow(string Slug, string NamePl, string NameEn);

    private sealed record CategoryRow(string Slug, string NamePl, string NameEn, string? DescriptionPl, string? DescriptionEn, string? Theme, string Icon, List<CategoryRow>? Children)
    {
        public List<CategoryRow> Categories => Children ?? [];

        public Category ToCategory(Category? parent, int order) => new()
        {
            Slug = Slug,
            NamePl = NamePl,
            NameEn = NameEn,
            DescriptionPl = DescriptionPl,
            DescriptionEn = DescriptionEn,
            Theme = Theme ?? parent!.Theme,
            Icon = Icon,
            Parent = parent,
            Order = order,
        };
    }
}

/// <summary>A line of local-governments.csv; the reader's source generator makes its mapping.</summary>
[CsvRecord]
internal sealed partial record LocalGovernmentRow(string Teryt, string Name, LocalGovernmentType Type, string County, string Voivodeship, double? Latitude, double? Longitude, int? Population);
