using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration;

/// <summary>What every page that edits rows of one table does; a derived class says which fields there are.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class RowController<TRow, TForm>(PracticeBaseDbContext db, RowEditing editing, Words words) : Controller
    where TRow : class
    where TForm : AdminForm, new()
{
    protected PracticeBaseDbContext Db => db;

    protected RowEditing Editing => editing;

    protected Words Words => words;

    /// <summary>«/administracja/kategorie»</summary>
    protected abstract string Root { get; }

    /// <summary>The entry of the desk's navigation.</summary>
    protected virtual string Nav => Root;

    protected abstract string ListTitle { get; }

    /// <summary>The first word of its audit entries: «banner».</summary>
    protected virtual string Kind => char.ToLowerInvariant(typeof(TRow).Name[0]) + typeof(TRow).Name[1..];

    protected virtual bool HasFiles => false;

    protected virtual bool HasPreview => false;

    /// <summary>The row as a form.</summary>
    protected abstract TForm FormOf(TRow row);

    /// <summary>Reads the form into the row (null: makes a new one); what is wrong is told to <paramref name="check"/>. Nothing is saved here.</summary>
    protected abstract Task<TRow> ReadAsync(TForm form, TRow? row, FormCheck check, CancellationToken cancellationToken);

    protected abstract string NameOf(TRow row);

    /// <summary>Why it must stay: key of a text; null when it may be deleted.</summary>
    protected virtual string? WhyKept(TRow row) => null;

    protected virtual bool CanDelete => true;

    protected virtual bool CanAdd => true;

    protected virtual Task<TRow?> FindAsync(int id, CancellationToken cancellationToken) => db.Set<TRow>().FindAsync([id], cancellationToken).AsTask();

    protected virtual ValueTask<EditPage> CompleteAsync(EditPage page, TRow row, CancellationToken cancellationToken) => ValueTask.FromResult(page);

    [HttpGet("nowe")]
    public async Task<IActionResult> New(CancellationToken cancellationToken) => CanAdd ? await FormAsync(new TForm(), null, null, cancellationToken) : NotFound();

    [HttpPost("nowe")]
    public async Task<IActionResult> Create([FromForm] TForm form, CancellationToken cancellationToken)
    {
        if (!CanAdd)
        {
            return NotFound();
        }

        var check = new FormCheck(ModelState, words);
        var row = await ReadAsync(form, null, check, cancellationToken);
        if (form.Preview || !check.IsValid)
        {
            return await FormAsync(form, null, null, cancellationToken);
        }

        await SaveAsync(row, "add", cancellationToken);
        return this.RedirectTo(Root, "Admin.Notice.Saved");
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Edit([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } row)
        {
            return NotFound();
        }

        var form = FormOf(row);
        form.Stamp = editing.StampOf(row);
        return await FormAsync(form, row, null, cancellationToken);
    }

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Save([FromRoute] int id, [FromForm] TForm form, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } row)
        {
            return NotFound();
        }

        if (editing.StampOf(row) != form.Stamp)
        {
            return await StaleAsync(id, form, cancellationToken);
        }

        var check = new FormCheck(ModelState, words);
        await ReadAsync(form, row, check, cancellationToken);
        if (form.Preview || !check.IsValid)
        {
            // What was read into the row is not to be saved with anything else.
            db.ChangeTracker.Clear();
            return await FormAsync(form, await FindAsync(id, cancellationToken), null, cancellationToken);
        }

        return await SaveAsync(row, "edit", cancellationToken) ? this.RedirectTo(Root, "Admin.Notice.Saved") : await StaleAsync(id, form, cancellationToken);
    }

    [HttpGet("{id:int}/usun")]
    public async Task<IActionResult> AskDelete([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!CanDelete || await FindAsync(id, cancellationToken) is not { } row)
        {
            return NotFound();
        }

        return View("Delete", new DeletePage(NameOf(row), Nav, Root, ListTitle, AddressOf(id) + "/usun", editing.StampOf(row), WhyKept(row), false));
    }

    [HttpPost("{id:int}/usun")]
    public async Task<IActionResult> Delete([FromRoute] int id, [FromForm] string? stamp, CancellationToken cancellationToken)
    {
        if (!CanDelete || await FindAsync(id, cancellationToken) is not { } row)
        {
            return NotFound();
        }

        var name = NameOf(row);
        if (WhyKept(row) is { } why)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Delete", new DeletePage(name, Nav, Root, ListTitle, AddressOf(id) + "/usun", editing.StampOf(row), why, false));
        }

        if (editing.StampOf(row) == stamp)
        {
            db.Remove(row);
            if (await SaveAsync(row, "delete", cancellationToken))
            {
                return this.RedirectTo(Root, "Admin.Notice.Deleted");
            }
        }

        db.ChangeTracker.Clear();
        if (await FindAsync(id, cancellationToken) is not { } now)
        {
            return NotFound();
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Delete", new DeletePage(NameOf(now), Nav, Root, ListTitle, AddressOf(id) + "/usun", editing.StampOf(now), null, true));
    }

    /// <summary>One step up or down among its neighbours; all of them are numbered anew.</summary>
    [HttpPost("{id:int}/kolejnosc")]
    public async Task<IActionResult> Move([FromRoute] int id, [FromForm(Name = "kierunek")] string? direction, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not IOrdered row || direction is not ("wyzej" or "nizej"))
        {
            return NotFound();
        }

        var neighbours = (await NeighboursOf((TRow)row).ToListAsync(cancellationToken)).Cast<IOrdered>().OrderBy(r => r.Order).ThenBy(r => r.Id).ToList();
        var at = neighbours.IndexOf(row);
        var to = direction == "wyzej" ? at - 1 : at + 1;
        if (at >= 0 && to >= 0 && to < neighbours.Count)
        {
            (neighbours[at], neighbours[to]) = (neighbours[to], neighbours[at]);
            for (var i = 0; i < neighbours.Count; i++)
            {
                neighbours[i].Order = i;
            }

            if (!await SaveAsync((TRow)row, "order", cancellationToken))
            {
                return this.RedirectTo($"{Root}#w{id.ToString(CultureInfo.InvariantCulture)}", "Admin.Notice.OrderChanged");
            }
        }

        return this.RedirectTo($"{Root}#w{id.ToString(CultureInfo.InvariantCulture)}");
    }

    protected virtual IQueryable<TRow> NeighboursOf(TRow row) => db.Set<TRow>();

    protected string AddressOf(int id) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{id}");

    protected Task<bool> SaveAsync(TRow row, string act, CancellationToken cancellationToken) =>
        editing.SaveAsync(row, $"{Kind}.{act}", NameOf(row), cancellationToken);

    private async Task<IActionResult> StaleAsync(int id, TForm form, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        if (await FindAsync(id, cancellationToken) is not { } now)
        {
            return NotFound();
        }

        // A second press saves over what has been read by then.
        form.Stamp = editing.StampOf(now);
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await FormAsync(form, now, FormOf(now), cancellationToken);
    }

    private async Task<IActionResult> FormAsync(TForm form, TRow? row, TForm? stored, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        var id = row is null ? (int?)null : (int)db.Entry(row).Property("Id").CurrentValue!;
        var page = new EditPage
        {
            Title = row is null ? words.Plain($"Admin.New.{typeof(TRow).Name}") : NameOf(row),
            Nav = Nav,
            List = Root,
            ListTitle = ListTitle,
            Address = id is null ? $"{Root}/nowe" : AddressOf(id.Value),
            Fields = $"_{typeof(TRow).Name}",
            Form = form,
            Stored = stored,
            Delete = id is not null && CanDelete ? AddressOf(id.Value) + "/usun" : null,
            HasFiles = HasFiles,
            HasPreview = HasPreview,
        };
        await PrepareAsync(cancellationToken);
        return View("Edit", row is null ? page : await CompleteAsync(page, row, cancellationToken));
    }

    /// <summary>Puts what the fields choose among into ViewData.</summary>
    protected virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The question before something is deleted.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Nav">The entry of the desk's navigation.</param>
/// <param name="List">The list it is in.</param>
/// <param name="ListTitle">The list's title.</param>
/// <param name="Address">Where the answer is sent.</param>
/// <param name="Stamp">Of the row that is shown.</param>
/// <param name="WhyKept">Key of the reason why it cannot be deleted.</param>
/// <param name="IsStale">Somebody changed it since it was shown.</param>
public sealed record DeletePage(string Name, string Nav, string List, string ListTitle, string Address, string Stamp, string? WhyKept, bool IsStale);
