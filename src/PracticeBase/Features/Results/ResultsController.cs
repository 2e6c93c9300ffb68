using Microsoft.AspNetCore.Mvc;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Results;

/// <summary>Baza rezultatów: the listing of programme results.</summary>
[CountsVisit]
public sealed class ResultsController(PracticeQueries queries, Words words) : Controller
{
    [HttpGet("/rezultaty")]
    [CachedListing]
    public async Task<IActionResult> Listing(CancellationToken cancellationToken) =>
        View(await ListingPage.CreateAsync(queries, words, Request.Query, PracticeKind.ProgrammeResult, category: null, "/rezultaty", cancellationToken));
}
