using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;

namespace PracticeBase.Benchmarks;

/// <summary>One row of the table: a page, or pages of one kind, with an address for each request.</summary>
/// <param name="Target">What the server should stay under: at the median for pages, at the 95th percentile for finding; null when there is no target.</param>
internal sealed record MeasuredPage(string Name, Func<int, string> Address, string? Target = null);

/// <summary>The pages to measure, with addresses that the database really has, in an order that is the same every time.</summary>
internal sealed class PageSet
{
    private const int FarPage = 200;

    private readonly List<string> practices;

    private PageSet(List<string> practices, List<string> voivodeships, List<string> targetGroups)
    {
        this.practices = practices;
        // Beside each other, so that they are measured under the same conditions.
        var far = Math.Min(FarPage, practices.Count / ListingPage.PageSize);
        All =
        [
            new("Practice page", i => $"/praktyka/{Practice(i)}", "10 ms"),
            new("Presentation", i => $"/praktyka/{Practice(i)}/prezentacja"),
            new("Listing, page 1", _ => "/praktyki"),
            new($"Listing, page {far}", _ => $"/praktyki?{ListingKeys.Page}={far}", "2 × page 1"),
            new(
                "Listing, three filters, counts",
                i => $"/praktyki?{ListingKeys.Voivodeship}={Of(voivodeships, i)}&{ListingKeys.UnitType}=gmina-wiejska&{ListingKeys.TargetGroup}={Of(targetGroups, i)}",
                "10 ms"),
            new("Listing, text", i => $"/praktyki?{ListingKeys.Text}=gmina+{Of(voivodeships, i)[..4]}"),
            new("Home", _ => "/"),
            new("Map", _ => "/mapa", "25 ms"),
            new("Map of a voivodeship", i => $"/mapa?{ListingKeys.Voivodeship}={Of(voivodeships, i)}", "25 ms"),
            new("Map, two filters", i => $"/mapa?{ListingKeys.UnitType}=gmina-wiejska&{ListingKeys.TargetGroup}={Of(targetGroups, i)}", "25 ms"),
        ];
    }

    public IReadOnlyList<MeasuredPage> All { get; }

    public static async Task<PageSet> ReadAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        await using var app = MeasuredPortal.Build(workspace);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var practices = await db.Practices.Where(p => p.Kind == PracticeKind.Practice).OrderBy(p => p.Id).Select(p => new { p.Id, p.Slug }).ToListAsync(cancellationToken);
        return new PageSet(
            practices.ConvertAll(p => $"{p.Id}-{p.Slug}"),
            await db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.Voivodeship).OrderBy(g => g.Teryt).Select(g => g.Slug).ToListAsync(cancellationToken),
            await db.TargetGroups.OrderBy(g => g.Order).Select(g => g.Slug).ToListAsync(cancellationToken));
    }

    public IEnumerable<string> Practices(int count) => Enumerable.Range(0, count).Select(i => $"/praktyka/{Practice(i)}");

    /// <summary>All over the table, never the same twice in a row.</summary>
    private string Practice(int i) => Of(practices, i * 7_919);

    private static string Of(List<string> list, int i) => list[i % list.Count];
}
