using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests;

/// <summary>A portal with two units' officers and a published practice of the first unit.</summary>
public sealed class SubmittingPortal : PortalFactory
{
    public int PublishedId { get; private set; }

    public int PracticeId { get; private set; }

    public Account Officer { get; private set; } = null!;

    public Account CoWorker { get; private set; } = null!;

    public Account Stranger { get; private set; } = null!;

    public string FirstTeryt { get; private set; } = "";

    protected override async Task SeedAsync(PortalSeed seed)
    {
        var places = seed.Db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.RuralCommune && g.Teryt != null).OrderBy(g => g.Teryt).Take(2).ToList();
        FirstTeryt = places[0].Teryt!;
        Officer = await AddAccountAsync("Anna Zielna", AccountRoles.Officer, places[0].Teryt);
        CoWorker = await AddAccountAsync("Jan Kłos", AccountRoles.Officer, places[0].Teryt);
        Stranger = await AddAccountAsync("Ewa Obca", AccountRoles.Officer, places[1].Teryt);
        var revision = await seed.AddAsync("Świetlica dla seniorów w dawnej szkole", r =>
        {
            r.LocalGovernmentId = places[0].Id;
            r.Metryka = new Metryka { UnitName = "Urząd Gminy", Locality = places[0].Name };
            r.Problem = "Nie było gdzie się spotkać.";
            r.Contacts.Add(new RevisionContact { Contact = new Contact { Name = "Maria Stara", Email = "maria@example.org", ValidUntil = DateOnly.FromDateTime(DateTime.Today).AddYears(1) } });
        }, also: p => p.OwnerId = places[0].Id);
        PublishedId = revision.Id;
        PracticeId = revision.PracticeId;
    }

    /// <summary>A draft started through the panel; returns its number.</summary>
    public static async Task<int> StartAsync(Visitor officer, string title = "Wypożyczalnia opiekunów")
    {
        var page = await officer.SubmitAsync(await officer.GetAsync("/panel/nowa"), "Zacznij pisać", [("Title", title)]);
        return int.Parse(page.Headers["Location"].Split('/')[3], System.Globalization.CultureInfo.InvariantCulture);
    }
}
