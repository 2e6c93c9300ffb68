using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration;

/// <summary>Rows that go over to the successor in a merge.</summary>
/// <param name="Name">Says which, as the text `Admin.Merge.Part.{Name}`.</param>
/// <param name="Of">The numbers of those that belong to a row.</param>
/// <param name="MoveAsync">Gives the rows with these numbers to another one.</param>
public sealed record MergePart(string Name, Func<int, IQueryable<int>> Of, Func<List<int>, int, CancellationToken, Task> MoveAsync);

public sealed record MergeCandidate(int Id, string Name, string? Note);

/// <summary>The choice of a successor, or the question whether to merge with the one that was chosen.</summary>
public sealed record MergePage
{
    public required string Name { get; init; }

    public required string Nav { get; init; }

    public required string Root { get; init; }

    public required string ListTitle { get; init; }

    /// <summary>Of the row that would be merged.</summary>
    public required string Address { get; init; }

    public string Search { get; init; } = "";

    public IReadOnlyList<MergeCandidate> Candidates { get; init; } = [];

    public MergeCandidate? Target { get; init; }

    /// <summary>Key of the reason why not.</summary>
    public string? Refusal { get; init; }

    /// <summary>How many of each go over.</summary>
    public IReadOnlyList<(string Part, int Count)> Moved { get; init; } = [];

    /// <summary>Published practices, whose revisions stay as they are.</summary>
    public int Published { get; init; }

    public string? Stamp { get; init; }
}

/// <summary>Rows of which one can take another one over: preview, merge and undo.</summary>
public abstract class MergeController<TRow, TForm>(PracticeBaseDbContext db, RowEditing editing, Words words, AuditLog audit, TimeProvider clock) : RowController<TRow, TForm>(db, editing, words)
    where TRow : class, IMergeable
    where TForm : AdminForm, new()
{
    /// <summary>Merged or hidden, it stays: revisions of the past name it.</summary>
    protected sealed override bool CanDelete => false;

    protected abstract IReadOnlyList<MergePart> Parts { get; }

    protected abstract IQueryable<PracticeRevision> RevisionsOf(int id);

    /// <summary>Rows that could take it over, best first.</summary>
    protected abstract Task<IReadOnlyList<MergeCandidate>> CandidatesAsync(TRow row, string search, CancellationToken cancellationToken);

    /// <summary>Key of the reason why not; null when it may be merged.</summary>
    protected abstract Task<string?> WhyNotAsync(TRow row, TRow target, CancellationToken cancellationToken);

    /// <summary>How a row is told from others of the same name.</summary>
    protected virtual string? NoteOf(TRow row) => null;

    [HttpGet("{id:int}/scal")]
    public async Task<IActionResult> AskMerge([FromRoute] int id, [FromQuery(Name = "q")] string? search, [FromQuery(Name = "cel")] int? target, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { MergedIntoId: null } row)
        {
            return NotFound();
        }

        if (target is not null)
        {
            return await FindAsync(target.Value, cancellationToken) is { } other ? View("Merge", await PreviewAsync(row, other, await RefusalAsync(row, other, cancellationToken), cancellationToken)) : NotFound();
        }

        var text = Find.Tidy(search ?? NameOf(row));
        return View("Merge", Page(row) with { Search = text, Candidates = await CandidatesAsync(row, text, cancellationToken) });
    }

    [HttpPost("{id:int}/scal")]
    public async Task<IActionResult> Merge([FromRoute] int id, [FromForm(Name = "cel")] int target, [FromForm] string? stamp, CancellationToken cancellationToken)
    {
        try
        {
            return await Db.InTransactionAsync(() => MergeAsync(id, target, stamp, cancellationToken), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await StaleAsync(id, target, cancellationToken);
        }
    }

    /// <summary>The row stands for itself again; what went over then and is still with the successor comes back.</summary>
    [HttpPost("{id:int}/scal/cofnij")]
    public async Task<IActionResult> Unmerge([FromRoute] int id, CancellationToken cancellationToken)
    {
        try
        {
            return await Db.InTransactionAsync(() => UnmergeAsync(id, cancellationToken), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else has just undone it.
            return this.RedirectTo(AddressOf(id), "Admin.Notice.Unmerged");
        }
    }

    protected override async ValueTask<EditPage> CompleteAsync(EditPage page, TRow row, CancellationToken cancellationToken) => page with
    {
        Merge = AddressOf(row.Id) + "/scal",
        MergedInto = row.MergedIntoId is { } id && await FindAsync(id, cancellationToken) is { } target ? (NameOf(target), AddressOf(id)) : null,
    };

    private async Task<IActionResult> MergeAsync(int id, int target, string? stamp, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { MergedIntoId: null } row || await FindAsync(target, cancellationToken) is not { } other)
        {
            return NotFound();
        }

        var refusal = await RefusalAsync(row, other, cancellationToken);
        if (refusal is not null || Editing.StampOf([row, other]) != stamp)
        {
            Response.StatusCode = refusal is null ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
            return View("Merge", await PreviewAsync(row, other, refusal ?? "Admin.Merge.Stale", cancellationToken));
        }

        row.MergedIntoId = other.Id;
        // Written though it stays the same: so the successor cannot be merged itself in the same moment.
        Db.Entry(other).Property(o => o.MergedIntoId).IsModified = true;
        await Db.SaveChangesAsync(cancellationToken);
        var moved = new Dictionary<string, List<int>>();
        foreach (var part in Parts)
        {
            var ids = await part.Of(row.Id).ToListAsync(cancellationToken);
            await part.MoveAsync(ids, other.Id, cancellationToken);
            moved.Add(part.Name, ids);
        }

        // The numbers are what an undo goes by.
        audit.Add($"{Kind}.merge", Editing.SubjectOf(Db.Entry(row)), NameOf(row), null, new MergeRecord(other.Id, NameOf(other), moved));
        Db.Changes.Add(new Change { At = clock.GetUtcNow() });
        await Db.SaveChangesAsync(cancellationToken);
        return this.RedirectTo(AddressOf(id), "Admin.Notice.Merged");
    }

    private async Task<IActionResult> UnmergeAsync(int id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { MergedIntoId: { } first } row)
        {
            return NotFound();
        }

        var holder = first;
        while (await FindAsync(holder, cancellationToken) is { MergedIntoId: { } next })
        {
            holder = next;
        }

        var subject = Editing.SubjectOf(Db.Entry(row));
        var action = $"{Kind}.merge";
        var record = await Db.Audit.Where(e => e.Action == action && e.Subject == subject).OrderByDescending(e => e.Id).Select(e => e.After).FirstOrDefaultAsync(cancellationToken) is { } json
            ? JsonSerializer.Deserialize<MergeRecord>(json, JsonSerializerOptions.Web)
            : null;
        row.MergedIntoId = null;
        await Db.SaveChangesAsync(cancellationToken);
        var back = new Dictionary<string, List<int>>();
        foreach (var part in Parts)
        {
            var then = record?.Moved.GetValueOrDefault(part.Name) ?? [];
            var ids = await part.Of(holder).Where(i => then.Contains(i)).ToListAsync(cancellationToken);
            await part.MoveAsync(ids, row.Id, cancellationToken);
            back.Add(part.Name, ids);
        }

        audit.Add($"{Kind}.unmerge", subject, NameOf(row), new { Into = first }, new { Moved = back });
        Db.Changes.Add(new Change { At = clock.GetUtcNow() });
        await Db.SaveChangesAsync(cancellationToken);
        return this.RedirectTo(AddressOf(id), "Admin.Notice.Unmerged");
    }

    private async Task<IActionResult> StaleAsync(int id, int target, CancellationToken cancellationToken)
    {
        Db.ChangeTracker.Clear();
        if (await FindAsync(id, cancellationToken) is not { } row || await FindAsync(target, cancellationToken) is not { } other)
        {
            return NotFound();
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Merge", await PreviewAsync(row, other, "Admin.Merge.Stale", cancellationToken));
    }

    private async Task<string?> RefusalAsync(TRow row, TRow target, CancellationToken cancellationToken) =>
        row.Id == target.Id ? "Admin.Merge.Itself"
        : target.MergedIntoId is not null ? "Admin.Merge.TargetMerged"
        : await WhyNotAsync(row, target, cancellationToken);

    private MergePage Page(TRow row) => new() { Name = NameOf(row), Nav = Nav, Root = Root, ListTitle = ListTitle, Address = AddressOf(row.Id) };

    private async Task<MergePage> PreviewAsync(TRow row, TRow target, string? refusal, CancellationToken cancellationToken)
    {
        var moved = new List<(string, int)>();
        foreach (var part in Parts)
        {
            moved.Add((part.Name, await part.Of(row.Id).CountAsync(cancellationToken)));
        }

        return Page(row) with
        {
            Target = new MergeCandidate(target.Id, NameOf(target), NoteOf(target)),
            Refusal = refusal,
            Moved = moved,
            Published = await RevisionsOf(row.Id).Where(r => r.Status == RevisionStatus.Published).CountAsync(cancellationToken),
            Stamp = Editing.StampOf([row, target]),
        };
    }

    private sealed record MergeRecord(int Into, string Name, Dictionary<string, List<int>> Moved);
}
