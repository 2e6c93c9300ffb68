using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Submitting;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration.ImplementingUnits;

public sealed class ImplementingUnitForm : AdminForm
{
    public string? Name { get; set; }

    /// <summary>Name or TERYT code.</summary>
    public string? Place { get; set; }

    public string? Street { get; set; }

    public string? PostalCode { get; set; }

    public string? PostOffice { get; set; }

    public string? Website { get; set; }
}

public sealed record UnitRow(ImplementingUnit Unit, int Practices);

public sealed record ImplementingUnitList(string Search, PageInfo Page, IReadOnlyList<UnitRow> Rows);

/// <summary>Offices that did what practices tell of; new ones come with practices, here they are corrected and duplicates merged.</summary>
[Route(Path)]
public sealed class ImplementingUnitsController(PracticeBaseDbContext db, RowEditing editing, Words words, AuditLog audit, TimeProvider clock, PlaceInput places)
    : MergeController<ImplementingUnit, ImplementingUnitForm>(db, editing, words, audit, clock)
{
    public const string Path = "/administracja/jednostki";

    protected override string Root => Path;

    protected override string ListTitle => Words.Plain("Desk.Units");

    protected override bool CanAdd => false;

    protected override IReadOnlyList<MergePart> Parts =>
    [
        new("contacts", id => Db.Contacts.Where(c => c.ImplementingUnitId == id).Select(c => c.Id), async (ids, to, cancellationToken) =>
            await Db.Contacts.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.ImplementingUnitId, to), cancellationToken)),
        new("drafts", id => RevisionsOf(id).Where(r => r.Status != RevisionStatus.Published && r.Status != RevisionStatus.Superseded).Select(r => r.Id), async (ids, to, cancellationToken) =>
            await Db.Revisions.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(s => s.SetProperty(r => r.ImplementingUnitId, to).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken)),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "q")] string? search, [FromQuery(Name = "strona")] int page, CancellationToken cancellationToken)
    {
        var text = Find.Tidy(search);
        var found = Db.ImplementingUnits.AsNoTracking().Matching(text);
        var info = Find.Page(page, await found.CountAsync(cancellationToken));
        var rows = await found.Include(u => u.LocalGovernment!.County).Include(u => u.LocalGovernment!.Voivodeship).Include(u => u.MergedInto)
            .OrderBy(u => u.Name).ThenBy(u => u.Id).Skip(info.PageSize * (info.PageNumber - 1)).Take(info.PageSize).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(u => (int?)u.Id);
        var counts = await Db.Revisions.Where(r => r.Status == RevisionStatus.Published && ids.Contains(r.ImplementingUnitId))
            .GroupBy(r => r.ImplementingUnitId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return View(new ImplementingUnitList(text, info, rows.ConvertAll(u => new UnitRow(u, counts.GetValueOrDefault(u.Id)))));
    }

    protected override Task<ImplementingUnit?> FindAsync(int id, CancellationToken cancellationToken) =>
        Db.ImplementingUnits.Include(u => u.LocalGovernment!.County).Include(u => u.LocalGovernment!.Voivodeship).SingleOrDefaultAsync(u => u.Id == id, cancellationToken);

    protected override ImplementingUnitForm FormOf(ImplementingUnit row) => new()
    {
        Name = row.Name,
        Place = places.Format(row.LocalGovernment),
        Street = row.Street,
        PostalCode = row.PostalCode,
        PostOffice = row.PostOffice,
        Website = row.Website,
    };

    protected override async Task<ImplementingUnit> ReadAsync(ImplementingUnitForm form, ImplementingUnit? row, FormCheck check, CancellationToken cancellationToken)
    {
        row!.Name = check.Line(nameof(form.Name), form.Name, 300);
        row.Slug = Text.Slug(row.Name);
        row.LocalGovernmentId = await places.FindAsync(nameof(form.Place), form.Place, check, cancellationToken);
        row.Street = check.OptionalLine(nameof(form.Street), form.Street, 200);
        row.PostalCode = check.OptionalLine(nameof(form.PostalCode), form.PostalCode, 10);
        row.PostOffice = check.OptionalLine(nameof(form.PostOffice), form.PostOffice, 100);
        row.Website = check.Url(nameof(form.Website), form.Website, 500);
        if (await Db.ImplementingUnits.AnyAsync(u => u.LocalGovernmentId == row.LocalGovernmentId && u.Name == row.Name && u.Id != row.Id, cancellationToken))
        {
            check.Refuse(nameof(form.Name), "Admin.Error.UnitExists");
        }

        return row;
    }

    protected override string NameOf(ImplementingUnit row) => row.Name;

    protected override string? NoteOf(ImplementingUnit row) => row.LocalGovernment is { } place ? LocalGovernmentFinder.Label(place) : null;

    protected override IQueryable<PracticeRevision> RevisionsOf(int id) => Db.Revisions.Where(r => r.ImplementingUnitId == id);

    protected override async Task<IReadOnlyList<MergeCandidate>> CandidatesAsync(ImplementingUnit row, string search, CancellationToken cancellationToken)
    {
        var others = Db.ImplementingUnits.AsNoTracking().Where(u => u.Id != row.Id && u.MergedIntoId == null).Include(u => u.LocalGovernment!.County).Include(u => u.LocalGovernment!.Voivodeship);
        // Asked for nothing else, the neighbours under the same local government come first: that is where duplicates are.
        var found = search == row.Name
            ? others.Where(u => u.LocalGovernmentId == row.LocalGovernmentId && row.LocalGovernmentId != null || u.Slug == row.Slug)
            : others.Matching(search);
        var rows = await found.OrderByDescending(u => u.LocalGovernmentId == row.LocalGovernmentId).ThenBy(u => u.Name).Take(Find.PageSize).ToListAsync(cancellationToken);
        return [.. rows.Select(u => new MergeCandidate(u.Id, u.Name, NoteOf(u)))];
    }

    protected override Task<string?> WhyNotAsync(ImplementingUnit row, ImplementingUnit target, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    protected override async ValueTask<EditPage> CompleteAsync(EditPage page, ImplementingUnit row, CancellationToken cancellationToken) =>
        await base.CompleteAsync(page, row, cancellationToken) with
        {
            Public = await RevisionsOf(row.Id).AnyAsync(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null, cancellationToken)
                ? $"/jednostki/{PermanentAddress.Format(row.Id, row.Slug)}"
                : null,
        };
}
