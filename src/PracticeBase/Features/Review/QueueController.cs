using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Review;

/// <summary>What waits for the editors.</summary>
[Authorize(Policies.Review)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class QueueController(QueueQueries queries, RevisionMoves moves) : ReviewDeskController
{
    private const int Tries = 20;

    [HttpGet("/redakcja")]
    public async Task<IActionResult> Queue(CancellationToken cancellationToken) => Page("Queue", await queries.PageAsync(Request.Query, cancellationToken));

    /// <summary>The oldest submission that nobody has; when a colleague is faster, the one after it.</summary>
    [HttpPost("/redakcja/wez-nastepna")]
    [Authorize(Policies.Editor)]
    public async Task<IActionResult> TakeNext(CancellationToken cancellationToken)
    {
        foreach (var (id, version) in await queries.WaitingAsync(Tries, cancellationToken))
        {
            var outcome = await moves.MakeAsync(new MoveRequest(id, ReviewAction.Take) { Version = version }, cancellationToken);
            if (outcome.IsDone)
            {
                return this.RedirectTo($"/redakcja/wersja/{id}", "Review.Notice.Take");
            }
        }

        return this.RedirectTo("/redakcja", "Review.Notice.NothingWaits");
    }
}
