using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Infrastructure.PageCache;

/// <summary>
/// Each kind of change against every public page: what the portal answers, with every page kept before the change, is what another program on
/// the same database answers that keeps nothing.
/// </summary>
public sealed class EvictionTests : ReviewPortal
{
    private static readonly string[] Fixed =
    [
        "/", "/praktyki", "/praktyki?strona=1&sort=tytul", "/praktyki?wojewodztwo=slaskie", "/praktyki/uslugi-spoleczne", "/praktyki/uslugi-spoleczne/kultura", "/praktyki/uslugi-techniczne", "/rezultaty",
        "/mapa", "/mapa?wojewodztwo=slaskie", "/mapa?q=klub", "/szukaj", "/szukaj?q=klub", "/szukaj?q=warsztaty", "/statystyki", "/kalendarium", "/publikacje", "/inne-bazy",
        "/strona/kontakt", "/strona/mapa-serwisu", "/strona/deklaracja-dostepnosci", "/kanal.atom", "/szukaj/kanal.atom?q=klub", "/praktyki/uslugi-spoleczne/kultura/kanal.atom",
        "/jednostki-podobne", "/jednostki-podobne?jst=" + Unit, "/en", "/en/praktyki/uslugi-spoleczne/kultura", "/en/strona/kontakt",
    ];

    private readonly List<PracticeRevision> practices = [];
    private WebApplication? other;
    private HttpClient? fresh;

    [Theory]
    [InlineData("published")]
    [InlineData("revised")]
    [InlineData("archived")]
    [InlineData("still true")]
    [InlineData("contact")]
    [InlineData("category")]
    [InlineData("category merged")]
    [InlineData("place")]
    [InlineData("unit")]
    [InlineData("static page")]
    [InlineData("publication")]
    [InlineData("other database")]
    [InlineData("event")]
    [InlineData("banner")]
    [InlineData("funder")]
    [InlineData("setting")]
    [InlineData("synonyms")]
    public async Task Change_IsOnEveryPageThatShowsIt(string kind)
    {
        await StartOtherAsync();
        var paths = Fixed.Concat(practices.SelectMany(p => Views(p))).Append(await UnitPathAsync()).ToList();
        await CompareAsync(paths);
        var before = await ReadAsync(paths);
        await ChangeAsync(kind);
        await CompareAsync(paths);
        // A change that no page shows would prove nothing.
        Assert.NotEqual(before, await ReadAsync(paths));
    }

    /// <summary>Both programs' statistics are of the same minute.</summary>
    protected override TimeProvider Clock { get; } = new TestClock();

    /// <summary>No address on a page is that of the program which rendered it.</summary>
    protected override IEnumerable<string> Settings => ["--Portal:BaseAddress=https://baza.example.org"];

    protected override async Task SeedAsync(PortalSeed seed)
    {
        await base.SeedAsync(seed);
        var unit = new ImplementingUnit { Name = "Ośrodek Kultury", Slug = "osrodek-kultury", LocalGovernmentId = seed.Place(Unit).Id };
        seed.Db.ImplementingUnits.Add(unit);
        await seed.SaveAsync();
        foreach (var title in new[] { "Klub integracji seniorów", "Klub integracji młodzieży", "Warsztaty stolarskie" })
        {
            practices.Add(await AddRevisionAsync(RevisionStatus.Published, title: title, summary: $"{title} otworzyła gmina razem z sołtysami, w dawnej remizie przy szkole.", content: r => r.ImplementingUnitId = unit.Id));
        }

        // Near enough to be a unit like the other one.
        practices.Add(await AddRevisionAsync(RevisionStatus.Published, title: "Deszczówka w parku", content: r => (r.LocalGovernmentId, r.Category) = (seed.Place("2469").Id, null)));
    }

    private static IEnumerable<string> Views(PracticeRevision revision) =>
        new[] { "", "/prezentacja", "/historia" }.Select(v => $"/praktyka/{revision.PracticeId}-{revision.Practice.Slug}{v}");

    private Task<string> UnitPathAsync() => UseDatabaseAsync(async db =>
    {
        var unit = await db.ImplementingUnits.OrderBy(u => u.Id).FirstAsync();
        return $"/jednostki/{unit.Id}-{unit.Slug}";
    });

    private async Task StartOtherAsync()
    {
        other = PracticeBaseApp.Build([.. Configuration, "--urls=http://127.0.0.1:0", "--PageCache:FileMegabytes=0", $"--Search:Directory={System.IO.Path.Combine(StorageDirectory, "other")}"], quiet: true, clock: Clock);
        await other.StartAsync(TestContext.Current.CancellationToken);
        fresh = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(other.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()),
        };
    }

    private async Task CompareAsync(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            var expected = (await ReadFreshAsync(path)).Split('\n');
            // Made, kept, and found before anything else.
            for (var i = 0; i < 3; i++)
            {
                var actual = (await ReadAsync(path)).Split('\n');
                Assert.Equal((path, ""), (path, string.Join('\n', actual.Except(expected))));
                Assert.Equal(expected, actual);
            }
        }
    }

    private async Task<string> ReadAsync(IEnumerable<string> paths)
    {
        var all = new List<string>();
        foreach (var path in paths)
        {
            all.Add(await ReadAsync(path));
        }

        return string.Join('\n', all);
    }

    private async Task<string> ReadAsync(string path)
    {
        var page = await GetPageAsync(path);
        return $"{(int)page.Status} {page.Headers.GetValueOrDefault("Location")} {page.Source}";
    }

    private async Task<string> ReadFreshAsync(string path)
    {
        using var answer = await fresh!.GetAsync(path, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode} {answer.Headers.Location} {body}";
    }

    private async Task ChangeAsync(string kind)
    {
        var admin = await AtAsync(Administrator);
        var (seniors, carpentry) = (practices[0], practices[2]);
        switch (kind)
        {
            case "published":
                var waiting = await AddRevisionAsync(RevisionStatus.InReview, assignee: Assigned, title: "Klub integracji sąsiadów", summary: string.Join(' ', Enumerable.Repeat("Klub integracji sąsiadów otworzyła gmina razem z sołtysami.", 6)));
                var editor = await AtAsync(Assigned);
                await SaveAsync(editor, ReviewPortal.Path(waiting), "Wyślij decyzję", ("Decision", "Approve"));
                break;
            case "revised":
                await ReviseAsync(carpentry);
                break;
            case "archived":
                await SaveAsync(await AtAsync(Editor), $"/redakcja/praktyka/{seniors.PracticeId}", "Przenieś do archiwum", ("reason", "Klub zamknięto."));
                break;
            case "still true":
                await UseDatabaseAsync(db => db.Practices.Where(p => p.Id == seniors.PracticeId).ExecuteUpdateAsync(s => s.SetProperty(p => p.VerifiedOn, new DateOnly(2020, 1, 2))));
                await UseDatabaseAsync(async db =>
                {
                    db.Changes.Add(new Change { PracticeId = seniors.PracticeId, At = PortalSeed.Moment });
                    return await db.SaveChangesAsync();
                });
                break;
            case "contact":
                var contact = await UseDatabaseAsync(db => db.Contacts.OrderBy(c => c.Id).Select(c => c.Id).FirstAsync());
                await SaveAsync(await AtAsync(Editor), $"/redakcja/osoby/{contact}", "Zapisz", ("Name", "Ola Poprawiona"), ("ValidUntil", $"{DateOnly.FromDateTime(DateTime.Now).AddYears(1):yyyy-MM-dd}"));
                break;
            case "category":
                await SaveAsync(admin, $"/administracja/kategorie/{seniors.CategoryId}", "Zapisz", ("NamePl", "Kultura i sztuka"), ("NameEn", "Culture and art"));
                break;
            case "category merged":
                var target = await UseDatabaseAsync(db => db.Categories.Where(c => c.Slug == "oswiata").Select(c => c.Id).SingleAsync());
                await SaveAsync(admin, $"/administracja/kategorie/{seniors.CategoryId}/scal?cel={target}", "Scal");
                break;
            case "place":
                await SaveAsync(admin, $"/administracja/samorzady/{seniors.LocalGovernmentId}", "Zapisz", ("Population", "54321"));
                break;
            case "unit":
                var unit = await UseDatabaseAsync(db => db.ImplementingUnits.OrderBy(u => u.Id).Select(u => u.Id).FirstAsync());
                await SaveAsync(admin, $"/administracja/jednostki/{unit}", "Zapisz", ("Name", "Ośrodek Kultury i Sportu"));
                break;
            case "static page":
                var page = await UseDatabaseAsync(db => db.StaticPages.Where(p => p.Slug == "kontakt").Select(p => p.Id).SingleAsync());
                await SaveAsync(admin, $"/administracja/tresci/strony/{page}", "Zapisz", ("BodyPl", "Nowy adres"), ("BodyEn", "A new address"));
                break;
            case "publication":
                await SaveAsync(admin, "/administracja/tresci/publikacje/nowe", "Zapisz", ("Title", "Poradnik"), ("PublicationKind", "Guide"), ("Url", "https://example.org/poradnik"));
                break;
            case "other database":
                var database = await UseDatabaseAsync(db => db.OtherDatabases.OrderBy(d => d.Id).Select(d => d.Id).FirstAsync());
                await SaveAsync(admin, $"/administracja/tresci/inne-bazy/{database}", "Zapisz", ("Name", "Baza po zmianie"), ("NamePl", "Baza po zmianie"));
                break;
            case "event":
                await SaveAsync(admin, "/administracja/tresci/kalendarium/nowe", "Zapisz", ("Title", "Forum Sekretarzy"), ("StartsOn", "2099-05-06"));
                break;
            case "banner":
                await SaveAsync(admin, "/administracja/tresci/banery/nowe", "Zapisz", ("TitlePl", "Nowy nabór"), ("TitleEn", "A new call"), ("TextPl", "Czekamy na zgłoszenia."), ("TextEn", "We wait."), ("Url", "/praktyki"));
                break;
            case "funder":
                await SaveAsync(admin, "/administracja/tresci/finansujacy/nowe", "Zapisz", ("NamePl", "Fundusz Próbny"), ("NameEn", "Test Fund"));
                break;
            case "setting":
                await SaveAsync(admin, "/administracja/ustawienia", "Zapisz ustawienia", ("Notice", "Przerwa w sobotę"));
                break;
            case "synonyms":
                await SaveAsync(admin, "/administracja/tresci/synonimy/nowe", "Zapisz", ("Words", "klub, warsztaty"));
                break;
        }

        if (kind == "setting")
        {
            foreach (var services in new[] { Services, other!.Services })
            {
                await services.GetRequiredService<SettingsReader>().ReadAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    private static async Task SaveAsync(Visitor visitor, string path, string button, params (string Name, string? Value)[] changes)
    {
        var form = await visitor.GetAsync(path);
        Assert.Equal((path, HttpStatusCode.OK), (path, form.Status));
        var saved = await visitor.SubmitAsync(form, button, changes.Where(c => form.Document.QuerySelector($"[name='{c.Name}']") is not null));
        Assert.Equal((path, HttpStatusCode.SeeOther), (path, saved.Status));
    }

    /// <summary>A second revision takes the place of the first, as an approval would have it.</summary>
    private Task ReviseAsync(PracticeRevision former) => UseDatabaseAsync(async db =>
    {
        var practice = await db.Practices.SingleAsync(p => p.Id == former.PracticeId);
        var revision = new PracticeRevision
        {
            Practice = practice,
            Number = 2,
            Status = RevisionStatus.InReview,
            CreatedAt = PortalSeed.Moment,
            ChangedAt = PortalSeed.Moment,
            SubmittedAt = PortalSeed.Moment,
            AuthorId = Officer.Id,
            Writers = [Officer.Id],
            Title = "Warsztaty stolarskie i klub",
            Summary = "Klub integracji przy warsztatach otworzyła gmina razem z sołtysami.",
            CategoryId = former.CategoryId,
            LocalGovernmentId = former.LocalGovernmentId,
            Metryka = new Metryka { UnitName = "Ośrodek Kultury", Locality = "Tychy" },
        };
        db.Revisions.Add(revision);
        await db.SaveChangesAsync();
        await db.InTransactionAsync(async () =>
        {
            var waiting = await db.Revisions.Include(r => r.Practice).SingleAsync(r => r.Id == revision.Id);
            await new Publisher(db, TimeProvider.System).PublishAsync(waiting, TestContext.Current.CancellationToken);
            await db.SaveChangesAsync();
        }, TestContext.Current.CancellationToken);
        return true;
    });

    private async ValueTask StopOtherAsync()
    {
        fresh?.Dispose();
        if (other is not null)
        {
            await other.StopAsync();
            await other.DisposeAsync();
        }
    }

    protected override ValueTask DisposingAsync() => StopOtherAsync();
}
