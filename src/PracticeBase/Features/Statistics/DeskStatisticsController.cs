using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Data;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Statistics;

/// <summary>What editors need to know of the base: what people look for in vain, what nobody reads, how long a submission takes.</summary>
[Authorize(Policies.Review)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[ViewsOf("Statistics")]
public sealed class DeskStatisticsController(PracticeQueries practices, StatisticsSource source, DeskStatisticsQueries queries, PracticeBaseDbContext db, Words words) : Controller
{
    [HttpGet("/redakcja/statystyki")]
    public async Task<IActionResult> Desk(CancellationToken cancellationToken) => View(await TablesAsync(cancellationToken));

    [HttpGet("/redakcja/statystyki/{name}.csv")]
    public async Task<IActionResult> DownloadForDesk(string name, CancellationToken cancellationToken) =>
        (await TablesAsync(cancellationToken)).All.FirstOrDefault(t => t.Name == name) is { } table ? StatisticsCsv.File(table, words.Plain("Statistics.Signature")) : NotFound();

    private async Task<DeskTables> TablesAsync(CancellationToken cancellationToken)
    {
        var catalogue = await practices.CatalogueAsync(cancellationToken);
        return new DeskTables(await queries.GetAsync(cancellationToken), await source.GetAsync(catalogue, db, cancellationToken), catalogue, words);
    }
}
