using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Features.Map;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Features.Shared;

namespace PracticeBase.Benchmarks;

/// <summary>How much the questions of one kind find, so that nobody measures finding nothing.</summary>
internal sealed record SearchCounts(int Least, int Most)
{
    public static async Task<SearchCounts> OfAsync(IServiceProvider services, MeasuredPage page, int requests, CancellationToken cancellationToken)
    {
        var counts = new List<int>();
        foreach (var address in Enumerable.Range(0, requests).Select(page.Address).Distinct())
        {
            await using var scope = services.CreateAsyncScope();
            counts.Add(await CountAsync(scope.ServiceProvider, address, cancellationToken));
        }

        return new SearchCounts(counts.Min(), counts.Max());
    }

    public override string ToString() => Least == Most ? Number(Least) : $"{Number(Least)}–{Number(Most)}";

    private static async Task<int> CountAsync(IServiceProvider services, string address, CancellationToken cancellationToken)
    {
        var parts = address.Split('?');
        var query = new QueryCollection(QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1)));
        var queries = services.GetRequiredService<PracticeQueries>();
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        switch (parts[0])
        {
            case MapQuery.Path:
                return (await services.GetRequiredService<MapQueries>().FindAsync(MapQuery.Read(query, catalogue), cancellationToken)).Total;
            case SearchSet.SuggestionsPath:
                return (await services.GetRequiredService<Suggestions>().FindAsync(query[ListingKeys.Text].ToString(), catalogue, cancellationToken)).Count;
            default:
                var words = services.GetRequiredService<Words>();
                return (await ListingPage.CreateAsync(queries, words, query, kind: null, category: null, parts[0], cancellationToken)).Page.TotalItemCount;
        }
    }

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
