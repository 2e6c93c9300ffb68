using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests.Infrastructure.PageCache;

/// <summary>A portal with three practices; whether a page was kept is seen by writing something behind the portal's back.</summary>
public class CachePortal : ClockPortal
{
    /// <summary>Stands on the practice's page when that is rendered after <see cref="WriteSilentlyAsync"/>.</summary>
    public const string Silent = "Gmina Po Cichu";

    public PracticeRevision Bikes { get; private set; } = null!;

    public PracticeRevision Library { get; private set; } = null!;

    public string BikesPath => PathOf(Bikes);

    public static string PathOf(PracticeRevision revision) => $"/praktyka/{revision.PracticeId}-{revision.Practice.Slug}";

    /// <summary>Somebody else took the practice over, and the change feed does not tell.</summary>
    public Task WriteSilentlyAsync(PracticeRevision revision, string adopter = Silent) => UseDatabaseAsync(db =>
    {
        db.Adoptions.Add(new Adoption { PracticeId = revision.PracticeId, Adopter = adopter });
        return db.SaveChangesAsync();
    });

    /// <summary>Tells the change feed of a practice, or of the whole site.</summary>
    public Task TellAsync(int? practiceId) => UseDatabaseAsync(db =>
    {
        db.Changes.Add(new Change { PracticeId = practiceId, At = Time.Now });
        return db.SaveChangesAsync();
    });

    public Task<Page> GetAsync(string path, params (string Name, string Value)[] headers) => GetPageAsync(path, request =>
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    });

    protected override async Task SeedAsync(PortalSeed seed)
    {
        Bikes = await seed.AddAsync("Rowery dla seniorów", r => r.Category = seed.Category("kultura"));
        Library = await seed.AddAsync("Biblioteka w autobusie", r => r.Category = seed.Category("kultura"));
        await seed.AddAsync("Woda z deszczu", r => r.Category = seed.Category("drogi-i-transport"));
    }
}
