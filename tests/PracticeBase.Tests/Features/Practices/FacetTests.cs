using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Random questions about generated practices, answered by the pages and by going through the database's rows one by one.</summary>
public sealed class FacetTests(FacetTests.Portal portal) : IClassFixture<FacetTests.Portal>
{
    private static readonly string[] Facets = ["dzial", "wojewodztwo", "powiat", "typ", "ludnosc", "rok", "grupa", "rekomendowane", "bezfinansowania", "zalaczniki"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Listing_AnyFilters_AgreesWithTheRows(int seed)
    {
        var random = new Random(seed);
        var (kind, path) = random.Next(4) == 0 ? (PracticeKind.ProgrammeResult, "/rezultaty") : (PracticeKind.Practice, "/praktyki");
        var rows = portal.Rows.Where(r => r.Kind == kind).ToList();
        var chosen = Choose(random, rows);
        var address = path + QueryString.Create(chosen.SelectMany(c => c.Value, (c, v) => new KeyValuePair<string, string?>(c.Key, v)));
        var page = await portal.GetPageAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);

        var expected = rows.Where(r => Matches(r, chosen)).OrderByDescending(r => r.IntroducedOn).ThenByDescending(r => r.Id).Select(r => r.Title).ToList();
        Assert.Equal(expected.Count, NumberAtEnd(page.Main.QuerySelector("#wyniki")!.Words().Split(' ')[0]));
        Assert.All(Facets, facet =>
        {
            var counts = rows.Where(r => Matches(r, chosen, except: facet)).SelectMany(r => r.ValuesOf(facet)).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
            var boxes = page.Landmark("form", "Filtry").QuerySelectorAll($"input[name={facet}]");
            Assert.All(boxes, box =>
            {
                var (value, shown) = (box.GetAttribute("value")!, NumberAtEnd(box.Closest("label")!.Words()));
                Assert.Equal((value, counts.GetValueOrDefault(value)), (value, shown));
                Assert.Equal(chosen.GetValueOrDefault(facet, []).Contains(value), box.HasAttribute("checked"));
                Assert.Equal(shown == 0 && !box.HasAttribute("checked"), box.HasAttribute("disabled"));
            });
            Assert.Subset(boxes.Select(b => b.GetAttribute("value")!).ToHashSet(), counts.Keys.Where(v => IsOffered(facet, v, chosen)).Concat(chosen.GetValueOrDefault(facet, [])).ToHashSet());
        });

        // Page by page, nothing twice and nothing left out.
        var titles = new List<string>(page.Titles);
        while (page.FindLandmark("nav", "Strony wyników")?.QuerySelector("a[rel=next]")?.Href() is { } next)
        {
            page = await portal.GetPageAsync(next);
            titles.AddRange(page.Titles);
        }

        Assert.Equal(expected, titles);
    }

    [Fact]
    public async Task Filter_BothKindsByScore_IsOrderedWithoutGapsOrRepeats()
    {
        var catalogue = await portal.UseDatabaseAsync(db => portal.Services.GetRequiredService<CatalogueSource>().GetAsync(db, Cancelled));
        var random = new Random(7);
        var scores = Enumerable.Range(0, catalogue.Capacity).Select(_ => (float)random.Next(5)).ToArray();
        var found = new PracticeSet(catalogue.Capacity);
        foreach (var row in portal.Rows.Where(r => r.Id % 3 != 0))
        {
            found.Add(row.Id);
        }

        var query = ListingQuery.Read(new QueryCollection(QueryHelpers.ParseQuery("?q=słowo&rodzaj=praktyka&rodzaj=rezultat&bezfinansowania=tak")), catalogue);
        var result = ListingFilter.Run(catalogue, query, kind: null, category: null, new TextMatches(found, scores));
        var expected = portal.Rows.Where(r => r.Id % 3 != 0 && r.WithoutFunding).OrderByDescending(r => scores[r.Id]).ThenByDescending(r => r.IntroducedOn).ThenByDescending(r => r.Id).Select(r => r.Id).ToList();
        Assert.Equal(expected.Count, result.Count);
        Assert.Equal(expected, Enumerable.Range(0, (expected.Count / 4) + 1).SelectMany(p => ListingFilter.Page(catalogue, query, result, p * 4, 4)).Select(e => e.PracticeId));
        Assert.Equal(
            portal.Rows.Where(r => r.Id % 3 != 0 && r.WithoutFunding).GroupBy(r => r.Kind == PracticeKind.Practice ? "praktyka" : "rezultat").ToDictionary(g => g.Key, g => g.Count()).OrderBy(c => c.Key),
            result.Counts["rodzaj"].OrderBy(c => c.Key));
        Assert.Equal(expected.Order(), ListingFilter.Matches(catalogue, query, null, null, new TextMatches(found, null)).ToList());
        Assert.Empty(ListingFilter.Page(catalogue, query, result, expected.Count, 10));
    }

    [Theory]
    [InlineData("/praktyki?dzial=nie-ma")]
    [InlineData("/praktyki?dzial=kultura")]
    [InlineData("/praktyki?dzial=uslugi-spoleczne/drogi-i-transport")]
    [InlineData("/praktyki?dzial=uslugi-spoleczne/kultura/")]
    [InlineData("/praktyki?rodzaj=praktyki")]
    [InlineData("/praktyki?bezfinansowania=nie")]
    [InlineData("/praktyki?zalaczniki=1")]
    [InlineData("/praktyki?rok=1899")]
    [InlineData("/praktyki?sort=najlepsze")]
    public async Task Listing_UnknownValue_IsRefused(string address) => Assert.Equal(HttpStatusCode.BadRequest, (await portal.GetPageAsync(address)).Status);

    [Theory]
    [InlineData("/praktyki?rodzaj=rezultat", "/praktyki")]
    [InlineData("/praktyki/uslugi-spoleczne?dzial=smup", "/praktyki/uslugi-spoleczne")]
    [InlineData("/praktyki?q=opis&sort=trafnosc", "/praktyki?q=opis")]
    [InlineData("/praktyki?q=opis&sort=najnowsze", "/praktyki?q=opis&sort=najnowsze")]
    [InlineData("/praktyki?sort=trafnosc", "/praktyki")]
    [InlineData("/praktyki?zalaczniki=tak&dzial=uslugi-spoleczne/kultura&dzial=smup", "/praktyki?dzial=smup&dzial=uslugi-spoleczne%2Fkultura&zalaczniki=tak")]
    public async Task Listing_WhatItDoesNotOffer_IsNotInItsAddress(string address, string canonical) =>
        Assert.Equal(new Uri(portal.Client.BaseAddress!, canonical).AbsoluteUri, (await portal.GetPageAsync(address)).Canonical);

    [Fact]
    public async Task Listing_WithText_IsSortedByRelevanceUnlessToldOtherwise()
    {
        var page = await portal.GetPageAsync("/praktyki?q=opis");
        var sorting = page.Landmark("nav", "Sortowanie");
        Assert.Equal(["Trafność", "Najnowsze", "Aktualizacja", "A–Z", "Mieszkańcy"], sorting.Links());
        Assert.Equal("true", sorting.Link("Trafność").GetAttribute("aria-current"));
        Assert.Equal("/praktyki?q=opis&sort=najnowsze", sorting.Link("Najnowsze").Href());
        Assert.Equal("/praktyki", page.Landmark("ul", "Aktywne filtry").Link("Usuń filtr: „opis”").Href());
        var chosen = await portal.GetPageAsync("/praktyki?q=opis&sort=najnowsze");
        Assert.Equal("/praktyki?q=opis", chosen.Landmark("nav", "Sortowanie").Link("Trafność").Href());
        Assert.Equal(["opis", "najnowsze"], chosen.Landmark("form", "Filtry").QuerySelectorAll("input[type=hidden]").Select(i => i.GetAttribute("value")));
    }

    [Fact]
    public async Task Listing_ChosenSector_OffersItsCategories()
    {
        string Offered(Page page) => string.Join(' ', page.Landmark("form", "Filtry").QuerySelectorAll("input[name=dzial]").Select(b => b.GetAttribute("value")).Where(v => v!.StartsWith("uslugi-", StringComparison.Ordinal)));
        Assert.Equal("uslugi-spoleczne uslugi-techniczne", Offered(await portal.GetPageAsync("/praktyki")));
        Assert.StartsWith("uslugi-spoleczne uslugi-spoleczne/kultura uslugi-spoleczne/pomoc-spoleczna", Offered(await portal.GetPageAsync("/praktyki?dzial=uslugi-spoleczne")), StringComparison.Ordinal);
        Assert.Empty(Offered(await portal.GetPageAsync("/praktyki/uslugi-spoleczne")));
    }

    private static int NumberAtEnd(string words) => int.Parse(words.Split(' ')[^1], CultureInfo.InvariantCulture);

    private static Dictionary<string, string[]> Choose(Random random, List<Row> rows)
    {
        var chosen = new Dictionary<string, string[]>();
        foreach (var facet in Facets.Where(_ => random.Next(4) == 0))
        {
            var values = rows.SelectMany(r => r.ValuesOf(facet)).Distinct().Order(StringComparer.Ordinal).ToArray();
            random.Shuffle(values);
            chosen.Add(facet, [.. values.Take(random.Next(1, 5))]);
        }

        return chosen.Where(c => c.Value.Length > 0).ToDictionary();
    }

    private static bool Matches(Row row, Dictionary<string, string[]> chosen, string? except = null) =>
        chosen.Where(c => c.Key != except).All(c => c.Value.Where(v => !c.Value.Any(other => other.StartsWith($"{v}/", StringComparison.Ordinal))).Intersect(row.ValuesOf(c.Key)).Any());

    private bool IsOffered(string facet, string value, Dictionary<string, string[]> chosen) => facet switch
    {
        "powiat" => chosen.GetValueOrDefault("wojewodztwo", []).Contains(portal.Rows.First(r => r.County == value).Voivodeship),
        "dzial" => !value.Contains('/', StringComparison.Ordinal) || chosen.GetValueOrDefault("dzial", []).Any(v => v.Split('/')[0] == value.Split('/')[0]),
        _ => true,
    };

    /// <summary>A published practice as its rows say.</summary>
    public sealed record Row(
        int Id, PracticeKind Kind, string Title, string? Section, string? Voivodeship, string? County, LocalGovernmentType? Type, int? Population, DateOnly IntroducedOn,
        string[] Groups, bool Recommended, bool WithoutFunding, bool HasFiles)
    {
        public IEnumerable<string> ValuesOf(string facet) => facet switch
        {
            "dzial" => Section is null ? [] : new[] { Section, Section.Split('/')[0] }.Distinct(),
            "wojewodztwo" => Some(Voivodeship),
            "powiat" => Some(County),
            "typ" => Some(Type is { } type ? ListingQuery.UnitTypeValue(type) : null),
            "ludnosc" => Some(Population is { } people ? PopulationBand.All.Single(b => b.Contains(people)).Slug : null),
            "rok" => Some(IntroducedOn.Year.ToString(CultureInfo.InvariantCulture)),
            "grupa" => Groups,
            "rekomendowane" => Some(Recommended ? "tak" : null),
            "bezfinansowania" => Some(WithoutFunding ? "tak" : null),
            _ => Some(HasFiles ? "tak" : null),
        };

        private static string[] Some(string? value) => value is null ? [] : [value];
    }

    /// <summary>240 practices and results, each different in everything.</summary>
    public sealed class Portal : PortalFactory
    {
        public IReadOnlyList<Row> Rows { get; private set; } = [];

        protected override async Task SeedAsync(PortalSeed seed)
        {
            var db = seed.Db;
            var random = new Random(2026);
            var categories = await db.Categories.OrderBy(c => c.Id).ToListAsync(Cancelled);
            var groups = await db.TargetGroups.OrderBy(g => g.Id).ToListAsync(Cancelled);
            // Of three voivodeships, so that filters meet.
            var places = await db.LocalGovernments.Where(g => g.Teryt != null && (g.Teryt.StartsWith("02") || g.Teryt.StartsWith("12") || g.Teryt.StartsWith("24"))).OrderBy(g => g.Id).ToListAsync(Cancelled);
            var file = await seed.FileAsync("regulamin.txt", "Regulamin."u8.ToArray());
            for (var i = 0; i < 240; i++)
            {
                var kind = i % 5 == 4 ? PracticeKind.ProgrammeResult : PracticeKind.Practice;
                var practice = new Practice { Kind = kind, Slug = $"rozwiazanie-{i}", CreatedAt = PortalSeed.Moment };
                var revision = PortalSeed.Revision(practice, $"Rozwiązanie {i}", RevisionStatus.Published, 1);
                revision.Category = random.Next(8) == 0 ? null : categories[random.Next(categories.Count)];
                revision.LocalGovernment = random.Next(8) == 0 ? null : places[random.Next(places.Count)];
                revision.WorksWithoutFunding = random.Next(3) switch { 0 => true, 1 => false, _ => null };
                revision.Metryka = new Metryka { IntroducedOn = new DateOnly(2018 + random.Next(5), 1 + random.Next(12), 3), Population = random.Next(2) == 0 ? random.Next(150_000) : null };
                revision.TargetGroups.AddRange(groups.Where(_ => random.Next(5) == 0).Select(g => new RevisionTargetGroup { TargetGroup = g }));
                if (random.Next(3) == 0)
                {
                    revision.Attachments.Add(new Attachment { Sha256 = file.Sha256, File = file.File, FileName = file.FileName, Title = file.Title });
                }

                if (random.Next(3) == 0)
                {
                    practice.Opinions.Add(new ExpertOpinion { Text = "Opinia.", Recommended = random.Next(2) == 0, WorksWithoutFunding = random.Next(2) == 0, IsPublic = random.Next(3) > 0 });
                }

                practice.ArchivedAt = random.Next(15) == 0 ? PortalSeed.Moment : null;
                practice.Revisions.Add(revision);
                db.Practices.Add(practice);
            }

            await seed.SaveAsync();
            Rows = await ReadAsync(db);
        }

        private static async Task<List<Row>> ReadAsync(PracticeBaseDbContext db)
        {
            db.ChangeTracker.Clear();
            var revisions = await db.Revisions.AsSplitQuery().Include(r => r.Practice.Opinions).Include(r => r.Category!.Parent).Include(r => r.LocalGovernment!.Voivodeship).Include(r => r.LocalGovernment!.County)
                .Include(r => r.TargetGroups).ThenInclude(g => g.TargetGroup).Include(r => r.Attachments)
                .Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null).ToListAsync(Cancelled);
            return revisions.ConvertAll(r =>
            {
                var (place, opinions) = (r.LocalGovernment, r.Practice.Opinions.Where(o => o.IsPublic).ToList());
                return new Row(
                    r.PracticeId,
                    r.Practice.Kind,
                    r.Title,
                    r.Category is not { } c ? null : c.Parent is null ? c.Slug : $"{c.Parent.Slug}/{c.Slug}",
                    place?.Type == LocalGovernmentType.Voivodeship ? place.Slug : place?.Voivodeship?.Slug,
                    place?.Type is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights ? place.Teryt : place?.County?.Teryt,
                    place?.Type,
                    r.Metryka.Population ?? place?.Population,
                    r.Metryka.IntroducedOn!.Value,
                    [.. r.TargetGroups.Select(g => g.TargetGroup.Slug)],
                    opinions.Exists(o => o.Recommended == true),
                    r.WorksWithoutFunding ?? opinions.Find(o => o.WorksWithoutFunding is not null)?.WorksWithoutFunding ?? false,
                    r.Attachments.Count > 0);
            });
        }
    }
}
