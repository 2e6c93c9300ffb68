using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Map;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Infrastructure;

namespace PracticeBase.Benchmarks.Load;

/// <summary>The addresses that readers ask for, of this portal, each kind with the most popular first.</summary>
internal sealed record MixAddresses(IReadOnlyList<string> Practices, IReadOnlyList<string> Listings, IReadOnlyList<string> Searches, IReadOnlyList<string> MapAndFeeds)
{
    private const int Seed = 20_261_126;
    private const int Pages = 3;
    private const int Groups = 10;
    private const int Places = 200;
    private const string Feed = "/kanal.atom";

    private static readonly string[] UnitTypes = [.. new[] { LocalGovernmentType.RuralCommune, LocalGovernmentType.UrbanRuralCommune, LocalGovernmentType.UrbanCommune }.Select(ListingQuery.UnitTypeValue)];

    public static async Task<MixAddresses> ReadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var catalogue = await scope.ServiceProvider.GetRequiredService<PracticeQueries>().CatalogueAsync(cancellationToken);
        var practices = catalogue.Take(ListingSort.Newest, catalogue.Practices, 0, int.MaxValue);
        var places = await db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.RuralCommune && g.Teryt != null).OrderBy(g => g.Teryt).Select(g => g.Name).Take(Places).ToListAsync(cancellationToken);
        return new MixAddresses(
            // Which ones are popular has nothing to do with their numbers.
            Shuffled(practices.Select(p => $"/praktyka/{PermanentAddress.Format(p.PracticeId, p.Slug)}")),
            ListingsOf(catalogue),
            [.. SearchSet.Ordinary.Concat(Topics(practices)).Concat(places).Select(t => $"{SearchController.Path}?{ListingKeys.Text}={Uri.EscapeDataString(t)}").Distinct()],
            [
                MapQuery.Path, $"/praktyki{Feed}", Feed,
                .. catalogue.Voivodeships.Select(v => $"{MapQuery.Path}?{ListingKeys.Voivodeship}={v.Slug}"),
                .. catalogue.Sectors.Select(s => catalogue.PathOf(s) + Feed),
            ]);
    }

    /// <summary>Everything, the sectors, the filters that people use, the categories; then the same on their second and third pages.</summary>
    private static List<string> ListingsOf(Catalogue catalogue)
    {
        var all = new List<(string Address, int Count)> { ("/praktyki", catalogue.PracticeCount) };
        all.AddRange(catalogue.Sectors.Select(s => (catalogue.PathOf(s)!, catalogue.CountOf(s))));
        all.AddRange(catalogue.Voivodeships.Select(v => ($"/praktyki?{ListingKeys.Voivodeship}={v.Slug}", CountIn(catalogue.Of(v)))));
        all.Add(($"/praktyki?{ListingKeys.Recommended}={ListingKeys.Yes}", CountIn(catalogue.Recommended)));
        all.AddRange(catalogue.LargestGroups(Groups).Select(g => ($"/praktyki?{ListingKeys.TargetGroup}={g.Slug}", 0)));
        all.AddRange(UnitTypes.Select(t => ($"/praktyki?{ListingKeys.UnitType}={t}", 0)));
        all.AddRange(catalogue.Sectors.SelectMany(catalogue.ChildrenOf).Select(c => (catalogue.PathOf(c)!, catalogue.CountOf(c))));
        return [.. Enumerable.Range(1, Pages).SelectMany(page => all.Where(l => page == 1 || l.Count > (page - 1) * ListingPage.PageSize)
            .Select(l => page == 1 ? l.Address : $"{l.Address}{(l.Address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{ListingKeys.Page}={page}"))];

        int CountIn(PracticeSet set)
        {
            var both = set.Copy();
            both.IntersectWith(catalogue.Practices);
            return both.Count();
        }
    }

    /// <summary>«Wspólny zakup energii: gmina Lipka» → «wspólny zakup energii»; demo titles as they are.</summary>
    private static IEnumerable<string> Topics(IEnumerable<CatalogueEntry> practices) =>
        practices.Select(p => p.Title.Split(':')[0].ToLower(Languages.Polish)).Where(t => t.Length < ListingQuery.MaxTextLength / 2).Distinct().Order(StringComparer.Ordinal);

    private static string[] Shuffled(IEnumerable<string> addresses)
    {
        var result = addresses.Order(StringComparer.Ordinal).ToArray();
        new Random(Seed).Shuffle(result);
        return result;
    }
}
