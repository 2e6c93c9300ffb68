using Microsoft.AspNetCore.Mvc;
using PracticeBase.Data;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Statistics;

/// <summary>«Baza w liczbach»: for everybody.</summary>
public sealed class StatisticsController(PracticeQueries practices, StatisticsSource source, PracticeBaseDbContext db, PageParts parts, TimeProvider clock, Words words) : Controller
{
    [HttpGet("/statystyki")]
    [CountsVisit]
    [CachedPage]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) => View(await TablesAsync(cancellationToken));

    [HttpGet("/statystyki/{name}.csv")]
    public async Task<IActionResult> Download(string name, CancellationToken cancellationToken) =>
        (await TablesAsync(cancellationToken)).All.FirstOrDefault(t => t.Name == name) is { } table ? StatisticsCsv.File(table, words.Plain("Statistics.Signature")) : NotFound();

    private async Task<PublicTables> TablesAsync(CancellationToken cancellationToken)
    {
        var catalogue = await practices.CatalogueAsync(cancellationToken);
        var statistics = await source.GetAsync(catalogue, db, cancellationToken);
        parts.LiveAtMost(statistics.At + StatisticsSource.Lifetime - clock.GetUtcNow());
        return new PublicTables(statistics, catalogue, words);
    }
}
